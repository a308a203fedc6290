"""The parts of a job title: what stands between commas, letters after a name, the head."""

from collections.abc import Container

from certpick.catalog.title_words import (
    DEGREES,
    JOB_LETTERS,
    LETTERS,
    PAST,
    Words,
    in_one_form,
    unaccented,
)

PREPOSITIONS = frozenset(("of", "for", "in", "to", "with"))
_CONJUNCTIONS = frozenset(("/", "and", "or"))
_BODIES = frozenset(("college", "academy", "society", "association"))
_NEAR = 7  # so many words after "fellow" the body that honours stands
_SIGNS = (
    {code: " " for code in range(128) if not chr(code).isalnum()}
    | dict.fromkeys(map(ord, ",;|:()[]"), " , ")
    | dict.fromkeys(map(ord, "/&+"), " / ")
    | {ord("@"): " at ", ord("."): "", ord("'"): ""}
)


def title_words(text: str) -> list[str]:
    """Return the words of a title with what parts them: a comma, or a slash for "and".

    The employer is left out, and an honour such as "Fellow of the American College of
    Surgeons" is a comma.
    """
    said = unaccented(text).replace(" - ", " , ").replace(" -- ", " , ").translate(_SIGNS).split()
    if "at" in said:
        del said[said.index("at") :]
    return _without_honour(said)


def _without_honour(said: list[str]) -> list[str]:
    if "fellow" not in said:
        return said
    start = said.index("fellow")
    following = range(start + 2, min(start + 2 + _NEAR, len(said)))
    end = next((place for place in following if said[place] in _BODIES), None)
    if end is None or said[start + 1] not in ("of", ","):
        return said
    of = said[end + 1 : end + 2] == ["of"]
    return [*said[:start], ",", *said[end + 1 + of :]]


def segments(said: list[str], known: Container[str]) -> tuple[list[list[str]], list[str]]:
    """Return the parts between commas, and the letters after a name, licences first.

    Letters that are ``known`` as a title are a part: "CCC-SLP".
    """
    parts: list[list[str]] = []
    letters: list[str] = []
    for part in split(said, (",",)):
        kept = len(part)
        while kept and part[kept - 1] in LETTERS:
            kept -= 1
        if _is_job(part, known):
            kept = len(part)
        elif (LETTERS | JOB_LETTERS | {"/"}).issuperset(part):
            kept = 0
        letters += (word for word in part[kept:] if word != "/")
        if kept:
            parts.append(part[:kept])
    return parts, sorted(letters, key=DEGREES.__contains__)


def _is_job(part: list[str], known: Container[str]) -> bool:
    if "/" in part and (JOB_LETTERS | {"/"}).issuperset(part):
        return True  # "PT/OT"
    return len(part) > 1 and " ".join(written(part)) in known


def split(said: list[str], marks: Container[str]) -> list[list[str]]:
    """Return what stands between marks; what is empty is left out."""
    parts: list[list[str]] = [[]]
    for word in said:
        if word in marks:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def written(part: list[str]) -> list[str]:
    """Return the plain words of a part, as a title of the table has them."""
    return [word for word in part if word != "/"] if "/" in part else part


def joined(part: list[str]) -> list[list[str]]:
    """Return what "and" or a slash joins, unless a preposition makes one thing of it."""
    return [part] if has_preposition(part) else split(part, _CONJUNCTIONS)


def has_preposition(part: list[str]) -> bool:
    """Return whether a part says what something is of: director of nursing."""
    return not PREPOSITIONS.isdisjoint(part[1:])


def ordered(part: list[str]) -> Words:
    """Return words in one form, the last one the head: "director of nursing" ends in director."""
    for place, word in enumerate(part):
        if place and word in PREPOSITIONS:
            return (*ordered(part[place + 1 :]), *in_one_form(written(part[:place])))
    return in_one_form(written(part))


def job_word(title: str) -> str | None:
    """Return the one word that says what somebody is: "resident" of "PGY-2 resident, surgery".

    None where it is past or an honour: "former resident", "Fellow of the American College".
    """
    said = title_words(title)
    if not said or said[0] == "," or not PAST.isdisjoint(said):
        return None
    parts, letters = segments(said, ())
    heads = split((parts or [letters[:1]])[0], PREPOSITIONS | _CONJUNCTIONS)
    return in_one_form(heads[0])[-1] if heads else None
