"""A catalogue that breaks a rule ends in one message for each fault, with its place."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import BUNDLED, make_catalog, make_program

from certpick import (
    Catalog,
    CertpickError,
    DataError,
    Profile,
    UsageError,
    load_catalog,
    load_profile,
    rank,
)
from certpick.catalog.loader import data_folder

STANFORD = "programs[stanford-ai-healthcare].facts"
Edit = Callable[[dict[str, Any]], None]


def _stanford(document: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = document["programs"][4]["facts"]
    return facts


def _edited(tmp_path: Path, edit: Edit) -> Path:
    document = json.loads((data_folder() / "programs.json").read_text("utf-8"))
    edit(document)
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def _set(key: str, value: Any) -> Edit:
    def edit(document: dict[str, Any]) -> None:
        *path, last = key.split("/")
        node = _stanford(document)
        for part in path:
            node = node[int(part)] if isinstance(node, list) else node[part]
        node[last] = value

    return edit


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (_set("prise", {"value": 1, "source": "guide"}), f"{STANFORD}.prise: unknown key"),
        (_set("price/value/amount", -1), f"{STANFORD}.price.value.amount: must be 0 or more"),
        (_set("price/value/amount", "79"), f"{STANFORD}.price.value.amount: must be a number"),
        (_set("price/value/amount", None), f"{STANFORD}.price.value: needs either an amount"),
        (_set("price/value/amount", 1e300), "must be 1000000000 or less"),
        (_set("price/value/by_role", {"physician": 1}), f"{STANFORD}.price.value: needs either"),
        (
            _set("price/value", {"by_role": {"nurse": 1}, "currency": "USD", "unit": "exam"}),
            f"{STANFORD}.price.value.by_role: no role 'nurse'",
        ),
        (
            _set("price/value/currency", "$"),
            f"{STANFORD}.price.value.currency: must be three capital letters",
        ),
        (_set("proctored/value", "no"), f"{STANFORD}.proctored.value: must be true or false"),
        (_set("proctored/source", "gide"), f"{STANFORD}.proctored.source: no source 'gide'"),
        (_set("proctored/also", ["nobody"]), f"{STANFORD}.proctored.source: no source 'nobody'"),
        (_set("framework", {"value": True, "source": "guide"}), f"{STANFORD}.framework.value: "),
        (_set("audience/0/role", "clinicain"), f"{STANFORD}.audience[0].role: no role"),
        (_set("audience/0/when", "monday"), f"{STANFORD}.audience[0].when: no situation"),
        (_set("audience/0/level", "maybe"), f"{STANFORD}.audience[0].level: must be 'named' or"),
        (_set("topics/0/topic", "cooking"), f"{STANFORD}.topics[0].topic: no topic 'cooking'"),
        (_set("courses/value", 2.5), f"{STANFORD}.courses.value: must be a whole number"),
        (_set("url/value", "javascript:alert(1)"), f"{STANFORD}.url.value: "),
        (_set("url/value", "https://x y"), f"{STANFORD}.url.value: "),
        (_set("price/note", "\x1b[31mred"), f"{STANFORD}.price.note: holds the character U+001B"),
        (_set("price/note", "a\u202eb"), f"{STANFORD}.price.note: holds the character U+202E"),
        (
            _set("price/note", "\ud800"),
            f"{STANFORD[:-6]}: cannot be read: unexpected end of hex escape",
        ),
        (_set("price/note", "  "), f"{STANFORD}.price.note: must not be blank"),
        (_set("price/checked", "2026-13-01"), f"{STANFORD}.price.checked: "),
        (_set("total_hours/value", 0), f"{STANFORD}.total_hours.value: must be 0.1 or more"),
        (_set("ce_credit/value", [{"system": "cpe"}]), f"{STANFORD}.ce_credit.value[0].system: "),
        (
            _set("hours_per_week", {"value": {"low": 5, "high": 4}, "source": "guide"}),
            f"{STANFORD}.hours_per_week.value: low is above high",
        ),
        (_set("proctored/source", "giude"), "no source 'giude': did you mean 'guide'?"),
        (
            _set("audience/0/part", "module"),
            f"{STANFORD}.audience[0].part: no part 'module'",
        ),
        (
            _set("parts", [{"id": "a", "name": "A", "source": "guide"}] * 2),
            f"{STANFORD}.parts[1].id: is used by more than one part",
        ),
        (
            _set(
                "parts",
                [
                    {
                        "id": "a",
                        "name": "A",
                        "source": "guide",
                        "price": {"currency": "USD", "unit": "program"},
                    }
                ],
            ),
            f"{STANFORD}.parts[0].price: needs either an amount",
        ),
        (
            _set(
                "parts",
                [
                    {
                        "id": "a",
                        "name": "A",
                        "source": "guide",
                        "weeks": {"amount": 0, "unit": "program"},
                    }
                ],
            ),
            f"{STANFORD}.parts[a].weeks.amount: must be 0.1 or more",
        ),
        (
            _set(
                "fees",
                [{"kind": "tip", "amount": 1, "currency": "USD", "per": "once", "source": "guide"}],
            ),
            f"{STANFORD}.fees[0].kind: must be 'certificate'",
        ),
        (
            _set("enrolment", {"value": {"roles": ["physician", "nurse"]}, "source": "guide"}),
            f"{STANFORD}.enrolment.value.roles[1]: no role 'nurse'",
        ),
        (
            _set("countries", {"value": ["US", "UK"], "source": "guide"}),
            f"{STANFORD}.countries.value[1]: must be the ISO 3166 code of a country",
        ),
        (
            _set("languages", {"value": ["EN"], "source": "guide"}),
            f"{STANFORD}.languages.value[0]: must be the ISO 639-1 code of a language",
        ),
        (
            _set("status", {"value": {"state": "open"}, "source": "guide"}),
            f"{STANFORD}.status.value.state: must be 'offered', 'paused'",
        ),
        (
            _set(
                "status",
                {
                    "value": {"state": "offered", "start": "2027", "end": "2026-12"},
                    "source": "guide",
                },
            ),
            f"{STANFORD}.status.value: start is after end",
        ),
        (
            _set(
                "ce_credit/value",
                [{"system": "ama-pra-1", "start": "2026-05-02", "end": "2026-05-01"}],
            ),
            f"{STANFORD}.ce_credit.value[0]: start is after end",
        ),
        (
            _set("dates", {"value": {"start": "2027-02", "end": "2027-01"}, "source": "guide"}),
            f"{STANFORD}.dates.value: start is after end",
        ),
        (
            _set("price/conflicts/0/value", {"amount": "79", "currency": "USD", "unit": "month"}),
            f"{STANFORD}.price.conflicts[0].value.amount: must be a number",
        ),
        (
            _set("price/conflicts/0/value", {"currency": "USD", "unit": "month"}),
            f"{STANFORD}.price.conflicts[0].value: needs either an amount",
        ),
        (
            _set("audience/0/conflicts", [{"says": "no", "source": "guide", "value": "any"}]),
            f"{STANFORD}.audience[0].conflicts[0].value: unknown key",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, edit: Edit, message: str) -> None:
    with pytest.raises(DataError) as caught:
        load_catalog(_edited(tmp_path, edit))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "Value error" not in str(caught.value)


def test_an_id_belongs_to_one_program(tmp_path: Path) -> None:
    path = _edited(tmp_path, lambda document: document["programs"].append(document["programs"][0]))
    with pytest.raises(DataError, match=r"programs\[iabac-ai-healthcare\].id: is used by more"):
        load_catalog(path)


def test_a_provider_and_what_a_source_promotes_must_exist(tmp_path: Path) -> None:
    def edit(document: dict[str, Any]) -> None:
        document["programs"][0]["provider"] = "iabc"
        document["sources"]["guide"] |= {"promotes": ["ibac"], "publisher": "himms"}

    with pytest.raises(DataError) as caught:
        load_catalog(_edited(tmp_path, edit))
    places = (
        "sources[guide].promotes",
        "sources[guide].publisher",
        "programs[iabac-ai-healthcare].provider",
    )
    wrong = ("ibac", "himms", "iabc")
    near = ("iabac", "himss", "iabac")
    for fault, *said in zip(caught.value.faults, places, wrong, near, strict=True):
        assert fault.startswith("{}: no provider {!r}: did you mean {!r}".format(*said))


def test_a_namesake_is_a_program_of_the_catalogue_that_may_come_later(tmp_path: Path) -> None:
    def named(program: str) -> Edit:
        other = {"name": "Other", "source": "guide", "program": program}
        return lambda document: document["programs"][0].update({"not_to_confuse_with": [other]})

    last = BUNDLED.programs[-1].id
    (other,) = load_catalog(_edited(tmp_path, named(last))).programs[0].not_to_confuse_with
    assert other.program == last
    place = r"programs\[iabac-ai-healthcare\].not_to_confuse_with\[0\].program"
    with pytest.raises(DataError, match=rf"{place}: no program 'aigp': did you mean 'iapp-aigp'"):
        load_catalog(_edited(tmp_path, named("aigp")))


def test_the_first_five_faults_and_the_count_of_the_rest(tmp_path: Path) -> None:
    def edit(document: dict[str, Any]) -> None:
        for program in document["programs"]:
            program["facts"]["focus"]["source"] = "nobody"

    count = len(BUNDLED.programs)
    with pytest.raises(DataError, match=f"{count} faults") as caught:
        load_catalog(_edited(tmp_path, edit))
    assert len(caught.value.faults) == 6
    assert caught.value.faults[-1] == f"and {count - 5} more"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "certpick-test.json:1: there is nothing in it"),
        (b'{"a": 1,}', "certpick-test.json:1: a comma before }"),
        (b"[]", "certpick-test.json: must be an object"),
        (b"{}", "5 faults"),
    ],
)
def test_a_file_that_is_no_catalogue(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "certpick-test.json"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        load_catalog(path)
    assert message in str(caught.value)


@pytest.mark.slow
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_end_in_a_message(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.json"
    path.write_bytes(content)
    for load in (load_catalog, load_profile):
        try:
            load(path)
        except CertpickError as error:
            assert str(error)
            assert not any(ord(character) < 32 for character in str(error))


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*Profile.model_fields, "hours", "assumed"]), _JSON))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_in_any_answer_ends_in_a_message(tmp_path: Path, answers: dict[str, Any]) -> None:
    path = tmp_path / "me.json"
    path.write_text(json.dumps(answers))
    try:
        rank(BUNDLED, load_profile(path))
    except CertpickError as error:
        assert str(error)


@pytest.mark.slow
@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_value_in_any_fact_ends_in_a_message(tmp_path: Path, data: st.DataObject) -> None:
    facts = sorted(_stanford(json.loads((data_folder() / "programs.json").read_text("utf-8"))))
    name, value = data.draw(st.sampled_from(facts)), data.draw(_JSON)
    try:
        load_catalog(_edited(tmp_path, _set(name, value)))
    except CertpickError as error:
        assert str(error)


def test_the_bundled_catalogue_is_named_by_its_hash(catalog: Catalog) -> None:
    assert len(catalog.sha256) == 64


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("stanford", "stanford-ai-healthcare"),
        ("IABAC", "iabac-ai-healthcare"),
        ("Johns Hop", "johns-hopkins-ai-healthcare"),
        ("google-ai-essentials", "google-ai-essentials"),
        ("AIGP", "iapp-aigp"),
        ("harvard", "harvard-ai-health-care"),
        ("hopkins", "johns-hopkins-ai-healthcare"),
        ("google", "google-ai-essentials"),
        ("hms-ai-cl", "hms-ai-clinical-medicine"),
        ("harvard-ai", "harvard-ai-health-care"),
        ("Whiting", "jhu-whiting-ai-healthcare"),
        ("WHO", "who-ethics-ai-health"),
        ("Johns Hopkins AI", "johns-hopkins-ai-healthcare"),
        ("HMS strategies", "hms-ai-strategies-implementation"),
        ("stanford ai healthcare", "stanford-ai-healthcare"),
        ("queens", "queens-ai-healthcare"),
        ("QUEEN\N{RIGHT SINGLE QUOTATION MARK}S", "queens-ai-healthcare"),
        ("ＳＴＡＮＦＯＲＤ", "stanford-ai-healthcare"),
    ],
)
def test_a_part_of_a_name_means_a_program(text: str, program: str) -> None:
    assert BUNDLED.find(text).id == program


@pytest.mark.parametrize("text", ["con", "|", "=1+1", "1", "", " ", "arvard", "a", "certpick"])
def test_what_is_no_word_of_a_name_means_nothing(text: str) -> None:
    with pytest.raises(UsageError, match="no program"):
        BUNDLED.find(text)


def test_a_whole_word_beats_the_beginning_of_another() -> None:
    nurse = make_program("nurse-ai", "harvard")
    both = make_catalog(nurse, make_program("nursery-ai", "harvard"))
    assert both.find("nurse") is nurse
    with pytest.raises(UsageError, match="can mean 2 programs") as caught:
        both.find("nurs")
    assert caught.value.candidates == ("nurse-ai", "nursery-ai")


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_name_is_the_same_in_every_form_and_script(form: Any) -> None:
    named = [
        replace(make_program(f"n{at}", "harvard"), name=name)
        for at, name in enumerate(("IA à Montréal", "北京大学 医学人工智能", "보건 AI 과정"))
    ]
    book = make_catalog(*named)
    for program in named:
        assert book.find(normalize(form, program.name)) is program
    for word, at in (("montreal", 0), ("MONTRÉAL", 0), ("北京大学", 1), ("과정", 2)):
        assert book.find(normalize(form, word)) is named[at]


def test_a_name_of_two_programs_asks() -> None:
    harvard = BUNDLED.find("harvard")
    other = replace(harvard, id="harvard-other", name="Other")
    both = replace(BUNDLED, programs=(harvard, other))
    with pytest.raises(UsageError, match="can mean 2 programs"):
        both.find("Harvard")
    assert both.find("harvard-other") is other


def test_a_part_of_many_names_asks_and_a_miss_suggests() -> None:
    with pytest.raises(UsageError, match="can mean") as caught:
        BUNDLED.find("ai")
    assert "iabac-ai-healthcare" in (caught.value.hint or "")
    with pytest.raises(UsageError, match="no program 'standford'") as caught:
        BUNDLED.find("standford")
    assert caught.value.hint == "did you mean stanford-ai-healthcare?"
