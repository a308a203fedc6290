"""`catalog verify`: every kind of page told right, in words and JSON, and what it writes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import PINNED, Run
from page_server import Answer, Server, bomb, dripping, leads_to, page, pdf, raw, serving

from certpick.keeping import fetch
from certpick.keeping.fetch import Manners

Command = Callable[..., Run]
QUOTE = "Tuition for the program is $2,990 and it lasts six weeks"
SCRIPTED = b"<title>Acme</title><div id='root'></div><script src='/app.js'></script>"


def says(words: str) -> Answer:
    return page("AI for nurses", f"<p>{words}</p>")


PAGES = {
    "same": says("Tuition for the <b>program</b> is $2,990\nand it lasts&nbsp;six weeks."),
    "price": says("Tuition for the program is $3,490 and it lasts six weeks."),
    "length": says("Tuition for the program is $2,990 and it lasts eight weeks."),
    "reworded": says("Tuition is $2,990 and the program lasts six weeks"),
    "emptied": says("Write to us to hear more about what we have to offer this year."),
    "moved": leads_to("/same", 301),
    "front": leads_to("/"),
    "": says("Welcome to Acme, whose old exam was retired."),
    "abroad": leads_to("http://localhost:1/"),
    "lost": page("Oops", status=404),
    "ended": page("Oops", status=410),
    "soft": page("Page not found", "<p>Sorry.</p>"),
    "slow": dripping,
    "latin": raw(f"<p>Café. {QUOTE}".encode("cp1252"), Content_Type="text/html; charset=utf-8"),
    "bomb": bomb(20_000_000),
    "circle": leads_to("/circle"),
    "secret": says(QUOTE),
    "paper": raw(pdf(QUOTE), Content_Type="application/pdf"),
    "script": raw(SCRIPTED),
    "closed": says(f"{QUOTE}. Applications are now closed; they opened on 3 March 2026."),
    "robots.txt": raw(b"User-agent: *\nDisallow: /secret\n", Content_Type="text/plain"),
}  # fmt: skip
KINDS = {
    "same": "stands", "moved": "stands", "latin": "stands", "paper": "stands", "closed": "stands",
    "price": "number-changed", "length": "number-changed",
    "reworded": "quote-changed", "emptied": "quote-changed",
    "front": "page-gone", "abroad": "cannot-tell", "lost": "page-gone", "ended": "page-gone", "soft": "page-gone",
    "slow": "cannot-tell", "bomb": "cannot-tell", "circle": "cannot-tell", "secret": "cannot-tell", "script": "cannot-tell",
    "nowhere": "no-address",
}  # fmt: skip


def document(server: Server, *names: str) -> dict[str, Any]:
    """Return a catalogue with a program for each page, which says that it says QUOTE."""
    sources: dict[str, Any] = {}
    for name in names:
        url = {} if name == "nowhere" else {"url": server.url(f"/{name}")}
        source = {"title": name, "kind": "provider", **url, "checked": "2025-03-01"}
        sources[name] = {**source, "promotes": ["acme"]}
    programs = [
        {
            "id": f"p-{name}",
            "name": f"P {name}",
            "provider": "acme",
            "facts": {"focus": {"value": "healthcare-ai", "source": name, "quote": QUOTE}},
        }
        for name in names
    ]
    provider = {"name": "Acme Health Academy", "short": "Acme"}
    head = {"schema_version": 1, "as_of": "2026-11-20", "sources": sources}
    return {**head, "providers": {"acme": provider}, "programs": programs}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as found:
        found.pages = {f"/{name}": answer for name, answer in PAGES.items()}
        yield found


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = Manners(pause=0, patience=1.5, tries=1, most_bytes=1_000_000)
    monkeypatch.setattr(fetch, "MANNERS", quick)


@pytest.fixture
def verify(cli: Command, tmp_path: Path) -> Command:
    """Return a function that verifies a catalogue on this computer."""

    def run(data: dict[str, Any] | str, *options: str) -> Run:
        file = tmp_path / "mine.json"
        file.write_text(data if isinstance(data, str) else json.dumps(data, indent=1), "utf-8")
        network = () if "--offline" in options else ("--cache", str(tmp_path / "kept"))
        return cli("catalog", "verify", str(file), "--allow-private", *network, *options)

    return run


def kinds(run: Run) -> dict[str, str]:
    return {one["source"]: one["kind"] for one in run.json()["findings"]}


def test_every_kind_of_page_is_told_right(verify: Command, server: Server) -> None:
    run = verify(document(server, *KINDS), "--json")
    assert kinds(run) == KINDS
    assert run.code == 1
    found = run.json()
    assert sum(found["counts"].values()) == len(KINDS)
    by_source = {one["source"]: one for one in found["findings"]}
    assert by_source["price"]["differences"] == [{"was": "$2,990", "now": "$3,490"}]
    assert by_source["length"]["differences"] == [{"was": "six", "now": "eight"}]
    assert by_source["emptied"]["detail"] == "nothing like it is left on the page"
    sources = {one["id"]: one for one in found["sources"]}
    assert sources["moved"]["leads_to"] == server.url("/same")
    (hint,) = sources["closed"]["status_hints"]
    assert hint["dates"] == ["3 March 2026"]
    assert sources["front"]["status_hints"] == [], "the home page is not the one that was cited"
    lines = Path(found["file"]).read_text("utf-8").splitlines()
    assert all('"focus"' in lines[one["line"] - 1] for one in found["findings"])
    assert found["written"] is False


def test_a_keeper_is_told_what_to_do(verify: Command, server: Server) -> None:
    run = verify(document(server, "same", "price", "lost", "script", "moved", "closed", "nowhere"))
    assert run.code == 1
    assert run.err == ""
    headings = [
        "A number changed", "The page is gone", "Nothing can be told", "No address",
        "The page has moved on its site", "Perhaps no longer offered",
    ]  # fmt: skip
    places = [run.out.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "programs[p-price].facts.focus" in run.out
    assert f"was: {QUOTE}\n" in run.out
    assert "$2,990 -> $3,490" in run.out
    assert "3 still there, 1 changed, 1 gone, 1 cannot be told, 1 without an address\n" in run.out
    assert run.out.endswith("--write would mark as checked: 3 sources as a whole\n")


def test_where_all_stands_the_exit_code_is_0(verify: Command, server: Server) -> None:
    run = verify(document(server, "same", "script", "nowhere"))
    assert (run.code, run.err) == (0, "")


def test_a_fact_without_a_quote_is_not_counted_as_still_there(
    verify: Command, server: Server
) -> None:
    data = document(server, "same")
    data["programs"][0]["facts"]["pacing"] = {"value": "cohort", "source": "same"}
    run = verify(data)
    assert "1 still there" in run.out
    assert "1 without a quote" in run.out
    assert run.out.endswith("--write would mark as checked: 1 fact alone\n")


def test_write_changes_these_bytes_and_no_others(verify: Command, server: Server) -> None:
    data = document(server, "same", "price")
    data["sources"]["same"]["undated"] = True
    fact = data["programs"][1]["facts"]["focus"]
    data["programs"][1]["facts"]["pacing"] = {
        **fact,
        "value": "cohort",
        "quote": "it lasts six weeks",
    }
    text = "\ufeff" + json.dumps(data, indent=1, ensure_ascii=False).replace("\n", "\r\n")
    text = text.replace("AI", "É")
    run = verify(text, "--write")
    path = Path(run.out.rpartition("\n/")[2].partition(": ")[0].join(["/", ""]))
    expected = text.replace('"2025-03-01"', '"2026-11-22"', 1).replace(
        '"undated": true', '"undated": false'
    )
    end = '"quote": "it lasts six weeks"'
    expected = expected.replace(end, f'{end},\r\n     "checked": "2026-11-22"')
    assert path.read_bytes() == expected.encode()
    assert run.out.endswith("marked as checked: 1 source as a whole, 1 fact alone\n")
    again = verify(expected, "--write")
    assert again.out.endswith("nothing to mark as checked\n")
    assert path.read_bytes() == expected.encode()


def test_write_to_the_bundled_catalogue_is_not_guessed(cli: Command) -> None:
    run = cli("catalog", "verify", "--write", "--offline", "/nowhere")
    assert run.code == 2
    assert "--write needs a file" in run.err


def test_a_file_that_changed_meanwhile_is_not_written(
    verify: Command, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "mine.json"

    def edits(handler: Any) -> None:
        file.write_text(file.read_text() + "\n")
        PAGES["same"](handler)

    server.pages["/edits"] = edits
    run = verify(document(server, "edits"), "--write")
    assert run.code == 1
    assert "has changed while its pages were read; nothing was written" in run.err
    assert "2026-11-22" not in file.read_text()


@pytest.mark.slow
def test_an_interrupted_run_leaves_the_file_whole(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(document(server, "same", "slow")))
    before = file.read_bytes()
    words = [
        "catalog",
        "verify",
        str(file),
        "--allow-private",
        "--write",
        "--cache",
        str(tmp_path / "kept"),
    ]
    child = subprocess.Popen(
        [sys.executable, "-m", "certpick", *words], env={**os.environ, **PINNED},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    asked = len(server.asked)
    while not any(path == "/slow" for _, path, _ in server.asked[asked:]):
        time.sleep(0.02)
    os.killpg(child.pid, signal.SIGINT)  # as a terminal does: to every process of the run
    out, err = child.communicate(timeout=20)
    assert (child.returncode, out, err) == (130, b"", b"")
    assert file.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kept", "mine.json"]


def test_since_takes_only_what_is_older(verify: Command, server: Server) -> None:
    data = document(server, "same", "price", "length", "lost")
    data["sources"]["same"]["checked"] = "2026-06-01"
    data["sources"]["lost"] |= {"checked": "2026-06-01", "undated": True}
    data["programs"][1]["facts"]["focus"]["checked"] = "2026-05"
    run = verify(data, "--json", "--since", "2026-01-01")
    assert set(kinds(run)) == {"length", "lost"}, "the age of an undated page is unknown"


@pytest.mark.parametrize(("name", "kept"), [("p-price", {"price"}), ("lost", {"lost"})])
def test_only_takes_a_program_or_a_source(
    verify: Command, server: Server, name: str, kept: set[str]
) -> None:
    data = document(server, "same", "price", "lost")
    assert set(kinds(verify(data, "--json", "--only", name))) == kept
    run = verify(data, "--only", "p-prise")
    assert (run.code, "did you mean 'p-price'" in run.err) == (2, True)


def test_offline_reads_what_an_earlier_run_kept(
    verify: Command, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("same", "price", "moved", "lost", "front")
    data = document(server, *names)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793620800")  # 2 November 2026
    first = verify(data, "--json")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", PINNED["SOURCE_DATE_EPOCH"])
    asked = len(server.asked)
    again = verify(data, "--json", "--offline", str(tmp_path / "kept"))
    days = {"day": "2026-11-22"}
    assert again.json() == {**first.json(), **days}, "with the day on which the pages were seen"
    assert "2026-11-02" in again.out
    assert len(server.asked) == asked
    assert verify(data, "--offline", str(tmp_path / "kept"), "--cache", "x").code == 2


def test_offline_needs_a_folder_that_is_there(cli: Command) -> None:
    """It would else read no page of an option that stands behind it, and doubt every quote."""
    run = cli("catalog", "verify", "--offline", "--json")
    assert (run.code, run.out) == (1, "")
    assert "--offline: --json is no folder" in run.err


def test_where_no_page_is_reached_the_network_is_doubted(verify: Command, server: Server) -> None:
    data = document(server, "abroad")
    data["sources"]["abroad"]["url"] = "http://no.such.host.invalid/page"
    run = verify(data)
    assert run.code == 1
    assert "cannot be reached" in run.out
    assert "no page could be reached" in run.err


def test_nothing_private_is_asked_unless_allowed(
    cli: Command, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(document(server, "same")))
    asked = len(server.asked)
    run = cli("catalog", "verify", str(file), "--cache", str(tmp_path / "kept"))
    assert "leads to 127.0.0.1, which is not public" in run.out
    assert len(server.asked) == asked
    assert not any((tmp_path / "kept").iterdir())


def test_a_file_that_breaks_a_rule_is_not_verified(verify: Command, server: Server) -> None:
    data = document(server, "same")
    data["programs"][0]["facts"]["focus"]["source"] = "sane"
    run = verify(data)
    assert run.code == 1
    assert "no source 'sane': did you mean 'same'" in run.err


def test_a_folder_that_takes_no_pages_is_named(
    cli: Command, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(document(server, "same", "price")))
    run = cli("catalog", "verify", str(file), "--allow-private", "--cache", str(file / "below"))
    assert run.code == 1
    assert "cannot keep pages in" in run.err
    assert "--cache" in run.err


def test_an_own_file_over_the_bundled_one_marks_what_is_its_own(
    verify: Command, server: Server
) -> None:
    data = document(server, "same")
    data["extends"] = "bundled"
    data["programs"].append(
        {
            "id": "johns-hopkins-ai-healthcare",
            "patch": True,
            "facts": {
                "pacing": {"value": "cohort", "source": "same", "quote": "it lasts six weeks"}
            },
        }
    )
    run = verify(data, "--json")
    assert [one["place"] for one in run.json()["findings"]] == [
        "programs[p-same].facts.focus",
        "programs[johns-hopkins-ai-healthcare].facts.pacing",
    ]
    assert [one["place"] for one in run.json()["marked"]] == ["sources[same]"]


def test_a_source_that_the_roles_rest_on_is_not_marked_as_a_whole(
    verify: Command, server: Server
) -> None:
    data = json.loads(json.dumps(document(server, "same")).replace('"same"', '"guide"'))
    marks = verify(data, "--json").json()["marked"]
    assert [one["place"] for one in marks] == ["facts.focus"]


def test_the_bundled_catalogue_can_be_verified(cli: Command, tmp_path: Path) -> None:
    run = cli("catalog", "verify", "--json", "--offline", str(tmp_path))
    assert run.code == 0
    assert set(run.json()["counts"]) == {*KINDS.values(), "no-quote"}
    assert run.json()["counts"]["cannot-tell"] > 500


def test_the_extra_is_named_where_it_is_missing(
    cli: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    monkeypatch.delitem(sys.modules, "certpick.keeping.fetch")
    monkeypatch.delattr("certpick.keeping.fetch")
    run = cli("catalog", "verify")
    assert run.code == 1
    assert "pip install 'certpick[verify]'" in run.err


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    ["rank --role physician", "catalog check", "report --role physician", "catalog --help"],
)
def test_no_other_command_loads_what_opens_the_network(command: str) -> None:
    code = (
        "import sys\nfrom certpick.__main__ import main\nmain()\n"
        "print(sorted({'httpx', 'httpcore', 'selectolax', 'pypdf'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command.split()], capture_output=True, text=True, check=True,
        env={**os.environ, **PINNED},
    )  # fmt: skip
    assert done.stderr == "[]\n"


def test_a_file_that_is_not_json_is_no_success(verify: Command) -> None:
    run = verify('{"schema_version": 1,,}')
    assert run.code == 1
    assert "line 1" in run.err
