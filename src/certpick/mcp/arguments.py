"""The arguments of a tool: as JSON Schema, and read as the words of the command line."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from certpick.catalog.roles import RoleBook
from certpick.errors import UsageError
from certpick.profile.amounts import numeral
from certpick.profile.credit import NO_CREDIT
from certpick.profile.criteria import SHORT_NAMES
from certpick.profile.meanings import MEANINGS, PROGRAM, PROGRAMS, SEARCHES, SORT, START, TITLE
from certpick.profile.options import OPTIONS, in_words_of
from certpick.profile.profile import Profile
from certpick.scoring.ranking import USUAL_TOP, Sort
from certpick.scoring.search import FOCUSES, MatchSort
from certpick.text import nearest, shown

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_KINDS = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list of texts",
    "object": "an object of numbers",
}


def argument(option: str) -> str:
    """Return what an argument is called that says the same as an option."""
    return option.replace("-", "_")


def profile_arguments(roles: RoleBook) -> dict[str, Schema]:
    """Return the arguments that say a profile: its own schema, and text where text is read."""
    fields = Profile.model_json_schema()["properties"]
    criteria = list(SHORT_NAMES)
    narrower: dict[str, Schema] = {
        "situation": _list_of(roles.situation_ids),
        "credit": _list_of([*(kind.id for kind in roles.credits), NO_CREDIT]),
        "priority": _list_of(name for name in criteria if name != "cme"),
        "weights": {"propertyNames": {"enum": criteria}},
    }
    return {
        argument(option): {
            "description": MEANINGS[option],
            **_accepted(fields[field]),
            **narrower.get(option, {}),
        }
        for option, (field, _) in OPTIONS.items()
    }


def _list_of(words: Iterable[str]) -> Schema:
    return {"items": {"type": "string", "enum": list(words)}}


def _accepted(field: Schema) -> Schema:
    """Return what a field takes besides null; what is measured may be written with its unit."""
    one = field["anyOf"][0] if "anyOf" in field else field
    kept = {key: value for key, value in one.items() if key != "title"}
    return {"anyOf": [kept, _TEXT]} if kept["type"] == "number" else kept


def search_arguments(roles: RoleBook) -> dict[str, Schema]:
    """Return the arguments that search the catalogue."""
    profile = profile_arguments(roles)
    shared = ("role", "hours", "pacing", "country", "language")
    kinds: dict[str, Schema] = {
        "search": _TEXT,
        "max-cost": profile["budget"],
        "cme": {"type": "boolean"},
        "focus": {"type": "string", "enum": list(FOCUSES)},
        "strict": {"type": "boolean"},
        "sort": {"type": "string", "enum": list(get_args(MatchSort))},
    }
    own = {
        argument(option): {**kind, "description": SEARCHES[option]}
        for option, kind in kinds.items()
    }
    return {**{name: profile[name] for name in shared}, **own, "top": _TOP}


_TOP: Schema = {
    "type": "integer",
    "minimum": 1,
    "default": USUAL_TOP,
    "description": "How many programs to return. The result says how many are left out.",
}
RANK: dict[str, Schema] = {
    "top": _TOP,
    "sort": {"type": "string", "enum": list(get_args(Sort)), "description": SORT},
    "ruled_out": {
        "type": "boolean",
        "default": False,
        "description": "Also return the programs that are ruled out, with what lets each in.",
    },
}
ONE_PROGRAM: dict[str, Schema] = {"program": {**_TEXT, "description": PROGRAM}}
PLAN: dict[str, Schema] = {
    **ONE_PROGRAM,
    "start": {**_TEXT, "format": "date", "description": START},
}
SEVERAL_PROGRAMS: dict[str, Schema] = {
    "programs": {"type": "array", "items": _TEXT, "minItems": 2, "description": PROGRAMS}
}
ONE_TITLE: dict[str, Schema] = {"title": {**_TEXT, "description": TITLE}}


def read_arguments(
    given: Mapping[str, Any], known: Mapping[str, Schema], required: Iterable[str]
) -> dict[str, Any]:
    """Return the words of the command line that arguments say, by argument; null says nothing.

    Raises:
        UsageError: one is unknown or missing, or is of another kind than its schema says.
    """
    for name in given:
        if name not in known:
            raise _unknown(name, list(known))
    said = {
        name: _word(name, value, known[name]) for name, value in given.items() if value is not None
    }
    for name in required:
        if name not in said:
            raise UsageError(f"{name} is missing", known[name]["description"], code="value_missing")
    return said


def _unknown(name: str, known: list[str]) -> UsageError:
    """Say what may have been meant; a result calls some by the names of a profile's fields."""
    words = {field: argument(option) for option, (field, _) in OPTIONS.items()}
    words = {**words, **{one: one for one in known}}
    near = dict.fromkeys(words[one] for one in nearest(name, list(words)))
    close = tuple(one for one in near if one in known)
    hint = f"did you mean {' or '.join(close)}?" if close else f"arguments: {', '.join(known)}"
    return UsageError(f"no argument {shown(name)!r}", hint, candidates=close, code="option_unknown")


def _word(name: str, value: Any, schema: Schema) -> Any:
    kinds = [one["type"] for one in schema.get("anyOf", [schema])]
    for kind, read in _READERS.items():
        if kind in kinds and (word := read(value)) is not None:
            return word
    if isinstance(value, str) and "boolean" not in kinds:
        return value  # what is read of a text says what is wrong with it
    kind = " or ".join(_KINDS[kind] for kind in kinds)
    raise UsageError(f"{name}: must be {kind}", code="value_invalid")


def _number(value: Any) -> str | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return numeral(value) if is_number else None


def _texts(value: Any) -> list[str] | None:
    whole = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return value if whole else None


def _pairs(value: Any) -> str | None:
    """Return an object of numbers as an option has it: ``domain=50,rigor=30``."""
    if not isinstance(value, dict):
        return None
    numbers = {name: _number(one) for name, one in value.items()}
    if None in numbers.values():
        return None
    return ",".join(f"{name}={one}" for name, one in numbers.items())


# What each kind of JSON value says in words; None where it is not of that kind.
_READERS: dict[str, Callable[[Any], Any]] = {
    "boolean": lambda value: value if isinstance(value, bool) else None,
    "number": _number,
    "integer": _number,
    "array": _texts,
    "object": _pairs,
}


_TOOLS = {
    name: f"the tool {name}" for name in ("rank", "explain", "compare", "plan", "programs", "roles")
}


def in_arguments(text: str) -> str:
    """Return a sentence that names options and commands as it names arguments and tools."""
    return in_words_of(text, argument, _TOOLS)
