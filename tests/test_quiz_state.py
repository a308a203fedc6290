"""What an interrupted quiz keeps, and what is made of it when it cannot be used any more."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import BUNDLED

from certpick import Profile, UsageError
from certpick.errors import DataError
from certpick.quiz import state
from certpick.quiz.engine import Quiz, answered, check, next_question, overview
from certpick.quiz.questions import TitledRole

if sys.platform == "win32":
    pytest.skip("keeps its state elsewhere", allow_module_level=True)
QUIZ = Quiz(
    BUNDLED,
    Profile(budget=3000, situations=("manages",)),
    answers=(
        ("role", TitledRole("nurse-leader", "charge nurse")),
        ("hours_per_week", None),
        ("cme", "helpful"),
        ("priority", ("portability",)),
    ),
    drafts=(("weeks", 13.0),),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which answers are kept."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    (tmp_path / "certpick").mkdir()
    return tmp_path / "certpick"


def kept(folder: Path, **changed: Any) -> state.Kept:
    """Return what is read of a document with these answers."""
    document = {"version": 1, "given": {}, "answers": [], "drafts": [], **changed}
    (folder / "quiz.json").write_text(json.dumps(document), "utf-8")
    return state.load(BUNDLED)


def test_what_is_kept_comes_back(folder: Path) -> None:
    state.save(QUIZ)
    assert (folder / "quiz.json").exists()
    assert state.load(BUNDLED) == (QUIZ, ())


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("shoe", 43, "shoe 43"),
        ("role", "xyzzy", 'Role "xyzzy"'),
        ("role", None, "Role null"),
        ("role", {"a": 1}, 'Role {"a": 1}'),
        ("role", ["nurse-leader"], 'Role ["nurse-leader"]'),
        ("role", ["xyzzy", "charge nurse"], 'Role ["xyzzy", "charge nurse"]'),
        ("situations", ["manages", "nope"], 'True of you ["manages", "nope"]'),
        ("situations", None, "True of you null"),
        ("cme", [], "CME credit []"),
        ("budget", -1, "Budget -1"),
        ("weeks", "soon", 'Deadline "soon"'),
    ],
)
def test_one_answer_that_is_none_any_more_is_named_and_the_rest_stay(
    folder: Path, name: str, value: Any, named: str
) -> None:
    rest = [["hours_per_week", 4.0], ["pacing", None]]
    found = kept(folder, answers=[[name, value], *rest], drafts=[[name, value]])
    assert found.left_out == (named,)
    assert found.quiz.answers == (("hours_per_week", 4.0), ("pacing", None))
    assert found.quiz.drafts == ()


def test_an_option_that_is_none_any_more_is_named_too(folder: Path) -> None:
    found = kept(folder, given={"budget": 3000, "shoe": 43, "situations": ["nope"]})
    assert found.left_out == ("shoe 43", 'True of you ["nope"]')
    assert found.quiz.given == Profile(budget=3000)


@pytest.mark.parametrize(
    "content",
    [
        *("", "[", "[]", "3", "[" * 100_000, '{"version": 2, "given": {}, "answers": []}'),
        '{"version": 1, "given": [], "answers": [], "drafts": []}',
        '{"version": 1, "given": {}, "answers": [[]], "drafts": []}',
    ],
)
def test_what_cannot_be_read_at_all_is_said_to_be(folder: Path, content: str) -> None:
    (folder / "quiz.json").write_text(content, "utf-8")
    with pytest.raises(DataError, match="cannot read the answers kept in"):
        state.load(BUNDLED)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["role", "physician", "cme"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
_NAMES = st.sampled_from(["role", "budget", "cme", "situations", "priority", "weeks", "shoe"])


@given(st.lists(st.tuples(_NAMES, _JSON), max_size=4), st.dictionaries(_NAMES, _JSON))
@settings(max_examples=60)
def test_whatever_is_kept_the_quiz_goes_on(
    answers: list[tuple[str, Any]], options: dict[str, Any]
) -> None:
    document = {"given": options, "answers": answers, "drafts": answers}
    quiz = state._read(json.loads(json.dumps(document)), BUNDLED).quiz
    check(quiz)
    assert next_question(quiz) or overview(quiz)


def test_where_nobody_may_look_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", f"/{'long' * 100}")  # the system refuses to look there
    assert not state.is_kept()
    with pytest.raises(DataError, match="no answers are kept"):
        state.load(BUNDLED)
    state.forget()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may search every folder")
@pytest.mark.parametrize("closed", [".", "certpick"])
def test_in_a_folder_that_may_not_be_searched_nothing_is_kept(folder: Path, closed: str) -> None:
    state.save(QUIZ)
    shut = folder.parent / closed
    shut.chmod(0)
    try:
        assert not state.is_kept()
        with pytest.raises(DataError, match="no answers are kept"):
            state.load(BUNDLED)
    finally:
        shut.chmod(0o700)


def test_answers_that_contradict_an_option_are_refused_when_they_are_given() -> None:
    weights = {"domain": 1, "rigor": 1, "portability": 1, "cme": 1}
    quiz = Quiz(BUNDLED, Profile.model_validate({"role": "administrator", "weights": weights}))
    check(quiz)
    check(answered(quiz, "cme", "required"))
    for value in ("no", None):
        with pytest.raises(UsageError, match="no CME is wanted"):
            check(answered(quiz, "cme", value))
