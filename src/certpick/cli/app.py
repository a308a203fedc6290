"""The program: its commands, and which of them a run needs."""

from importlib import import_module
from typing import Annotated

import typer

from certpick.text import cleaned


def _plain(word: str) -> str:
    return cleaned(word).casefold()


app = typer.Typer(
    name="certpick",
    help="Find the AI-in-healthcare certification that fits you, with the facts behind it.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "token_normalize_func": _plain},
)
# In the order of the help page; each is a module of this folder with the same name. Commands
# import what they need when they run, so that help and completion stay quick.
COMMANDS = (
    "quiz",
    "rank",
    "explain",
    "compare",
    "map",
    "pair",
    "plan",
    "report",
    "programs",
    "roles",
    "batch",
    "serve",
    "mcp",
    "catalog",
)
# What a person who types the bare name needs; a pipe gets the whole help.
START = """\
certpick quiz     asks a few questions and shows what fits you
certpick --help   lists everything else"""


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from certpick.render.streams import write_result

        write_result(f"certpick {version('certpick')}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def certpick(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  its callback does the work
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Find the AI-in-healthcare certification that fits you, with the facts behind it."""
    if context.invoked_subcommand is None:
        from certpick.render.streams import on_terminal, write_result

        write_result((START if on_terminal() else context.get_help()) + "\n")


def app_for(arguments: list[str]) -> typer.Typer:
    """Return the app with the one command that is asked for, or with all of them.

    Typer builds the options of every command at each start, and most have many.
    """
    asked = [name for name in COMMANDS if arguments[:1] == [name]]
    app.registered_commands, app.registered_groups = [], []
    for name in asked or COMMANDS:
        module = import_module(f"certpick.cli.{name}")
        if name == "catalog":
            app.add_typer(module.app)
        else:
            app.command(name)(getattr(module, f"{name}_command"))
    return app
