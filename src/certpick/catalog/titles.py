"""From a job title as somebody writes it to the title of the table that it means."""

from collections.abc import Callable
from typing import NamedTuple

from certpick.catalog.title_index import Entry, TitleIndex, longest
from certpick.catalog.title_parts import (
    has_preposition,
    job_word,
    joined,
    ordered,
    segments,
    title_words,
    written,
)
from certpick.catalog.title_words import (
    JOB_LETTERS,
    LEADERS,
    STUDENTS,
    WEAK,
    Words,
    in_one_form,
    meaning,
    plain_words,
    without_grades,
)


class Found(NamedTuple):
    """What a title was found to mean, and in plain words how.

    ``weak`` says that no more than a word such as manager or specialist led there.
    """

    entry: Entry
    how: str
    weak: bool = False


def find_title(text: str, index: TitleIndex) -> Found | None:
    """Return what a title means, or None where nothing in it is known."""
    if entry := index.written.get(" ".join(plain_words(text))):
        return Found(entry, "its words")
    parts, letters = segments(title_words(text), index.written)
    if len(parts) == 1 and (found := _of_part(parts[0], letters, index)):
        return found
    if len(parts) > 1 and (found := _of_parts(parts, letters, index)):
        return found
    named = (index.by_words(meaning(one)) or index.written.get(one) for one in letters)
    return next((Found(one, "the letters after a name") for one in named if one), None)


def says_little(title: str) -> bool:
    """Return whether a title ends in a word such as specialist, which many professions have."""
    return job_word(title) in WEAK


def _of_parts(parts: list[list[str]], letters: list[str], index: TitleIndex) -> Found | None:
    """Return what several parts mean: "Director, Nursing", "Chief Resident, Surgery"."""
    together = tuple(word for part in (*parts[1:], parts[0]) for word in ordered(part))
    whole = index.by_words(together)
    if whole and not WEAK.issuperset(together):
        return Found(whole, "its parts together")
    weak = None
    for part in parts:
        found = _of_part(part, [], index)
        if found and not found.weak:
            return found
        weak = weak or found
    found = _resolve(together, index)
    if found and not found.weak:
        return found
    return _with_letters(weak or found, parts[0], letters, index)


def _of_part(part: list[str], letters: list[str], index: TitleIndex) -> Found | None:
    """Return what one part of a title means."""
    found = _as_written(part, index) or _loosely(part, index)
    return _with_letters(found, part, letters, index) if found and found.weak else found


def _as_written(part: list[str], index: TitleIndex) -> Found | None:
    for said in without_grades(written(part)):
        if entry := index.written.get(" ".join(said)):
            return Found(entry, "its words", weak=WEAK.issuperset(in_one_form(said)))
    return None


def _loosely(part: list[str], index: TitleIndex) -> Found | None:
    said = ordered(part)
    if found := _whole(said, index):
        return found
    if not _tail(said, index) and (before := _before_job_letters(part, index)):
        return before
    return _of_several(joined(part), index) or _resolve(said, index)


def _before_job_letters(part: list[str], index: TitleIndex) -> Found | None:
    """Return what stands before RN where it leads: "CEO RN", but not "ICU RN"."""
    if len(part) < 2 or part[-1] not in JOB_LETTERS or has_preposition(part):
        return None
    entry = index.by_words(ordered(part[:-1]))
    if entry and index.leading.issuperset(entry.professions):
        return Found(entry, "what stands before the letters")
    return None


def _of_several(several: list[list[str]], index: TitleIndex) -> Found | None:
    """Return what all of "PT/OT" mean: one profession, or several to choose from."""
    found = [_resolve(in_one_form(one), index) for one in several]
    sure = [one.entry for one in found if one and not one.weak]
    if len(several) < 2 or len(sure) < len(several):
        return None
    meant = dict.fromkeys(name for entry in sure for name in entry.professions)
    title = " / ".join(dict.fromkeys(entry.title for entry in sure))
    return Found(Entry(title, tuple(meant)), "its parts")


def _with_letters(
    weak: Found | None, part: list[str], letters: list[str], index: TitleIndex
) -> Found | None:
    """Return what a manager is who has letters after the name: "Manager, RN"."""
    for one in letters:
        if entry := index.by_words((*meaning(one), *ordered(part))):
            return Found(entry, "its words and the letters after a name")
    return weak


def _resolve(said: Words, index: TitleIndex) -> Found | None:
    """Return what the words of one title mean, looking ever more loosely; "&" has none."""
    for look in _LOOKS if said else ():
        if found := look(said, index):
            return found
    return None


def _whole(said: Words, index: TitleIndex) -> Found | None:
    entry = index.by_words(said)
    return Found(entry, "its words", weak=WEAK.issuperset(said)) if entry else None


def _student(said: Words, index: TitleIndex) -> Found | None:
    """Read a student of whatever trade as one: "student physical therapist", "PA student"."""
    if said[-1] not in STUDENTS and said[0] not in STUDENTS:
        return None
    tails = (said[start:] for start in range(len(said)) if said[-1] in STUDENTS)
    entry = next(filter(None, map(index.by_words, tails)), None)
    if entry is None and said[-1] not in LEADERS:
        entry = index.by_words(("student",))
    return Found(entry, "the word 'student'") if entry else None


def _tail(said: Words, index: TitleIndex) -> Found | None:
    """Read a "pediatric oncology nurse manager" by the last words, the more the better."""
    for start in range(1, len(said) - 1):
        entry = index.by_words(said[start:])
        if entry and not WEAK.issuperset(said[start:]):
            return Found(entry, "its last words")
    return None


def _field(said: Words, index: TitleIndex) -> Found | None:
    """Read a "quality specialist" by the field of work: the last word says little."""
    if said[-1] not in WEAK:
        return None
    entry = longest(said[:-1], index.led if said[-1] in LEADERS else index.fields)
    return Found(entry, "its field of work") if entry else None


def _head(said: Words, index: TitleIndex) -> Found | None:
    """Read an "interventional cardiologist" by the last word."""
    weak = said[-1] in WEAK
    inner = _inside(said[:-1], index) if weak and said[-1] not in LEADERS else None
    entry = index.by_words(said[-1:])
    return inner or (Found(entry, "its last word", weak=weak) if entry else None)


def _inside(said: Words, index: TitleIndex) -> Found | None:
    entry = longest(said, index.keys, avoid=WEAK)
    return Found(entry, "words in it") if entry else None


def _alone(said: Words, index: TitleIndex) -> Found | None:
    entry = longest(said, index.alone)
    return Found(entry, "its field of work") if entry else None


_LOOKS: tuple[Callable[[Words, TitleIndex], Found | None], ...] = (
    *(_whole, _student, _tail, _field, _head, _inside, _alone),
)
