"""The bundled data as records, not checked again at every start.

Building pydantic's validators takes longer than everything else that a ranking does, and
this data never changes between releases: a test holds it equal to what a checked reading
gives. Any other file is checked when it is read.
"""

from collections.abc import Callable, Mapping
from typing import Any

from certpick.catalog.facts import (
    AudienceEntry,
    Conflict,
    Credit,
    Dates,
    Enrolment,
    Fact,
    Facts,
    Fee,
    HoursRange,
    Length,
    OtherValue,
    Part,
    Price,
    Status,
    TopicEntry,
)
from certpick.catalog.model import CatalogFile, Caveat, Namesake, Program, Provider, Source
from certpick.catalog.professions import Assumption, CreditKind, Profession, Titles
from certpick.catalog.roles import CoreTopic, PairAdvice, Role, RoleBook, Situation, Topic

Json = dict[str, Any]


def catalog_file(data: Json) -> CatalogFile:
    """Return the parsed ``programs.json`` as records."""
    return CatalogFile(
        schema_version=data["schema_version"],
        as_of=data["as_of"],
        sources={key: Source(**_with_tuples(row)) for key, row in data["sources"].items()},
        providers={key: Provider(**row) for key, row in data["providers"].items()},
        programs=tuple(_program(row) for row in data["programs"]),
    )


def role_book(data: Json) -> RoleBook:
    """Return the parsed ``roles.json`` as records."""
    return RoleBook(
        schema_version=data["schema_version"],
        guide=data["guide"],
        attribution=data["attribution"],
        topics=tuple(Topic(**row) for row in data["topics"]),
        situations=tuple(Situation(**_with_tuples(row)) for row in data["situations"]),
        roles=tuple(_role(row) for row in data["roles"]),
        credits=tuple(CreditKind(**_with_tuples(row)) for row in data["credits"]),
        professions=tuple(_profession(row) for row in data["professions"]),
    )


def _with_tuples(row: Json) -> Json:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _program(row: Json) -> Program:
    facts = {name: _stated(name, value) for name, value in row["facts"].items()}
    caveats = tuple(Caveat(**caveat) for caveat in row["caveats"])
    others = tuple(Namesake(**other) for other in row.get("not_to_confuse_with", ()))
    return Program(
        **{**row, "facts": Facts(**facts), "caveats": caveats, "not_to_confuse_with": others}
    )


def _stated(name: str, value: Any) -> Any:
    if name in _ENTRIES:
        return tuple(_ENTRIES[name](entry) for entry in value)
    typed = _VALUES.get(name, _same)
    fact = {**value, "value": typed(value["value"])}
    if "conflicts" in value:
        fact["conflicts"] = tuple(_other(conflict, typed) for conflict in value["conflicts"])
    return Fact(**_with_tuples(fact))


def _other(row: Json, typed: Callable[[Any], Any]) -> OtherValue[Any]:
    value = row.get("value")
    return OtherValue(**{**row, "value": None if value is None else typed(value)})


def _sourced(row: Json) -> Json:
    if "conflicts" in row:
        row = {**row, "conflicts": [Conflict(**conflict) for conflict in row["conflicts"]]}
    return _with_tuples(row)


def _same(value: Any) -> Any:
    return value


def _converted(row: Json, kinds: Mapping[str, Callable[[Any], object]]) -> Json:
    return {
        key: kinds[key](value) if key in kinds and value is not None else value
        for key, value in row.items()
    }


def _amounts(row: Json) -> Json:
    return _converted(row, {"amount": float, "member": float})


def _price(value: Json) -> Price:
    by = {
        name: {key: float(one) for key, one in value.get(name, {}).items()}
        for name in ("by_role", "by_title")
    }
    return Price(**{**_amounts(value), **by})


def _length(value: Json) -> Length:
    return Length(**_amounts(value))


def _hours(value: Json) -> HoursRange:
    return HoursRange(low=float(value["low"]), high=float(value["high"]))


def _part(row: Json) -> Part:
    kinds = {"price": _price, "weeks": _length, "hours_per_week": _hours}
    return Part(**_sourced(_converted(row, kinds)))


# How an entry of a list of facts becomes a record.
_ENTRIES: dict[str, Callable[[Json], Any]] = {
    "audience": lambda row: AudienceEntry(**_sourced(row)),
    "topics": lambda row: TopicEntry(**_sourced(row)),
    "parts": _part,
    "fees": lambda row: Fee(**_sourced(_amounts(row))),
}
# How the value of a fact becomes a record; any other stays as JSON has it.
_VALUES: dict[str, Callable[[Any], Any]] = {
    "status": lambda value: Status(**value),
    "renewal_years": float,
    "total_hours": float,
    "academic_credits": float,
    "dates": lambda value: Dates(**value),
    "accredited": tuple,
    "countries": tuple,
    "languages": tuple,
    "enrolment": lambda value: Enrolment(**_with_tuples(value)),
    "ce_credit": lambda value: tuple(Credit(**_amounts(one)) for one in value),
    "weeks": _length,
    "hours_per_week": _hours,
    "price": _price,
}


def _role(row: Json) -> Role:
    topics = tuple(CoreTopic(**topic) for topic in row["topics"])
    pairings = tuple(PairAdvice(**_with_tuples(pair)) for pair in row.get("pairings", ()))
    return Role(**_with_tuples({**row, "topics": topics}) | {"pairings": pairings})


def _profession(row: Json) -> Profession:
    kinds = {"assumes": lambda value: Assumption(**value), "titles": _titles}
    return Profession(**_with_tuples(_converted(row, kinds)))


def _titles(row: Json) -> Titles:
    onet = {code: tuple(titles) for code, titles in row["onet"].items()}
    return Titles(certpick=tuple(row["certpick"]), onet=onet)
