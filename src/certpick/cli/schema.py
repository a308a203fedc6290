"""The command that prints the JSON Schema of what commands write."""

from typing import Annotated

import typer

from certpick.cli.options import complete_form


def schema_command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            autocompletion=complete_form,
            help="A name of the list, such as rank. Default: list them.",
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of what a command writes, or list what there is.

    Example: certpick schema rank
    """
    from certpick.render.show import show_forms, show_schema

    if name is None:
        show_forms()
    else:
        show_schema(name)
