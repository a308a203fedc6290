"""The commands."""

from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from certpick.cli.clock import today
from certpick.cli.keeping import app as keeping
from certpick.cli.options import AsJson, CatalogPaths, complete_program, takes_profile
from certpick.cli.searching import programs_command
from certpick.errors import UsageError
from certpick.output.formats import Format

# Commands import what they need when they run: help and completion stay quick.
if TYPE_CHECKING:
    from certpick.profile import Profile

app = typer.Typer(
    name="certpick",
    help="Find the AI-in-healthcare certification that fits you, with the facts behind it.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


Top = Annotated[
    int | None, typer.Option("--top", min=1, metavar="N", help="Show the best N programs only.")
]
FormatOption = Annotated[Format | None, typer.Option("--format", help="How to write the ranking.")]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from certpick.output.streams import write_result

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
        from certpick.output.streams import write_result

        write_result(context.get_help() + "\n")


@app.command("rank")
@takes_profile
def rank_command(
    profile: "Profile",
    catalogs: CatalogPaths = None,
    top: Top = None,
    form: FormatOption = None,
    as_json: AsJson = False,
) -> None:
    """Rank the programs for a role, with reasons.

    Example: certpick rank --role "charge nurse" --budget 3000 --hours 5
    """
    from certpick.output.progress import open_catalogs
    from certpick.output.render import show_ranking
    from certpick.ranking import rank

    show_ranking(rank(open_catalogs(catalogs, today()), profile), _one_format(form, as_json), top)


@app.command("explain")
@takes_profile
def explain_command(
    profile: "Profile",
    program: Annotated[
        str,
        typer.Argument(
            metavar="PROGRAM",
            autocompletion=complete_program,
            help="An id or an unambiguous part of a name, such as stanford.",
        ),
    ],
    catalogs: CatalogPaths = None,
    as_json: AsJson = False,
) -> None:
    """Say why a program stands where it does, and what would change it.

    Example: certpick explain stanford --role physician
    """
    from certpick.output.progress import open_catalogs
    from certpick.output.render import show_explanation
    from certpick.ranking import rank

    book = open_catalogs(catalogs, today())
    show_explanation(rank(book, profile), book.find(program), as_json)


@app.command("compare")
@takes_profile
def compare_command(
    profile: "Profile",
    programs: Annotated[
        list[str],
        typer.Argument(
            metavar="PROGRAM...",
            autocompletion=complete_program,
            help="Two or more ids, or unambiguous parts of names.",
        ),
    ],
    catalogs: CatalogPaths = None,
    as_json: AsJson = False,
) -> None:
    """Show programs side by side.

    Example: certpick compare harvard hopkins --role physician
    """
    from certpick.output.progress import open_catalogs
    from certpick.output.render import show_comparison
    from certpick.ranking import rank

    book = open_catalogs(catalogs, today())
    chosen = list(dict.fromkeys(book.find(program).id for program in programs))
    if len(chosen) < 2:
        raise UsageError("only one program to compare", "name two or more")
    show_comparison(rank(book, profile), [book.find(one) for one in chosen], as_json)


@app.command("map")
@takes_profile
def map_command(
    profile: "Profile",
    catalogs: CatalogPaths = None,
    svg: Annotated[
        Path | None,
        typer.Option("--svg", metavar="FILE", help="Write the map as a picture instead."),
    ] = None,
) -> None:
    """Draw who leads at which weights of the three criteria, and where you stand.

    Example: certpick map --role physician
    """
    from certpick.output.progress import open_catalogs
    from certpick.output.render import show_map
    from certpick.ranking import rank

    show_map(rank(open_catalogs(catalogs, today()), profile), svg)


@app.command("quiz")
@takes_profile
def quiz_command(
    profile: "Profile",
    catalogs: CatalogPaths = None,
    top: Top = None,
    form: FormatOption = None,
    as_json: AsJson = False,
    ask_all: Annotated[
        bool, typer.Option("--all", help="Ask every question, also those that cannot matter.")
    ] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Numbered choices, one line at a time.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the answers of an interrupted quiz.")
    ] = False,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="FILE", help="Write your answers for rank --profile."),
    ] = None,
) -> None:
    """Answer a few questions and see the ranking. An option answers its question.

    Example: certpick quiz
    """
    chosen = _one_format(form, as_json)
    from certpick.quiz.terminal import check_terminal, output_words, save_profile, say_command, take

    check_terminal(profile)
    from certpick.output.progress import open_catalogs
    from certpick.output.render import show_ranking
    from certpick.quiz.engine import Quiz
    from certpick.ranking import rank

    book = open_catalogs(catalogs, today())
    rest = output_words(catalogs, chosen, top)

    def finish(answers: "Profile") -> None:
        if save:
            save_profile(answers, save)
        show_ranking(rank(book, answers), chosen, top)
        say_command(answers, rest)

    quiz = Quiz(book, profile, ask_all=ask_all)
    take(quiz, plain=plain, resume=resume, again=rest, finish=finish)


def _one_format(form: Format | None, as_json: bool) -> Format:
    if as_json and form not in (None, Format.JSON):
        raise UsageError(f"--json and --format {form} exclude each other", "give one of them")
    return Format.JSON if as_json else form or Format.TABLE


app.command("programs")(programs_command)
app.add_typer(keeping)


def app_for(arguments: list[str]) -> typer.Typer:
    """Return the app with the one command that is asked for, or with all of them.

    Typer builds the options of every command at each start, and most have many.
    """
    asked = [info for info in app.registered_commands if arguments[:1] == [info.name]]
    if not asked:
        return app
    narrow = copy(app)
    narrow.registered_commands, narrow.registered_groups = asked, []
    return narrow
