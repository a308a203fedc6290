"""The server for assistants: its tools answer what the commands answer, over the SDK's own client."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Event
from typing import IO, Any, NamedTuple

import jsonschema
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from conftest import PINNED, ROOT, Run
from mcp import Client, MCPError, StdioServerParameters, stdio_client
from mcp_types import CallToolResult, TextContent, TextResourceContents, Tool
from test_plain_words import jargon

from certpick import load_catalog
from certpick.mcp.server import Served

Cli = Callable[..., Run]
FIVE = 5
PAGE = (ROOT / "docs" / "howto" / "assistant.md").read_text("utf-8")


class Assistant(NamedTuple):
    """A client of one server, as a program for assistants has it."""

    client: Client
    portal: BlockingPortal

    def asks(self, tool: str, said: dict[str, Any]) -> CallToolResult:
        """Return the answer of a tool."""
        answer: CallToolResult = self.portal.call(self.client.call_tool, tool, said)
        return answer

    def tools(self) -> dict[str, Tool]:
        """Return the tools by name."""
        return {one.name: one for one in self.portal.call(self.client.list_tools).tools}

    def reads(self, uri: str) -> str:
        """Return the text of a resource."""
        (contents,) = self.portal.call(self.client.read_resource, uri).contents
        assert isinstance(contents, TextResourceContents)
        return contents.text


@pytest.fixture(scope="module")
def assistant() -> Iterator[Assistant]:
    """Return a client of the server that the lines of the documentation start."""
    (snippet,) = [text for text in PAGE.split("```") if text.startswith("json\n")]
    ((name, given),) = json.loads(snippet.removeprefix("json\n"))["mcpServers"].items()
    assert (name, Path(given["command"]).name) == ("certpick", "certpick")
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "certpick", *given["args"]], env=PINNED, cwd="/"
    )
    with start_blocking_portal() as portal:
        client = Client(stdio_client(server))
        with portal.wrap_async_context_manager(client):
            yield Assistant(client, portal)


def said(answer: CallToolResult) -> str:
    """Return the text of an answer."""
    (content,) = answer.content
    assert isinstance(content, TextContent)
    return content.text


def test_every_tool_is_described_by_a_valid_schema(assistant: Assistant) -> None:
    tools = assistant.tools()
    assert list(tools) == ["rank", "explain", "compare", "plan", "programs", "roles"]
    for tool in tools.values():
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        assert tool.description
        assert tool.annotations
        assert tool.annotations.read_only_hint
        for name, argument in tool.input_schema["properties"].items():
            assert argument["description"], name
            assert "--" not in argument["description"], "an argument is no option"
    assert tools["rank"].output_schema


NEEDS: dict[str, Any] = {
    "role": "charge nurse", "budget": 3000, "hours": "4 hours a week", "weeks": 30.5,
    "no_programming": True, "situation": ["manages"], "hold": ["Google Cloud"],
}  # fmt: skip
TASTES: dict[str, Any] = {
    "role": "physician", "title": "resident", "weeks": "3 months", "cme": "required",
    "credit": ["cme"], "pacing": "self-paced", "country": "the United Kingdom",
    "language": "English", "weights": {"domain": 50, "rigor": 30, "portability": 20, "cme": 5},
    "evidence": "independent", "strict": False, "sort": "cost", "top": 7, "budget": None,
}  # fmt: skip
CALLS: list[tuple[str, dict[str, Any], str]] = [
    (
        "rank",
        NEEDS,
        "rank --role 'charge nurse' --budget 3000 --hours 4 --weeks 30.5 --no-programming "
        "--situation manages --hold 'Google Cloud'",
    ),
    (
        "rank",
        TASTES,
        "rank --role physician --title resident --weeks '3 months' --cme required --credit cme "
        "--pacing self-paced --country 'the United Kingdom' --language English "
        "--weights domain=50,rigor=30,portability=20,cme=5 --evidence independent --sort cost",
    ),
    (
        "rank",
        {"role": "administrator", "priority": ["rigor", "domain"], "top": 500, "ruled_out": True},
        "rank --role administrator --priority rigor,domain",
    ),
    ("rank", {"role": "administrator", "budget": 0, "strict": True}, "rank --role administrator --budget 0 --strict"),
    ("explain", {"role": "CMIO", "program": "stanford"}, "explain stanford --role CMIO"),
    ("explain", {"role": "CMIO", "program": "cornell", "budget": 9}, "explain cornell --role CMIO --budget 9"),
    (
        "compare",
        {"role": "physician", "programs": ["harvard", "hopkins"]},
        "compare harvard hopkins --role physician",
    ),
    (
        "plan",
        {"role": "charge nurse", "program": "mit sloan", "hours": 4, "start": "2027-03-01"},
        "plan 'mit sloan' --role 'charge nurse' --hours 4 --start 2027-03-01",
    ),
    ("programs", {"program": "iabac"}, "programs iabac"),
    (
        "programs",
        {"search": "nurse", "max_cost": "$500", "cme": True, "sort": "cost", "top": 3},
        "programs --search nurse --max-cost 500 --cme --sort cost",
    ),
    ("roles", {}, "roles"),
    ("roles", {"title": "charge nurse"}, "roles 'charge nurse'"),
]  # fmt: skip


@pytest.mark.parametrize(("tool", "words", "line"), CALLS, ids=[line for _, _, line in CALLS])
def test_a_tool_answers_what_the_command_prints(
    assistant: Assistant, cli: Cli, tool: str, words: dict[str, Any], line: str
) -> None:
    """A list may be shorter: it says by how much, and names the sources of what it has."""
    import shlex

    given = {name: value for name, value in words.items() if value is not None}
    jsonschema.validate(given, assistant.tools()[tool].input_schema)
    answer = assistant.asks(tool, words)
    assert not answer.is_error, said(answer)
    found, printed = dict(answer.structured_content), cli(*shlex.split(line), "--json").json()
    left = found.pop("left_out", {})
    printed.pop("left_out", None)
    sources = found.pop("sources", {})
    assert sources.items() <= printed.pop("sources", {}).items()
    for name, count in left.items():
        whole = printed.pop(name)
        shown = found.pop(name)
        assert (shown, count) == (whole[: len(shown)], len(whole) - len(shown))
    assert found == printed


def test_a_ranking_is_short_unless_more_is_asked_for(assistant: Assistant) -> None:
    brief = assistant.asks("rank", {"role": "nurse"})
    assert len(brief.structured_content["ranking"]) == FIVE
    assert brief.structured_content["ruled_out"] == []
    assert brief.structured_content["left_out"]["ruled_out"] > 0
    assert len(json.dumps(brief.structured_content)) < 40_000
    assert len(said(brief)) < 8_000
    schema = assistant.tools()["rank"].output_schema
    assert schema
    jsonschema.validate(brief.structured_content, schema)


def test_a_ranking_is_told_with_quotes_dates_and_whose_guide_it_follows(
    assistant: Assistant,
) -> None:
    answer = assistant.asks("rank", {"role": "administrator"})
    text, found = said(answer), answer.structured_content
    for sentence in found["verdict"]["sentences"]:
        assert sentence in text
    first = found["ranking"][0]
    items = [item for rating in first["ratings"].values() for item in rating["items"]]
    facts = [fact for item in items if item["points"] for fact in item["evidence"]]
    assert len(facts) > FIVE
    for fact in facts:
        source = found["sources"][fact["source"]]
        assert (fact["quote"] or fact["note"] or "") in text
        assert source["title"] in text
        assert f"checked {source['checked']}" in text
    assert "published by IABAC, which it puts first" in text
    assert "(own claim)" in text
    assert f"Not shown: {found['left_out']['ranking']} more that may fit" in text


@pytest.mark.parametrize(("tool", "words"), [(tool, words) for tool, words, _ in CALLS])
def test_a_text_is_plain_and_names_no_option(
    assistant: Assistant, tool: str, words: dict[str, Any]
) -> None:
    text = said(assistant.asks(tool, words))
    assert "--" not in text
    assert "certpick " not in text.replace("that certpick knows", "").replace(
        "certpick has", ""
    ).replace("certpick did", "")
    assert tool in ("explain", "programs") or jargon(text) == []
    if tool != "roles":
        assert "published by IABAC, which it puts first" in text


WRONG: list[tuple[str, dict[str, Any], str, str, tuple[str, ...]]] = [
    ("rank", {}, "role is missing", "Your role or job title", ()),
    ("rank", {"role": "zzz"}, "unknown role or job title 'zzz'", "the tool roles lists", ("physician",)),
    ("rank", {"role": "physcian"}, "unknown role or job title", "did you mean Physician", ("Physician",)),
    ("rank", {"role": "specialist"}, "says too little", "say role physician or role", ("nurse-leader",)),
    ("rank", {"role": "nurse", "hours_per_week": 3}, "no argument 'hours_per_week'", "did you mean hours?", ("hours",)),
    ("rank", {"role": "nurse", "budgt": 3}, "no argument 'budgt'", "did you mean budget?", ("budget",)),
    ("rank", {"role": "nurse", "qqq": 3}, "no argument 'qqq'", "arguments: top, ", ()),
    ("rank", {"role": "nurse", "budget": [1]}, "budget: must be a number or a text", "", ()),
    ("rank", {"role": "nurse", "budget": True}, "budget: must be a number or a text", "", ()),
    ("rank", {"role": "nurse", "budget": -4}, "budget -4: must be 0 or more", "budget 3000", ()),
    ("rank", {"role": "nurse", "budget": "3.000"}, "can be 3 or 3,000", "budget 3000", ()),
    ("rank", {"role": 7}, "role: must be a text", "", ()),
    ("rank", {"role": "\x1b[2J"}, "role \ufffd[2J: must be a plain name", "", ()),
    ("rank", {"role": "nurse", "strict": "yes"}, "strict: must be true or false", "", ()),
    ("rank", {"role": "nurse", "credit": [1]}, "credit: must be a list of texts", "", ()),
    ("rank", {"role": "nurse", "weights": {"domain": "x"}}, "weights: must be an object of numbers", "", ()),
    ("rank", {"role": "nurse", "weights": {"taste": 1}}, "weights taste=1: unknown criterion 'taste'", "any positive scale", ()),
    ("rank", {"role": "nurse", "pacing": "self"}, "'self' is none of self-paced, cohort", "pacing self-paced", ("self-paced", "cohort")),
    ("rank", {"role": "nurse", "situation": ["manage"]}, "unknown situation 'manage'", "did you mean 'manages'", ("manages",)),
    ("rank", {"role": "nurse", "credit": ["acpee"]}, "credit: unknown kind of credit 'acpee'", "acpe", ("acpe",)),
    ("rank", {"role": "nurse", "hold": ["harvrd"]}, "hold: no program 'harvrd'", "did you mean harvard", ("harvard-ai-health-care",)),
    ("rank", {"role": "nurse", "weeks": "2001-01-01"}, "2001-01-01 is not to come", "weeks 12", ()),
    ("rank", {"role": "nurse", "top": 0}, "top 0: must be 1 or more", "", ()),
    ("rank", {"role": "nurse", "top": 1.5}, "top 1.5: must be a whole number", "", ()),
    ("rank", {"role": "nurse", "top": "few"}, "top: 'few' is not a number", "", ()),
    ("rank", {"role": "nurse", "sort": "price"}, "sort: 'price' is none of score, fit, cost, time", "", ("cost",)),
    ("explain", {"role": "nurse"}, "program is missing", "An id, or words of a name", ()),
    ("explain", {"role": "nurse", "program": "stanfrod"}, "no program 'stanfrod'", "did you mean stanford-ai-healthcare", ("stanford-ai-healthcare",)),
    ("plan", {"role": "nurse", "program": "ai in"}, "can mean", "among them", ("abaim-ai-medicine",)),
    ("plan", {"role": "nurse", "program": "iabac", "start": "soon"}, "start: 'soon' is not a date", "year-month-day", ()),
    ("compare", {"role": "nurse", "programs": ["iabac", "IABAC"]}, "only one program to compare", "two or more", ()),
    ("programs", {"program": "iabac", "cme": True}, "a program and a search exclude each other", "one of them", ()),
    ("programs", {"focus": "generic"}, "focus: 'generic' is none of", "generic-ai", ("generic-ai",)),
    ("programs", {"max_cost": "much"}, "max_cost: 'much' is not a number", "max_cost 500", ()),
    ("roles", {"title": "sheep"}, "unknown role or job title", "", ()),
]  # fmt: skip


@pytest.mark.parametrize(("tool", "words", "message", "hint", "candidates"), WRONG)
def test_what_cannot_be_answered_is_an_error_that_helps(
    assistant: Assistant, tool: str, words: dict[str, Any], message: str, hint: str, candidates: tuple[str, ...]
) -> None:  # fmt: skip
    answer = assistant.asks(tool, words)
    text, error = said(answer), answer.structured_content["error"]
    assert answer.is_error
    assert message in error["message"]
    assert error["message"] in text
    assert hint in (error["hint"] or "")
    assert (error["hint"] or "") in text
    assert set(candidates) <= set(error["candidates"])
    assert all(one in text for one in error["candidates"])
    assert "--" not in text
    assert "Traceback" not in text


def test_a_title_of_several_professions_names_them(assistant: Assistant) -> None:
    answer = assistant.asks("roles", {"title": "RT"})
    candidates = answer.structured_content["error"]["candidates"]
    assert len(candidates) > 1
    for one in candidates:
        assert not assistant.asks("roles", {"title": one}).is_error, "a candidate can be given"


def test_an_unknown_tool_or_resource_is_an_error_that_names_the_known(
    assistant: Assistant,
) -> None:
    with pytest.raises(MCPError, match="no tool 'rnk'; did you mean 'rank'"):
        assistant.asks("rnk", {})
    with pytest.raises(MCPError, match="no resource 'file:///etc/passwd'; resources: certpick:"):
        assistant.reads("file:///etc/passwd")


def test_the_catalogue_and_whose_guide_it_is_can_be_read(assistant: Assistant, cli: Cli) -> None:
    listed = assistant.portal.call(assistant.client.list_resources).resources
    assert [one.uri for one in listed] == ["certpick://catalog", "certpick://guide"]
    assert json.loads(assistant.reads("certpick://catalog")) == cli("programs", "--json").json()
    assert "published by IABAC, which it puts first" in assistant.reads("certpick://guide")


# ---- what goes over the pipe, without the SDK's client

# Ends with an error, or says so on stderr, where the program reaches for the network, or leaves
# the collector of garbage off, as a short-lived command does.
WATCHED = """
import gc, sys
from certpick.__main__ import main
def watch(event, given):
    if event.startswith("socket.") and event != "socket.__new__":
        print(event, given, file=sys.stderr)
if sys.platform != "win32": # whose pairs of sockets are connections to itself
    sys.addaudithook(watch)
code = main()
assert gc.isenabled()
sys.exit(code)
"""
OURS = {
    "schema_version": 1,
    "extends": "bundled",
    "as_of": "2026-11-20",
    "sources": {"our-page": {"title": "Our page", "kind": "provider", "checked": "2026-11-20", "promotes": ["acme"]}},
    "providers": {"acme": {"name": "Acme Health Academy", "short": "Acme"}},
    "programs": [{"id": "acme-ai", "name": "AI for all", "provider": "acme", "facts": {"focus": {"value": "healthcare-ai", "source": "our-page"}}}],
}  # fmt: skip
EVERYTHING = {"name": "rank", "arguments": {"role": "nurse", "top": 500, "ruled_out": True}}


class Server(NamedTuple):
    """The program with a pipe at each end."""

    process: "subprocess.Popen[str]"

    def sends(
        self, method: str, params: dict[str, Any] | None = None, key: int | None = None
    ) -> None:
        """Write a message; one with a key is a request."""
        message = {"jsonrpc": "2.0", "method": method, "params": params or {}, "id": key}
        if key is None:
            del message["id"]
        self.writes(json.dumps(message))

    def sends_at_once(self, *messages: dict[str, Any]) -> None:
        """Write messages in one go, so that none is late on a busy machine."""
        self.writes("\n".join(json.dumps({"jsonrpc": "2.0", **one}) for one in messages))

    def writes(self, line: str) -> None:
        """Write a line."""
        stdin = self.process.stdin
        assert stdin
        stdin.write(f"{line}\n")
        stdin.flush()

    def answers(self) -> dict[str, Any]:
        """Return the next line, which has to be a message."""
        return message(self._out().readline())

    def _out(self) -> IO[str]:
        assert self.process.stdout
        return self.process.stdout

    def begins(self) -> None:
        """Shake hands."""
        client = {"name": "test", "version": "1"}
        self.sends(
            "initialize",
            {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client},
            0,
        )
        assert self.answers()["id"] == 0
        self.sends("notifications/initialized")


def message(line: str) -> dict[str, Any]:
    """Return a line as the message that it has to be."""
    found: dict[str, Any] = json.loads(line)
    assert found["jsonrpc"] == "2.0"
    return found


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Return the program with a catalogue of our own."""
    path = tmp_path / "ours.json"
    path.write_text(json.dumps(OURS), encoding="utf-8")
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-B", "-c", WATCHED, "mcp", "--catalog", str(path)],
        stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8", cwd="/", env={**os.environ, **PINNED},
    ) as process:  # fmt: skip
        server = Server(process)
        server.begins()
        yield server
        process.kill()


def test_the_pipe_carries_messages_only_and_its_end_ends_the_server(server: Server) -> None:
    """A cancelled call is never answered, and noise is not."""
    server.sends_at_once(
        {"method": "tools/call", "params": EVERYTHING, "id": 1},
        {"method": "notifications/cancelled", "params": {"requestId": 1}},
    )
    server.writes("no message\n\n[1]\n\x00")
    server.sends("tools/call", EVERYTHING, 2)
    server.sends("ping", key=3)
    server.sends("tools/call", {"name": "programs", "arguments": {"program": "acme-ai"}}, 4)
    server.sends("tools/call", {"name": "rank", "arguments": []}, 5)
    found = {one["id"]: one for one in (server.answers() for _ in range(4))}
    assert set(found) == {2, 3, 4, 5}
    assert found[2]["result"]["structuredContent"]["catalog"]["files"][-1]["name"].endswith(
        "ours.json"
    )
    assert found[4]["result"]["structuredContent"]["program"]["id"] == "acme-ai"
    assert found[5]["error"]["code"] == -32602
    server.sends("ping", key=6)
    assert server.answers()["id"] == 6
    out, err = server.process.communicate(timeout=30)
    assert (out, err, server.process.returncode) == ("", "", 0)


def test_tools_are_listed_while_a_call_runs() -> None:
    begun, listed = Event(), Event()

    def today() -> date:
        begun.set()
        assert listed.wait(30)
        return date(2026, 11, 22)

    client = Client(Served(load_catalog(), today).server())
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(client):
        call = portal.start_task_soon(client.call_tool, "roles", {"title": "nurse"})
        assert begun.wait(30)
        assert portal.call(client.list_tools).tools
        listed.set()
        assert not call.result(30).is_error


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGINT for one process")
def test_ctrl_c_ends_the_server_quietly(server: Server) -> None:
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(30) == 130, "although its stdin is still open"
    assert server.process.communicate() == ("", "")


@pytest.mark.slow
def test_a_client_that_leaves_is_no_error(server: Server) -> None:
    assert server.process.stdout
    server.process.stdout.close()
    server.sends("ping", key=1)
    assert server.process.stdin
    server.process.stdin.close()
    assert server.process.wait(30) == 0
    assert server.process.stderr
    assert server.process.stderr.read() == ""


def test_without_its_package_one_line_says_what_to_install(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "certpick.mcp.server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp", None)
    run = cli("mcp")
    assert (run.code, run.out) == (1, "")
    assert run.err == (
        "certpick: this needs the package 'mcp', which is not installed\n"
        "hint: pip install 'certpick[mcp]'\n"
    )


def test_a_catalogue_that_cannot_be_read_ends_it_before_it_begins(cli: Cli) -> None:
    run = cli("mcp", "--catalog", "/no/such.json")
    assert (run.code, run.out) == (1, "")
    assert "cannot read /no/such.json" in run.err
