"""The command that searches the catalogue."""

from typing import Annotated

import typer

from certpick.cli.clock import today
from certpick.cli.help import NEEDS, OUTPUT
from certpick.cli.options import (
    AsExcel,
    AsJson,
    CatalogPaths,
    CountryOption,
    HoursOption,
    LanguageOption,
    PacingOption,
    RoleOption,
    complete_program,
    one_format,
    one_of,
)
from certpick.errors import UsageError
from certpick.profile.meanings import PROGRAM, SEARCHES
from certpick.render.formats import ListFormat
from certpick.scoring.search import MatchSort


def programs_command(
    program: Annotated[
        str | None,
        typer.Argument(
            metavar="PROGRAM",
            autocompletion=complete_program,
            help=PROGRAM,
        ),
    ] = None,
    search: Annotated[
        str | None,
        typer.Option("--search", rich_help_panel=NEEDS, metavar="WORDS", help=SEARCHES["search"]),
    ] = None,
    role: RoleOption = None,
    max_cost: Annotated[
        str | None,
        typer.Option("--max-cost", rich_help_panel=NEEDS, metavar="USD", help=SEARCHES["max-cost"]),
    ] = None,
    hours: HoursOption = None,
    cme: Annotated[
        bool, typer.Option("--cme", rich_help_panel=NEEDS, help=SEARCHES["cme"])
    ] = False,
    pacing: PacingOption = None,
    country: CountryOption = None,
    language: LanguageOption = None,
    focus: Annotated[
        str | None,
        typer.Option(
            "--focus",
            rich_help_panel=NEEDS,
            metavar="healthcare-ai|healthcare-informatics|generic-ai",
            autocompletion=one_of("healthcare-ai", "healthcare-informatics", "generic-ai"),
            help=SEARCHES["focus"],
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", rich_help_panel=NEEDS, help=SEARCHES["strict"]),
    ] = False,
    sort: Annotated[
        MatchSort | None,
        typer.Option("--sort", rich_help_panel=OUTPUT, help=SEARCHES["sort"]),
    ] = None,
    catalogs: CatalogPaths = None,
    form: Annotated[
        ListFormat | None,
        typer.Option("--format", rich_help_panel=OUTPUT, help="How to write the programs."),
    ] = None,
    as_json: AsJson = False,
    excel: AsExcel = False,
) -> None:
    """Search the catalogue, or show one program's facts with their sources.

    Example: certpick programs --role administrator --max-cost 500
    """
    from certpick.render.progress import open_catalogs
    from certpick.render.show import show_program, show_programs
    from certpick.scoring.search import Query, read_query

    chosen = one_format(ListFormat, form, as_json=as_json, excel=excel) or ListFormat.TABLE
    book = open_catalogs(catalogs, today())
    wanted = {
        "search": search, "role": role, "max-cost": max_cost, "hours": hours, "cme": cme,
        "pacing": pacing, "country": country, "language": language, "focus": focus,
        "strict": strict,
    }  # fmt: skip
    query = read_query(wanted, book)
    if program is None:
        show_programs(book, query, sort, chosen)
    elif query == Query() and sort is None:
        show_program(book, book.find(program), chosen)
    else:
        raise UsageError(
            "a program and a search exclude each other", "give one of them", code="options_conflict"
        )
