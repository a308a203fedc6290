"""The bundled data as records, not checked again at every start.

Building pydantic's validators takes longer than everything else that a ranking does, and
this data never changes between releases: a test holds it equal to what a checked reading
gives. Any other file is checked when it is read.
"""

from collections.abc import Callable
from typing import Any

from certpick.catalog.facts import (
    AudienceEntry,
    Conflict,
    Credit,
    Dates,
    Fact,
    Facts,
    HoursRange,
    Length,
    Price,
    TopicEntry,
)
from certpick.catalog.model import CatalogFile, Caveat, Program, Provider, Source
from certpick.catalog.roles import (
    CoreTopic,
    NotCovered,
    PairAdvice,
    Role,
    RoleBook,
    Situation,
    Titles,
    Topic,
)

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
        attribution=data["attribution"],
        topics=tuple(Topic(**row) for row in data["topics"]),
        situations=tuple(Situation(**_with_tuples(row)) for row in data["situations"]),
        roles=tuple(_role(row) for row in data["roles"]),
        not_covered=tuple(
            NotCovered(**_with_tuples({**row, "titles": _titles(row["titles"])}))
            for row in data["not_covered"]
        ),
    )


def _with_tuples(row: Json) -> Json:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _program(row: Json) -> Program:
    facts = {name: _stated(name, value) for name, value in row["facts"].items()}
    caveats = tuple(Caveat(**caveat) for caveat in row["caveats"])
    return Program(**{**row, "facts": Facts(**facts), "caveats": caveats})


def _stated(name: str, value: Any) -> Any:
    if name == "audience":
        return tuple(AudienceEntry(**_sourced(entry)) for entry in value)
    if name == "topics":
        return tuple(TopicEntry(**_sourced(entry)) for entry in value)
    typed = _VALUES.get(name, _same)(value["value"])
    return Fact(**{**_sourced(value), "value": typed})


def _sourced(row: Json) -> Json:
    if "conflicts" in row:
        row = {**row, "conflicts": [Conflict(**conflict) for conflict in row["conflicts"]]}
    return _with_tuples(row)


def _same(value: Any) -> Any:
    return value


def _price(value: Json) -> Price:
    amount = value.get("amount")
    by_role, by_title = (
        {key: float(one) for key, one in value.get(name, {}).items()}
        for name in ("by_role", "by_title")
    )
    return Price(
        amount=None if amount is None else float(amount),
        by_role=by_role,
        by_title=by_title,
        currency=value["currency"],
        unit=value["unit"],
    )


# How the value of a fact becomes a record; any other stays as JSON has it.
_VALUES: dict[str, Callable[[Any], Any]] = {
    "renewal_years": float,
    "total_hours": float,
    "academic_credits": float,
    "dates": lambda value: Dates(**value),
    "accredited": tuple,
    "ce_credit": lambda value: tuple(Credit(**one) for one in value),
    "weeks": lambda value: Length(amount=float(value["amount"]), unit=value["unit"]),
    "hours_per_week": lambda value: HoursRange(low=float(value["low"]), high=float(value["high"])),
    "price": _price,
}


def _role(row: Json) -> Role:
    topics = tuple(CoreTopic(**topic) for topic in row["topics"])
    pairings = tuple(PairAdvice(**_with_tuples(pair)) for pair in row.get("pairings", ()))
    return Role(
        **_with_tuples({**row, "topics": topics, "titles": _titles(row["titles"])})
        | {"pairings": pairings}
    )


def _titles(row: Json) -> Titles:
    onet = {code: tuple(titles) for code, titles in row["onet"].items()}
    return Titles(certpick=tuple(row["certpick"]), onet=onet)
