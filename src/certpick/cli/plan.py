"""The command that plans one program."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from certpick.cli.clock import now, today
from certpick.cli.help import OUTPUT, STUDY
from certpick.cli.options import (
    SEVERAL,
    AsJson,
    CatalogPaths,
    Start,
    complete_program,
    complete_time_zone,
    takes_profile,
)
from certpick.errors import CertpickError, UsageError
from certpick.profile.meanings import PROGRAM, STUDIES

if TYPE_CHECKING:
    from certpick.planning.plan import Plan
    from certpick.planning.study import StudyDays
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
    days: Annotated[
        str | None,
        typer.Option(
            "--days",
            rich_help_panel=STUDY,
            metavar="DAYS",
            help=STUDIES["days"],
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            rich_help_panel=STUDY,
            metavar="TIME",
            help=STUDIES["at"],
        ),
    ] = None,
    off: Annotated[
        list[str] | None,
        typer.Option(
            "--off",
            rich_help_panel=STUDY,
            metavar="DATES",
            help=STUDIES["off"] + SEVERAL,
        ),
    ] = None,
    holidays: Annotated[
        str | None,
        typer.Option(
            "--holidays",
            rich_help_panel=STUDY,
            metavar="COUNTRY",
            help="No study on its public holidays: US, Germany, or with a region, DE-BY.",
        ),
    ] = None,
    earned: Annotated[
        str | None,
        typer.Option(
            "--earned",
            rich_help_panel=STUDY,
            metavar="DATE",
            help=STUDIES["earned"],
        ),
    ] = None,
    ics: Annotated[
        Path | None,
        typer.Option(
            "--ics",
            rich_help_panel=OUTPUT,
            metavar="FILE",
            help="Also write your dates as a calendar file.",
        ),
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option(
            "--time-zone",
            rich_help_panel=OUTPUT,
            metavar="ZONE",
            autocompletion=complete_time_zone,
            help="The time zone of --ics: Europe/Berlin, EST, UTC+1. Default: the system's.",
        ),
    ] = None,
    mail: Annotated[
        bool,
        typer.Option(
            "--mail",
            rich_help_panel=OUTPUT,
            help="Write a mail that asks the provider, and nothing else.",
        ),
    ] = False,
    mailto: Annotated[
        bool,
        typer.Option(
            "--mailto",
            rich_help_panel=OUTPUT,
            help="Write a link that opens this mail, and nothing else.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say what to settle before you pay for a program, with your dates.

    Example: certpick plan stanford --role physician --hours 5
    """
    from certpick.planning.plan import plan
    from certpick.profile.options import read_date
    from certpick.render.progress import open_catalogs
    from certpick.render.show import show_letter, show_plan
    from certpick.scoring.ranking import rank

    words = {"start": start, "days": days, "at": at, "off": off or None, "holidays": holidays}
    _fit_together(ics, zone, earned, words)
    if mail + mailto + as_json > 1 or (ics and (mail or mailto)):
        raise UsageError(
            "a mail is written alone",
            "give one of --mail, --mailto, --json, --ics",
            code="options_conflict",
        )
    day = today()
    book = open_catalogs(catalogs, day)
    first, since = (
        read_date(text, option) if text is not None else None
        for text, option in ((start, "start"), (earned, "earned"))
    )
    study = _study_days(days, at, off or [], holidays)
    found = plan(rank(book, profile), book.find(program), day, first, study, since)
    if mail or mailto:
        show_letter(found, as_link=mailto)
    elif ics:
        _show_with_calendar(found, ics, zone, as_json)
    else:
        show_plan(found, as_json, None)


def _fit_together(
    ics: Path | None, zone: str | None, earned: str | None, study: Mapping[str, object]
) -> None:
    if ics and str(ics) in (".", "-"):
        raise UsageError(
            "--ics: that is no file to write",
            "name one, as in --ics plan.ics",
            code="file_unwritable",
        )
    if zone is not None and not ics:
        raise UsageError(
            "--time-zone is the time zone of a calendar", "add --ics FILE", code="value_missing"
        )
    if earned is not None:
        from certpick.planning.study_words import check_beside_earned

        check_beside_earned(study)


def _study_days(
    days: str | None, at: str | None, off: list[str], holidays: str | None
) -> "StudyDays":
    from certpick.planning.study_words import read_study

    public = None
    if holidays is not None:
        from certpick.cli.public_holidays import public_holidays

        public = public_holidays(holidays)
    return read_study(days, at, off, public)


def _show_with_calendar(found: "Plan", ics: Path, zone: str | None, as_json: bool) -> None:
    from certpick.cli.time_zone import time_zone
    from certpick.render.show import show_plan, write_calendar
    from certpick.render.streams import say

    place = time_zone(zone)
    try:
        written = write_calendar(found, ics, place.zone, now())
    except CertpickError:
        show_plan(found, as_json, None)  # the plan is none the worse for it
        raise
    show_plan(found, as_json, written)
    if place.choice:
        say(place.choice)
