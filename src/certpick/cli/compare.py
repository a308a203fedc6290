"""The command that shows programs side by side."""

from typing import TYPE_CHECKING, Annotated

import typer

from certpick.cli.clock import today
from certpick.cli.options import AsJson, CatalogPaths, complete_program, takes_profile
from certpick.profile.meanings import PROGRAMS

if TYPE_CHECKING:
    from certpick.profile.profile import Profile


@takes_profile
def compare_command(
    profile: "Profile",
    programs: Annotated[
        list[str],
        typer.Argument(
            metavar="PROGRAM",
            autocompletion=complete_program,
            help=PROGRAMS,
        ),
    ],
    catalogs: CatalogPaths = None,
    as_json: AsJson = False,
) -> None:
    """Show programs side by side.

    Example: certpick compare harvard hopkins --role physician
    """
    from certpick.render.progress import open_catalogs
    from certpick.render.show import show_comparison
    from certpick.scoring.ranking import rank

    book = open_catalogs(catalogs, today())
    chosen = book.find_several(programs)
    show_comparison(rank(book, profile), chosen, as_json)
