"""The command that says why a program stands where it does."""

from typing import TYPE_CHECKING, Annotated

import typer

from certpick.cli.clock import today
from certpick.cli.options import AsJson, CatalogPaths, complete_program, takes_profile
from certpick.profile.meanings import PROGRAM

if TYPE_CHECKING:
    from certpick.profile.profile import Profile


@takes_profile
def explain_command(
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
    as_json: AsJson = False,
) -> None:
    """Say why a program stands where it does, and what would change it.

    Example: certpick explain stanford --role physician
    """
    from certpick.render.progress import open_catalogs
    from certpick.render.show import show_explanation
    from certpick.scoring.ranking import rank

    book = open_catalogs(catalogs, today())
    show_explanation(rank(book, profile), book.find(program), as_json)
