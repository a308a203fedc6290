"""Completion: what teaches a shell the commands, the options and their values."""

from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.completion import install_callback, show_callback

from certpick.errors import UsageError
from certpick.text import did_you_mean, shown

ASKING = "_CERTPICK_COMPLETE"  # what a shell that asks for a completion sets
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def _for_shell(act: Callable[[Any, Any, Any], Any]) -> Callable[..., None]:
    def callback(
        context: typer.Context, param: typer.CallbackParam, shell: str | None = None
    ) -> None:
        if shell is not None and not context.resilient_parsing:
            act(context, param, _known(param.opts[0], shell) if shell else True)

    return callback


def _known(option: str, text: str) -> str:
    shell = text.strip().casefold()
    if shell not in SHELLS:
        message = f"{option}: {shown(text)!r} is none of {', '.join(SHELLS)}"
        raise UsageError(message, did_you_mean(shell, list(SHELLS)), code="value_unknown")
    return shell


def _complete(incomplete: str) -> list[str]:
    return [shell for shell in SHELLS if shell.startswith(incomplete)]


InstallCompletion = Annotated[
    str | None,
    typer.Option(
        "--install-completion",
        metavar="[SHELL]",
        callback=_for_shell(install_callback),
        autocompletion=_complete,
        help=f"Teach a shell to complete what you type: {', '.join(SHELLS)}. Default: yours.",
    ),
]
ShowCompletion = Annotated[
    str | None,
    typer.Option(
        "--show-completion",
        metavar="[SHELL]",
        callback=_for_shell(show_callback),
        autocompletion=_complete,
        help="Write what teaches it, to put it in place yourself.",
    ),
]


def with_shell(arguments: list[str]) -> list[str]:
    """Return a command line in which an empty word stands for the shell that is not named."""
    bare = arguments in (["--install-completion"], ["--show-completion"])
    return [*arguments, ""] if bare else arguments
