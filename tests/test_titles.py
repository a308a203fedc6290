"""A job title is read as somebody writes it, and nobody who has one ends without a ranking."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from making import BUNDLED

from certpick import Profile, UsageError, rank
from certpick.catalog.loader import load_roles
from certpick.catalog.professions import spellings
from certpick.catalog.roles import AmbiguousTitleError, RoleBook, _index
from certpick.catalog.title_parts import job_word
from certpick.explaining.notes import notes
from certpick.render.documents.shared import profile_document
from certpick.scoring.terms import cost

# Titles of the O*NET 27.0 Database, CC BY 4.0: its attribution stands in the file.
ONET = json.loads((Path(__file__).parent / "onet_titles.json").read_text("utf-8"))["roles"]
BOOK = BUNDLED.roles
# Said by several professions, so that certpick asks.
AMBIGUOUS = {
    "RT": ("respiratory-therapist", "radiologic-technologist"),
    "Consultant": ("physician", "business-staff"),
    "Registrar": ("resident", "him"),
    "CCO": ("physician-leader", "compliance"),
    "PCP": ("physician", "nurse-practitioner"),
    "PT/OT": ("physical-therapist", "occupational-therapist"),
}
READ = {
    "charge nurse": "nurse-leader",
    "VP of Nursing": "nurse-leader",
    "CNO, MSN, RN, NEA-BC": "nurse-leader",
    "ward sister": "nurse-leader",
    "Director, Nursing": "nurse-leader",
    "Nurse Manager, ICU": "nurse-leader",
    "Manager, RN": "nurse-leader",
    "Chief Nursing Officer at Mayo Clinic": "nurse-leader",
    "Manager of Perioperative Nursing Services": "nurse-leader",
    "ICU RN": "nurse",
    "Registered nurse (med-surg)": "nurse",
    "RN II, per diem": "nurse",
    "LVN": "nurse",
    "Jane Smith, RN": "nurse",
    "Nurse educator": "nurse",
    "infection preventionist": "nurse",
    "hospitalist": "physician",
    "GP": "physician",
    "OB/GYN": "physician",
    "M.D.": "physician",
    "MD, MPH": "physician",
    "Paediatrician": "physician",
    "Pediatrician": "physician",
    "anaesthetist": "physician",
    "Orthopaedic surgeon @ Stanford": "physician",
    "Fellow of the American College of Surgeons": "physician",
    "former resident": "physician",
    "PGY-2 resident": "resident",
    "Chief Resident, Surgery": "resident",
    "cardiology fellow": "resident",
    "CMO": "physician-leader",
    "Medical Director, Emergency Department": "physician-leader",
    "Chair of Surgery": "physician-leader",
    "Chief of Staff": "physician-leader",
    "EVP, CMO": "physician-leader",
    "CMIO": "physician-informaticist",
    "MD, CMIO": "physician-informaticist",
    "Hospitalist PA": "physician-assistant",
    "PA-C": "physician-assistant",
    "Psychiatric NP": "nurse-practitioner",
    "CRNA": "nurse-practitioner",
    "DNP, APRN, FNP-BC": "nurse-practitioner",
    "PharmD": "pharmacist",
    "Pharmacy resident": "pharmacist",
    "PT": "physical-therapist",
    "PT assistant": "physical-therapist",
    "OTR/L": "occupational-therapist",
    "SLP": "speech-language-pathologist",
    "RRT": "respiratory-therapist",
    "radiographer": "radiologic-technologist",
    "Lead CT Technologist": "radiologic-technologist",
    "lab tech": "laboratory-professional",
    "dietician": "dietitian",
    "LCSW": "social-worker",
    "mental health counsellor": "counselor",
    "case manager": "care-coordinator",
    "dental hygienist": "dental-staff",
    "EMT-B": "paramedic",
    "CNA": "assistant",
    "scrub tech": "technician",
    "genetic counselor": "allied-clinician",
    "Assistant Professor of Nursing": "educator",
    "med student": "medical-student",
    "PharmD student": "student",
    "student physical therapist": "student",
    "Practice manager": "administrator",
    "Director of Pharmacy": "administrator",
    "Program director, residents": "administrator",
    "CEO, RN": "administrator",
    "Director of Quality": "quality",
    "VP Quality and Patient Safety": "quality",
    "revenue cycle manager": "revenue-cycle",
    "medical coder": "coder",
    "Director of HIM": "him",
    "Epic analyst": "informatics",
    "Senior Epic Analyst, Mayo Clinic": "informatics",
    "Director of Clinical Informatics": "informatics",
    "Clinical informatics RN": "nurse-informaticist",
    "data scientist": "it",
    "privacy officer": "compliance",
    "epidemiologist": "public-health",
    "research coordinator": "researcher",
    "physician recruiter": "business-staff",
    "receptionist": "support-staff",
}


def onet_titles() -> Iterator[str]:
    """Yield every occupation and title of the extract."""
    for occupations in ONET.values():
        for occupation in occupations.values():
            yield from (occupation["title"], *occupation["alternate_titles"])


TITLES = sorted(
    {*onet_titles(), *(title for row in BOOK.professions for title in row.titles.all())}
    - {*AMBIGUOUS, "RT (R)", "CDO", "CSO", "Primary Care Provider"}
)


def read(text: str, book: RoleBook = BOOK) -> str:
    """Return the profession that a title is read as, or the role."""
    found = book.read(text)
    return found.profession.id if found.profession else found.role.id


def profession_role(name: str) -> str:
    """Return the role whose topics apply to a profession, or to the role itself."""
    return name if name in BOOK.role_ids else BOOK.profession(name).role


@pytest.mark.parametrize(("title", "profession"), READ.items())
def test_a_title_means_the_profession_that_a_sensible_person_expects(
    title: str, profession: str
) -> None:
    assert read(title) == profession


@pytest.mark.parametrize(
    "form",
    [
        *("{}", "Senior {}", "Lead {}", "{} II", "{}, MPH", "{} at Mayo Clinic", "{} - per diem"),
        *("{}, ICU", "Interim {}"),
    ],
)
def test_every_title_is_read_however_it_is_dressed(form: str) -> None:
    differing = {
        title: got
        for title in TITLES
        if title.casefold() not in BOOK.role_ids  # alone, it is the role
        and (got := read(form.format(title))) != read(title)
        and title != "Junior Doctor"
    }
    assert differing == {}


def test_every_title_is_read_in_small_letters_and_in_capitals() -> None:
    for title in TITLES:
        assert read(title) == read(title.upper()) == read(title.lower())


def test_the_id_of_a_role_means_the_role_however_it_is_written() -> None:
    for role in BOOK.role_ids:
        for said in (role, role.upper(), role.capitalize(), f" {role} "):
            found = BOOK.read(said)
            assert (found.role.id, found.profession) == (role, None)


def test_a_title_of_the_table_means_the_profession_that_lists_it() -> None:
    for row in BOOK.professions:
        for title in spellings(row.titles.all()):
            try:
                is_role = title.casefold() in BOOK.role_ids
                assert is_role or BOOK.read(title).profession is row, title
            except AmbiguousTitleError as error:
                assert row.id in error.candidates, title


@pytest.mark.parametrize(("title", "candidates"), AMBIGUOUS.items())
def test_a_title_of_several_professions_asks(title: str, candidates: tuple[str, ...]) -> None:
    with pytest.raises(AmbiguousTitleError) as caught:
        BOOK.read(title)
    assert caught.value.candidates == candidates
    assert caught.value.hint == f"say {' or '.join(f'--role {name}' for name in candidates)}"


@pytest.mark.parametrize("signs", ["&", "/", "-", "()", "& / &", "?!"])
def test_a_title_of_signs_alone_means_nothing(signs: str) -> None:
    with pytest.raises(UsageError, match="unknown role or job title"):
        BUNDLED.roles.read(signs)


def test_a_title_that_says_too_little_asks_for_the_role() -> None:
    with pytest.raises(AmbiguousTitleError, match="'wellness specialist' says too little") as error:
        BOOK.read("wellness specialist")
    assert error.value.candidates == BOOK.role_ids


@pytest.mark.parametrize(
    ("slip", "absurd"),
    [
        ("PTT", "Epileptologist"),
        ("CNAA", "CRNA"),
        ("CNO2", "CRNA"),
        ("epidemilogist", "Epileptologist"),
        ("OTT", "EMT"),
        ("SLPP", "LPN"),
        ("nruse", "Nurse"),
        ("astronaut", "Assistant"),
        ("xyzzy", "did you mean"),
    ],
)
def test_no_look_alike_is_offered(slip: str, absurd: str) -> None:
    with pytest.raises(UsageError) as caught:
        BOOK.read(slip)
    assert absurd not in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("charge nurze", "Charge Nurse (nurse-leader)"),
        ("pharmcist", "Pharmacist (pharmacist)"),
        ("epidemilogist", "Epidemiologist (public-health)"),
        ("nurs", "Nurse (nurse)"),
        ("physican", "Physician (physician)"),
    ],
)
def test_a_slip_after_the_same_beginning_is_offered(slip: str, meant: str) -> None:
    with pytest.raises(UsageError) as caught:
        BOOK.read(slip)
    assert caught.value.hint == f"did you mean {meant}?"


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("nurse manger", "nurse manager"),
        ("ICU Nurse Manger", "icu nurse manager"),
        ("phisician assistant", "physician assistant"),
        ("chrage nurse, MSN", "charge nurse, msn"),
        ("nurse practicioner", "nurse practitioner"),
        ("Director of qualty", "director of quality"),
        ("dental hygenist", "dental hygienist"),
    ],
)
def test_a_slip_that_is_read_as_something_else_is_asked_about(slip: str, meant: str) -> None:
    assert BOOK.slip(slip) == meant
    assert read(slip) != read(meant)


@pytest.mark.parametrize(
    "title",
    [
        "advancned nurse practitioner",  # means the same
        "Jane Carter, RN",  # no carer
        "Dr. Dean Coker, MD",  # no coder
        "vent nurse",  # no vet nurse
        "nurse at Mangers Hospital",
        "clinician",
        "nurse-leader",
    ],
)
def test_no_slip_is_seen_where_there_is_none(title: str) -> None:
    assert BOOK.read(title)
    assert BOOK.slip(title) is None


@pytest.mark.parametrize("form", ["{}", "{}, ICU", "Senior {}", "{} at Mayo Clinic", "Jo Hill, {}"])
def test_no_title_of_the_tables_is_taken_for_a_slip(form: str) -> None:
    titles = (form.format(title) for title in (*TITLES, *READ))
    assert [title for title in titles if BOOK.slip(title)] == []


def test_the_commonest_slip_is_read_as_what_it_is() -> None:
    assert read("nurse practioner") == "nurse-practitioner"


def test_a_slip_is_asked_about_wherever_its_reading_is_shown(cli: Callable[..., Run]) -> None:
    asked = "Did you mean nurse manager?"
    said = notes(rank(BUNDLED, Profile(role="nurse manger")))[0]
    assert said.startswith("'nurse manger' is read as nurse")
    assert said.endswith(asked)
    page = " ".join(cli("rank", "--role", "nurse manger").out.split())
    assert "nurse manger (read as nurse; did you mean nurse manager?)" in page
    assert "Did you mean: nurse manager?" in cli("roles", "nurse manger").out
    steps = json.loads(cli("roles", "nurse manger", "--format", "json").out)["steps"]
    assert steps[-1] == "did you mean nurse manager?"


def test_whoever_says_another_role_beside_the_title_is_not_asked() -> None:
    ranking = rank(BUNDLED, Profile(role="physician", title="nurse manger"))
    assert not any("Did you mean" in note for note in notes(ranking))


def test_a_printed_profile_is_asked_what_its_title_was_asked() -> None:
    """It has the role that the title was read as."""
    first = rank(BUNDLED, Profile(role="nurse manger"))
    again = rank(BUNDLED, Profile(**profile_document(first)))
    assert any("Did you mean" in note for note in notes(first))
    assert [note for note in notes(again) if "Did you mean" in note] == [
        note for note in notes(first) if "Did you mean" in note
    ]


@pytest.mark.parametrize("nonsense", ["xyzzy", "%%%", "é", "🙂"])
def test_nonsense_is_told_what_there_is(cli: Callable[..., Run], nonsense: str) -> None:
    run = cli("rank", "--role", nonsense)
    assert (run.code, run.out) == (2, "")
    assert "unknown role or job title" in run.err
    assert "certpick roles" in run.err


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert BOOK.read(text).steps
    except UsageError as error:
        assert error.hint


@given(st.sampled_from(TITLES), st.sampled_from(["", "ICU ", "Senior ", "Pediatric "]))
def test_reading_says_how_it_came_about(title: str, before: str) -> None:
    found = BOOK.read(f"{before}{title}")
    assert len(found.steps) >= 1
    if found.profession:
        assert any(found.profession.id in step for step in found.steps)


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("resident", "resident"),
        ("PGY-2 resident", "resident"),
        ("Chief Resident, Surgery", "resident"),
        ("Clinical fellow in cardiology", "fellow"),
        ("RN, BSN", "nurse"),
        ("Program director, residents", "director"),
        ("Fellow of the American College of Surgeons", None),
        ("Fellow, American College of Cardiology", None),
        ("former resident", None),
        ("", None),
    ],
)
def test_the_head_of_a_title_says_what_somebody_is(title: str, word: str | None) -> None:
    assert job_word(title) == word


@pytest.mark.parametrize(
    ("title", "usd"),
    [
        ("resident", 300),
        ("PGY-2 resident", 300),
        ("Resident Physician", 300),
        ("Chief Resident, Surgery", 300),
        ("ICU RN", 300),
        ("nurse practitioner", 300),
        ("medical student", 120),
        ("hospitalist", 600),
        ("former resident", 600),
        ("Fellow of the American College of Surgeons", 600),
    ],
)
def test_a_price_by_title_is_for_those_who_are_that(title: str, usd: float) -> None:
    abaim = BUNDLED.find("abaim")
    assert cost(abaim, rank(BUNDLED, Profile(role=title)).applicant).usd == usd


def test_a_program_director_does_not_pay_what_residents_pay() -> None:
    abaim = BUNDLED.find("abaim")
    profile = Profile(role="physician", title="Program director, residents")
    assert cost(abaim, rank(BUNDLED, profile).applicant).usd == 600


def test_a_title_of_the_table_needs_no_index() -> None:
    _index.cache_clear()
    load_roles().read("charge nurse")
    book = load_roles()
    assert book.slip("charge nurse") is None
    assert _index.cache_info().currsize == 0
    load_roles().read("ICU charge nurse")
    assert _index.cache_info().currsize == 1
