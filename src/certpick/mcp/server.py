"""The server: the tools and the catalogue over stdin and stdout, until stdin ends."""

import gc
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from types import FrameType
from typing import Any, NamedTuple

import anyio
from anyio.to_thread import run_sync
from mcp import MCPError
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    TextContent,
    TextResourceContents,
    ToolAnnotations,
)
from mcp_types import Tool as ToolDefinition

from certpick.catalog.model import Catalog
from certpick.errors import CertpickError, DataError
from certpick.explaining.notes import catalog_line
from certpick.mcp.arguments import in_arguments
from certpick.mcp.texts import guide_text
from certpick.mcp.tools import TOOLS
from certpick.render.documents.programs import programs_document
from certpick.render.encode import as_json
from certpick.render.streams import error_document, say
from certpick.scoring.search import Query, search
from certpick.text import did_you_mean, shown

INSTRUCTIONS = """\
certpick tells which AI-in-healthcare certification fits a person, from facts with sources.
Ask the person for the job title first; the rest is optional, and what was not said must not be
guessed. With the answer, always tell how sure it is, what to ask first, and who publishes the
guide. What is unknown is unknown: do not fill it in from elsewhere. Quotes are verbatim.\
"""
_READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_INTERRUPTED = 130
Context = Any  # what the SDK knows of a request, of which nothing is needed here
Page = PaginatedRequestParams | None  # every list is one page


def serve(catalog: Catalog, today: Callable[[], date]) -> None:
    """Serve until stdin ends; ``today`` tells the day of each call.

    Raises:
        DataError: stdin cannot be read, or stdout cannot be written, as on a full disk.
    """
    gc.enable()  # a server lives on, unlike a command
    signal.signal(signal.SIGINT, _leave)
    if sys.stdin.isatty():
        say("speaks the Model Context Protocol with an assistant's program; Ctrl-C ends it")
    broken: BaseException | None = None
    try:
        anyio.run(_serve, Served(catalog, today).server())
    except* BrokenPipeError:
        pass  # the client has left
    except* OSError as error:
        broken = error
    while isinstance(broken, BaseExceptionGroup):
        broken = broken.exceptions[0]
    if isinstance(broken, OSError):
        message = f"stdin or stdout fails: {(broken.strerror or str(broken)).lower()}"
        raise DataError(message, code="file_unwritable")


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """End at once: a thread that waits for stdin cannot be interrupted, and nothing is at stake."""
    os._exit(_INTERRUPTED)


async def _serve(server: Server[Any]) -> None:
    async with stdio_server() as (received, sent):
        await server.run(received, sent, server.create_initialization_options())


class Served:
    """What a client may ask for: tools and resources that do not change while the server runs.

    Answers are found in threads, so that pings and cancellations are heard meanwhile.
    """

    def __init__(self, catalog: Catalog, today: Callable[[], date]) -> None:
        self._catalog, self._today = catalog, today
        self._tools = ListToolsResult(tools=_tool_definitions(catalog))
        self._documents = _documents(catalog)

    def server(self) -> Server[Any]:
        """Return the SDK's server with all of it."""
        return Server(
            "certpick",
            version=version("certpick"),
            title="certpick",
            instructions=INSTRUCTIONS,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_read_resource=self._read_resource,
        )

    def _seen(self) -> Catalog:
        return replace(self._catalog, today=self._today())

    async def _list_tools(self, _: Context, __: Page) -> ListToolsResult:
        return self._tools

    async def _call_tool(self, _: Context, call: CallToolRequestParams) -> CallToolResult:
        if call.name not in TOOLS:
            raise _none("tool", call.name, list(TOOLS))
        return await run_sync(_called, call, self._seen)

    async def _list_resources(self, _: Context, __: Page) -> ListResourcesResult:
        return ListResourcesResult(resources=[one.about for one in self._documents.values()])

    async def _read_resource(
        self, _: Context, asked: ReadResourceRequestParams
    ) -> ReadResourceResult:
        if asked.uri not in self._documents:
            raise _none("resource", asked.uri, list(self._documents))
        about, read = self._documents[asked.uri]
        text = await run_sync(lambda: read(self._seen()))
        contents = TextResourceContents(uri=about.uri, mime_type=about.mime_type, text=text)
        return ReadResourceResult(contents=[contents])


def _none(noun: str, name: str, known: list[str]) -> MCPError:
    hint = did_you_mean(name, known) or f"{noun}s: {', '.join(known)}"
    return MCPError(INVALID_PARAMS, f"no {noun} {shown(name)!r}; {hint}")


def _called(call: CallToolRequestParams, seen: Callable[[], Catalog]) -> CallToolResult:
    """Return the answer of a tool; what certpick cannot do is an answer, too."""
    try:
        catalog = seen()
        answer = TOOLS[call.name].call(catalog, catalog.day, call.arguments or {})
    except CertpickError as error:
        return _refused(error)
    return CallToolResult(content=[_text(answer.text)], structured_content=answer.document)


def _refused(error: CertpickError) -> CallToolResult:
    said = error.retold(in_arguments)
    lines = [
        str(said),
        f"hint: {said.hint}" if said.hint else "",
        f"candidates: {', '.join(said.candidates)}" if said.candidates else "",
    ]
    return CallToolResult(
        content=[_text("\n".join(filter(None, lines)))],
        structured_content=error_document(said),
        is_error=True,
    )


def _text(text: str) -> TextContent:
    return TextContent(type="text", text=text)


def _tool_definitions(catalog: Catalog) -> list[ToolDefinition]:
    return [
        ToolDefinition(
            name=name,
            title=tool.title,
            description=tool.description,
            input_schema=tool.input_schema(catalog.roles),
            output_schema=tool.output_schema(),
            annotations=_READ_ONLY,
        )
        for name, tool in TOOLS.items()
    ]


class Document(NamedTuple):
    """What a client is told of a resource, and what it reads."""

    about: Resource
    text: Callable[[Catalog], str]


def _documents(catalog: Catalog) -> dict[str, Document]:
    documents = (
        Document(
            Resource(
                uri="certpick://catalog",
                name="catalog",
                title="The catalogue",
                description=f"All that is known of every program, with sources, dates and quotes, "
                f"as certpick programs --json has it. {catalog_line(catalog)}.",
                mime_type="application/json",
            ),
            lambda seen: as_json(programs_document(seen, search(seen, Query()), Query())),
        ),
        Document(
            Resource(
                uri="certpick://guide",
                name="guide",
                title="Whose guide the rankings follow",
                description="Who publishes the guide, and how interested claims are told.",
                mime_type="text/plain",
            ),
            guide_text,
        ),
    )
    return {one.about.uri: one for one in documents}
