"""The program: its commands, and which of them a run needs."""

import os
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.completion import get_completion_inspect_parameters

from certpick.cli.completion import ASKING, InstallCompletion, ShowCompletion, with_shell
from certpick.cli.help import Command, Group
from certpick.text import cleaned


def _plain(word: str) -> str:
    return cleaned(word).casefold()


class _Program(Group):
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, with_shell(args))


app = typer.Typer(
    name="certpick",
    cls=_Program,
    rich_markup_mode=None,
    add_completion=False,
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
    "schema",
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
    max_size: Annotated[
        str | None,
        typer.Option(
            "--max-size",
            metavar="SIZE",
            envvar="CERTPICK_MAX_SIZE",
            help="Read catalogues and profiles up to this size, such as 2GB. Default: "
            "CERTPICK_MAX_SIZE, or 512 MB.",
        ),
    ] = None,
    install_completion: InstallCompletion = None,  # noqa: ARG001  as of the version
    show_completion: ShowCompletion = None,  # noqa: ARG001
) -> None:
    """Find the AI-in-healthcare certification that fits you, with the facts behind it.

    Example: certpick rank --role "charge nurse"
    """
    if max_size is not None:
        from certpick.catalog.files import allowing
        from certpick.profile.amounts import read_size

        context.with_resource(allowing(read_size(max_size)))
    if context.invoked_subcommand is None:
        from certpick.render.streams import on_terminal, write_result

        write_result((START if on_terminal() else context.get_help()) + "\n")


def app_for(arguments: list[str]) -> typer.Typer:
    """Return the app with the one command that is asked for, or with all of them.

    Typer builds the options of every command at each start, and most have many.
    """
    if ASKING in os.environ:
        get_completion_inspect_parameters()  # for what it makes known: how each shell is answered
    asked = [name for name in COMMANDS if arguments[:1] == [name]]
    app.registered_commands, app.registered_groups = [], []
    for name in asked or COMMANDS:
        module = import_module(f"certpick.cli.{name}")
        if name == "catalog":
            app.add_typer(module.app)
        else:
            app.command(name, cls=Command)(getattr(module, f"{name}_command"))
    return app
