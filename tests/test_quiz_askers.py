"""The two terminals: lists drawn by questionary, and one line at a time."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from making import BUNDLED
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from certpick import Profile
from certpick.quiz.engine import Quiz, profile_of
from certpick.quiz.plain import Plain
from certpick.quiz.prompts import Prompts
from certpick.quiz.questions import Move, Question, TitledRole, questions
from certpick.quiz.session import run

TODAY = date(2026, 11, 22)
TABLE = {question.id: question for question in questions(BUNDLED.roles, TODAY)}
CHARGE_NURSE = TitledRole("nurse-leader", "charge nurse")
DOWN, ENTER, ESCAPE, CTRL_C, CTRL_U = "\x1b[B", "\r", "\x1b", "\x03", "\x15"
CTRL_BACKSLASH = "\x1c"


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    """Return an input to type into before a question is asked."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


def prompts() -> Prompts:
    """Return the adapter, drawing nowhere."""
    return Prompts(BUNDLED, DummyOutput())


@pytest.mark.parametrize(
    ("name", "start", "typed", "value"),
    [
        ("role", "physician", DOWN * 2 + ENTER, "nurse-leader"),
        ("cme", "helpful", ENTER, "helpful"),
        ("budget", None, ENTER, None),
        ("budget", None, DOWN + ENTER, 0),
        ("budget", 3000.0, ENTER, 3000),
        ("priority", None, DOWN * 2 + ENTER, ("assessment_rigor",)),
        ("situations", (), ENTER, ()),
        ("situations", (), " " + DOWN + " " + ENTER, ("leadership", "manages")),
        ("situations", ("manages",), ENTER, ("manages",)),
        ("budget", None, DOWN * 6 + ENTER + "2500" + ENTER, 2500),
        ("role", "physician", DOWN * 5 + ENTER + "CNO" + ENTER, ("nurse-leader", "CNO")),
        (
            "role",
            "physician",
            DOWN * 5 + ENTER + "CMIO" + ENTER + DOWN + ENTER,
            ("informatics", "CMIO"),
        ),
    ],
)
def test_keys_give_a_value(keys: PipeInput, name: str, start: Any, typed: str, value: Any) -> None:
    keys.send_text(typed)
    assert prompts().ask(TABLE[name], start) == value


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("role", "charge nurse" + ENTER, CHARGE_NURSE),
        ("role", " judge" + CTRL_U + "charge nurse" + ENTER, CHARGE_NURSE),
        ("role", "k" + CTRL_U + "charge nurse" + ENTER, CHARGE_NURSE),
        ("role", f"\x1b[200~charge nurse\r\n\x1b[201~{ENTER}", CHARGE_NURSE),
        ("budget", "2500" + ENTER, 2500),
        ("hours_per_week", DOWN + "7" + ENTER, 7),
    ],
)
def test_typing_at_a_list_is_an_answer_of_ones_own(
    keys: PipeInput, name: str, typed: str, value: Any
) -> None:
    """Else Enter would choose what is marked, whatever was typed before it."""
    keys.send_text(typed)
    assert prompts().ask(TABLE[name], None) == value


@pytest.mark.parametrize("key", ["\x1b[C", "\x1b[H", "\x1bOP", "\t", " "])
def test_a_key_that_is_no_letter_starts_no_answer(keys: PipeInput, key: str) -> None:
    keys.send_text(key + DOWN + ENTER)
    assert prompts().ask(TABLE["budget"], None) == 0


def test_typing_where_nothing_can_be_typed_changes_nothing(keys: PipeInput) -> None:
    keys.send_text("xy" + DOWN + ENTER)
    assert prompts().ask(TABLE["pacing"], None) == TABLE["pacing"].choices[1].value


def test_what_cannot_be_read_stays_on_the_line(keys: PipeInput) -> None:
    keys.send_text(DOWN * 6 + ENTER + "three grand" + ENTER + CTRL_U + "3000" + ENTER)
    assert prompts().ask(TABLE["budget"], None) == 3000


def drawn(question: Question, start: Any, typed: str, columns: int) -> str:
    """Return what a terminal of so many columns shows, with single blanks between words."""
    out = io.StringIO()
    screen = Vt100_Output(out, lambda: Size(rows=40, columns=columns), enable_cpr=False)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=screen):
        pipe.send_text(typed)
        Prompts(BUNDLED, screen).ask(question, start)
    text = re.sub(r"\r\x1b\[\d+C", "", out.getvalue())  # a way to write in the last column
    return " ".join(re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", " ", text).split())


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("question", TABLE.values(), ids=lambda one: one.id)
def test_choices_and_their_details_are_shown_in_full(question: Question, columns: int) -> None:
    for choice in question.choices:
        start = (choice.value,) if question.several else choice.value
        shown = drawn(question, start, ENTER, columns)
        said = [question.prompt, choice.detail, *(one.label for one in question.choices)]
        assert [words for words in said if words not in shown] == []
        assert f"{question.prompt} {choice.label}" in shown, "the answer"


@pytest.mark.parametrize("columns", [40, 80])
def test_what_is_typed_is_asked_for_and_repeated_in_full(columns: int) -> None:
    question = TABLE["weeks"]
    assert question.entry
    shown = drawn(question, None, DOWN * 5 + ENTER + "2027-03-01" + ENTER, columns)
    assert f"{question.entry.prompt} (for example 5 months; Esc goes back)" in shown
    assert f"{question.prompt} 14.14 weeks" in shown


def test_a_typed_answer_that_was_gone_back_from_is_on_the_line_again(keys: PipeInput) -> None:
    keys.send_text(ENTER + ENTER)
    assert prompts().ask(TABLE["budget"], 2500.5) == 2500.5
    keys.send_text(ENTER + ENTER)
    nurse = TitledRole("nurse-leader", "charge nurse")
    assert prompts().ask(TABLE["role"], nurse) == nurse


@pytest.mark.parametrize("name", ["role", "situations", "pacing"])
def test_escape_goes_back(keys: PipeInput, name: str) -> None:
    keys.send_text(ESCAPE)
    assert prompts().ask(TABLE[name], ()) is Move.BACK


def test_escape_while_typing_goes_back_to_the_list(keys: PipeInput) -> None:
    # The pipe flushes a lone escape only when nothing follows, as a terminal would.
    adapter = prompts()
    keys.send_text(DOWN * 6 + ENTER)
    asked: list[str] = []
    original = adapter._type

    def typing(name: str, entry: Any, typed: str) -> Any:
        asked.append(name)
        keys.send_text(ESCAPE)
        value = original(name, entry, typed)
        keys.send_text(ENTER)
        return value

    adapter._type = typing  # type: ignore[method-assign]  # the moment to send the next key
    assert adapter.ask(TABLE["budget"], None) is None
    assert asked == ["budget"]


@pytest.mark.parametrize("key", [CTRL_C, CTRL_BACKSLASH])
@pytest.mark.parametrize("name", ["role", "situations"])
def test_ctrl_c_and_ctrl_backslash_interrupt(keys: PipeInput, name: str, key: str) -> None:
    keys.send_text(key)
    with pytest.raises(KeyboardInterrupt):
        prompts().ask(TABLE[name], ())


def plain(typed: str) -> tuple[Plain, io.StringIO]:
    """Return the plain adapter with everything that will be typed."""
    out = io.StringIO()
    return Plain(BUNDLED, io.StringIO(typed), out), out


@pytest.mark.parametrize(
    ("name", "start", "typed", "value"),
    [
        ("role", "physician", "3\n", "nurse-leader"),
        ("role", "physician", "\n", "physician"),
        ("role", "physician", "charge nurse\n", ("nurse-leader", "charge nurse")),
        ("role", "physician", "6\ncharge nurse\n", ("nurse-leader", "charge nurse")),
        ("role", "physician", "CMIO\n2\n", ("informatics", "CMIO")),
        ("budget", None, "\n", None),
        ("budget", None, "$2500\n", 2500),
        ("budget", None, "3\n", 3),
        ("budget", None, "0\n", 0),
        ("budget", 1234.0, "\n", 1234),
        ("budget", 1234.0, "Skip\n", None),
        ("budget", None, "s\n", None),
        ("hours_per_week", None, "3 hours\n", 3),
        ("hours_per_week", None, "three\n3\n", 3),
        ("weeks", None, "3 months\n", 13),
        ("weeks", None, "2027-03-01\n", 14.14),
        ("role", CHARGE_NURSE, "\n", CHARGE_NURSE),
        ("role", "physician", "6\nwizard\ncharge nurse\n", ("nurse-leader", "charge nurse")),
        ("role", "physician", "6\n3\ncharge nurse\n", ("nurse-leader", "charge nurse")),
        ("role", "physician", "6\nB\n3\n", "nurse-leader"),
        ("cme", "helpful", "\n", "helpful"),
        ("situations", (), "\n", ()),
        ("situations", (), "1,3\n", ("leadership", "academic-center")),
        ("situations", ("manages",), "\n", ("manages",)),
        ("situations", ("manages",), "0\n", ()),
        ("pacing", None, "b\n", Move.BACK),
        ("budget", None, "lots\nback\n", Move.BACK),
        ("role", "physician", "CMIO\nb\n1\n", "physician"),
    ],
)
def test_lines_give_a_value(name: str, start: Any, typed: str, value: Any) -> None:
    assert plain(typed)[0].ask(TABLE[name], start) == value


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("budget", "three grand\ns\n", "'three grand' is not a number; for example 2500"),
        ("budget", "3 hours\ns\n", "'3 hours' is not an amount in US dollars; for example 2500"),
        ("budget", "3.000\ns\n", "'3.000' can be 3 or 3,000: write 3 or 3000"),
        ("pacing", "9\n1\n", "'9' is no choice; type a number from 1 to 3"),
        ("hours_per_week", "200\ns\n", "200 must be 168 or less; for example 3"),
        ("situations", "7\n0\n", "'7' is no list of choices; type numbers from 1 to 4"),
    ],
)
def test_a_wrong_line_is_asked_again(name: str, typed: str, told: str) -> None:
    adapter, out = plain(typed)
    assert adapter.ask(TABLE[name], () if name == "situations" else None) in (None, ())
    assert told in out.getvalue()


@pytest.mark.parametrize("name", ["budget", "hours_per_week", "weeks"])
def test_where_a_number_is_an_amount_no_choice_has_one(name: str) -> None:
    adapter, out = plain("4\n")
    assert adapter.ask(TABLE[name], None) == 4
    assert not re.search(r"^ *\d+\.", out.getvalue(), re.MULTILINE)


@pytest.mark.parametrize("columns", [24, 40, 80])
@pytest.mark.parametrize("question", TABLE.values(), ids=lambda one: one.id)
def test_nothing_is_cut_or_broken_within_a_word(question: Question, columns: int) -> None:
    out = io.StringIO()
    start = () if question.several else None
    with pytest.raises(KeyboardInterrupt):  # nobody answers
        Plain(BUNDLED, io.StringIO(), out, columns).ask(question, start)
    assert max(map(len, out.getvalue().splitlines())) <= columns
    shown = " ".join(out.getvalue().split())
    said = [question.prompt, question.why]
    if not (question.entry and question.entry.words):
        said += [word for one in question.choices for word in (one.label, one.detail)]
    assert [words for words in said if words not in shown] == []


def test_a_closed_input_interrupts() -> None:
    with pytest.raises(KeyboardInterrupt):
        plain("")[0].ask(TABLE["role"], "physician")


def _finish(typed: str, keep: Callable[[Quiz], None]) -> tuple[Quiz, str]:
    adapter, out = plain(typed)
    given = Profile(
        situations=("manages",), priority=("portability",), pacing="self-paced", weeks=52.0
    )
    return run(Quiz(BUNDLED, given), adapter, keep), out.getvalue()


def test_where_options_answer_everything_nothing_is_asked() -> None:
    given = Profile(
        role="physician", budget=1, hours_per_week=1, cme="no", situations=("manages",),
        priority=("portability",), pacing="self-paced", weeks=52,
    )  # fmt: skip
    adapter, out = plain("")
    quiz = Quiz(BUNDLED, given)
    assert run(quiz, adapter, lambda _: None) == quiz
    assert out.getvalue() == ""


def test_an_answer_that_contradicts_an_option_is_asked_again() -> None:
    weights = {"domain": 1, "rigor": 1, "portability": 1, "cme": 1}
    given = Profile.model_validate(
        {"weights": weights, "situations": ["manages"], "pacing": "self-paced", "weeks": 52}
    )
    choices = [choice.value for choice in TABLE["cme"].choices]
    no, helpful = (choices.index(value) + 1 for value in ("no", "helpful"))
    adapter, out = plain(f"4\n\n\n{no}\n{helpful}\n\n")
    quiz = run(Quiz(BUNDLED, given), adapter, lambda _: None)
    assert "weights name cme, but no CME is wanted" in out.getvalue()
    assert profile_of(quiz).cme == "helpful"


def test_enter_at_a_preset_is_no_choice_that_outlives_the_role() -> None:
    """Physician, Enter to the end, back to the start, administrator, Enter to the end."""
    quiz, _ = _finish("1\n\n\n\nb\nb\nb\nb\n4\n\n\n\n\n", lambda _: None)
    assert (profile_of(quiz).role, profile_of(quiz).cme) == ("administrator", "no")


def test_a_role_changed_at_the_end_asks_again_what_was_accepted_for_the_old_one() -> None:
    quiz, out = _finish("1\n\n\n\n2\n4\n\n\n", lambda _: None)
    assert (profile_of(quiz).role, profile_of(quiz).cme) == ("administrator", "no")
    assert out.count(TABLE["cme"].prompt) == 2


def test_a_whole_quiz_with_back_and_a_change_at_the_end() -> None:
    kept: list[Quiz] = []
    first = "b\n1\n5k\nb\n500\n4\n1\n"  # back at the start; a budget taken back; hours; CME
    quiz, out = _finish(first + "3\n$5,000\n\n", kept.append)
    assert "This is the first question" in out
    assert "Are these answers right?" in out
    profile = profile_of(quiz)
    assert (profile.role, profile.hours_per_week, profile.cme) == ("physician", 4, "required")
    assert profile.budget == 5000, "changed in the overview"
    assert kept[-1] == quiz
    assert len(kept) > len(quiz.answers), "every change is kept"
