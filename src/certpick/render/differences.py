"""What differs between two catalogues, in words."""

from collections.abc import Iterator, Sequence

from certpick.catalog.fact_text import FACT_LABELS
from certpick.catalog.model import Catalog
from certpick.keeping.differences import FIRST, Difference, Differences, FactChange, Move
from certpick.render.page import Page
from certpick.render.phrases import named
from certpick.render.streams import Surface
from certpick.text import counted, in_words

_SIGNS = {"added": "+ ", "removed": "- ", "changed": ""}
_TABLES = {"sources": "Sources", "providers": "Providers", "rows": "Roles, topics and titles"}
_NOUNS = {"sources": "source", "providers": "provider", "rows": "role table row"}
# What a key is called where the key itself says little.
_KEYS = {
    "quote": "words",
    "also": "further sources",
    "conflicts": "disputes",
    "checked": "date of checking",
    "undated": "mark as undated",
    "provider_claim": "mark as the provider's claim",
    "promotes": "interest",
    "short": "short name",
    "not_to_confuse_with": "list of similar names",
}


def differences_page(found: Differences, surface: Surface) -> str:
    """Return all that differs in words: by program, then what it does to rankings."""
    page = Page(surface)
    page.line(_summary(found))
    arrow = " → " if surface.unicode else " -> "
    for one in found.programs:
        page.heading(f"{_SIGNS[one.change]}{_name(one, found)}")
        for line in _lines(one, arrow):
            page.line(line, indent=2)
    for name, title in _TABLES.items():
        page.section(title, map(_row, getattr(found, name)))
    page.heading(f"First {FIRST} for each role, with its usual answers")
    for line in _moves(found.moves, arrow):
        page.line(line, indent=2)
    return page.text()


def _summary(found: Differences) -> str:
    names = [_file(catalog) for catalog in (found.before, found.after)]
    parts = [
        f"{counted(count, 'program')} {change}"
        for change in _SIGNS
        if (count := sum(one.change == change for one in found.programs))
    ]
    for name, noun in _NOUNS.items():
        if count := len(getattr(found, name)):
            parts.append(counted(count, noun))
    return f"{names[0]} and {names[1]}: {in_words(parts) or 'nothing differs'}."


def _file(catalog: Catalog) -> str:
    return " with ".join(origin.name for origin in catalog.origins)


def _name(one: Difference, found: Differences) -> str:
    catalog = found.before if one.change == "removed" else found.after
    return f"{one.id}: {named(catalog.find(one.id), catalog)}"


def _lines(one: Difference, arrow: str) -> Iterator[str]:
    if one.keys:
        yield f"another {_keys(one.keys)}"
    for fact in one.facts:
        yield f"{FACT_LABELS[fact.fact]}: {_change(fact, arrow)}"


def _change(fact: FactChange, arrow: str) -> str:
    if fact.change == "evidence":
        return f"{fact.after_text}, as before; another {_keys(fact.evidence)}"
    if fact.before is None:
        return f"also {fact.after_text}" if fact.is_entry else f"unknown{arrow}{fact.after_text}"
    if fact.after is None:
        gone = f"no longer {fact.before_text}"
        return gone if fact.is_entry else f"{fact.before_text}{arrow}unknown"
    return f"{fact.before_text}{arrow}{fact.after_text}"


def _row(one: Difference) -> str:
    keys = f": another {_keys(one.keys)}" if one.keys else ""
    return f"{_SIGNS[one.change]}{one.id}{keys}"


def _keys(keys: Sequence[str]) -> str:
    return in_words([_KEYS.get(key, key.replace("_", " ")) for key in keys])


def _moves(moves: Sequence[Move], arrow: str) -> Iterator[str]:
    changed = [move for move in moves if move.before != move.after]
    for move in changed:
        sides = ("none" if one is None else ", ".join(one) for one in (move.before, move.after))
        yield f"{move.role}: {arrow.join(sides)}"
    left = len(moves) - len(changed)
    if left:
        yield f"{'the same' if changed else 'all the same'} for {counted(left, 'role')}"
