"""Marking as checked what still stands, by the smallest change to the text of a file."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from certpick.catalog.dates import span
from certpick.catalog.facts import Sourced
from certpick.catalog.freshness import checked, is_undated
from certpick.catalog.json_positions import Places
from certpick.catalog.model import Source
from certpick.keeping.judging import Finding


class Mark(NamedTuple):
    """A source or fact to be marked as checked on a ``day``.

    ``start`` is where its program stands in the text, 0 for a source, and ``place`` its place
    within it; ``program`` is empty for a source.
    """

    program: str
    start: int
    place: str
    day: str


def marks(
    findings: Iterable[Finding],
    days: Mapping[str, str],
    own: frozenset[str],
    sources: Mapping[str, Source],
) -> list[Mark]:
    """Return what is to be marked.

    ``days`` has the day on which each source was seen, and ``own`` are the sources that may be
    marked as a whole: a source is, where all that rests on it still stands. Where it does not,
    each fact whose quote stands gets a date of its own. No date is ever made older.
    """
    found = list(findings)
    resting = defaultdict[str, list[Finding]](list)
    for one in found:
        resting[one.statement.source].append(one)
    whole = {source for source in own & set(days) if _holds(resting[source])}
    return [*_of_sources(whole, days, sources), *_of_facts(found, days, whole, sources)]


def _holds(resting: Sequence[Finding]) -> bool:
    """Return whether a source still says all that rests on it; a fact with a date does not."""
    stands = [one for one in resting if one.kind == "stands"]
    others = (one.statement.fact for one in resting if one.kind != "stands")
    return bool(stands) and all(fact and fact.checked is not None for fact in others)


def _of_sources(
    whole: Iterable[str], days: Mapping[str, str], sources: Mapping[str, Source]
) -> Iterator[Mark]:
    for name in sorted(whole):
        if sources[name].undated or _is_older(sources[name].checked, days[name]):
            yield Mark("", 0, f"sources[{name}]", days[name])


def _of_facts(
    found: Iterable[Finding],
    days: Mapping[str, str],
    whole: frozenset[str] | set[str],
    sources: Mapping[str, Source],
) -> Iterator[Mark]:
    for one in found:
        statement, fact = one.statement, one.statement.fact
        if one.kind != "stands" or fact is None or not statement.verbatim:
            continue
        day = days[statement.source]
        if _needs_its_own(fact, day, statement.source in whole, sources):
            yield Mark(statement.program, statement.start, statement.field, day)


def _needs_its_own(fact: Sourced, day: str, whole: bool, sources: Mapping[str, Source]) -> bool:
    if fact.checked is not None:
        return _is_older(fact.checked, day)
    return not whole and (is_undated(fact, sources) or _is_older(checked(fact, sources), day))


def _is_older(since: str, day: str) -> bool:
    return span(since)[0] < span(day)[0]


def marked(text: str, wanted: Iterable[Mark]) -> str:
    """Return the text with these marked; every other character stays as it is."""
    places = Places(text)
    changes = [change for mark in wanted for change in _changes(text, places, mark)]
    parts, at = [], 0
    for start, end, new in sorted(changes):
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def _changes(text: str, places: Places, mark: Mark) -> Iterator[tuple[int, int, str]]:
    """Yield which stretches of the text become what."""
    members = places.members(mark.start, mark.place)
    if "checked" in members:
        yield members["checked"].start, members["checked"].end, json.dumps(mark.day)
    else:
        *_, before, last = members.values()  # written as these two are
        _, key_end = json.JSONDecoder().raw_decode(text, last.at)
        comma, colon = text[before.end : last.at], text[key_end : last.start]
        yield last.end, last.end, f'{comma}"checked"{colon}{json.dumps(mark.day)}'
    if "undated" in members:
        yield members["undated"].start, members["undated"].end, "false"
