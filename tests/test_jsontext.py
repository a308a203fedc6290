"""JSON as a person wrote it: the value that Python reads, and the place of every part."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certpick import DataError
from certpick.catalog.json_positions import Places, layout, parsed

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
    max_leaves=20,
)  # fmt: skip


@given(_VALUES, st.sampled_from([None, 0, 3]))
def test_a_json_text_is_read_as_python_reads_it(value: Any, indent: int | None) -> None:
    assert parsed(json.dumps(value, indent=indent), "x") == value


@pytest.mark.slow
@given(st.dictionaries(st.text("abc"), _VALUES), st.lists(_VALUES), st.sampled_from([None, 2]))
def test_the_long_list_is_left_in_the_text(
    rest: dict[str, Any], entries: list[Any], indent: int | None
) -> None:
    text = json.dumps({**rest, "programs": entries, "last": 1}, indent=indent)
    value, spans, ids = layout(text, "x", "programs")
    assert value == {**rest, "programs": [], "last": 1}
    assert [json.loads(text[start:end]) for start, end in spans] == entries
    assert ids == ()


def test_the_ids_of_the_long_list_are_known() -> None:
    entries = [{"id": "one"}, {"name": "two"}, 3, {"id": 4}, {"id": "five"}]
    assert layout(json.dumps({"programs": entries}), "x", "programs").ids == ("one", "five")


@given(st.text('{}[]:," ab01\n\\-'))
def test_what_python_refuses_is_refused(text: str) -> None:
    """Keys that stand twice, which Python lets pass, are refused too."""
    try:
        json.loads(text)
    except ValueError:
        for long_list in (None, "a"):
            with pytest.raises(DataError):
                layout(text, "x", long_list)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"programs": [1,]}', "x:1: a comma before ] (column 16)"),
        ('{"programs": [1 2]}', "x:1: no comma between two entries"),
        ('{"programs": [1]} x', "x:1: more after the end"),
        ('{"programs": [1], "programs": []}', "the key 'programs' stands twice"),
        ('{"programs": [\n{"a": 1, "a": 2}]}', "the key 'a' stands twice"),
        ('{\n\n"programs" [1]}', "x:3: no colon behind the key 'programs'"),
    ],
)
def test_a_fault_in_the_text_is_told(text: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        layout(text, "x", "programs")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("facts.price.value", '"value"'),
        ("facts.price", '"price"'),
        ("topics[1].topic", '"topic": "two"'),
        ("sources[guide].title", '"title"'),
        ("facts.nothing.at.all", '"facts"'),
        ("topics[7]", '"topics"'),
        ("parts[b].price", '"price": 2'),
        ("", "{"),
    ],
)
def test_a_place_is_found_in_the_text(place: str, found: str) -> None:
    text = """{
      "sources": {"guide": {"title": "\\"facts\\": {"}},
      "topics": [{"topic": "one"}, {"topic": "two"}],
      "parts": [{"id": "a", "price": 1}, {"id": "b", "price": 2}],
      "facts": {"price": {"value": 1}}
    }"""
    offset = Places(text).offset(0, place)
    assert text[offset:].startswith(found.partition(":")[0])
    if place in ("topics[1].topic", "parts[b].price"):
        assert text[offset:].startswith(found)
