"""Credit: what counts by itself for whom, what a board decides, and what the user asks for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import BUNDLED, fact, make_catalog, make_program

from certpick import Profile, UsageError, rank
from certpick.catalog.facts import CreditSystem
from certpick.profile.credit import NO_CREDIT
from certpick.profile.options import command_line, read_profile
from certpick.profile.profile import resolve
from certpick.scoring.needs import Need, needs

KINDS = tuple(kind.id for kind in BUNDLED.roles.credits)
SYSTEMS: tuple[str, ...] = CreditSystem.__args__  # type: ignore[attr-defined]  # of a Literal
NOT_PHYSICIANS = (
    "pharmacist", "dentist", "physical-therapist", "occupational-therapist", "nurse",
    "nurse-leader", "speech-language-pathologist", "respiratory-therapist", "dietitian",
    "psychologist", "social-worker",
)  # fmt: skip


def credit_need(system: str, **answers: Any) -> Need:
    """Return how a program that awards two credits of a system meets the need of credit."""
    program = make_program(ce_credit=fact([{"system": system, "amount": 2}]))
    (found,) = needs(program, resolve(Profile(**{"cme": "required", **answers}), BUNDLED.roles))
    return found


@pytest.mark.parametrize("profession", NOT_PHYSICIANS)
@pytest.mark.parametrize("system", ["ama-pra-1", "cme-unspecified", "aafp-prescribed"])
def test_a_physicians_cme_never_counts_by_itself_for_another(profession: str, system: str) -> None:
    found = credit_need(system, role=profession)
    assert found.state == "unknown"
    assert BUNDLED.roles.profession(profession).board in found.detail


@pytest.mark.parametrize(
    ("title", "system"),
    [
        ("hospitalist", "ama-pra-1"),
        ("charge nurse", "ancc-contact-hour"),
        ("staff nurse", "ancc-contact-hour"),
        ("pharmacist", "acpe-contact-hour"),
        ("physician assistant", "ama-pra-1"),
        ("dentist", "ada-cerp"),
        ("physical therapist", "iacet-ceu"),
    ],
)
def test_the_credit_of_the_profession_counts(title: str, system: str) -> None:
    assert credit_need(system, role=title).state == "ok"
    assert credit_need("abpm-llsa", role=title).state == "unknown"


@given(st.sampled_from(SYSTEMS), st.sampled_from(KINDS))
def test_the_credit_that_is_asked_for_counts_and_no_other(system: str, kind: str) -> None:
    counting = BUNDLED.roles.credit(kind).systems
    found = credit_need(system, role="physician", credit=(kind,))
    assert found.state == ("ok" if system in counting else "unknown")


def test_a_credit_that_is_named_is_needed_unless_it_only_helps() -> None:
    def said(**answers: Any) -> str:
        return resolve(Profile(role="charge nurse", **answers), BUNDLED.roles).cme

    assert said() == "no", "the role's default"
    assert said(credit=("contact-hours",)) == "required"
    assert said(credit=("contact-hours",), cme="helpful") == "helpful"
    assert said(credit=(NO_CREDIT,)) == "no"


@pytest.mark.parametrize("words", ["contact-hours", "Contact Hours", "nursing contact hours", "ANCC contact hours"])  # fmt: skip
def test_a_credit_is_named_by_its_id_its_name_or_its_system(words: str) -> None:
    applicant = resolve(Profile(role="physician", credit=(words,)), BUNDLED.roles)
    assert [kind.id for kind in applicant.credit.kinds] == ["contact-hours"]


def test_an_unknown_credit_is_one_line_with_the_kinds() -> None:
    with pytest.raises(UsageError, match="unknown kind of credit 'air miles'") as caught:
        resolve(Profile(role="physician", credit=("air miles",)), BUNDLED.roles)
    assert all(kind in str(caught.value.hint) for kind in KINDS)


@pytest.mark.parametrize(
    "words",
    [
        {"credit": ["none", "cme"]},
        {"credit": ["none"], "cme": "required"},
        {"credit": ["acpe"], "cme": "no"},
    ],
)
def test_credit_and_cme_do_not_contradict_each_other(words: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="exclude"):
        read_profile({"role": "physician", **words})


@given(
    st.sampled_from(["physician", "clinician", "pharmacist", "charge nurse", "administrator"]),
    st.sets(st.sampled_from(KINDS), max_size=2).map(sorted),
    st.sampled_from([None, "required", "helpful"]),
)
def test_the_printed_profile_and_command_say_the_same_credit(
    role: str, kinds: list[str], cme: str | None
) -> None:
    from certpick.render.documents.shared import profile_document

    ranking = rank(make_catalog(), read_profile({"role": role, "credit": kinds, "cme": cme}))
    printed = profile_document(ranking)
    again = rank(make_catalog(), Profile.model_validate(printed))
    assert profile_document(again) == printed
    options = dict(zip(*[iter(command_words(ranking.applicant.profile))] * 2, strict=True))
    assert profile_document(rank(make_catalog(), read_profile(options))) == printed


def command_words(profile: Profile) -> list[str]:
    """Return the options of a command line by name, and their values."""
    import shlex

    return [word.removeprefix("--") for word in shlex.split(command_line(profile))]
