"""What the pages say of a catalogue, grouped by what its keeper does about it; as text or JSON."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from certpick.catalog.files import read_bytes
from certpick.errors import CertpickError, DataError
from certpick.keeping.judging import KINDS, Finding, Kind
from certpick.keeping.lint import lines
from certpick.keeping.marking import Mark, marked
from certpick.keeping.verification import Verification
from certpick.render.encode import as_json
from certpick.render.files import write_whole
from certpick.text import counted, in_words, shown

MOST = 25  # entries of a group that a person is shown
_HEADINGS: dict[Kind, str] = {
    "number-changed": "A number changed: look, then change the fact and its quote",
    "quote-changed": "The words changed: read the page, then change the quote or the fact",
    "page-gone": "The page is gone: find another that says it, or leave the fact out",
    "cannot-tell": "Nothing can be told: open these pages yourself",
    "no-address": "No address: add one, if there is any",
    "no-quote": "The page is there, with no quote to compare: add one",
}
_PASSAGE = 300  # characters of a passage that are shown


def write_marked(path: Path, found: Verification) -> None:
    """Write the file anew with what still stands marked as checked, and nothing else changed.

    Raises:
        DataError: the file has changed since it was read, or cannot be written.
    """
    import hashlib

    content = read_bytes(path)
    origin, text = found.text.origin, found.text.text
    if hashlib.sha256(content).hexdigest() != origin.sha256:
        message = f"{origin.name} has changed while its pages were read; nothing was written"
        raise DataError(
            message, "run it again: the pages are kept, so it will be quick", code="file_changed"
        )
    if found.marks:
        mark = content[: len(content) - len(text.encode())]  # of its encoding, where it has one
        write_whole(path, mark + marked(text, found.marks).encode())


def check_reached(found: Verification) -> None:
    """Raise CertpickError if not one page could be reached: the fault is hardly theirs."""
    if found.is_cut_off:
        raise CertpickError(
            "no page could be reached",
            "is this computer on the network?",
            code="network_unreachable",
        )


def verification_text(found: Verification, written: bool) -> str:
    """Return what a keeper has to do, group by group, and what was marked."""
    places = _lines(found)
    groups = [
        _group(found, kind, places) for kind in KINDS if kind in _HEADINGS and found.counts[kind]
    ]
    groups += [_moved(found), _hints(found), [_summary(found), _marks(found, written)]]
    return "\n\n".join("\n".join(rows) for rows in groups if rows) + "\n"


def _lines(found: Verification) -> dict[Finding, int]:
    return {one: line for line, one in lines(found.text.text, found.findings)}


def _group(found: Verification, kind: Kind, places: Mapping[Finding, int]) -> list[str]:
    ours = [one for one in found.findings if one.kind == kind]
    heading = f"{_HEADINGS[kind]} ({len(ours)})"
    if kind == "no-quote":
        return [f"{heading}; --json lists them"]
    if kind in ("number-changed", "quote-changed"):
        entries = [_changed(found, one, places[one]) for one in ours]
    else:
        entries = [*_by_source(found, ours, places)]
    shown_entries = [row for entry in entries[:MOST] for row in entry]
    more = [f"  {len(entries) - MOST} more; --json lists all"] if len(entries) > MOST else []
    return [heading, *shown_entries, *more]


def _changed(found: Verification, one: Finding, line: int) -> list[str]:
    rows = [f"  {found.text.origin.name}:{line}: {one.place}: {_address(found, one)}"]
    rows.append(f"    was: {_words(one.statement.words)}")
    if one.nearest:
        rows.append(f"    now: {_words(one.nearest.passage)}")
        rows += [
            f"    {_words(each.was) or 'nothing'} -> {_words(each.now) or 'nothing'}"
            for each in one.nearest.differences
        ]
    if one.detail:
        rows.append(f"    {one.detail}")
    return rows


def _by_source(
    found: Verification, ours: Iterable[Finding], places: Mapping[Finding, int]
) -> Iterator[list[str]]:
    """Yield a row for each source, the one with the most that rests on it first."""
    resting = defaultdict[str, list[Finding]](list)
    for one in ours:
        resting[one.statement.source].append(one)
    for name, each in sorted(resting.items(), key=lambda item: -len(item[1])):
        visit = found.visits.get(name)
        reason = (visit.gone or visit.trouble if visit else "") or each[0].detail
        at = in_words([str(places[one]) for one in each], most=5)
        at = f"line{'s' if len(each) > 1 else ''} {at}"
        said = ": ".join(filter(None, (name, _address(found, each[0]))))
        standing = sum(one.detail == "the words stand there" for one in each)
        there = f"; {counted(standing, 'quote')} found there" if standing else ""
        yield [f"  {said} {reason}{there} ({at})".replace("  (", " (")]


def _moved(found: Verification) -> list[str]:
    moved = [
        f"  {name}: {shown(one.url, 200)} leads to {shown(one.hops[-1], 200)}"
        for name, one in sorted(found.visits.items())
        if one.hops and not one.gone and not one.trouble
    ]
    return (
        [f"The page has moved on its site: change the address ({len(moved)})", *moved]
        if moved
        else []
    )


def _hints(found: Verification) -> list[str]:
    rows = [
        f"  {in_words(_programs(found, name), most=3)}: {_words(hint.passage)} {_url(found, name)}"
        for name, hints in sorted(found.hints.items())
        for hint in hints
    ]
    heading = "Perhaps no longer offered: compare the status; a machine cannot tell"
    return [f"{heading} ({len(rows)})", *rows[:MOST]] if rows else []


def _summary(found: Verification) -> str:
    counts = found.counts
    said = {
        "still there": counts["stands"],
        "changed": counts["number-changed"] + counts["quote-changed"],
        "gone": counts["page-gone"],
        "cannot be told": counts["cannot-tell"],
        "without a quote": counts["no-quote"],
        "without an address": counts["no-address"],
    }
    asked = f"{counted(len(found.findings), 'statement')}, {counted(len(found.visits), 'page')}"
    parts = ", ".join(f"{count} {words}" for words, count in said.items() if count)
    return ": ".join(filter(None, (found.text.origin.name, asked, parts)))


def _marks(found: Verification, written: bool) -> str:
    sources = sum(not one.program for one in found.marks)
    facts = len(found.marks) - sources
    if not found.marks:
        return "nothing to mark as checked"
    parts = ((sources, "source", "as a whole"), (facts, "fact", "alone"))
    said = ", ".join(f"{counted(count, noun)} {how}" for count, noun, how in parts if count)
    return f"marked as checked: {said}" if written else f"--write would mark as checked: {said}"


def _programs(found: Verification, source: str) -> list[str]:
    ours = (one.statement for one in found.findings)
    return list(dict.fromkeys(one.program for one in ours if one.source == source))


def _url(found: Verification, source: str) -> str:
    return shown(found.sources[source].url or "", 200)


def _address(found: Verification, one: Finding) -> str:
    return _url(found, one.statement.source)


def _words(text: str | None) -> str:
    return shown(" ".join((text or "").split()), _PASSAGE)


def verification_json(found: Verification, written: bool) -> str:
    """Return all that was found as plain data."""
    counts = found.counts
    return as_json(
        {
            "schema_version": 1,
            "file": found.text.origin.name,
            "sha256": found.text.origin.sha256,
            "counts": {kind: counts[kind] for kind in KINDS},
            "findings": [_finding(found, one, line) for one, line in _lines(found).items()],
            "sources": [_source(found, name) for name in sorted(found.visits)],
            "marked": [_mark(one) for one in found.marks],
            "written": written,
        }
    )


def _finding(found: Verification, one: Finding, line: int) -> dict[str, Any]:
    statement, near = one.statement, one.nearest
    return {
        "kind": one.kind,
        "line": line,
        "program": statement.program,
        "place": one.place,
        "source": statement.source,
        "url": found.sources[statement.source].url,
        "checked": statement.since or None,
        "quote": statement.words if statement.verbatim else None,
        "passage": _words(near.passage) if near else None,
        "differences": [
            {"was": _words(each.was), "now": _words(each.now)}
            for each in (near.differences if near else ())
        ],
        "detail": one.detail or None,
    }


def _source(found: Verification, name: str) -> dict[str, Any]:
    visit = found.visits[name]
    return {
        "id": name,
        "url": visit.url,
        "leads_to": visit.hops[-1] if visit.hops else None,
        "read": visit.day or None,
        "gone": visit.gone or None,
        "trouble": visit.trouble or None,
        "status_hints": [
            {"passage": _words(hint.passage), "dates": list(hint.dates)}
            for hint in found.hints.get(name, ())
        ],
    }


def _mark(mark: Mark) -> dict[str, Any]:
    return {"program": mark.program or None, "place": mark.place, "checked": mark.day}
