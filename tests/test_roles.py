"""``--role`` takes an id, a label or a job title; a miss suggests, an ambiguity asks."""

import re

import pytest

from certpick import Catalog, Profile, UsageError, notes, rank
from certpick.catalog.model import CatalogFile
from certpick.catalog.references import known_ids, role_faults
from certpick.render.documents.shared import profile_document


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("administrator", "administrator"),
        ("Nurse leader", "nurse-leader"),
        ("charge nurse", "nurse-leader"),
        ("CNO", "nurse-leader"),
        ("Director of Nursing", "nurse-leader"),
        ("CMIO", "informatics"),
        ("chief medical information officer", "informatics"),
        ("CMO", "physician"),
        ("MD", "physician"),
        ("emergency medicine physician", "physician"),
        ("nurse practitioner", "clinician"),
        ("PA-C", "clinician"),
        ("M.D.", "physician"),
        ("Nurse Managers", "nurse-leader"),
        ("Director, Nursing", "nurse-leader"),
        ("ICU nurse manager", "nurse-leader"),
        ("Nurse Manager, ICU", "nurse-leader"),
        ("head nurse", "nurse-leader"),
        ("VP of Nursing", "nurse-leader"),
        ("CEO", "administrator"),
        ("CIO", "informatics"),
        ("hospital operations manager", "administrator"),
    ],
)
def test_a_title_means_a_role(catalog: Catalog, text: str, role: str) -> None:
    assert catalog.roles.read(text).role.id == role


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("adminstrator", "did you mean .*administrator"),
        ("charge nurze", "Charge Nurse \\(nurse-leader\\)"),
        ("nurs", "did you mean .*Nurse"),
        ("zzz", "roles: physician, clinician"),
        ("", "roles: physician, clinician"),
    ],
)
def test_a_miss_suggests(catalog: Catalog, text: str, hint: str) -> None:
    with pytest.raises(UsageError, match="unknown role") as caught:
        catalog.roles.read(text)
    assert re.search(hint, caught.value.hint or "")


@pytest.mark.parametrize(
    "text", ["staff nurse", "pharmacist", "medical coder", "Data Scientist", "dentist", "RN"]
)
def test_people_whom_the_guide_does_not_speak_to_are_ranked_and_told_so(
    catalog: Catalog, text: str
) -> None:
    told = notes(rank(catalog, Profile(role=text)))
    assert any("The guide has no advice for" in note for note in told)


def test_the_rows_of_the_table_refer_to_what_there_is(catalog: Catalog) -> None:
    nothing = CatalogFile(
        schema_version=1,
        as_of="2026-01-01",
        sources=dict(catalog.sources),
        providers={},
        programs=(),
    )
    known = known_ids(nothing, catalog.roles, [program.id for program in catalog.programs])
    assert list(role_faults(catalog.roles, known)) == []


def test_a_title_may_take_for_granted_what_it_does_not_say(catalog: Catalog) -> None:
    read = catalog.roles.read("CMO")
    assert read.assumed == "read as a physician; say --role administrator if you are not one"
    assert read.role.id == "physician"
    denied = rank(catalog, Profile(role="administrator", title="CMO")).applicant
    assert (denied.profession, denied.assumption) == (None, None)
    informatics = Profile(role="informatics", title="CMIO")
    assert rank(catalog, informatics).applicant.profession is None


def test_a_title_beside_a_role_says_the_profession(catalog: Catalog) -> None:
    nurse = rank(catalog, Profile(role="nurse-leader", title="charge nurse")).applicant
    assert nurse.profession is catalog.roles.profession("nurse-leader")
    other = rank(catalog, Profile(role="administrator", title="charge nurse")).applicant
    assert other.profession is None


def test_a_printed_profile_keeps_its_profession(catalog: Catalog) -> None:
    for role in ("pharmacist", "charge nurse", "CMIO", "physician-informaticist", "physician"):
        for title in (None, "charge nurse", "Chief resident", "xyzzy"):
            first = rank(catalog, Profile(role=role, title=title))
            printed = profile_document(first)
            again = rank(catalog, Profile.model_validate(printed))
            assert profile_document(again) == printed


def test_topics_and_situations_of_the_table_exist(catalog: Catalog) -> None:
    roles = catalog.roles
    named = {topic.topic for role in roles.roles for topic in role.topics}
    added = {topic for situation in roles.situations for topic in situation.adds_topics}
    assert named | added <= roles.topic_ids
    assert {name for role in roles.roles for name in role.includes} <= set(roles.role_ids)


def test_no_role_rests_on_an_inference(catalog: Catalog) -> None:
    assert [role.id for role in catalog.roles.roles if role.inferred] == []
