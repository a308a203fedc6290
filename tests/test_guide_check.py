"""The guide's advice by role, reproduced: the acceptance test of data and rubric together.

The table is the guide's section "Choosing an AI healthcare certification by role" and
what it says of situations elsewhere. Among the guide's six programs, those that it names
for a reader stand above those that it does not.
"""

import itertools

import pytest
from making import BUNDLED, ROLES, SITUATIONS

from certpick import Profile, rank

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
    ranking = rank(BUNDLED, Profile.model_validate(answers))
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
