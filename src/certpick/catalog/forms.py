"""The form that a record of a file must have, shown to whoever wrote something else."""

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from certpick.catalog.facts import ID_PATTERN
from certpick.catalog.shapes import Shape, shape_of
from certpick.text import did_you_mean, folded, shown

# What is written in the place of each record when somebody gives but one value, and where that
# value goes.
_SOURCED = '"source": "id of a source"'
_RECORDS = {
    "Fact": '{{"value": {}, ' + _SOURCED + "}}",
    "AudienceEntry": '{{"role": {}, "level": "named", ' + _SOURCED + "}}",
    "TopicEntry": '{{"topic": {}, ' + _SOURCED + "}}",
    "Part": '{{"id": "short-name", "name": {}, ' + _SOURCED + "}}",
    "Fee": '{{"kind": "certificate", "amount": {}, "currency": "USD", "per": "once", '
    + _SOURCED
    + "}}",
    "Conflict": '{{"says": {}, ' + _SOURCED + "}}",
    "OtherValue": '{{"says": {}, ' + _SOURCED + "}}",
    "Caveat": '{{"text": {}, ' + _SOURCED + "}}",
    "Namesake": '{{"name": {}, ' + _SOURCED + "}}",
    "Source": '{{"title": {}, "kind": "independent", "checked": "2026-11-22"}}',
    "Provider": '{{"name": {0}, "short": {0}}}',
    "Price": '{{"amount": {}, "currency": "USD", "unit": "program"}}',
    "Length": '{{"amount": {}, "unit": "program"}}',
    "HoursRange": '{{"low": {0}, "high": {0}}}',
    "Status": '{{"state": {}}}',
    "Dates": '{{"start": {}}}',
    "Credit": '{{"system": {}}}',
    "Enrolment": '{{"condition": {}}}',
}
# Facts whose value is a record, or a list of them.
_VALUES = {
    "price": "Price",
    "weeks": "Length",
    "hours_per_week": "HoursRange",
    "status": "Status",
    "dates": "Dates",
    "enrolment": "Enrolment",
}
_LISTS = ("accredited", "languages", "countries")


def form_of(record: str, name: str, value: Any) -> str:
    """Return what to write where ``value`` stands in the place of a record at a key.

    ``record`` is the name of its class; it is empty where there is no form to show.
    """
    form = _RECORDS.get(record)
    if form is None or isinstance(value, dict | list) or value is None:
        return ""
    written = shown(json.dumps(value, ensure_ascii=False), 60)
    if record == "Fact" and name in _VALUES:
        written = _RECORDS[_VALUES[name]].format(written)
    elif record == "Fact" and name in _LISTS:
        written = f"[{written}]"
    elif record == "Fact" and name == "ce_credit":
        written = f"[{_RECORDS['Credit'].format(written)}]"
    return f": write {form.format(written)}"


def nearest_key(record: type, loc: tuple[int | str, ...]) -> str:
    """Return the hint that names the known key nearest to an unknown one, or nothing."""
    shape = _shape(record)
    for part in loc[:-1]:
        shape = shape.at(part)
    return _hint(str(loc[-1]), shape.keys)


def id_of(value: str) -> str:
    """Return a text as an id, "Patient Safety" as patient-safety; empty where it makes none."""
    written = folded(value).replace(" ", "-")
    return written if re.fullmatch(ID_PATTERN, written) else ""


def nearest_choice(value: Any, expected: str) -> str:
    """Return the hint that names the choice nearest to a text, or nothing."""
    return _hint(value, choices_in(expected)) if isinstance(value, str) else ""


def choices_in(expected: str) -> list[str]:
    """Return the words in pydantic's sentence of what can be chosen."""
    return re.findall(r"'([^']*)'", expected)


@cache
def _shape(record: type) -> Shape:
    return shape_of(TypeAdapter(record).json_schema())


def _hint(word: str, known: Iterable[str]) -> str:
    near = did_you_mean(word, sorted(known))
    return f": {near}" if near else ""
