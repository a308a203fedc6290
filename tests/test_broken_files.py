"""Broken files: each mistake is told with its line and what a person should do about it."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from hypothesis import given
from hypothesis import strategies as st
from making import fact
from test_checking import TODAY

from certpick import CertpickError, DataError
from certpick.catalog.encodings import decoded
from certpick.catalog.json_mistakes import NotJsonError, line_of, told
from certpick.catalog.json_positions import parsed
from certpick.catalog.loader import load_roles
from certpick.catalog.reader import open_catalog, read_over
from certpick.keeping.lint import check
from certpick.keeping.sifting import Sifted
from certpick.profile.file import parse_profile
from certpick.render.documents.keepers import checks_document
from certpick.render.lint import findings_text

_STRAIGHT = 'type straight ones: ", and switch off smart quotes where you write'
_SAVE = "save it as UTF-8: in Notepad or TextEdit, Save as, Encoding: UTF-8"
# What is wrong in a file, the line, and what is said.
MISTAKES: list[tuple[str | bytes, int, str]] = [
    # a comma too many, or none
    ('{"a": 1,\n "b": [2, 3],\n}', 2, "a comma before } (column 13): delete the comma"),
    ('{"a": [1,\n  2,\n]}', 2, "a comma before ] (column 4): delete the comma"),
    ('{"a": 1,, "b": 2}', 1, "a comma with nothing before it (column 9): delete the comma"),
    ('{\n, "b": 2}', 2, "a comma with nothing before it: delete the comma"),
    ('{"a": 1\n "b": 2}', 1, "no comma between two entries (column 8): write a comma"),
    ('{"a": {} "b": 2}', 1, "no comma between two entries (column 9): write a comma"),
    ('{"a": 1; "b": 2}', 1, "a semicolon between two entries (column 8): write a comma"),
    # a comment
    ('{\n// ours\n"a": 1}', 2, "a comment, which JSON does not have: delete it, or write it as the note of a fact"),
    ('{"a": 1 # ours\n}', 1, "a comment, which JSON does not have (column 9): delete it, or write it as the note of a fact"),
    ('{"a": /* x\n */ 1}', 1, "a comment, which JSON does not have (column 7): delete it, or write it as the note of a fact"),
    # quotes
    ('{\n"a": “b”}', 2, f"curly quotation marks: “b” (column 6): {_STRAIGHT}"),
    ('{“a”: 1}', 1, f"curly quotation marks: “a” (column 2): {_STRAIGHT}"),
    ('{"a": "b”,\n"c": 1}', 1, f"a text that ends with a curly quotation mark (column 7): {_STRAIGHT}"),
    ("{'a': 1}", 1, "a text in single quotes: 'a' (column 2): write \"a\""),
    ("{\"a\": 'it'}", 1, "a text in single quotes: 'it' (column 7): write \"it\""),
    ("{name: 1}", 1, 'the key name without quotes (column 2): write "name"'),
    ('{"a": Acme Health}', 1, 'a text without quotes: Acme Health (column 7): write "Acme Health"'),
    ('{"a": https://x.org/y}', 1, 'a text without quotes: https://x.org/y (column 7): write "https://x.org/y"'),
    ('{"a": 2026-11-22}', 1, 'a text without quotes: 2026-11-22 (column 7): write "2026-11-22"'),
    ('{"a": "the "best" one"}', 1, r'a text goes on after its quotation mark (column 12): write \" for one within a text, or close the text before it'),
    # words and numbers
    ('{"a": False}', 1, "False is not how JSON writes it (column 7): write false"),
    ('{"a": None}', 1, "None is not how JSON writes it (column 7): leave out what is unknown, or write null"),
    ('{"a": N/A}', 1, "N/A is not how JSON writes it (column 7): leave out what is unknown, or write null"),
    ('{"a": yes}', 1, "yes without quotes (column 7): write true"),
    ('{"a": NaN}', 1, "NaN is not a number that JSON knows (column 7): leave out what is unknown"),
    ('{"a": 1,500}', 1, "a number with a comma: 1,500 (column 7): write 1500"),
    ('{"a": 12,345,678.50, "b": 1}', 1, "a number with a comma: 12,345,678.50 (column 7): write 12345678.50"),
    ('{"a": $1,500}', 1, "an amount with its sign: $1,500 (column 7): write the number alone: 1500"),
    ('{"a": 007}', 1, "a number that begins with 0: 007 (column 7): write 7, or put it in double quotes"),
    ('{"a": .5}', 1, "a number that JSON does not know: .5 (column 7): write 0.5"),
    ('{"a": 50%}', 1, "a number with a percent sign: 50% (column 7): put it in double quotes, or write the number alone"),
    ('{"a": ' + "1" * 5000 + "}", 1, "a number of 5000 digits (column 7): write it shorter"),
    # within a text
    ('{"a": "x\ty"}', 1, r"a tab within a text (column 9): type blanks in its place, or \t"),
    ('{"a": "x\ny"}', 1, "the text that begins here is not closed on its line (column 7): close the text on the line where it begins"),
    ('{"a": "x\x02y"}', 1, "the character U+0002 in a text (column 9): delete it"),
    (r'{"a": "C:\docs"}', 1, r"a single backslash in a text (column 10): write it twice: \\"),
    ('{"a":\n\u00a01}', 2, "an invisible character, U+00A0: delete it, or type a blank"),
    # keys
    ('{"a": 1,\n\n "a": 2}', 3, "the key 'a' stands twice, first on line 1 (column 2): delete one of the two"),
    ('{"a" 1}', 1, "no colon behind the key 'a' (column 5): write a colon and a value behind it"),
    ('{"a" = 1}', 1, "= behind the key 'a' (column 6): write a colon: :"),
    ('{"a": , "b": 1}', 1, "nothing behind the key 'a' (column 7): write a value, or leave the key out"),
    ('{{"a": 1}}', 1, '{ where a key in double quotes must stand (column 2): an entry of { } is written "key": value'),
    # brackets, and files that are cut off
    ('{"a": [1, 2}', 1, "} where ] must close the [ of line 1 (column 12): write ], or look for a bracket too many above"),
    ('{"a": 1}}', 1, "} closes nothing that is open (column 9): delete it"),
    ('{"a": 1}\n{"b": 2}', 2, "more after the end: one { } holds everything: delete the rest"),
    ('{"a": {\n"b": [1,\n', 2, "the file ends here, and the [ of line 2 is not closed (column 9): was it cut off? Copy it again, or write ]"),
    ('{"a":\n"hel', 2, "the file ends within the text of line 2 (column 5): was it cut off? Copy it again, or close the text"),
    ("[" * 3000, 1, "more brackets within brackets than can be read: is it the right file?"),
    # other files
    ("", 1, "there is nothing in it: was it saved? JSON begins with {"),
    (" \n\n", 1, "there is nothing in it: was it saved? JSON begins with {"),
    ("<!DOCTYPE html>", 1, "it begins with <, not with {: is it the right file?"),
    ('{"a": "é"}'.encode("utf-16"), 1, f"it is saved as UTF-16: {_SAVE}"),
    ('{"a": "é"}'.encode("utf-16-be"), 1, f"it is saved as UTF-16: {_SAVE}"),
    ('{"a": "é"}'.encode("utf-32"), 1, f"it is saved as UTF-32: {_SAVE}"),
    ('{\n"a": "é"}'.encode("latin-1"), 2, f"'é' is saved as Windows-1252 or Latin-1 (column 7): {_SAVE}"),
    (b"\xef\xbb\xbf" + '{"€a": '.encode() + b'"\xff"}', 1, f"'ÿ' is saved as Windows-1252 or Latin-1 (column 9): {_SAVE}"),
    (b'{"a": "\x81"}', 1, f"byte 8 is not UTF-8 text (column 8): {_SAVE}"),
    (b"PK\x03\x04\x14", 1, "it is a document of Word or Excel, or another zip file: save it as plain text with the encoding UTF-8"),
    (rb"{\rtf1\ansi {}}", 1, "it is text with formats (RTF): save it as plain text with the encoding UTF-8"),
    (bytes(4096), 1, "it is no text: it begins with zeros: save it as plain text with the encoding UTF-8"),
]  # fmt: skip


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


@pytest.mark.parametrize(("content", "line", "message"), MISTAKES, ids=range(len(MISTAKES)))
def test_a_mistake_is_told_with_its_line_and_what_to_do(
    content: str | bytes, line: int, message: str
) -> None:
    text = open_catalog(_bytes(content), "mine.json")
    first = text.mistakes[0]
    assert (line_of(text.text, first.at), told(text.text, first)) == (line, message)
    assert f"mine.json:{line}: error: {message}\n" in findings_text(
        text, Sifted(check(text, None, load_roles(), TODAY))
    )


@pytest.mark.parametrize("content", [one for one, *_ in MISTAKES], ids=range(len(MISTAKES)))
def test_a_mistake_whose_meaning_is_plain_hides_no_other(content: str | bytes) -> None:
    """What follows is told only where it is known what it is: one mistake is never two."""
    text = open_catalog(_bytes(content), "mine.json")
    assert len(text.mistakes) == 1


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    content = '{\'a\': 1,500,\n "b": False, // no\n "c": “d”,\n}'
    text = open_catalog(content.encode(), "mine.json")
    said = [(line_of(text.text, one.at), one.message) for one in text.mistakes]
    assert said == [
        (1, "a text in single quotes: 'a'"),
        (1, "a number with a comma: 1,500"),
        (2, "False is not how JSON writes it"),
        (2, "a comment, which JSON does not have"),
        (3, "curly quotation marks: “d”"),
        (3, "a comma before }"),
    ]


def test_a_check_tells_mistakes_like_all_others(cli: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{\n"as_of": 1,500,\n}')
    run = cli("catalog", "check", str(path))
    assert (run.code, run.err) == (1, "")
    first, second, last = run.out.splitlines()
    assert first == f"{path}:2: error: a number with a comma: 1,500 (column 10): write 1500"
    assert second == f"{path}:2: error: a comma before }} (column 15): delete the comma"
    assert last.endswith("2 errors, 0 warnings")
    run = cli("catalog", "check", str(path), "--json")
    assert run.code == 1
    assert [one["line"] for one in run.json()["findings"]] == [2, 2]
    assert run.json()["findings"][1]["message"] == "a comma before } (column 15): delete the comma"


@pytest.mark.parametrize("option", ["--catalog", "--profile"])
def test_a_file_to_be_used_is_told_as_one_line_and_a_hint(
    cli: Callable[..., Run], tmp_path: Path, option: str
) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{\n"as_of": "2026-11-22",\n}')
    run = cli("rank", "--role", "physician", option, str(path))
    message = f"{path}:2: a comma before }} (column 22)"
    assert (run.code, run.out) == (1, "")
    assert run.err == f"certpick: {message}\nhint: delete the comma\n"
    error = json.loads(cli("rank", "--role", "physician", option, str(path), "--json").err)["error"]
    assert (error["message"], error["hint"]) == (message, "delete the comma")


def test_several_mistakes_of_a_file_to_be_used_are_listed(
    cli: Callable[..., Run], tmp_path: Path
) -> None:
    path = tmp_path / "mine.json"
    path.write_text("{" + "\n'a': 1," * 7 + '"b": 2}')
    run = cli("rank", "--role", "physician", "--catalog", str(path))
    head, *rest = run.err.splitlines()
    assert head == f"certpick: {path}: not JSON: 13 mistakes"
    assert rest[0] == "  line 2: a text in single quotes: 'a': write \"a\""
    assert rest[-1] == "  and 8 more"
    assert len(rest) == 6


@given(st.text("{}[]:,\" ab01\n\\-'“”/#.e;=\t"))
def test_what_is_refused_has_a_mistake_and_what_is_read_has_none(text: str) -> None:
    try:
        value = json.loads(text)
    except ValueError:
        with pytest.raises(NotJsonError) as caught:
            parsed(text, "x")
        assert all(0 <= one.at <= len(text) for one in caught.value.mistakes)
    else:
        try:
            assert parsed(text, "x") == value
        except NotJsonError as error:
            assert ["stands twice" in one.message for one in error.mistakes] == [True]


NO_ID = "must be lower-case words and digits with hyphens"
# Facts and heads that are JSON but have another form, where, and what is said.
FORMS: list[tuple[dict[str, Any], str, str]] = [
    ({"proctored": True}, "facts.proctored", 'must be an object in braces: write {"value": true, "source": "id of a source"}'),
    ({"framework": "EDISON"}, "facts.framework", 'must be an object in braces: write {"value": "EDISON", "source": "id of a source"}'),
    ({"price": 300}, "facts.price", 'must be an object in braces: write {"value": {"amount": 300, "currency": "USD", "unit": "program"}, "source": "id of a source"}'),
    ({"price": fact(300)}, "facts.price.value", 'must be an object in braces: write {"amount": 300, "currency": "USD", "unit": "program"}'),
    ({"weeks": fact(6)}, "facts.weeks.value", 'must be an object in braces: write {"amount": 6, "unit": "program"}'),
    ({"hours_per_week": fact(5)}, "facts.hours_per_week.value", 'must be an object in braces: write {"low": 5, "high": 5}'),
    ({"dates": fact("2027")}, "facts.dates.value", 'must be an object in braces: write {"start": "2027"}'),
    ({"languages": "en"}, "facts.languages", 'must be an object in braces: write {"value": ["en"], "source": "id of a source"}'),
    ({"ce_credit": "ama-pra-1"}, "facts.ce_credit", 'must be an object in braces: write {"value": [{"system": "ama-pra-1"}], "source": "id of a source"}'),
    ({"topics": ["ethics-bias"]}, "facts.topics[0]", 'must be an object in braces: write {"topic": "ethics-bias", "source": "id of a source"}'),
    ({"audience": {"role": "physician"}}, "facts.audience", "must be a list in brackets: [ ]"),
    ({"proctored": {"value": True}}, "facts.proctored.source", "is missing: the id of a source that says so"),
    ({"proctored": {"source": "guide"}}, "facts.proctored.value", 'is missing: a fact is {"value": what it says, "source": "id of a source"}'),
    ({"proctored": fact("yes")}, "facts.proctored.value", "must be true or false, without quotes"),
    ({"courses": fact("3")}, "facts.courses.value", "must be a whole number, without quotes"),
    ({"level": fact(7)}, "facts.level.value", "must be a text in quotes"),
    ({"pirce": fact(7)}, "facts.pirce", "unknown key: did you mean 'price'?"),
    ({"level": fact("x", qoute="y")}, "facts.level.qoute", "unknown key: did you mean 'quote' or 'note'?"),
    ({"delivery": fact("on-line")}, "facts.delivery.value", "must be 'online', 'onsite' or 'blended': did you mean 'online' or 'onsite'?"),
    ({"level": fact("x", "giude")}, "facts.level.source", "no source 'giude': did you mean 'guide'?"),
    ({"topics": [{"topic": "ethics-bais", "source": "guide"}]}, "facts.topics[0].topic", "no topic 'ethics-bais': did you mean 'ethics-bias'?"),
    ({"audience": [{"role": "physican", "level": "named", "source": "guide"}]}, "facts.audience[0].role", "no role 'physican': did you mean 'physician'?"),
    ({"topics": [{"topic": "Patient Safety", "source": "guide"}]}, "facts.topics[0].topic", f"{NO_ID}: write 'patient-safety'"),
    ({"topics": [{"topic": "Ethics and bias", "source": "guide"}]}, "facts.topics[0].topic", f"{NO_ID}: did you mean 'ethics-bias'?"),
    ({"topics": [{"topic": "Ölfarben", "source": "guide"}]}, "facts.topics[0].topic", NO_ID),
    ({"audience": [{"role": "Nurse Leaders", "level": "named", "source": "guide"}]}, "facts.audience[0].role", f"{NO_ID}: did you mean 'nurse-leader'?"),
    ({"audience": [{"role": "physician", "when": "Leadership", "level": "named", "source": "guide"}]}, "facts.audience[0].when", f"{NO_ID}: write 'leadership'"),
    ({"price": fact({"by_role": {"Nurse leader": 3}, "currency": "USD", "unit": "program"})}, "facts.price.value.by_role.Nurse leader", f"{NO_ID}: write 'nurse-leader'"),
    ({"parts": [{"id": "Module 1", "name": "One", "source": "guide"}]}, "facts.parts[Module 1].id", f"{NO_ID}: write 'module-1'"),
]  # fmt: skip


def _file(facts: dict[str, Any]) -> dict[str, Any]:
    known = {"focus": fact("healthcare-ai"), **facts}
    program = {"id": "one", "name": "One", "provider": "acme", "facts": known}
    source = {"title": "Page", "kind": "independent", "checked": "2026-11-22"}
    return {
        "schema_version": 1, "as_of": "2026-11-22",
        "sources": {"course-list": source, "guide": source},
        "providers": {"acme": {"name": "Acme", "short": "Acme"}}, "programs": [program],
    }  # fmt: skip


@pytest.mark.parametrize(("facts", "place", "message"), FORMS, ids=range(len(FORMS)))
def test_another_form_is_told_with_the_right_one(
    facts: dict[str, Any], place: str, message: str
) -> None:
    text = open_catalog(json.dumps(_file(facts), indent=1).encode(), "mine.json")
    found = check(text, None, load_roles(), TODAY)
    errors = {one.place: one.message for one in found if one.severity == "error"}
    assert errors == {f"programs[one].{place}": message}


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        ({"sourcse": {}}, "sourcse", "unknown key: did you mean 'sources'?"),
        ({"providers": {"acme": "Acme"}}, "providers.acme", 'must be an object in braces: write {"name": "Acme", "short": "Acme"}'),
        ({"programs": {}}, "programs", "must be a list in brackets: [ ]"),
        ({"as_of": "22.11.2026"}, "as_of", "must be a date: YYYY-MM-DD"),
    ],
)  # fmt: skip
def test_another_head_is_told_with_the_right_one(
    change: dict[str, Any], place: str, message: str
) -> None:
    text = open_catalog(json.dumps({**_file({}), **change}).encode(), "mine.json")
    assert (place, message) in [(one.place, one.message) for one in text.faults]


def test_an_unknown_answer_of_a_profile_is_told_with_the_nearest() -> None:
    with pytest.raises(DataError, match="bugdet: unknown key: did you mean 'budget'"):
        parse_profile(b'{"bugdet": 3}', "me.json")


def _suite() -> Iterator[tuple[str, bytes]]:
    """Yield every file of JSONTestSuite."""
    path = ROOT / "tests" / "data" / "json_test_suite.json"
    for name, content in json.loads(path.read_text("utf-8")).items():
        if isinstance(content, dict):
            content = content["repeat"] * content["times"] + content["end"]
        yield name, content.encode("latin-1")


def test_every_file_of_the_json_test_suite_is_read_or_told_in_time() -> None:
    """No traceback, as a catalogue or as a profile, and each within two seconds."""
    files = list(_suite())
    assert len(files) == 340
    for name, content in files:
        start = time.monotonic()
        text = open_catalog(content, name)
        checks_document(text, Sifted(check(text, None, load_roles(), TODAY)), TODAY)
        with pytest.raises(DataError):
            read_over(None, text, load_roles())
        try:
            parse_profile(content, name)
        except CertpickError as error:
            assert str(error).startswith(name)
        assert time.monotonic() - start < 2, name


def test_the_json_test_suite_is_read_as_it_says() -> None:
    """But for keys that stand twice, what it calls JSON is read, and nothing that is none."""
    refused = {name for name, content in _suite() if _is_refused(content)}
    names = {name for name, _ in _suite()}
    assert {name for name in names if name.startswith("n_")} <= refused
    twice = {"y_object_duplicated_key", "y_object_duplicated_key_and_value"}
    assert {name for name in refused if name.startswith("y_")} == twice


def _is_refused(content: bytes) -> bool:
    try:
        parsed(decoded(content, "x"), "x")
    except NotJsonError:
        return True
    return False
