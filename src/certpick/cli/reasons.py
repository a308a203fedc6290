"""The commands that say why."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from certpick.cli.clock import today
from certpick.cli.options import (
    AsJson,
    CatalogPaths,
    complete_program,
    takes_profile,
)
from certpick.errors import UsageError

if TYPE_CHECKING:
    from certpick.profile import Profile


@takes_profile
def explain_command(
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
    as_json: AsJson = False,
) -> None:
    """Say why a program stands where it does, and what would change it.

    Example: certpick explain stanford --role physician
    """
    from certpick.output.progress import open_catalogs
    from certpick.output.render import show_explanation
    from certpick.ranking import rank

    book = open_catalogs(catalogs, today())
    show_explanation(rank(book, profile), book.find(program), as_json)


@takes_profile
def compare_command(
    profile: "Profile",
    programs: Annotated[
        list[str],
        typer.Argument(
            metavar="PROGRAM...",
            autocompletion=complete_program,
            help="Two or more ids, or unambiguous parts of names.",
        ),
    ],
    catalogs: CatalogPaths = None,
    as_json: AsJson = False,
) -> None:
    """Show programs side by side.

    Example: certpick compare harvard hopkins --role physician
    """
    from certpick.output.progress import open_catalogs
    from certpick.output.render import show_comparison
    from certpick.ranking import rank

    book = open_catalogs(catalogs, today())
    chosen = list(dict.fromkeys(book.find(program).id for program in programs))
    if len(chosen) < 2:
        raise UsageError("only one program to compare", "name two or more")
    show_comparison(rank(book, profile), [book.find(one) for one in chosen], as_json)


@takes_profile
def map_command(
    profile: "Profile",
    catalogs: CatalogPaths = None,
    svg: Annotated[
        Path | None,
        typer.Option("--svg", metavar="FILE", help="Write the map as a picture instead."),
    ] = None,
) -> None:
    """Draw who leads at which weights of the three criteria, and where you stand.

    Example: certpick map --role physician
    """
    from certpick.output.progress import open_catalogs
    from certpick.output.render import show_map
    from certpick.ranking import rank

    show_map(rank(open_catalogs(catalogs, today()), profile), svg)
