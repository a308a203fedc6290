"""What the pages say of a catalogue, grouped by what its keeper does about it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from certpick.catalog.files import read_bytes
from certpick.errors import CertpickError, DataError
from certpick.keeping.judging import KINDS, Finding, Kind
from certpick.keeping.lint import lines
from certpick.keeping.marking import marked
from certpick.render.files import write_whole
from certpick.text import counted, in_words, shown

if TYPE_CHECKING:
    from certpick.keeping.verification import Verification

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


def write_marked(path: Path, found: "Verification") -> None:
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


def check_reached(found: "Verification") -> None:
    """Raise CertpickError if not one page could be reached: the fault is hardly theirs."""
    if found.is_cut_off:
        raise CertpickError(
            "no page could be reached",
            "is this computer on the network?",
            code="network_unreachable",
        )


def verification_text(found: "Verification", written: bool) -> str:
    """Return what a keeper has to do, group by group, and what was marked."""
    places = finding_lines(found)
    groups = [
        _group(found, kind, places) for kind in KINDS if kind in _HEADINGS and found.counts[kind]
    ]
    groups += [_moved(found), _hints(found), [_summary(found), _marks(found, written)]]
    return "\n\n".join("\n".join(rows) for rows in groups if rows) + "\n"


def finding_lines(found: "Verification") -> dict[Finding, int]:
    """Return in which line of the file each finding is."""
    return {one: line for line, one in lines(found.text.text, found.findings)}


def _group(found: "Verification", kind: Kind, places: Mapping[Finding, int]) -> list[str]:
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


def _changed(found: "Verification", one: Finding, line: int) -> list[str]:
    rows = [f"  {found.text.origin.name}:{line}: {one.place}: {_address(found, one)}"]
    rows.append(f"    was: {passage_words(one.statement.words)}")
    if one.nearest:
        rows.append(f"    now: {passage_words(one.nearest.passage)}")
        rows += [
            f"    {passage_words(each.was) or 'nothing'} -> {passage_words(each.now) or 'nothing'}"
            for each in one.nearest.differences
        ]
    if one.detail:
        rows.append(f"    {one.detail}")
    return rows


def _by_source(
    found: "Verification", ours: Iterable[Finding], places: Mapping[Finding, int]
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


def _moved(found: "Verification") -> list[str]:
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


def _hints(found: "Verification") -> list[str]:
    rows = [
        f"  {in_words(_programs(found, name), most=3)}: {passage_words(hint.passage)} "
        f"{_url(found, name)}"
        for name, hints in sorted(found.hints.items())
        for hint in hints
    ]
    heading = "Perhaps no longer offered: compare the status; a machine cannot tell"
    return [f"{heading} ({len(rows)})", *rows[:MOST]] if rows else []


def _summary(found: "Verification") -> str:
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


def _marks(found: "Verification", written: bool) -> str:
    sources = sum(not one.program for one in found.marks)
    facts = len(found.marks) - sources
    if not found.marks:
        return "nothing to mark as checked"
    parts = ((sources, "source", "as a whole"), (facts, "fact", "alone"))
    said = ", ".join(f"{counted(count, noun)} {how}" for count, noun, how in parts if count)
    return f"marked as checked: {said}" if written else f"--write would mark as checked: {said}"


def _programs(found: "Verification", source: str) -> list[str]:
    ours = (one.statement for one in found.findings)
    return list(dict.fromkeys(one.program for one in ours if one.source == source))


def _url(found: "Verification", source: str) -> str:
    return shown(found.sources[source].url or "", 200)


def _address(found: "Verification", one: Finding) -> str:
    return _url(found, one.statement.source)


def passage_words(text: str | None) -> str:
    """Return words of a page in one line, as many as are shown."""
    return shown(" ".join((text or "").split()), _PASSAGE)
