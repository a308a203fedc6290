"""Tables of people for tests of ``batch``: rows at random over every option, and what rank says."""

import random
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
from making import ROLES, SITUATIONS

from certpick import Catalog, CertpickError, Profile, Ranking, Standing, rank
from certpick.catalog.fact_text import credit_text
from certpick.catalog.in_force import is_granted
from certpick.explaining.notes import changes, closest
from certpick.profile.options import OPTIONS, read_profile

Row = dict[str, str | None]
TITLES = (
    "charge nurse", "CMIO", "Nurse Managers", "Registered Nurses", "physician", "Resident",
    "Hospitalist", "Director, Nursing", "health informatics specialist", "astronaut", "director",
    *ROLES,
)  # fmt: skip
_AMOUNTS = {"budget": (0, 6000), "hours": (0.2, 30), "weeks": (0.5, 60)}
_WORDS: dict[str, tuple[str, ...]] = {
    "cme": ("required", "helpful", "no", "Required"),
    "credit": ("none", "contact-hours", "CME", "ACPE hours", "himss-ce"),
    "pacing": ("self-paced", "cohort"),
    "no-programming": ("yes", "no", "TRUE", "0"),
    "country": ("US", "Canada", "the United Kingdom", "IN"),
    "language": ("en", "French", "German"),
    "priority": ("rigor", "portability,rigor", "rigor,domain,portability"),
    "weights": ("domain=50,rigor=30,portability=20", "domain=1,rigor=0,portability=3.5"),
    "evidence": ("all", "independent"),
    "strict": ("yes", "no"),
}
_LISTS = {"situation": SITUATIONS, "hold": ("stanford", "elements", "iabac")}
_ODD = ("'4-6'", "4-6", "-1", "1e400", "soon", "=1+1", "nan")


def random_row(chance: random.Random, odd: float = 0.01, simple: bool = False) -> Row:
    """Return one person who answers some of the questions, some of them in odd words.

    A ``simple`` one answers only those that people have in files of their employer.
    """
    asked = ("budget", "hours", "weeks", "cme") if simple else OPTIONS
    row: Row = {name: _answer(name, chance) for name in asked if chance.random() < 0.4}
    row["role"] = chance.choice(TITLES)
    row["title"] = chance.choice(TITLES) if chance.random() < 0.1 else None
    if chance.random() < 0.9:
        row.pop(chance.choice(("priority", "weights")), None)
    if chance.random() < odd:
        row[chance.choice(list(OPTIONS))] = chance.choice(_ODD)
    return row


def _answer(option: str, chance: random.Random) -> str | None:
    if option in _AMOUNTS:
        low, high = _AMOUNTS[option]
        odd = chance.choice((f"${int(high):,}", "3", f"{chance.uniform(low, high):.1f}"))
        return chance.choice((odd, f"{chance.uniform(low, high):.2f}"))
    if option in _LISTS:
        return ",".join(chance.sample(_LISTS[option], chance.randint(1, 2)))
    return chance.choice(_WORDS[option]) if option in _WORDS else None


def table(rows: list[Row], **carried: list[Any]) -> pa.RecordBatch:
    """Return rows as a table of text, with the columns of every option."""
    columns = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in OPTIONS}
    return pa.record_batch({**{name: pa.array(one) for name, one in carried.items()}, **columns})


def profile_of(row: Mapping[str, str | None], base: Profile | None = None) -> Profile:
    """Return the profile that a row says, read as the command line would be."""
    flags = {"yes": True, "true": True, "no": False, "0": False}
    words: dict[str, Any] = {name: word for name, word in row.items() if word is not None}
    for name in ("no-programming", "strict"):
        if name in words:
            if words[name].casefold() not in flags:
                raise CertpickError(f"{name}: neither yes nor no", code="internal_error")
            words[name] = flags[words[name].casefold()]
    return read_profile(words, base)


def expected(catalog: Catalog, row: Mapping[str, str | None]) -> dict[str, Any]:
    """Return what ``rank`` alone says of a person, in the columns of a table."""
    try:
        ranking = rank(catalog, profile_of(row))
    except CertpickError:
        return {"status": "error"}
    if not ranking.ranked:
        near = closest(ranking)
        return {
            "status": "none",
            "closest_id": near and near.program.id,
            "closest_change": near and changes(near, ranking),
            **_sure(ranking),
        }
    return {**_pick(ranking, ranking.ranked[0]), **_sure(ranking)}


def _pick(ranking: Ranking, best: Standing) -> dict[str, Any]:
    unknown = [need.kind for need in best.unknown]
    fact, day = best.taken.facts.ce_credit, ranking.catalog.day
    profession = ranking.applicant.profession
    granted = [credit_text(one) for one in fact.value if is_granted(one, day)] if fact else []
    return {
        "status": "ok" if best.fit == "sure" else "maybe",
        "role": ranking.applicant.role.id,
        "profession": profession and profession.id,
        "program_id": best.program.id,
        "program": best.program.name,
        "provider": ranking.catalog.providers[best.program.provider].short,
        "score": round(best.score, 1),
        "score_high": round(best.score_high, 1),
        "cost_usd": best.cost.usd,
        "cost_at_least_usd": best.cost.at_least,
        "weeks": best.weeks,
        "credit": "; ".join(granted) or None,
        "unknown_needs": set(unknown),
    }


def _sure(ranking: Ranking) -> dict[str, Any]:
    sure = (one for one in ranking.ranked if one.fit == "sure")
    found = next(sure, None)
    return {"sure_id": found and found.program.id, "sure_cost_usd": found and found.cost.usd}


def said(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return a line of a result with the needs as a set."""
    needs = line["unknown_needs"]
    return {**line, "unknown_needs": set(needs.split(";")) if needs else set()}


def assert_as_rank(catalog: Catalog, rows: list[Row], result: pa.RecordBatch) -> None:
    """Check that every row has what ``rank`` says of it alone."""
    for row, line in zip(rows, result.to_pylist(), strict=True):
        wanted = expected(catalog, row)
        found = said(line)
        assert {name: found[name] for name in wanted} == wanted, row
        assert (found["error"] is not None) == (wanted["status"] == "error")
