"""The titles of all professions, by what is written and by their words in any order."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from certpick.catalog.professions import Profession, spellings
from certpick.catalog.title_words import Words, in_one_form, is_spelt_out, plain_words

K = TypeVar("K")


class Entry(NamedTuple):
    """A title of the table, or a field of work, with the ids of the professions it may mean."""

    title: str
    professions: tuple[str, ...]


class TitleIndex(NamedTuple):
    """The titles as they are written, the same by their words, and the fields of work.

    ``fields`` belong to a last word that says little: a quality specialist works in quality.
    ``led`` are those of the ones who lead, since the manager of a pharmacy is an
    administrator. ``alone`` are all, where no title is found. ``leading`` are the professions
    that do not treat patients.
    """

    written: dict[str, Entry]
    keys: dict[Words, Entry]
    fields: dict[Words, Entry]
    led: dict[Words, Entry]
    alone: dict[Words, Entry]
    leading: frozenset[str]

    def by_words(self, said: Words) -> Entry | None:
        """Return the title that has these words in any order."""
        return self.keys.get(key(said))


def title_index(professions: Iterable[Profession]) -> TitleIndex:
    """Return the index of the titles and fields of all professions."""
    rows = tuple(professions)
    leading = frozenset(row.id for row in rows if row.role not in ("physician", "clinician"))
    index = TitleIndex({}, {}, {}, {}, {}, leading)
    loose: list[tuple[Words, Entry]] = []
    for row in rows:
        for title in spellings(row.titles.all()):
            said = plain_words(title)
            entry = Entry(title, (row.id,))
            _add(index.written, " ".join(said), entry)
            words = key(in_one_form(said))
            if is_spelt_out(said):
                _add(index.keys, words, entry)
            else:
                loose.append((words, entry))
        _add_fields(row, index)
    for words, entry in loose:  # a junior doctor is no reason to doubt a doctor
        index.keys.setdefault(words, entry)
    return index


def _add_fields(row: Profession, index: TitleIndex) -> None:
    tables = [index.alone]
    if row.id in index.leading:
        tables.append(index.led)
    if row.role not in ("physician", "nurse-leader"):
        tables.append(index.fields)
    for field in row.fields:
        for table in tables:
            _add(table, key(in_one_form(plain_words(field))), Entry(field, (row.id,)))


def _add(table: dict[K, Entry], key: K, entry: Entry) -> None:
    old = table.setdefault(key, entry)
    if old is not entry and entry.professions[0] not in old.professions:
        table[key] = Entry(old.title, old.professions + entry.professions)


def key(words: Words) -> Words:
    """Return words in an order that does not depend on theirs."""
    if len(words) == 2:  # most are
        first, second = words
        return words if first < second else (second, first)
    return tuple(sorted(set(words))) if len(words) > 1 else words


def longest(
    said: Words, table: dict[Words, Entry], avoid: frozenset[str] = frozenset()
) -> Entry | None:
    """Return the entry of the most words that stand together, the last of equals."""
    for length in range(len(said), 0, -1):
        for start in range(len(said) - length, -1, -1):
            part = said[start : start + length]
            if not avoid.issuperset(part) and (entry := table.get(key(part))):
                return entry
    return None
