"""Own catalogues: alone, over the bundled one, or one over another."""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from conftest import PINNED, Run
from making import BUNDLED, fact

from certpick import DataError, Program, load_catalog

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a catalogue file."""

    def catalog(name: str, *programs: dict[str, Any], **head: Any) -> Path:
        document = {
            "schema_version": 1,
            "as_of": "2026-11-22",
            "sources": {"ours": {"title": "Ours", "kind": "independent", "checked": "2026-11-22"}},
            "providers": {"us": {"name": "Us", "short": "Us"}},
            **head,
            "programs": list(programs),
        }
        path = tmp_path / name
        path.write_text(json.dumps(document, indent=1), encoding="utf-8")
        return path

    return catalog


def entry(name: str, provider: str = "us", source: str = "ours", **facts: Any) -> dict[str, Any]:
    """Return a program as a file has it."""
    known = {"focus": fact("healthcare-ai", source), **facts}
    return {"id": name, "name": name.title(), "provider": provider, "facts": known}


def test_a_file_stands_alone(write: Write) -> None:
    catalog = load_catalog(write("own.json", entry("one")))
    assert [program.id for program in catalog.programs] == ["one"]
    assert set(catalog.sources) == {"ours"}


def test_a_file_extends_the_bundled_catalogue_and_overrides_by_id(write: Write) -> None:
    path = write(
        "own.json",
        entry("one", source="guide"),
        entry("iabac-ai-healthcare", "iabac", price=fact(500, "ours") | {"value": {
            "amount": 500, "currency": "USD", "unit": "program"}}),
        extends="bundled", as_of="2026-12-01",
    )  # fmt: skip
    catalog = load_catalog(path)
    ids = [program.id for program in catalog.programs]
    assert ids == [*(program.id for program in BUNDLED.programs), "one"]
    changed = catalog.find("iabac-ai-healthcare")
    assert changed.facts.price
    assert changed.facts.topics == ()
    assert catalog.as_of == "2026-12-01"


def test_a_later_file_adds_to_the_earlier(write: Write) -> None:
    first = write("a.json", entry("one"), entry("two"))
    second = write("b.json", {**entry("two"), "name": "Changed"}, sources={}, providers={})
    catalog = load_catalog(first, second)
    assert [program.name for program in catalog.programs] == ["One", "Changed"]
    with pytest.raises(DataError) as caught:
        load_catalog(second)
    assert "programs[two].provider: no provider 'us'" in caught.value.faults


def test_the_catalogue_names_its_files_and_their_hash(
    write: Write, cli: Callable[..., Run]
) -> None:
    path = write("own.json", entry("one"), extends="bundled")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    catalog = load_catalog(path)
    assert [origin.name for origin in catalog.origins] == ["bundled", str(path)]
    assert catalog.origins[1].sha256 == digest
    both = BUNDLED.sha256 + digest
    assert catalog.sha256 == hashlib.sha256(both.encode()).hexdigest()
    document = cli("rank", "--role", "physician", "--catalog", str(path), "--json").json()
    assert [one["sha256"] for one in document["catalog"]["files"]] == [BUNDLED.sha256, digest]
    text = cli("rank", "--role", "physician", "--catalog", str(path), "--details").out
    assert f"bundledand{path}" in "".join(text.split())
    assert load_catalog().sha256 == BUNDLED.sha256


def test_the_environment_names_catalogues_and_an_option_beats_it(
    write: Write, cli: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = write("our own.json", entry("one")), write("b.json", entry("two"))
    monkeypatch.setenv("CERTPICK_CATALOG", os.pathsep.join(map(str, (first, second))))
    listed = cli("programs", "--json").json()["programs"]
    assert [program["id"] for program in listed] == ["one", "two"]
    listed = cli("programs", "--json", "--catalog", str(second)).json()["programs"]
    assert [program["id"] for program in listed] == ["two"]


def test_unknown_ids_are_told_also_over_the_bundled_catalogue(write: Write) -> None:
    path = write("own.json", entry("one", "nobody"), extends="bundled")
    with pytest.raises(DataError, match=r"programs\[one\].provider: no provider 'nobody'"):
        load_catalog(path)


HOPKINS = "johns-hopkins-ai-healthcare"
PRICE = {"amount": 2400, "currency": "USD", "unit": "program"}


def patch(name: str = HOPKINS, /, **changes: Any) -> dict[str, Any]:
    """Return an entry that changes a program of the base."""
    return {"id": name, "patch": True, **changes}


def facts_of(program: Program) -> dict[str, str]:
    """Return every known fact by name, as it would be written."""
    return {name: repr(value) for name, value in program.facts.stated()}


def test_a_patch_changes_only_what_it_names(write: Write) -> None:
    price = fact(PRICE, "ours", note="$2,400 for our staff")
    path = write("own.json", patch(facts={"price": price}), extends="bundled")
    before, after = BUNDLED.find(HOPKINS), load_catalog(path).find(HOPKINS)
    assert after.facts.price
    assert (after.facts.price.value.amount, after.facts.price.source) == (2400, "ours")
    changed = {**facts_of(before), "price": repr(after.facts.price)}
    assert facts_of(after) == changed
    assert asdict(replace(after, facts=before.facts)) == asdict(before)
    ids = [program.id for program in load_catalog(path).programs]
    assert ids == [program.id for program in BUNDLED.programs]


def test_a_fact_that_is_null_in_a_patch_becomes_unknown(write: Write) -> None:
    path = write("own.json", patch(facts={"pacing": None, "audience": None}), extends="bundled")
    before, after = BUNDLED.find(HOPKINS), load_catalog(path).find(HOPKINS)
    assert before.facts.pacing
    assert before.facts.audience
    assert after.facts.pacing is None
    assert after.facts.audience == ()
    gone = set(facts_of(before)) - set(facts_of(after))
    assert {name.partition("[")[0] for name in gone} == {"pacing", "audience"}


def test_a_patch_may_name_more_than_facts(write: Write) -> None:
    caveats = [{"text": "Ask our library first.", "source": "ours"}]
    entry = patch(name="Ours", provider="us", caveats=caveats)
    program = load_catalog(write("own.json", entry, extends="bundled")).find(HOPKINS)
    assert (program.name, program.provider) == ("Ours", "us")
    assert [caveat.text for caveat in program.caveats] == ["Ask our library first."]
    assert facts_of(program) == facts_of(BUNDLED.find(HOPKINS))


def test_a_patch_may_change_an_earlier_file(write: Write) -> None:
    first = write("a.json", entry("one", proctored=fact(True, "ours")), entry("two"))
    second = write("b.json", patch("one", name="New"), sources={}, providers={})
    third = write("c.json", patch("one", facts={"proctored": None}), sources={}, providers={})
    program = load_catalog(first, second, third).find("one")
    assert (program.name, program.facts.proctored) == ("New", None)
    assert load_catalog(first, second).find("one").facts.proctored


def test_programs_of_the_base_can_be_hidden(write: Write) -> None:
    path = write("own.json", hide=["google-ai-essentials", HOPKINS], extends="bundled")
    left = {program.id for program in load_catalog(path).programs}
    everyone = {program.id for program in BUNDLED.programs}
    assert left == everyone - {"google-ai-essentials", HOPKINS}
    again = write("again.json", entry(HOPKINS), hide=[HOPKINS], extends="bundled")
    assert load_catalog(again).programs[-1].name == HOPKINS.title()


HOPKINS_AT = f"programs[{HOPKINS}]"


@pytest.mark.parametrize(
    ("programs", "head", "message"),
    [
        (
            [patch("johns-hopkins-ai-health")],
            {},
            "programs[johns-hopkins-ai-health].id: no program 'johns-hopkins-ai-health': "
            f"did you mean '{HOPKINS}'",
        ),
        ([], {"hide": ["google-ai-essential"]}, "hide[0]: no program 'google-ai-essential': did"),
        ([], {"hide": ["Google"]}, "hide[0]: must be lower-case words and digits with hyphens"),
        ([patch()], {"hide": [HOPKINS]}, f"{HOPKINS_AT}.id: is hidden by this file"),
        ([{**patch(), "patch": False}], {}, f"{HOPKINS_AT}.patch: must be true, or left out"),
        ([{"patch": True}], {}, "programs[0].id: must name the program to change"),
        ([patch(), patch()], {}, f"{HOPKINS_AT}.id: is used by more than one program"),
        ([patch(focus=1)], {}, f"{HOPKINS_AT}.focus: unknown key"),
        ([patch(facts=[])], {}, f"{HOPKINS_AT}.facts: must be an object in braces"),
        ([patch(facts={"prise": {}})], {}, f"{HOPKINS_AT}.facts.prise: unknown key"),
        ([patch(facts={"focus": None})], {}, f"{HOPKINS_AT}.facts.focus: is missing"),
        (
            [patch(facts={"price": fact({**PRICE, "amount": -1}, "ours")})],
            {},
            f"{HOPKINS_AT}.facts.price.value.amount: must be 0 or more",
        ),
        (
            [patch(facts={"price": fact(PRICE, "our")})],
            {},
            f"{HOPKINS_AT}.facts.price.source: no source 'our': did you mean 'ours'",
        ),
        (
            [
                patch(
                    facts={"audience": [{"role": "physicain", "level": "named", "source": "ours"}]}
                )
            ],
            {},
            f"{HOPKINS_AT}.facts.audience[0].role: no role 'physicain': did you mean 'physician'",
        ),
    ],
)
def test_what_is_wrong_in_a_patch_is_told_with_its_place(
    write: Write,
    cli: Callable[..., Run],
    programs: list[dict[str, Any]],
    head: dict[str, Any],
    message: str,
) -> None:
    path = write("own.json", *programs, **head, extends="bundled")
    with pytest.raises(DataError) as caught:
        load_catalog(path)
    assert message in str(caught.value)
    (error,) = [
        line for line in cli("catalog", "check", str(path)).out.splitlines() if "error:" in line
    ]
    assert message in error


@pytest.mark.parametrize("head", [{}, {"hide": [HOPKINS]}])
def test_without_a_base_there_is_nothing_to_change(write: Write, head: dict[str, Any]) -> None:
    path = write("own.json", *([] if head else [patch()]), **head)
    with pytest.raises(DataError, match="builds on no other: say what it extends, or name that"):
        load_catalog(path)


def test_a_check_says_of_a_patch_only_what_it_changes(
    write: Write, cli: Callable[..., Run]
) -> None:
    stanford = "stanford-ai-healthcare"
    price = fact(PRICE, "ours", quote="$2,500")
    path = write("own.json", patch(stanford, facts={"price": price}), extends="bundled")
    whole = cli("catalog", "check", "--json").json()["findings"]
    assert sum(f"[{stanford}]" in one["place"] for one in whole) > 1
    found = cli("catalog", "check", str(path), "--json").json()["findings"]
    ((place, message, line),) = [(one["place"], one["message"], one["line"]) for one in found]
    assert place == f"programs[{stanford}].facts.price"
    assert message == "its quote does not state 2400, and no note says why"
    assert '"price"' in path.read_text("utf-8").splitlines()[line - 1]


def test_a_check_says_what_a_whole_entry_loses(write: Write, cli: Callable[..., Run]) -> None:
    path = write("own.json", entry(HOPKINS), extends="bundled")
    out = cli("catalog", "check", str(path)).out
    assert f"warning: {HOPKINS_AT}.id: replaces the whole program, without its " in out
    assert "audience, " in out
    alone = write("alone.json", entry(HOPKINS))
    assert "replaces" not in cli("catalog", "check", str(alone)).out


def role(name: str, **changes: Any) -> dict[str, Any]:
    """Return a row of the role table."""
    return {
        "id": name, "label": "Nurse educator", "description": "You teach nurses.", "cme": "no",
        "source": "ours", "topics": [{"topic": "ai-literacy", "source": "ours"}],
        "titles": {"certpick": ["Nurse Educator"]}, **changes,
    }  # fmt: skip


def test_a_file_may_add_roles_topics_and_situations(write: Write, cli: Callable[..., Run]) -> None:
    rows = {
        "topics": [{"id": "simulation", "label": "teaching by simulation", "source": "ours"}],
        "situations": [{
            "id": "night-shift", "label": "works at night", "adds_topics": ["simulation"], "source": "ours",
        }],
        "roles": [role("educator"), role("physician", label="Doctor", titles={})],
    }  # fmt: skip
    audience = [{"role": "educator", "level": "named", "when": "night-shift", "source": "ours"}]
    topics = [{"topic": "simulation", "source": "ours"}]
    path = write(
        "own.json", entry("one", audience=audience, topics=topics), roles=rows, extends="bundled"
    )
    roles = load_catalog(path).roles
    assert roles.role_ids == (*BUNDLED.roles.role_ids, "educator")
    assert roles.role("physician").label == "Doctor"
    assert roles.read("nurse educator").role.id == "educator"
    assert roles.topic_labels["simulation"] == "teaching by simulation"
    assert cli("catalog", "check", str(path), "--json").json()["errors"] == 0
    command = ("rank", "--role", "nurse educator", "--situation", "night-shift", "--json")
    ranked = cli(*command, "--catalog", str(path)).json()["ranking"]
    points = {one["id"]: one["ratings"]["domain_alignment"]["points"] for one in ranked}
    assert points["one"] == 3.5
    assert max(points.values()) == 3.5


def test_only_the_guide_is_called_the_guide(write: Write, cli: Callable[..., Run]) -> None:
    """A role of one's own, and two programs that it recommends, are their own source's word."""
    pairing = {
        "programs": ["iabac-ai-healthcare", "stanford-ai-healthcare"],
        "source": "plan",
        "quote": "take both",
    }
    plan = {"title": "Our plan for teaching AI", "kind": "independent", "checked": "2026-11-22"}
    topics = [{"topic": "ai-literacy", "source": "plan"}]
    own = role("educator", source="plan", topics=topics, pairings=[pairing])
    path = write("own.json", roles={"roles": [own]}, extends="bundled", sources={"plan": plan})
    words = ("--role", "educator", "--catalog", str(path))
    ranked = cli("rank", *words, "--json").json()
    notes = " ".join(ranked["notes"])
    assert "educator and its core topics are not the guide's. Source: Our plan for" in notes
    assert "published by IABAC" in notes
    assert "the guide's word" not in notes
    assert notes.count("The guide that this ranking follows") == 1
    first = cli("pair", *words, "--json").json()["pairs"][0]
    assert first["advice"]["source"] == "plan"
    page = " ".join(cli("pair", *words).out.split())
    assert 'The source Our plan for teaching AI pairs these: "take both"' in page
    said = " ".join(cli("roles", "educator", "--catalog", str(path)).out.split())
    assert "What the guide says: The role educator and its core topics are not the guide's." in said
    assert load_catalog(path).roles.guide_sources == {"guide"}


def test_a_later_file_may_name_roles_of_an_earlier_one(
    write: Write, cli: Callable[..., Run]
) -> None:
    first = write("a.json", entry("one"), roles={"roles": [role("educator")]})
    audience = [{"role": "educator", "level": "named", "source": "ours"}]
    second = write("b.json", entry("two", audience=audience))
    assert load_catalog(first, second).roles.role("educator")
    assert cli("catalog", "check", str(second), "--over", str(first)).code == 0
    with pytest.raises(DataError, match=r"audience\[0\].role: no role 'educator'"):
        load_catalog(second)


@pytest.mark.parametrize(
    ("rows", "message", "on_line"),
    [
        (
            {"topics": [{"id": "a", "label": "A", "source": "our"}]},
            "roles.topics[a].source: no source 'our': did you mean 'ours'",
            '"source": "our"',
        ),
        ({"topics": [{"id": "a", "source": "ours"}]}, "roles.topics[a].label: is missing", "{"),
        ({"topics": [{"id": "a", "label": "A\x1b", "source": "ours"}]}, "U+001B", '"label"'),
        ({"things": []}, "roles.things: unknown key", '"things"'),
        ({"roles": 3}, "roles.roles: must be a list", '"roles": 3'),
        (
            {
                "situations": [
                    {"id": "b", "label": "B", "adds_topics": ["ai-literac"], "source": "ours"}
                ]
            },
            "roles.situations[b].adds_topics: no topic 'ai-literac': did you mean 'ai-literacy'",
            '"adds_topics"',
        ),
        (
            {"roles": [role("c", includes=["physicain"])]},
            "roles.roles[c].includes: no role 'physicain': did you mean 'physician'",
            '"includes"',
        ),
        (
            {"roles": [role("c", credit_systems=["ancc-contact-hours"])]},
            "roles.roles[c].credit_systems: no credit system 'ancc-contact-hours': did you mean "
            "'ancc-contact-hour'",
            '"credit_systems"',
        ),
        (
            {"roles": [role("c", topics=[{"topic": "ai-governence", "source": "ours"}])]},
            "roles.roles[c].topics[0].topic: no topic 'ai-governence': did you mean 'ai-governance'",
            '"ai-governence"',
        ),
        (
            {"roles": [role("c", topics=[{"topic": "ai-governance"}])]},
            "roles.roles[c].topics[0]: needs a source, or inferred: how it follows",
            "{",
        ),
        (
            {
                "roles": [
                    role(
                        "c",
                        pairings=[
                            {"programs": ["iapp-aigp", "aigp"], "source": "ours", "quote": "q"}
                        ],
                    )
                ]
            },
            "roles.roles[c].pairings[0].programs: no program 'aigp': did you mean 'iapp-aigp'",
            '"programs"',
        ),
        ({"roles": [role("c", cme="yes")]}, "roles.roles[c].cme: must be 'required'", '"cme"'),
        (
            {"roles": [role("c"), role("c")]},
            "roles.roles[c].id: is used by more than one row",
            '"id": "c"',
        ),
    ],
)
def test_what_is_wrong_in_a_row_is_told_with_its_place(
    write: Write, cli: Callable[..., Run], rows: dict[str, Any], message: str, on_line: str
) -> None:
    path = write("own.json", roles=rows, extends="bundled")
    with pytest.raises(DataError) as caught:
        load_catalog(path)
    assert message in str(caught.value)
    (error,) = [
        line for line in cli("catalog", "check", str(path)).out.splitlines() if "error:" in line
    ]
    assert message in error
    assert on_line in path.read_text("utf-8").splitlines()[int(error.split(":")[1]) - 1]


def test_progress_is_told(write: Write) -> None:
    path = write("own.json", *(entry(f"p{number}") for number in range(1000)))
    told: list[tuple[int, int]] = []
    load_catalog(path, progress=lambda done, total: told.append((done, total)))
    assert told == [(500, 1000), (1000, 1000)]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_long_wait_shows_a_bar_on_a_terminal(write: Write) -> None:
    import pexpect

    path = write("own.json", *(entry(f"p{number}") for number in range(3000)))
    code = "import certpick.render.progress as p; p.PATIENCE = 0; from certpick.__main__ import main; main()"
    words = ["-c", code, "programs", "--catalog", str(path), "--search", "p2999"]
    start = time.monotonic()
    child = pexpect.spawn(
        sys.executable, words, env={**os.environ, **PINNED}, encoding="utf-8", timeout=30
    )
    child.expect("reading programs")
    child.expect(r"/3000")
    child.expect("p2999")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0, time.monotonic() - start
