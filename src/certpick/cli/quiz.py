"""The command that asks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from certpick.cli.clock import today
from certpick.cli.help import OUTPUT, QUIZ
from certpick.cli.options import (
    AsExcel,
    AsJson,
    CatalogPaths,
    Details,
    FormatOption,
    SortOption,
    Top,
    one_format,
    takes_profile,
)
from certpick.render.formats import Format, View, report_form

if TYPE_CHECKING:
    from certpick.profile.profile import Profile


@takes_profile
def quiz_command(
    profile: "Profile",
    catalogs: CatalogPaths = None,
    top: Top = None,
    sort: SortOption = "score",
    details: Details = False,
    form: FormatOption = None,
    as_json: AsJson = False,
    excel: AsExcel = False,
    ask_all: Annotated[
        bool,
        typer.Option(
            "--all",
            rich_help_panel=QUIZ,
            help="Ask every question, also those that cannot matter.",
        ),
    ] = False,
    plain: Annotated[
        bool,
        typer.Option(
            "--plain",
            rich_help_panel=QUIZ,
            help="One line at a time, for screen readers and simple terminals.",
        ),
    ] = False,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            rich_help_panel=QUIZ,
            help="Go on with the answers of an interrupted quiz.",
        ),
    ] = False,
    save: Annotated[
        Path | None,
        typer.Option(
            "--save",
            rich_help_panel=OUTPUT,
            metavar="FILE",
            help="Write your answers for rank --profile.",
        ),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report",
            rich_help_panel=OUTPUT,
            metavar="FILE",
            help="Also write a report, as certpick report.",
        ),
    ] = None,
) -> None:
    """Answer a few questions and see the ranking. An option answers its question.

    Example: certpick quiz
    """
    chosen = one_format(Format, form, as_json=as_json, excel=excel) or Format.TABLE
    report_as = report_form(report, "--report")  # not after the last answer
    from certpick.quiz.terminal import (
        check_terminal,
        output_words,
        resuming_words,
        save_profile,
        say_command,
        take,
    )

    check_terminal(profile)
    from certpick.quiz.engine import Quiz
    from certpick.render.files import check_place
    from certpick.render.progress import open_catalogs
    from certpick.render.show import show_ranking, write_report
    from certpick.scoring.ranking import rank

    for path in filter(None, (save, report)):
        check_place(path)
    day = today()
    book = open_catalogs(catalogs, day)
    view = View(top, sort, details)
    rest = output_words(catalogs, chosen, view)

    def finish(answers: "Profile") -> None:
        if save:
            save_profile(answers, save)
        ranking = rank(book, answers)
        say_command(answers, rest)
        try:
            if report:
                write_report(ranking, report, report_as, day)
        finally:  # the result is none the worse where the report cannot be written
            show_ranking(ranking, chosen, view)

    quiz = Quiz(book, profile, ask_all=ask_all)
    take(quiz, plain=plain, resume=resume, again=resuming_words(rest, report), finish=finish)
