"""Facts to points: true shows them, false does not, unknown leaves them open."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import BUNDLED, FLAGS, catalogs, fact, make_program, profiles

from certpick import Catalog, Profile
from certpick.profile.criteria import Criterion
from certpick.profile.profile import resolve
from certpick.scoring.rubric import RUBRIC, Rating, own_claim, rate


def rating(
    program: Any, criterion: Criterion, role: str = "administrator", **answers: Any
) -> Rating:
    """Return a program's rating for a role."""
    applicant = resolve(Profile(role=role, **answers), BUNDLED.roles)
    return rate(criterion, program, applicant, BUNDLED.sources)


def item_points(found: Rating, name: str) -> tuple[float, float]:
    """Return the points shown and open on one item."""
    item = next(item for item in found.items if item.rule.id == name)
    return item.points, item.open


def test_the_checklists_are_the_designs() -> None:
    maxima: dict[str, float] = {}
    for item in RUBRIC:
        maxima[item.criterion] = maxima.get(item.criterion, 0) + item.max
    assert maxima == {"domain_alignment": 4, "assessment_rigor": 5, "portability": 4, "cme": 1}


@pytest.mark.parametrize("name", FLAGS)
@pytest.mark.parametrize(("value", "expected"), [(True, (1, 0)), (False, (0, 0)), (None, (0, 1))])
def test_a_fact_decides_its_item(name: str, value: bool | None, expected: tuple[int, int]) -> None:
    program = make_program(**({} if value is None else {name: fact(value)}))
    criterion = next(item.criterion for item in RUBRIC if item.id == name)
    assert item_points(rating(program, criterion), name) == expected


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("renewal_years", 2, (1, 0)),
        ("renewal_years", 0, (0, 0)),
        ("accredited", ["ncca"], (1, 0)),
        ("accredited", [], (0, 0)),
        ("framework", "EN 16234-1", (1, 0)),
        ("framework", False, (0, 0)),
        ("ce_credit", [{"system": "himss-ce"}], (1, 0)),
        ("ce_credit", [], (0, 0)),
    ],
)
def test_other_facts_decide_by_their_value(
    name: str, value: Any, expected: tuple[int, int]
) -> None:
    criterion = next(item.criterion for item in RUBRIC if item.id == name)
    assert item_points(rating(make_program(**{name: fact(value)}), criterion), name) == expected


def test_iso_17024_counts_as_international() -> None:
    program = make_program(accredited=fact(["iso-17024"]), international=fact(False))
    assert item_points(rating(program, "portability"), "international") == (1, 0)


@pytest.mark.parametrize(("stated", "expected"), [(None, (0, 1)), (False, (0, 0)), (True, (1, 0))])
def test_ncca_alone_says_nothing_of_recognition_abroad(
    stated: bool | None, expected: tuple[int, int]
) -> None:
    known = {} if stated is None else {"international": fact(stated)}
    program = make_program(accredited=fact(["ncca"]), **known)
    assert item_points(rating(program, "portability"), "international") == expected


def _entry(role: str, level: str, when: str | None = None) -> dict[str, Any]:
    return {"role": role, "level": level, "when": when, "source": "guide"}


def test_the_best_audience_entry_that_applies_counts() -> None:
    entries = [
        _entry("clinician", "complement"),
        _entry("clinician", "named", "manages"),
        _entry("informatics", "named"),
        _entry("any", "named", "academic-center"),
    ]
    program = make_program(audience=entries)

    def points(role: str, *situations: str) -> tuple[float, float]:
        found = rating(program, "domain_alignment", role, situations=situations)
        return item_points(found, "audience")

    assert points("clinician") == (1, 0)
    assert points("physician") == (1, 0), "a physician is also a clinician"
    assert points("physician", "manages") == (2, 0)
    assert points("administrator") == (0, 0)
    assert points("administrator", "academic-center") == (2, 0)
    assert item_points(rating(make_program(), "domain_alignment"), "audience") == (0, 2)


def test_topics_count_by_the_share_that_is_covered() -> None:
    topics = [{"topic": name, "source": "guide"} for name in ("ai-governance", "ehr-data")]
    program = make_program(topics=topics)
    assert item_points(rating(program, "domain_alignment"), "topics") == (1 / 4, 0)
    managing = rating(program, "domain_alignment", "clinician", situations=("manages",))
    assert item_points(managing, "topics") == (1 / 5, 0), "manages adds two core topics"
    assert item_points(rating(make_program(), "domain_alignment"), "topics") == (0, 1)


def test_credit_of_another_system_is_left_to_the_board() -> None:
    """A nurse's contact hours are not a physician's AMA PRA credit."""
    program = make_program(ce_credit=fact([{"system": "ama-pra-1", "amount": 3.5}]))
    assert item_points(rating(program, "cme", "physician", cme="helpful"), "cme") == (1, 0)
    assert item_points(rating(program, "cme", "nurse-leader", cme="helpful"), "cme") == (0, 1)


def test_iabac_for_an_administrator(catalog: Catalog) -> None:
    """The worked example: 3.75 of 4, 4 of 5 with one open, 2 of 4 with two open."""
    iabac = catalog.find("iabac")
    found = [
        rating(iabac, name) for name in ("domain_alignment", "assessment_rigor", "portability")
    ]
    assert [(one.points, one.open, one.max) for one in found] == [
        (3.75, 0, 4),
        (4, 1, 5),
        (2, 2, 4),
    ]


def test_a_claim_is_interested_unless_somebody_else_states_it_too() -> None:
    def claimed(source: str, provider: str = "iabac", **more: Any) -> bool:
        known = make_program("one", provider, proctored=fact(True, source, **more)).facts
        assert known.proctored
        return own_claim((known.proctored,), provider, BUNDLED.sources)

    assert claimed("iabac-faq"), "the provider itself"
    assert claimed("guide"), "a source that promotes it"
    assert not claimed("guide", provider="harvard")
    assert not claimed("course-list")
    assert claimed("course-list", provider_claim=True), "an independent source that relays a claim"
    assert not claimed("iabac-faq", also=["course-list"])
    assert claimed("iabac-faq", also=["guide"])


def test_independent_evidence_leaves_interested_merit_open() -> None:
    program = make_program(
        "one",
        "iabac",
        proctored=fact(True, "guide"),
        graded_work=fact(True, "guide", also=["course-list"]),
        pass_standard=fact(False, "guide"),
        audience=[_entry("administrator", "named")],
    )
    rigor = rating(program, "assessment_rigor", evidence="independent")
    assert item_points(rigor, "proctored") == (0, 1)
    assert item_points(rigor, "graded_work") == (1, 0)
    assert item_points(rigor, "pass_standard") == (0, 0), "nobody overstates a no"
    domain = rating(program, "domain_alignment", evidence="independent")
    assert item_points(domain, "audience") == (2, 0), "domain alignment is no merit fact"


@given(catalogs(least=1), profiles, st.sampled_from(["domain_alignment", "assessment_rigor"]))
def test_item_points_add_up_to_the_rating(
    drawn: Catalog, profile: Profile, criterion: Criterion
) -> None:
    applicant = resolve(profile, drawn.roles)
    for program in drawn.programs:
        found = rate(criterion, program, applicant, drawn.sources)
        assert found.points == pytest.approx(sum(item.points for item in found.items))
        assert found.open == pytest.approx(sum(item.open for item in found.items))
        assert found.max == sum(item.rule.max for item in found.items)
        for item in found.items:
            assert 0 <= item.points <= item.points + item.open <= item.rule.max
