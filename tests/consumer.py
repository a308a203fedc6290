"""A script of somebody who uses all of certpick: it runs, and type checkers find nothing in it.

What a checker must refuse stands in ``refused``, marked; a mark that is not needed is an error.
"""

import json
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, Unpack, assert_type

from certpick import (
    Answers,
    Catalog,
    CertpickError,
    Comparison,
    DataError,
    Explanation,
    Firmness,
    MissingExtraError,
    Pairing,
    Plan,
    Profile,
    Program,
    Ranking,
    Recommender,
    RuledOut,
    Standing,
    StudyDays,
    UsageError,
    Verdict,
    __version__,
    compare,
    explain,
    firmness,
    load_catalog,
    load_profile,
    notes,
    pair,
    plan,
    rank,
    rank_many,
    to_dict,
    to_frame,
    to_html,
    verdict,
)

TODAY = date(2026, 11, 22)


def profiles(file: Path) -> Iterator[Profile]:
    """Yield profiles that are said in all the ways there are."""
    file.write_text(json.dumps({"role": "nurse manager", "hours": 5}), encoding="utf-8")
    yield load_profile(file)
    yield load_profile(str(file))
    yield Profile(role="physician", hours=5, situations=["manages"])
    yield Profile(role="physician", hours_per_week=4.5, situation=("manages", "academic-center"))
    yield Profile(role="CMIO", hold={"stanford", "harvard"}, priority=["rigor", "portability"])
    yield Profile(role="nurse", credit=["contact-hours"], country="US", language="en")
    yield Profile(role="clinician", cme="required", pacing="self-paced", weeks=12, budget=0)
    yield Profile(role="administrator", weights={"domain": 50, "rigor": 30, "portability": 20})
    yield Profile(role=None, title=None, budget=None, weeks=None, weights=None, priority=None)
    yield Profile(role="informatics", no_programming=True, strict=True, evidence="independent")
    said: Answers = {"role": "pharmacist", "budget": 3000}
    yield profile_of(**said)
    yield profile_of(role="nurse", hours=3)


def profile_of(**answers: Unpack[Answers]) -> Profile:
    """Hand answers on."""
    return Profile(**answers)


def ranked(catalog: Catalog, profile: Profile) -> Ranking:
    """Rank, and look at all that a ranking has."""
    ranking = rank(catalog, profile, today=TODAY)
    for standing in ranking.ranked:
        assert_type(standing, Standing)
        assert_type(standing.program, Program)
        assert_type(standing.score, float)
        assert_type(standing.weeks, float | None)
        assert_type(standing.confirm, tuple[str, ...])
    for one in ranking.ruled_out:
        assert_type(one, RuledOut)
    assert_type(firmness(ranking), tuple[Firmness, ...])
    assert_type(notes(ranking), tuple[str, ...])
    again = rank(catalog, Profile(**to_dict(ranking)["profile"]), today=TODAY)
    assert [one.score for one in again.ranked] == [one.score for one in ranking.ranked]
    return ranking


def looked_at(ranking: Ranking) -> None:
    """Ask for the answer, for reasons and for what comes next, and show them."""
    answer, why = verdict(ranking), explain(ranking, "stanford")
    side = compare(ranking, ["harvard-ai-health-care", why.standing.program])
    steps = plan(ranking, "stanford", start=TODAY, study=StudyDays(days=(0, 2), at=18 * 60))
    two = pair(ranking.catalog, ranking.applicant.profile, fixed="stanford", top=1)
    assert_type(answer, Verdict)
    assert_type(why, Explanation)
    assert_type(side, Comparison)
    assert_type(steps, Plan)
    assert_type(two, Pairing)
    for result in (ranking, answer, why, side, steps, two):
        assert to_html(result).startswith("<")
        assert len(repr(result)) < 200
    assert_type(to_dict(ranking)["ranking"][0]["score"], float)
    assert_type(to_dict(answer)["pick"], str | None)
    assert_type(to_dict(why)["contributions"][0]["weight"], float)
    assert_type(to_dict(side)["rows"][0]["numbers"], list[float | None] | None)
    assert_type(to_dict(steps)["cost_usd"], float | None)
    assert_type(to_dict(two)["pairs"][0]["members"][0]["offered_by"]["name"], str)
    assert to_dict(ranking.catalog)["programs"]
    try:
        assert len(to_frame(ranking)) == len(ranking.ranked)
        assert len(to_frame(side, "polars")) == len(side.rows)
        assert len(to_frame(ranking.catalog, "pandas")) == len(ranking.catalog.programs)
    except MissingExtraError as error:
        assert error.hint in (
            "pip install pandas, or polars",
            "pip install polars",
            "pip install pandas",
        )


def told(error: CertpickError) -> str:
    """Return what went wrong, in words for the caller's own program."""
    if error.code == "role_unknown" and error.candidates:
        return f"did you mean {error.candidates[0]}?"
    if isinstance(error, DataError):
        return "\n".join(error.faults) or str(error)
    return f"{error} ({error.hint})" if isinstance(error, UsageError) else str(error)


def recommended(catalog: Catalog) -> None:
    """Recommend to many people at once."""
    people = [Profile(role="nurze"), Profile(role="nurse")]
    found = list(rank_many(catalog, people))
    assert [told(one) for one in found if isinstance(one, UsageError)] == ["did you mean Nurse?"]
    pa: Any = import_module("pyarrow")  # which has no types
    table = pa.RecordBatch.from_pylist([{"title": "charge nurse", "budget": 900}])
    recommender = Recommender(catalog, Profile(hours=5), top=2)
    assert recommender.recommend(table).num_rows  # pyright: ignore[reportUnknownMemberType]


def refused(error: CertpickError, ranking: Ranking) -> None:
    """Be wrong in ways that a checker tells before anything runs."""
    Profile(bugdet=5)  # type: ignore[call-arg]
    Profile(cme="maybe")  # type: ignore[arg-type]
    Profile(budget="lots")  # type: ignore[arg-type]
    Profile(situations="manages")  # type: ignore[arg-type]
    Profile(priority=["rigour"])  # type: ignore[list-item]
    load_catalog(5)  # type: ignore[arg-type]
    rank(ranking, Profile())  # type: ignore[arg-type]
    to_dict(5)  # type: ignore[call-overload]
    to_frame(ranking, "duckdb")  # type: ignore[call-overload]
    to_dict(ranking)["rankings"]  # type: ignore[typeddict-item]
    if error.code == "role_unknwon":  # type: ignore[comparison-overlap]
        raise error


def main(folder: Path) -> None:
    """Use all of it."""
    assert __version__
    catalog = load_catalog(today=TODAY)
    said = [profile for profile in profiles(folder / "me.json") if profile.role]
    rankings = [ranked(catalog, profile) for profile in said]
    looked_at(rankings[0])
    recommended(catalog)
    try:
        load_catalog(str(folder / "none.json"))
    except DataError as error:
        assert error.code == "file_unreadable"


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        main(Path(made))
