"""The command that writes a report."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from certpick.cli.clock import today
from certpick.cli.help import OUTPUT
from certpick.cli.options import AsJson, CatalogPaths, Start, one_format, takes_profile
from certpick.render.formats import ReportFormat, report_form

if TYPE_CHECKING:
    from certpick.profile.profile import Profile


@takes_profile
def report_command(
    profile: "Profile",
    catalogs: CatalogPaths = None,
    start: Start = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            rich_help_panel=OUTPUT,
            metavar="FILE",
            help="Where to write it, - for stdout.",
        ),
    ] = None,
    form: Annotated[
        ReportFormat | None,
        typer.Option(
            "--format",
            rich_help_panel=OUTPUT,
            help="How to write it. Default: by the file's name, else html.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the whole result on one page, to print or to hand to a manager.

    Example: certpick report --role administrator -o report.html
    """
    from certpick.profile.options import read_date
    from certpick.render.progress import open_catalogs
    from certpick.render.show import write_report
    from certpick.scoring.ranking import rank

    day = today()
    first = read_date(start, "start") if start is not None else None
    chosen = one_format(ReportFormat, form, as_json=as_json)
    chosen = chosen or report_form(output, "--output", ", or --format")
    write_report(rank(open_catalogs(catalogs, day), profile), output, chosen, day, first)
