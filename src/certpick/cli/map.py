"""The command that draws the triangle of weights."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from certpick.cli.clock import today
from certpick.cli.help import OUTPUT
from certpick.cli.options import AsJson, CatalogPaths, takes_profile

if TYPE_CHECKING:
    from certpick.profile.profile import Profile


@takes_profile
def map_command(
    profile: "Profile",
    catalogs: CatalogPaths = None,
    svg: Annotated[
        Path | None,
        typer.Option(
            "--svg",
            rich_help_panel=OUTPUT,
            metavar="FILE",
            help="Write the map as a picture to a file instead.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Draw who leads at which weights of the three criteria, and where you stand.

    Example: certpick map --role physician
    """
    from certpick.render.progress import open_catalogs
    from certpick.render.show import show_map
    from certpick.scoring.ranking import rank

    show_map(rank(open_catalogs(catalogs, today()), profile), svg, as_json)
