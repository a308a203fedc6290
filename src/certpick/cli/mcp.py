"""The command that answers an assistant's program."""

from certpick.cli.clock import today
from certpick.cli.options import CatalogPaths


def mcp_command(catalogs: CatalogPaths = None) -> None:
    """Answer an assistant, over the Model Context Protocol.

    The assistant's program starts it and speaks with it on stdin and stdout; it ends with its
    input.

    Example: certpick mcp --catalog ours.json
    """
    from certpick.errors import extra
    from certpick.render.progress import open_catalogs

    with extra("mcp"):
        from certpick.mcp.server import serve
    serve(open_catalogs(catalogs, today()), today)
