"""The command that takes two programs together."""

from typing import TYPE_CHECKING, Annotated

import typer

from certpick.cli.clock import today
from certpick.cli.help import NEEDS, OUTPUT
from certpick.cli.options import AsJson, CatalogPaths, complete_program, takes_profile

if TYPE_CHECKING:
    from certpick.profile.profile import Profile


@takes_profile
def pair_command(
    profile: "Profile",
    catalogs: CatalogPaths = None,
    partner: Annotated[
        str | None,
        typer.Option(
            "--with",
            rich_help_panel=NEEDS,
            metavar="PROGRAM",
            autocompletion=complete_program,
            help="A program that must be one of the two.",
        ),
    ] = None,
    top: Annotated[
        int,
        typer.Option(
            "--top", rich_help_panel=OUTPUT, min=1, metavar="N", help="Show the best N pairs."
        ),
    ] = 3,
    as_json: AsJson = False,
) -> None:
    """Show the best two programs together, and what the second adds.

    Example: certpick pair --role informatics
    """
    from certpick.pairs.pairing import pair
    from certpick.render.progress import open_catalogs
    from certpick.render.show import show_pairs

    book = open_catalogs(catalogs, today())
    fixed = book.find(partner) if partner is not None else None
    show_pairs(pair(book, profile, fixed, top), as_json)
