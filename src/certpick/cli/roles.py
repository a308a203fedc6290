"""The command that lists roles and professions, and says how a job title is read."""

from typing import Annotated

import typer

from certpick.cli.clock import today
from certpick.cli.help import OUTPUT
from certpick.cli.options import AsExcel, AsJson, CatalogPaths, complete_role, one_format
from certpick.profile.meanings import TITLE
from certpick.render.formats import Format


def roles_command(
    title: Annotated[
        str | None,
        typer.Argument(
            metavar="TITLE",
            autocompletion=complete_role,
            help=TITLE,
        ),
    ] = None,
    catalogs: CatalogPaths = None,
    form: Annotated[
        Format | None, typer.Option("--format", rich_help_panel=OUTPUT, help="How to write it.")
    ] = None,
    as_json: AsJson = False,
    excel: AsExcel = False,
) -> None:
    """List roles, professions and situations, or say how a job title is read.

    Example: certpick roles "charge nurse"
    """
    from certpick.render.progress import open_catalogs
    from certpick.render.show import show_reading, show_roles

    chosen = one_format(Format, form, as_json=as_json, excel=excel) or Format.TABLE
    catalog = open_catalogs(catalogs, today())
    if title is None:
        show_roles(catalog, chosen)
    else:
        show_reading(catalog, title, chosen)
