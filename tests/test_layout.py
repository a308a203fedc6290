"""`catalog format`: a fact a line, keys in one order, the same bytes again and again."""

import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from test_broken_files import _suite

from certpick import CertpickError
from certpick.catalog.encodings import decoded
from certpick.keeping.layout import formatted

PROGRAMS = ROOT / "data" / "programs.json"


def test_the_bundled_file_is_laid_out() -> None:
    text = PROGRAMS.read_text("utf-8")
    assert formatted(text, "x") == text


def _shuffled(value: Any, by_id: bool, draw: random.Random) -> Any:
    """Return a value with the keys of its records in another order; ids keep theirs."""
    if isinstance(value, list):
        return [_shuffled(each, False, draw) for each in value]
    if not isinstance(value, dict):
        return value
    items = list(value.items())
    if not by_id:
        draw.shuffle(items)
    ids = ("sources", "providers", "by_role", "by_title")
    return {key: _shuffled(each, key in ids, draw) for key, each in items}


@pytest.mark.parametrize("indent", [None, 0, 4])
def test_whatever_the_order_of_keys_and_the_blanks_the_bytes_are_the_same(
    indent: int | None,
) -> None:
    text = PROGRAMS.read_text("utf-8")
    other = _shuffled(json.loads(text), False, random.Random(indent))  # noqa: S311
    written = json.dumps(other, indent=indent, ensure_ascii=indent == 0)
    assert formatted(written.replace("\n", "\r\n"), "x") == text


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)  # fmt: skip
_KEYS = [
    "$schema",
    "programs",
    "roles",
    "facts",
    "topics",
    "id",
    "patch",
    "sources",
    "caveats",
    "x",
]
_NESTED = st.recursive(
    _JSON,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner),
    max_leaves=20,
)


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from(_KEYS), _NESTED), st.sampled_from([None, 1]))
def test_any_json_is_laid_out_once_and_says_the_same(
    document: dict[str, Any], indent: int | None
) -> None:
    text = json.dumps(document, indent=indent)
    found = formatted(text, "x")
    assert json.loads(found) == document
    assert formatted(found, "x") == found


def test_every_file_of_the_json_test_suite_is_laid_out_or_refused() -> None:
    done = 0
    for name, content in _suite():
        try:
            found = formatted(decoded(content, name), name)
        except CertpickError:
            continue
        done += 1
        assert formatted(found, name) == found
        assert found.encode()
    assert done > 100


def test_numbers_and_texts_stay_as_they_are() -> None:
    text = '{"b": [1.0, 1e2, -0, 12345678901234567890, 0.10], "a": ["é", "\\u0001", "\\ud800", "\\u200b"]}'
    lines = [
        '  "b": [1.0, 1e2, -0, 12345678901234567890, 0.10],',
        '  "a": ["é", "\\u0001", "\\ud800", "\\u200b"]',
    ]
    assert formatted(text, "x") == "\n".join(["{", *lines, "}", ""])


def test_an_own_catalogue_has_a_line_for_each_fact() -> None:
    """A patch, rows of the role table, and keys that nobody knows stand in their places."""
    document = {
        "roles": {"roles": [{"topics": [{"source": "s", "topic": "t"}], "id": "r", "label": "R"}]},
        "programs": [
            {
                "facts": {"pacing": None, "price": {"source": "s", "value": {"unit": "program", "amount": 3}}, "topics": []},
                "zzz": {"a": [1]}, "patch": True, "id": "one",
            }
        ],
        "$schema": "x.json", "hide": ["two"],
    }  # fmt: skip
    assert (
        formatted(json.dumps(document), "x")
        == """\
{
  "$schema": "x.json",
  "hide": ["two"],
  "roles": {
    "roles": [
      {
        "id": "r",
        "label": "R",
        "topics": [
          {"topic": "t", "source": "s"}
        ]
      }
    ]
  },
  "programs": [
    {
      "id": "one",
      "patch": true,
      "facts": {
        "topics": [],
        "price": {"value": {"amount": 3, "unit": "program"}, "source": "s"},
        "pacing": null
      },
      "zzz": {"a": [1]}
    }
  ]
}
"""
    )


def test_a_file_is_laid_out_in_its_place(cli: Callable[..., Run], tmp_path: Path) -> None:
    """Only where it changes, and with the rights that it had."""
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text('{\n  "a": 1\n}\n')
    bad.write_bytes(b'\xef\xbb\xbf{"a": 1}')
    bad.chmod(0o600)
    run = cli("catalog", "format", "--check", str(good), str(bad))
    assert (run.code, run.out) == (1, f"{bad}: would be laid out anew\n")
    assert bad.read_bytes() == b'\xef\xbb\xbf{"a": 1}'
    before = good.stat().st_mtime_ns
    run = cli("catalog", "format", str(good), str(bad))
    assert (run.code, run.out, run.err) == (0, "", f"wrote {bad}\n")
    assert bad.read_text() == good.read_text()
    assert sys.platform == "win32" or bad.stat().st_mode & 0o777 == 0o600
    assert good.stat().st_mtime_ns == before
    assert cli("catalog", "format", "--check", str(good), str(bad)).code == 0


def test_what_is_not_json_is_not_touched(cli: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{"a": 1,}')
    run = cli("catalog", "format", str(path))
    assert (run.code, run.out) == (1, "")
    assert "a comma before }" in run.err
    assert path.read_text() == '{"a": 1,}'
