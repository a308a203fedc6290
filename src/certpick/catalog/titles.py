"""From a job title as somebody writes it to the title of the table that it means."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import NamedTuple, TypeVar

from certpick.catalog.professions import Profession, Titles
from certpick.catalog.title_words import (
    DEGREES,
    JOB_LETTERS,
    LEADERS,
    LETTERS,
    PAST,
    STUDENTS,
    WEAK,
    Words,
    in_one_form,
    is_spelt_out,
    plain,
    without_grades,
    words,
)

K = TypeVar("K")
# Compiled when a title needs them, since every start would pay for it.
_EMPLOYER = r"(?is)(?:@|\bat\b).*"
# "Fellow of the American College of Surgeons" is an honour, not a trainee.
_HONOUR = (
    r"(?i)\bfellow\b[ ,]+(?:of\s+)?(?:the\s+)?(?:\w+\s+){0,4}?"
    r"(?:college|academy|society|association)\b(?:\s+of\b)?"
)
_SEGMENTS = "[,;|:()\\[\\]]|\\s[-\N{EN DASH}\N{EM DASH}]+\\s"
_PREPOSITION = r"(?i)\s(?:of|for|in|to|with)\s"
_CONJUNCTION = r"(?i)[/&+]|\s(?:and|or)\s"


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


class Found(NamedTuple):
    """What a title was found to mean, and in plain words how.

    ``weak`` says that no more than a word such as manager or specialist led there.
    """

    entry: Entry
    how: str
    weak: bool = False


def spellings(titles: Iterable[str]) -> Iterator[str]:
    """Yield each way to write the titles: "Medical Doctor (MD)" counts for both parts."""
    for title in titles:
        yield from title.rstrip(")").split(" (") if "(" in title else (title,)


def written_forms(titles: Iterable[str]) -> frozenset[str]:
    """Return the spellings of titles in plain letters."""
    return frozenset(map(plain, spellings(titles)))


def without_spellings(titles: Titles, taken: frozenset[str]) -> Titles:
    """Return the titles but for those of which some spelling is taken."""

    def free(some: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in some if taken.isdisjoint(written_forms((one,))))

    onet = {code: free(some) for code, some in titles.onet.items()}
    return Titles(certpick=free(titles.certpick), onet=onet)


def title_index(professions: Iterable[Profession]) -> TitleIndex:
    """Return the index of the titles and fields of all professions."""
    rows = tuple(professions)
    treating = ("physician", "clinician")
    leading = frozenset(row.id for row in rows if row.role not in treating)
    index = TitleIndex({}, {}, {}, {}, {}, leading)
    loose: list[tuple[Words, str, str]] = []
    for row in rows:
        for title in spellings(row.titles.all()):
            written = plain(title)
            said = written.split()
            key = _key(in_one_form(said))
            _add(index.written, written, title, row.id)
            if is_spelt_out(said):
                _add(index.keys, key, title, row.id)
            else:
                loose.append((key, title, row.id))
        tables = [index.alone]
        tables += [index.led] if row.id in leading else []
        tables += [index.fields] if row.role not in ("physician", "nurse-leader") else []
        for title in row.fields:
            for table in tables:
                _add(table, _key(words(title)), title, row.id)
    for key, title, profession in loose:  # a junior doctor is no reason to doubt a doctor
        index.keys.setdefault(key, Entry(title, (profession,)))
    return index


def _add(table: dict[K, Entry], key: K, title: str, profession: str) -> None:
    old = table.get(key)
    if old is None:
        table[key] = Entry(title, (profession,))
    elif profession not in old.professions:
        table[key] = Entry(old.title, (*old.professions, profession))


def _key(some: Words) -> Words:
    return tuple(sorted(set(some))) if some[1:] else some


def as_written(text: str, professions: Iterable[Profession]) -> Entry | None:
    """Return the title that is written so but for capitals; it needs no index."""
    wanted = text.strip().casefold()
    found = {
        row.id: spelling
        for row in professions
        for title in row.titles.all()
        if wanted in title.casefold()
        for spelling in spellings((title,))
        if spelling.casefold() == wanted
    }
    return Entry(next(iter(found.values())), tuple(found)) if found else None


def find_title(text: str, index: TitleIndex) -> Found | None:
    """Return what a title means, or None where nothing in it is known."""
    if entry := index.written.get(plain(text)):
        return Found(entry, "its words")
    segments, letters = _segments(re.sub(_HONOUR, " ", re.sub(_EMPLOYER, "", text)), index.written)
    if len(segments) == 1 and (found := _of_segment(segments[0], letters, index)):
        return found
    if len(segments) > 1 and (found := _of_segments(segments, letters, index)):
        return found
    named = (index.keys.get(words(one)) for one in letters)
    return next((Found(one, "the letters after a name") for one in named if one), None)


def _segments(text: str, known: Container[str]) -> tuple[list[str], list[str]]:
    """Return the parts of a title between commas and brackets, and the letters after a name."""
    segments: list[str] = []
    letters: list[str] = []
    for part in re.split(_SEGMENTS, text):
        if _is_job(part, known):
            segments.append(part)
            continue
        said = part.split()
        kept = len(said)
        while kept and LETTERS.issuperset(plain(said[kept - 1]).split()):
            kept -= 1
        if (LETTERS | JOB_LETTERS).issuperset(plain(part).split()):
            kept = 0
        letters += plain(" ".join(said[kept:])).split()
        if kept:
            segments.append(" ".join(said[:kept]))
    return segments, sorted(letters, key=DEGREES.__contains__)


def _is_job(part: str, known: Container[str]) -> bool:
    """Return whether letters are a job all the same: "CCC-SLP", "PT/OT"."""
    said = plain(part)
    several = bool(re.search(_CONJUNCTION, part)) and JOB_LETTERS.issuperset(said.split())
    return several or (" " in said and said in known)


def _of_segments(segments: list[str], letters: list[str], index: TitleIndex) -> Found | None:
    """Return what several parts mean: "Director, Nursing", "Chief Resident, Surgery"."""
    joined = tuple(word for part in (*segments[1:], segments[0]) for word in _ordered(part))
    whole = index.keys.get(_key(joined))
    if whole and not WEAK.issuperset(joined):
        return Found(whole, "its parts together")
    weak = None
    for part in segments:
        found = _of_segment(part, [], index)
        if found and not found.weak:
            return found
        weak = weak or found
    found = _resolve(joined, index)
    if found and not found.weak:
        return found
    return _with_letters(weak or found, segments[0], letters, index)


def _of_segment(segment: str, letters: list[str], index: TitleIndex) -> Found | None:
    """Return what one part of a title means."""
    found = _written(segment, index) or _loosely(segment, index)
    return _with_letters(found, segment, letters, index) if found and found.weak else found


def _written(segment: str, index: TitleIndex) -> Found | None:
    for said in without_grades(segment):
        if entry := index.written.get(said):
            return Found(entry, "its words", weak=WEAK.issuperset(words(segment)))
    return None


def _loosely(segment: str, index: TitleIndex) -> Found | None:
    said = _ordered(segment)
    if found := _whole(said, index):
        return found
    if not _tail(said, index) and (before := _before_job_letters(segment, index)):
        return before
    if not re.search(_PREPOSITION, segment):
        parts = _of_parts(re.split(_CONJUNCTION, segment), index)
        return parts or _resolve(said, index)
    return _resolve(said, index)


def _ordered(segment: str) -> Words:
    """Return the words with what a thing is of in front: director of nursing, nurse director."""
    head, *rest = re.split(_PREPOSITION, f" {segment} ", maxsplit=1)
    return (*(word for part in rest for word in _ordered(part)), *words(head))


def _before_job_letters(segment: str, index: TitleIndex) -> Found | None:
    """Return what stands before RN where it leads: "CEO RN", but not "ICU RN"."""
    *before, last = segment.split()
    if not before or plain(last) not in JOB_LETTERS:
        return None
    entry = index.keys.get(_key(words(" ".join(before))))
    if entry and index.leading.issuperset(entry.professions):
        return Found(entry, "what stands before the letters")
    return None


def _of_parts(parts: list[str], index: TitleIndex) -> Found | None:
    """Return what all parts of "PT/OT" mean: one profession, or several to choose from."""
    found = [_resolve(words(part), index) if part.strip() else None for part in parts]
    sure = [one.entry for one in found if one and not one.weak]
    if len(parts) < 2 or len(sure) < len(parts):
        return None
    meant = dict.fromkeys(name for entry in sure for name in entry.professions)
    title = " / ".join(dict.fromkeys(entry.title for entry in sure))
    return Found(Entry(title, tuple(meant)), "its parts")


def _with_letters(
    weak: Found | None, segment: str, letters: list[str], index: TitleIndex
) -> Found | None:
    """Return what a manager is who has letters after the name: "Manager, RN"."""
    for one in letters:
        said = (*words(one), *_ordered(segment))
        if entry := index.keys.get(_key(said)):
            return Found(entry, "its words and the letters after a name")
    return weak


def _resolve(said: Words, index: TitleIndex) -> Found | None:
    """Return what the words of one title mean, looking ever more loosely."""
    for look in _LOOKS:
        if found := look(said, index):
            return found
    return None


def _whole(said: Words, index: TitleIndex) -> Found | None:
    entry = index.keys.get(_key(said))
    return Found(entry, "its words", weak=WEAK.issuperset(said)) if entry else None


def _tail(said: Words, index: TitleIndex) -> Found | None:
    """Read a "pediatric oncology nurse manager" by the last words, the more the better."""
    for start in range(1, len(said) - 1):
        entry = index.keys.get(_key(said[start:]))
        if entry and not WEAK.issuperset(said[start:]):
            return Found(entry, "its last words")
    return None


def _student(said: Words, index: TitleIndex) -> Found | None:
    """Read a student of whatever trade as one: "student physical therapist", "PA student"."""
    if not said or not (said[-1] in STUDENTS or STUDENTS.issuperset(said[:1])):
        return None
    tails = (said[start:] for start in range(len(said)) if said[-1] in STUDENTS)
    entry = next((index.keys[_key(one)] for one in tails if _key(one) in index.keys), None)
    entry = entry or (None if said[-1] in LEADERS else index.keys.get(("student",)))
    return Found(entry, "the word 'student'") if entry else None


def _field(said: Words, index: TitleIndex) -> Found | None:
    """Read a "quality specialist" by the field of work: the last word says little."""
    if not said or said[-1] not in WEAK:
        return None
    table = index.led if said[-1] in LEADERS else index.fields
    entry = _run(said[:-1], table)
    return Found(entry, "its field of work") if entry else None


def _head(said: Words, index: TitleIndex) -> Found | None:
    """Read an "interventional cardiologist" by the last word."""
    entry = index.keys.get(said[-1:])
    weak = said[-1:] and said[-1] in WEAK
    inner = _inside(said[:-1], index) if weak and said[-1] not in LEADERS else None
    return inner or (Found(entry, "its last word", weak=bool(weak)) if entry else None)


def _inside(said: Words, index: TitleIndex) -> Found | None:
    entry = _run(said, index.keys, avoid=WEAK)
    return Found(entry, "words in it") if entry else None


def _alone(said: Words, index: TitleIndex) -> Found | None:
    entry = _run(said, index.alone)
    return Found(entry, "its field of work") if entry else None


def _run(
    said: Words, table: dict[Words, Entry], avoid: frozenset[str] = frozenset()
) -> Entry | None:
    """Return the entry of the longest run of words, the last of equals."""
    for length in range(len(said), 0, -1):
        for start in range(len(said) - length, -1, -1):
            part = said[start : start + length]
            if not avoid.issuperset(part) and (entry := table.get(_key(part))):
                return entry
    return None


_LOOKS: tuple[Callable[[Words, TitleIndex], Found | None], ...] = (
    *(_whole, _student, _tail, _field, _head, _inside, _alone),
)


def job_word(title: str) -> str | None:
    """Return the one word that says what somebody is: "resident" of "PGY-2 resident, surgery".

    None where it is past or an honour: "former resident", "Fellow of the American College".
    """
    segments, letters = _segments(re.sub(_EMPLOYER, "", re.sub(_HONOUR, "|", title)), ())
    said = (segments or letters or [""])[0]
    if PAST.intersection(plain(title).split()) or re.match(_HONOUR, title.strip()):
        return None
    head = re.split(f"{_PREPOSITION}|{_CONJUNCTION[4:]}", f" {said} ")[0]
    return next(iter(words(head)[-1:]), None)


def says_little(title: str) -> bool:
    """Return whether a title ends in a word such as specialist, which many professions have."""
    return job_word(title) in WEAK
