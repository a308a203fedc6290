"""What is wrong in data that a person wrote: the place and the reason, in plain words."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from pydantic import ValidationError

from certpick.catalog.facts import (
    CURRENCY_PATTERN,
    DATE_PATTERN,
    ID_PATTERN,
    LINK_PATTERN,
    PARTIAL_DATE_PATTERN,
)
from certpick.errors import CODES, Code, DataError
from certpick.text import nearest, number, shown

FAULTS_SHOWN = 5

_PLAIN = {
    "missing": "is missing",
    "extra_forbidden": "unknown key",
    "unexpected_keyword_argument": "unknown key",
    "bool_type": "must be true or false",
    "string_type": "must be a text in quotes",
    "string_unicode": "must be text that can be encoded",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "tuple_type": "must be a list in brackets: [ ]",
    "dict_type": "must be an object in braces: { }",
    "dataclass_type": "must be an object in braces",
    "model_type": "must be an object in braces: { }",
}
_PATTERNS = {
    ID_PATTERN: "must be lower-case words and digits with hyphens",
    LINK_PATTERN: "must be an http or https address",
    PARTIAL_DATE_PATTERN: "must be a date: YYYY, YYYY-MM or YYYY-MM-DD",
    DATE_PATTERN: "must be a date: YYYY-MM-DD",
    CURRENCY_PATTERN: "must be three capital letters, such as USD",
}
_BOUNDS = {
    "greater_than": ("gt", "must be above {}"),
    "greater_than_equal": ("ge", "must be {} or more"),
    "less_than": ("lt", "must be below {}"),
    "less_than_equal": ("le", "must be {} or less"),
}
_CODES: dict[str, Code] = {
    **dict.fromkeys(_BOUNDS, "value_out_of_range"),
    "finite_number": "value_out_of_range",
    "string_too_long": "value_out_of_range",
    "too_long": "value_out_of_range",
    "literal_error": "value_unknown",
    "enum": "value_unknown",
    "extra_forbidden": "option_unknown",
}


# Returns the hint that names the ids nearest to one at the end of a path in a record; None where
# the id may stand there.
IdHint = Callable[[tuple[int | str, ...], str], str | None]


class Fault(NamedTuple):
    """One thing that is wrong, and where."""

    place: str
    message: str

    def __str__(self) -> str:
        """Return the fault in one line."""
        return ": ".join(filter(None, self))


def validation_faults(
    error: ValidationError, data: Any, record: type | None = None, id_hint: IdHint | None = None
) -> Iterator[Fault]:
    """Yield what pydantic found wrong in ``data``, one fault for each place.

    Where a file was to hold a ``record``, each says also what to write; ``id_hint`` knows the ids.
    """
    seen = set()
    for one in error.errors(include_url=False):
        place = _place(data, one["loc"])
        if place not in seen:  # a union reports one fault per alternative
            seen.add(place)
            yield Fault(place, _plain(one) + (_advice(one, record, id_hint) if record else ""))


def raise_faults(name: str, faults: Iterable[Fault], code: Code) -> None:
    """Raise a DataError that names the first faults and counts the rest; none, no error."""
    found = iter(faults)
    first = [str(fault) for fault in islice(found, FAULTS_SHOWN)]
    if not first:
        return
    if len(first) == 1:
        raise DataError(f"{name}: {first[0]}", faults=tuple(first), code=code)
    more = sum(1 for _ in found)
    lines = (*first, f"and {more} more") if more else tuple(first)
    raise DataError(f"{name}: {len(first) + more} faults", faults=lines, code=code)


def value_code(error: ValidationError) -> Code:
    """Return the code of the first thing that pydantic found wrong in a value."""
    kind = error.errors(include_url=False, include_context=False, include_input=False)[0]["type"]
    return kind if kind in CODES else _CODES.get(kind, "value_invalid")


def value_candidates(error: ValidationError, keys: Iterable[str]) -> tuple[str, ...]:
    """Return what may have been meant by the first thing that pydantic found wrong.

    ``keys`` are those that the record has.
    """
    from certpick.catalog.forms import choices_in

    first = error.errors(include_url=False, include_input=False)[0]
    context = first.get("ctx", {})
    if first["type"] == "literal_error":
        return tuple(choices_in(context["expected"]))
    if first["type"] == "extra_forbidden":
        return tuple(nearest(str(first["loc"][-1]), list(keys)))
    return tuple(context.get("candidates", ()))


def _plain(error: Any) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind in _BOUNDS:
        key, message = _BOUNDS[kind]
        return message.format(number(float(context[key])))
    if kind == "value_error":
        return str(context["error"])
    if kind == "json_invalid":
        return f"cannot be read: {str(context['error']).partition(' at line ')[0]}"
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(context["pattern"], "must have another form")
    if kind == "literal_error":
        return f"must be {context['expected']}"
    message = shown(str(error["msg"]), 200)
    return message[0].lower() + message[1:]


def _advice(error: Any, record: type, id_hint: IdHint | None) -> str:
    """Return what to write instead, as far as the mistake tells."""
    from certpick.catalog.forms import form_of, id_of, nearest_choice, nearest_key

    kind, loc, value = error["type"], error["loc"], error["input"]
    name = str(loc[-1]) if loc else ""
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return nearest_key(record, loc)
    if kind == "literal_error":
        return nearest_choice(value, error["ctx"]["expected"])
    if kind == "string_pattern_mismatch" and error["ctx"]["pattern"] == ID_PATTERN:
        written = id_of(value)
        near = id_hint(loc, written) if id_hint and written else None
        return (f": write {written!r}" if near is None else near) if written else ""
    if kind == "dataclass_type":
        return form_of(error["ctx"]["class_name"], name, value)
    if kind in _UNQUOTED and isinstance(value, str):
        return ", without quotes"
    return _REMEDIES.get((kind, name), "")


_UNQUOTED = ("bool_type", "float_type", "int_type")
_REMEDIES = {
    ("missing", "source"): ": the id of a source that says so",
    ("missing", "value"): ': a fact is {"value": what it says, "source": "id of a source"}',
}


def _place(data: Any, loc: tuple[int | str, ...]) -> str:
    """Write a location as ``programs[some-id].facts.price``, an entry by its id if it has one."""
    place, node = "", data
    for index, part in enumerate(loc):
        if isinstance(node, list) and isinstance(part, int) and part < len(node):
            node = node[part]
            label = node.get("id") if isinstance(node, dict) else None
            place += f"[{shown(label) if isinstance(label, str) else part}]"
        elif isinstance(node, dict) and part in node:
            node = node[part]
            place += f".{shown(str(part))}"
        elif index == len(loc) - 1 and isinstance(node, dict):
            place += f".{part}"
        # else: the name of a union's alternative, which the file does not hold
    return place.removeprefix(".")
