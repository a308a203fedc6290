"""``--role`` takes an id, a label or a job title; a miss suggests, an ambiguity asks."""

import re

import pytest

from certpick import Catalog, UsageError


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
        ("CMO", "administrator"),
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
    assert catalog.roles.find(text).id == role


def test_no_title_means_two_roles(catalog: Catalog) -> None:
    for role in catalog.roles.roles:
        for title in role.titles.all():
            for spelling in re.split(r" \(|\)$", title):
                if spelling:
                    assert catalog.roles.find(spelling).id == role.id, spelling


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("adminstrator", "did you mean .*administrator"),
        ("charge nurze", "Charge Nurse \\(nurse-leader\\)"),
        ("nurs", "did you mean .*Nurse"),
        ("zzz", "roles: physician, clinician"),
        ("receptionist", "roles: physician, clinician"),
        ("", "roles: physician, clinician"),
    ],
)
def test_a_miss_suggests(catalog: Catalog, text: str, hint: str) -> None:
    with pytest.raises(UsageError, match="unknown role") as caught:
        catalog.roles.find(text)
    assert re.search(hint, caught.value.hint or "")


@pytest.mark.parametrize(
    "text", ["staff nurse", "pharmacist", "medical coder", "Data Scientist", "dentist", "RN"]
)
def test_people_whom_the_guide_does_not_cover_are_told_so(catalog: Catalog, text: str) -> None:
    with pytest.raises(UsageError, match="the guide has no advice for") as caught:
        catalog.roles.find(text)
    assert "--role " in (caught.value.hint or "")


def test_topics_and_situations_of_the_table_exist(catalog: Catalog) -> None:
    roles = catalog.roles
    named = {topic.topic for role in roles.roles for topic in role.topics}
    added = {topic for situation in roles.situations for topic in situation.adds_topics}
    assert named | added <= roles.topic_ids
    assert {name for role in roles.roles for name in role.includes} <= set(roles.role_ids)


def test_no_role_rests_on_an_inference(catalog: Catalog) -> None:
    assert [role.id for role in catalog.roles.roles if role.inferred] == []
