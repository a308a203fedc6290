"""Catalogues and profiles for tests: built from plain data, or drawn by hypothesis."""

import json
from dataclasses import asdict, replace
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from certpick import Catalog, Profile, Program, load_catalog

BUNDLED = load_catalog()
GUIDE_IDS = (
    "iabac-ai-healthcare", "harvard-ai-health-care", "johns-hopkins-ai-healthcare",
    "cedars-sinai-applied-ai", "stanford-ai-healthcare", "abaim-ai-medicine",
)  # fmt: skip
# What the guide compares: examples hold among these, whatever else the catalogue gains.
SIX = replace(BUNDLED, programs=tuple(BUNDLED.find(name) for name in GUIDE_IDS))
ROLES = BUNDLED.roles.role_ids
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


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    sources = st.sampled_from(["course-list", "guide", "harvard-online-policies"])
    return st.none() | st.builds(fact, values, sources)


_FACTS = st.fixed_dictionaries(
    {
        **{name: _maybe(st.booleans()) for name in FLAGS},
        "focus": st.builds(fact, st.sampled_from(["healthcare-ai"] * 4 + ["generic-ai"])),
        "renewal_years": _maybe(st.sampled_from([0, 2, 3])),
        "accredited": _maybe(st.sampled_from([[], ["ncca"], ["iso-17024"]])),
        "framework": _maybe(st.sampled_from([False, "EDISON"])),
        "ce_credit": _maybe(
            st.sampled_from([[], [{"system": "cme-unspecified"}], [{"system": "himss-ce"}]])
        ),
        "pacing": _maybe(st.sampled_from(["self-paced", "cohort"])),
        "programming_required": _maybe(st.booleans()),
        "total_hours": _maybe(st.integers(1, 200)),
        "weeks": _maybe(st.builds(lambda n: {"amount": n, "unit": "program"}, st.integers(1, 40))),
        "price": _maybe(
            st.builds(
                lambda amount, unit: {"amount": amount, "currency": "USD", "unit": unit},
                st.integers(0, 5000),
                st.sampled_from(["program", "month", "course"]),
            )
        ),
        "audience": st.lists(
            st.fixed_dictionaries(
                {
                    "role": st.sampled_from([*ROLES, "any"]),
                    "level": st.sampled_from(["named", "complement"]),
                    "when": st.none() | st.sampled_from(SITUATIONS),
                    "source": st.just("guide"),
                }
            ),
            max_size=3,
        ),
        "topics": st.lists(
            st.builds(lambda t: {"topic": t, "source": "guide"}, st.sampled_from(TOPICS)),
            max_size=5,
            unique_by=lambda entry: entry["topic"],
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
