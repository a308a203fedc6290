"""The command that plans one program."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from certpick.cli.clock import today
from certpick.cli.options import AsJson, CatalogPaths, Start, complete_program, takes_profile
from certpick.errors import UsageError

if TYPE_CHECKING:
    from certpick.profile import Profile


@takes_profile
def plan_command(
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
    start: Start = None,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", metavar="FILE", help="Also write your dates as a calendar file."),
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option(
            "--time-zone",
            metavar="ZONE",
            help="The time zone of --ics, such as Europe/Berlin. Default: the system's.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what to settle before you pay for a program, with your dates.

    Example: certpick plan stanford --role physician --hours 5
    """
    from certpick.output.progress import open_catalogs
    from certpick.output.render import show_plan, write_calendar
    from certpick.planning import plan
    from certpick.ranking import rank
    from certpick.words import read_date

    day = today()
    book = open_catalogs(catalogs, day)
    first = read_date(start, "start") if start is not None else None
    found = plan(rank(book, profile), book.find(program), day, first)
    if ics:
        from certpick.cli.zones import time_zone

        write_calendar(found, ics, time_zone(zone), day)
    elif zone is not None:
        raise UsageError("--time-zone is the time zone of a calendar", "add --ics FILE")
    show_plan(found, as_json, ics)
