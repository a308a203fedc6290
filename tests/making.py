"""Catalogues and profiles for tests: built from plain data, or drawn by hypothesis."""

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from certpick import Catalog, Profile, Program, load_catalog
from certpick.catalog.facts import AudienceEntry, Credit, Fact, Price, TopicEntry
from certpick.profile.profile import Applicant

BUNDLED = load_catalog()
GUIDE_IDS = (
    "iabac-ai-healthcare", "harvard-ai-health-care", "johns-hopkins-ai-healthcare",
    "cedars-sinai-applied-ai", "stanford-ai-healthcare", "abaim-ai-medicine",
)  # fmt: skip
# What the guide compares: examples hold among these, whatever else the catalogue gains.
SIX = replace(BUNDLED, programs=tuple(BUNDLED.find(name) for name in GUIDE_IDS))
ROLES = BUNDLED.roles.role_ids


def settled(program: Program, **values: Any) -> Program:
    """Return a program with other values for known facts, which no source disputes."""
    facts = {
        name: replace(getattr(program.facts, name), value=value, conflicts=())
        for name, value in values.items()
    }
    return replace(program, facts=replace(program.facts, **facts))


# Stanford as if sources agreed on 40 hours, $79 a month and a credit: for rules that need a
# program of which much is known, whatever the catalogue learns of it.
STANFORD = settled(
    BUNDLED.find("stanford-ai-healthcare"),
    total_hours=40.0,
    price=Price(amount=79.0, currency="USD", unit="month"),
    ce_credit=(Credit(system="cme-unspecified"),),
    courses=5,
)
SETTLED = replace(
    BUNDLED,
    programs=tuple(STANFORD if one.id == STANFORD.id else one for one in BUNDLED.programs),
)
SITUATIONS = BUNDLED.roles.situation_ids
TOPICS = sorted(BUNDLED.roles.topic_ids)
_PROGRAMS = TypeAdapter(Program)
FLAGS = ("graded_work", "pass_standard", "proctored", "recognized", "international")


def fact(value: Any, source: str = "course-list", **more: Any) -> dict[str, Any]:
    """Return a fact as a file has it; the default source has no interest in anybody."""
    return {"value": value, "source": source, **more}


def make_program(name: str = "one", provider: str = "harvard", /, **facts: Any) -> Program:
    """Return a program about healthcare AI of which only these facts are known."""
    known = {"focus": fact("healthcare-ai"), **facts}
    document = {"id": name, "name": name.title(), "provider": provider, "facts": known}
    return _PROGRAMS.validate_json(json.dumps(document))


def make_catalog(*programs: Program) -> Catalog:
    """Return a catalogue of these programs with the bundled sources and roles."""
    return replace(BUNDLED, programs=programs)


def with_fact(program: Program, **facts: Any) -> Program:
    """Return the program with facts set, or unknown where None."""
    known = {**asdict(program.facts), **facts}
    return make_program(program.id, program.provider, **known)


_GOOD: dict[str, Any] = {
    "graded_work": True, "pass_standard": True, "proctored": True, "renewal_years": 2.0,
    "accredited": ("ncca",), "recognized": True, "framework": "EDISON", "international": True,
}  # fmt: skip


def confirmed(program: Program, names: Iterable[str], applicant: Applicant) -> Program:
    """Return the program as it is when an independent source says yes to each of these."""
    role, source = applicant.role, "course-list"
    system: Any = next(iter(role.credit_systems), "ama-pra-1")
    credit = Credit(system=system)
    entries: dict[str, Any] = {
        "audience": (AudienceEntry(role=role.id, level="named", source=source),),
        "topics": tuple(TopicEntry(topic=one, source=source) for one in applicant.topics),
        "ce_credit": Fact(value=(credit,), source=source),
    }
    known: dict[str, Any] = {
        name: entries.get(name) or Fact(value=_GOOD[name], source=source) for name in names
    }
    return replace(program, facts=replace(program.facts, **known))


def _maybe(*values: Any) -> st.SearchStrategy[Any]:
    """Draw one of the values as a fact, or as often none: one draw, since many are made."""
    sources = ("course-list", "guide", "harvard-online-policies")
    facts = [fact(value, source) for value in values for source in sources]
    return st.sampled_from([*[None] * len(facts), *facts])


_USD = [
    {"amount": amount, "currency": "USD", "unit": unit}
    for unit in ("program", "month", "course")
    for amount in (0, 1, 49, 79, 300, 600, 1600, 2990, 5000)
]
_AUDIENCE = [
    {"role": role, "level": level, "when": when, "source": "guide"}
    for role in (*ROLES, "any")
    for level in ("named", "complement")
    for when in (*[None] * len(SITUATIONS), *SITUATIONS)
]
_FACTS = st.fixed_dictionaries(
    {
        **{name: _maybe(False, True) for name in FLAGS},
        "focus": st.sampled_from([fact("healthcare-ai")] * 4 + [fact("generic-ai")]),
        "renewal_years": _maybe(0, 2, 3),
        "accredited": _maybe([], ["ncca"], ["iso-17024"]),
        "framework": _maybe(False, "EDISON"),
        "ce_credit": _maybe([], [{"system": "cme-unspecified"}], [{"system": "himss-ce"}]),
        "pacing": _maybe("self-paced", "cohort"),
        "programming_required": _maybe(False, True),
        "total_hours": _maybe(*range(1, 201)),
        "weeks": _maybe(*({"amount": n, "unit": "program"} for n in range(1, 41))),
        "hours_per_week": _maybe(*({"low": n, "high": n + 1} for n in range(1, 11))),
        "price": _maybe(*_USD),
        "audience": st.lists(st.sampled_from(_AUDIENCE), max_size=3),
        "topics": st.lists(st.sampled_from(TOPICS), max_size=5, unique=True).map(
            lambda names: [{"topic": name, "source": "guide"} for name in names]
        ),
    }
)


@st.composite
def catalogs(draw: st.DrawFn, least: int = 0, most: int = 6) -> Catalog:
    """Draw a catalogue of up to ``most`` programs."""
    count = draw(st.integers(least, most))
    programs = []
    for index in range(count):
        known = {name: value for name, value in draw(_FACTS).items() if value is not None}
        provider = draw(st.sampled_from(["harvard", "iabac"]))
        programs.append(make_program(f"p{index}", provider, **known))
    return make_catalog(*programs)


profiles = st.builds(
    Profile,
    role=st.sampled_from(ROLES),
    budget=st.none() | st.integers(0, 6000),
    hours_per_week=st.none() | st.integers(1, 20),
    weeks=st.none() | st.integers(1, 40),
    cme=st.none() | st.sampled_from(["required", "helpful", "no"]),
    pacing=st.none() | st.sampled_from(["self-paced", "cohort"]),
    no_programming=st.booleans(),
    situations=st.lists(st.sampled_from(SITUATIONS), unique=True).map(tuple),
    evidence=st.sampled_from(["all", "independent"]),
    strict=st.booleans(),
)


# Nothing said, a tight budget, everything said, and a manager who must have credit.
NEEDS: tuple[dict[str, Any], ...] = (
    {},
    {"budget": 500},
    {"budget": 3000, "hours_per_week": 4, "weeks": 26, "pacing": "self-paced", "cme": "helpful"},
    {"cme": "required", "situations": ("manages", "leadership"), "budget": 1500},
)
