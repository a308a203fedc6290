"""The command that plans one program."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from certpick.cli.clock import today
from certpick.cli.options import (
    AsJson,
    CatalogPaths,
    Start,
    complete_program,
    complete_time_zone,
    takes_profile,
)
from certpick.errors import CertpickError, UsageError
from certpick.profile.meanings import PROGRAM

if TYPE_CHECKING:
    from certpick.profile.profile import Profile


@takes_profile
def plan_command(
    profile: "Profile",
    program: Annotated[
        str,
        typer.Argument(
            metavar="PROGRAM",
            autocompletion=complete_program,
            help=PROGRAM,
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
            autocompletion=complete_time_zone,
            help="The time zone of --ics, such as Europe/Berlin. Default: the system's.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what to settle before you pay for a program, with your dates.

    Example: certpick plan stanford --role physician --hours 5
    """
    from certpick.planning.plan import plan
    from certpick.profile.options import read_date
    from certpick.render.progress import open_catalogs
    from certpick.render.show import show_plan, write_calendar
    from certpick.scoring.ranking import rank

    if ics and str(ics) in (".", "-"):
        raise UsageError(
            "--ics: that is no file to write",
            "name one, as in --ics plan.ics",
            code="file_unwritable",
        )
    day = today()
    book = open_catalogs(catalogs, day)
    first = read_date(start, "start") if start is not None else None
    found = plan(rank(book, profile), book.find(program), day, first)
    if not ics:
        if zone is not None:
            raise UsageError(
                "--time-zone is the time zone of a calendar", "add --ics FILE", code="value_missing"
            )
        show_plan(found, as_json, None)
        return
    from certpick.cli.time_zone import time_zone

    place = time_zone(zone)
    try:
        written = write_calendar(found, ics, place, day)
    except CertpickError:
        show_plan(found, as_json, None)  # the plan is none the worse for it
        raise
    show_plan(found, as_json, written)
