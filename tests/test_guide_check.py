"""The guide's advice by role, reproduced: the acceptance test of data and rubric together.

The table is the guide's section "Choosing an AI healthcare certification by role" and
what it says of situations elsewhere. Among the guide's six programs, those that it names
for a reader stand above those that it does not.
"""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from making import BUNDLED, ROLES, SITUATIONS

from certpick import Profile, rank

# A day on which Stanford's CME credit, for which the guide names it, was still granted.
IN_THE_WINDOW = replace(BUNDLED, today=date(2026, 8, 9))
SIX = ("iabac", "harvard", "johns-hopkins", "cedars-sinai", "stanford", "abaim")
ALWAYS = {
    "physician": {"stanford", "abaim"},
    "clinician": {"stanford"},
    "nurse-leader": {"iabac"},
    "administrator": {"iabac", "cedars-sinai", "harvard"},
    "informatics": {"iabac", "cedars-sinai", "stanford"},
}
CLINICAL = ("physician", "clinician")


def named(role: str, situations: tuple[str, ...]) -> set[str]:
    """Return the providers that the guide names for this reader."""
    found = set(ALWAYS[role])
    if role in CLINICAL and "leadership" in situations:
        found |= {"johns-hopkins", "harvard"}
    if role in ("nurse-leader", "administrator") and "leadership" in situations:
        found.add("harvard")  # "best suited for clinicians and healthcare leaders"
    if role in CLINICAL and {"manages", "multinational"} & set(situations):
        found.add("iabac")
    if "academic-center" in situations:
        found |= {"harvard", "johns-hopkins"}
    return found


def providers(role: str, cme: str, situations: tuple[str, ...]) -> list[str]:
    """Return the providers of the guide's six in the order of the ranking."""
    answers = {"role": role, "cme": cme, "situations": list(situations)}
    ranking = rank(IN_THE_WINDOW, Profile.model_validate(answers))
    return [one.program.provider for one in ranking.ranked if one.program.provider in SIX]


CASES = [
    (role, cme, situations)
    for role in ROLES
    for cme in ("required", "helpful", "no")
    for size in range(len(SITUATIONS) + 1)
    for situations in itertools.combinations(SITUATIONS, size)
]


@pytest.mark.parametrize(("role", "cme", "situations"), CASES)
def test_the_named_stand_above_the_rest(role: str, cme: str, situations: tuple[str, ...]) -> None:
    order = providers(role, cme, situations)
    best = named(role, situations)
    assert set(order[: len(best)]) == best, order


@pytest.mark.parametrize(("role", "cme", "situations"), CASES)
def test_the_direct_match_is_first(role: str, cme: str, situations: tuple[str, ...]) -> None:
    first = providers(role, cme, situations)[0]
    if role not in CLINICAL:
        assert first == "iabac"  # "a direct match for this audience", "a practical option"
    elif cme != "no":
        assert first == "stanford"  # "Clinicians who need CME credit should prioritize Stanford"


@pytest.mark.parametrize("role", CLINICAL)
def test_once_the_credit_has_ended_the_guides_pick_waits_for_a_confirmation(role: str) -> None:
    """The difference from the guide, and its reason: the printed window of the credit is over."""
    ranking = rank(BUNDLED, Profile.model_validate({"role": role, "cme": "required"}))
    stanford = ranking.find(BUNDLED.find("stanford")).standing
    (item,) = stanford.ratings["cme"].items
    assert (item.points, item.open) == (0, 1)
    assert "CME or CE credit" in stanford.confirm
    six = [one for one in ranking.ranked if one.program.provider in SIX]
    with_credit = stanford.score + 100 * stanford.applicant.weights["cme"]
    assert all(with_credit > one.score for one in six if one is not stanford)
