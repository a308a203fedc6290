"""The command that recommends programs to many people at once."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from certpick.cli.clock import today
from certpick.cli.help import OUTPUT, PEOPLE
from certpick.cli.options import AsExcel, CatalogPaths, one_format, takes_profile
from certpick.render.formats import BatchFormat

if TYPE_CHECKING:
    from certpick.profile.profile import Profile


@takes_profile
def batch_command(
    profile: "Profile",
    people: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="People as CSV, NDJSON or Parquet, a row each; - for stdin."
        ),
    ],
    catalogs: CatalogPaths = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            rich_help_panel=OUTPUT,
            metavar="FILE",
            help="Where to write the picks.",
        ),
    ] = None,
    form: Annotated[
        BatchFormat | None,
        typer.Option(
            "--format",
            rich_help_panel=OUTPUT,
            help="How to write what goes to stdout, or the picks. Default: by the file's name.",
        ),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            rich_help_panel=OUTPUT,
            help="Write a --summary as JSON, or with --dry-run how titles are read. For picks: "
            "--format ndjson.",
        ),
    ] = False,
    excel: AsExcel = False,
    top: Annotated[
        int,
        typer.Option(
            "--top",
            rich_help_panel=OUTPUT,
            min=1,
            metavar="N",
            help="The best N programs a person.",
        ),
    ] = 1,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            rich_help_panel=PEOPLE,
            metavar="OPTION=NAME",
            help="The column of an option, such as hours=weekly_hours. Repeat it for several.",
        ),
    ] = None,
    carried: Annotated[
        list[str] | None,
        typer.Option(
            "--carry",
            rich_help_panel=PEOPLE,
            metavar="NAME",
            help="A column that only looks like a misspelt option.",
        ),
    ] = None,
    titles: Annotated[
        Path | None,
        typer.Option(
            "--titles",
            rich_help_panel=PEOPLE,
            metavar="FILE",
            help="A CSV of title and role (or profession) that settles how titles are read.",
        ),
    ] = None,
    unresolved: Annotated[
        Path | None,
        typer.Option(
            "--unresolved",
            rich_help_panel=PEOPLE,
            metavar="FILE",
            help="Write the titles that are not read.",
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", rich_help_panel=PEOPLE, help="Only say how titles are read."),
    ] = False,
    summary: Annotated[
        str | None,
        typer.Option(
            "--summary",
            rich_help_panel=OUTPUT,
            metavar="by=COLUMN",
            help="People, picks and costs by group on stdout, as table, json or csv.",
        ),
    ] = None,
    budget_total: Annotated[
        str | None,
        typer.Option(
            "--budget-total",
            rich_help_panel=OUTPUT,
            metavar="USD",
            help="Share this out: as many people as possible surely served, then the best scores.",
        ),
    ] = None,
    strict_rows: Annotated[
        bool,
        typer.Option(
            "--strict-rows", rich_help_panel=PEOPLE, help="Exit with 1 if any row is wrong."
        ),
    ] = False,
) -> None:
    """Recommend programs to many people at once, each as rank would alone.

    Columns are named after the options of rank: role or title, budget, hours, weeks, …; others
    are carried through. An option here answers for every row that does not.

    Example: certpick batch staff.csv --summary by=department -o picks.csv
    """
    from certpick import Recommender
    from certpick.batch.budget import read_total
    from certpick.batch.columns import pairs
    from certpick.batch.files import read_titles
    from certpick.batch.summary import read_by
    from certpick.render.many import Request, show_batch
    from certpick.render.progress import open_catalogs

    chosen = one_format(BatchFormat, form, as_json=as_json, excel=excel)
    book = open_catalogs(catalogs, today())
    recommender = Recommender(
        book,
        profile,
        titles=read_titles(titles) if titles else None,
        renamed=pairs(columns or (), "column"),
        carried=carried or (),
        top=top,
    )
    by = None if summary is None else read_by(summary)
    usd = None if budget_total is None else read_total(budget_total)
    request = Request(people, output, chosen, by, unresolved, usd, dry_run)
    if show_batch(request, recommender, book) and strict_rows:
        raise typer.Exit(1)
