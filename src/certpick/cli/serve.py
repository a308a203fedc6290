"""The command that shows everything in a browser."""

from pathlib import Path
from typing import Annotated

import typer

from certpick.cli.clock import now, today
from certpick.cli.options import CatalogPaths


def serve_command(
    catalogs: CatalogPaths = None,
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="ADDRESS", help="Where to listen; 0.0.0.0 lets others in too."
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(
            "--port", metavar="N", min=0, max=65535, help="The port; 0 takes one that is free."
        ),
    ] = 8000,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export",
            metavar="FOLDER",
            help="Write a static site for any web server instead, and listen to nobody.",
        ),
    ] = None,
) -> None:
    """Show the quiz and all results as pages in a browser, and as JSON for programs.

    Only this computer can open them unless --host says otherwise. Nothing is logged or kept.

    Example: certpick serve
    """
    from certpick.errors import extra
    from certpick.render.progress import open_catalogs, progress
    from certpick.render.streams import say

    with extra("web"):
        from certpick.web.app import application
        from certpick.web.export import export as write_site
        from certpick.web.server import listen, opened_at, own_names, run

    if export:
        with progress("writing pages") as show:
            write_site(open_catalogs(catalogs, today()), export, show)
        say(f"wrote {export}")
        return
    app = application(catalogs or (), today, now, own_names(host))
    listening = listen(host, port)
    say(f"certpick is at {opened_at(listening)} until you press Ctrl-C")
    run(app, listening)
