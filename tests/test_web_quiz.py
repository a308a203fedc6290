"""The quiz as pages: driven by its own forms and links, it is the quiz of the engine."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import BUNDLED, GUIDE_IDS, ROLES, SITUATIONS
from pages import Node
from web_client import DAY, Client, client_of, words_in

from certpick import Profile, UsageError, load_catalog
from certpick.quiz.engine import (
    Quiz,
    answered,
    back,
    check,
    label,
    next_question,
    profile_of,
    read_entry,
    table,
)
from certpick.quiz.questions import NeededCredit, Question, TitledRole
from certpick.web.address import (
    answer_words,
    draft_words,
    profile_from,
    quiz_from,
    quiz_words,
    words_of,
)

TODAY = replace(BUNDLED, today=DAY)
TYPED = {
    "role": [
        "charge nurse",
        "specialist",
        "medical director",
        "CMIO",
        "nurse",
        "astronaut",
        "<b>",
        "physician",
        "&",
    ],
    "budget": ["2500", "$3k", "0", "soon", "-1", "$12.50"],
    "hours_per_week": ["3", "0.5", "200", "three"],
    "cme": ["contact hours", "acpe, cme", "nothing"],
    "weeks": ["5 months", "2027-03-01", "10 days", "never"],
    "hold": ["Google Cloud", "stanford, cedars", "nothing"],
}


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the guide's six programs to a file, for whom questions are soon found."""
    others = [one.id for one in BUNDLED.programs if one.id not in GUIDE_IDS]
    document = {"schema_version": 1, "extends": "bundled", "as_of": "2026-11-22", "hide": others}
    path = tmp_path_factory.mktemp("six") / "six.json"
    path.write_text(json.dumps({**document, "sources": {}, "providers": {}, "programs": []}))
    return path


@pytest.fixture(scope="module")
def begin(six: Path) -> Callable[[], Quiz]:
    """Return a function that begins the quiz on the six programs, as of the tests' day."""
    catalog = replace(load_catalog(six), today=DAY)
    return lambda: Quiz(catalog, Profile())


@pytest.fixture(scope="module")
def client(six: Path) -> Iterator[Client]:
    """Open the application on the six programs."""
    with client_of(six) as opened:
        yield opened


@dataclass
class Visitor:
    """Somebody with a browser, who fills in the forms of the quiz and follows its links."""

    client: Client
    address: str = "/"

    def __post_init__(self) -> None:
        """Open the first page."""
        self.go(self.address)

    def go(self, address: str) -> None:
        """Open an address."""
        self.address, self.answer = self.client.follow(address)

    @property
    def page(self) -> Node:
        """What is shown."""
        return self.answer.page

    @property
    def boxes(self) -> list[Node]:
        """What can be chosen."""
        return self.page.all("input", name="answer", type="radio") + self.page.all(
            "input", name="answer", type="checkbox"
        )

    @property
    def chosen(self) -> set[int]:
        """The places of what is chosen already."""
        return {at for at, one in enumerate(self.boxes) if "checked" in one.attributes}

    @property
    def typed(self) -> str | None:
        """What stands where an answer can be typed."""
        return next((str(one.attributes["value"]) for one in self.page.all("input", id="typed")), None)  # fmt: skip

    def submit(self, chosen: set[int] | None = None, typed: str | None = None) -> None:
        """Press the button; what is left alone is sent as it stands."""
        form, boxes = self.page.one("form"), self.boxes
        picked = self.chosen if chosen is None else chosen
        words = [
            (str(one.attributes["name"]), str(one.attributes["value"]))
            for one in form.all("input", type="hidden")
        ]
        words += [("answer", str(boxes[at].attributes["value"])) for at in sorted(picked)]
        if self.typed is not None:
            words.append(("typed", self.typed if typed is None else typed))
        self.go(f"{form.attributes['action']}?{urlencode(words)}")

    def follow(self, text: str) -> None:
        """Follow the link that begins with a text."""
        found = [one for one in self.page.all("a") if one.text.startswith(text)]
        self.go(str(found[0].attributes["href"]))

    def change(self, name: str) -> None:
        """Follow the link that changes an answer."""
        (found,) = (one for one in self.page.all("a") if one.text == f"Change the answer to {name}")
        self.go(str(found.attributes["href"]))

    @property
    def said(self) -> list[tuple[str, str]]:
        """The answers so far, as the page shows them."""
        (told,) = self.page.all("dl") or [Node("dl")]
        answers = [one.text.partition(" Change the answer to ")[0] for one in told.all("dd")]
        return list(zip((one.text for one in told.all("dt")), answers, strict=True))


@dataclass
class Model:
    """The same visitor at the engine itself; ``question`` is None at the review."""

    quiz: Quiz
    question: Question | None = None

    def __post_init__(self) -> None:
        """Ask the first question."""
        self.question = next_question(self.quiz)

    def take(self, value: Any) -> bool:
        """Answer; return whether the answer was taken."""
        assert self.question
        if isinstance(value, Question):
            self.question = value
            return True
        after = answered(self.quiz, self.question.id, value)
        try:
            check(after)
        except UsageError:
            return False
        self.quiz, self.question = after, next_question(after)
        return True

    def type(self, text: str) -> bool:
        """Type an answer; return whether it was taken."""
        assert self.question
        assert self.question.entry
        try:
            return self.take(read_entry(self.question.id, self.question.entry, text, self.quiz.catalog))  # fmt: skip
        except UsageError:
            return False

    def go_back(self) -> None:
        """Return to the question before."""
        self.quiz = back(self.quiz)
        self.question = next_question(self.quiz)


def assert_same(visitor: Visitor, model: Model, taken: bool = True) -> None:
    """Check that the page stands where the engine does."""
    assert visitor.answer.status == (200 if taken else 400)
    assert bool(visitor.page.all("p", role="alert")) != taken
    prompt = model.question.prompt if model.question else "Are these answers right?"
    assert visitor.page.one("h1").text == prompt
    asked = table(model.quiz)
    assert [name for name, _ in visitor.said] == [
        asked[name].name for name, _ in model.quiz.answers
    ]
    for (_, shown), (name, value) in zip(visitor.said, model.quiz.answers, strict=True):
        assert shown.startswith("skipped" if value is None else label(asked[name], value))


def act(visitor: Visitor, model: Model, deed: str, pick: int) -> None:
    """Do one thing on both sides; ``pick`` decides which of those that can be chosen."""
    question, taken = model.question, True
    assert question
    choices = len(question.choices)
    if deed == "back" and model.quiz.answers:
        visitor.follow("Back")
        model.go_back()
    elif deed == "change" and model.quiz.answers:
        name, _ = model.quiz.answers[pick % len(model.quiz.answers)]
        model.question = table(model.quiz)[name]
        visitor.change(model.question.name)
    elif deed == "type" and question.entry:
        text = TYPED[question.id][pick % len(TYPED[question.id])]
        visitor.submit(typed=text)
        taken = model.type(text)
        assert taken or visitor.typed == text
    elif question.several:
        chosen = {at for at in range(choices) if pick >> at & 1}
        visitor.submit(chosen)
        taken = model.take(tuple(question.choices[at].value for at in sorted(chosen)))
    else:
        visitor.submit({pick % choices})
        taken = model.take(question.choices[pick % choices].value)
    assert_same(visitor, model, taken)


deeds = st.sampled_from(["choose", "choose", "type", "back", "change"])


@settings(max_examples=20)
@given(acts=st.lists(st.tuples(deeds, st.integers(0, 99)), max_size=30))
def test_its_forms_and_links_lead_where_the_engine_does(
    client: Client, begin: Callable[[], Quiz], acts: list[tuple[str, int]]
) -> None:
    visitor, model = Visitor(client), Model(begin())
    for deed, pick in acts:
        if model.question:
            act(visitor, model, deed, pick)
    while model.question:  # who has had enough takes the last choice of each
        act(visitor, model, "choose", len(model.question.choices) - 1)
    assert_same(visitor, model)
    visitor.follow("Show the result")
    assert visitor.address.startswith("/rank?")
    assert profile_from(tuple(words_in(visitor.address)), DAY) == profile_of(model.quiz)
    assert visitor.answer.status == 200


# --- one thing at a time ---


@pytest.fixture
def visitor(client: Client) -> Visitor:
    """Return somebody who has just come."""
    return Visitor(client)


def at(visitor: Visitor, words: dict[str, str]) -> Visitor:
    """Return the visitor at the question that follows answers."""
    visitor.go(f"/quiz?{urlencode(words)}")
    return visitor


def test_the_first_page_asks_the_first_question(visitor: Visitor) -> None:
    assert visitor.page.one("h1").text == "What do you do?"
    assert visitor.chosen == set(), "nobody is taken for a physician"
    visitor.submit()
    assert visitor.answer.status == 400
    assert "no answer is chosen" in visitor.page.one("p", role="alert").text
    assert visitor.page.one("title").text.startswith("Not taken: ")


def test_back_returns_to_the_question_with_the_answer_marked(visitor: Visitor) -> None:
    at(visitor, {"role": "physician"})
    visitor.submit({3})
    assert visitor.page.one("p", **{"class": "kicker"}).text == "Question 3"
    visitor.follow("Back")
    assert visitor.page.one("p", **{"class": "kicker"}).text == "Question 2"
    assert visitor.chosen == {3}
    visitor.follow("Back")
    assert visitor.page.one("h1").text == "What do you do?"
    assert visitor.chosen == {0}
    visitor.submit()
    assert visitor.chosen == {3}, "what was gone back from twice is still there"
    visitor.submit()
    assert visitor.said == [("Role", "Physician"), ("Budget", "Up to $1,500")]


def test_back_returns_to_what_was_typed(visitor: Visitor) -> None:
    visitor.submit(typed="Charge Nurse")
    visitor.submit(typed="$2,750")
    visitor.follow("Back")
    assert (visitor.typed, visitor.chosen) == ("$2,750", set())
    visitor.follow("Back")
    assert (visitor.typed, visitor.chosen) == ("Charge Nurse", set())
    visitor.submit()
    visitor.submit()
    assert visitor.said == [("Role", "Charge Nurse (read as nurse leader)"), ("Budget", "$2,750")]


def test_one_answer_is_changed_in_its_place(visitor: Visitor) -> None:
    at(visitor, {"role": "physician", "budget": "500", "hours": "4", "cme": "no"})
    before = visitor.said
    visitor.change("Budget")
    assert visitor.chosen == {2}
    visitor.submit({5})
    assert visitor.said == [
        ("Budget", "Up to $5,000") if name == "Budget" else (name, told) for name, told in before
    ]


def test_another_choice_counts_before_what_was_typed_earlier(visitor: Visitor) -> None:
    at(visitor, {"role": "physician", "budget": "2750"})
    visitor.change("Budget")
    assert visitor.typed == "$2,750"
    visitor.submit({2})
    assert ("Budget", "Up to $500") in visitor.said


@pytest.mark.parametrize(
    ("ask", "typed", "told"),
    [
        ("role", "astronaut", "unknown role or job title 'astronaut'"),
        ("role", "&", "unknown role or job title '&'"),
        ("budget", "soon", "'soon' is not a number"),
        ("budget", "-1", "-1"),
        ("hours_per_week", "200", "200"),
        ("weeks", "2020-01-01", "2020-01-01"),
        ("cme", "gold stars", "gold stars"),
        ("hold", "nothing", "nothing"),
    ],
)
def test_what_cannot_be_read_comes_back_as_it_was(
    visitor: Visitor, ask: str, typed: str, told: str
) -> None:
    at(visitor, {"role": "physician", "ask": ask})
    chosen = visitor.boxes
    visitor.submit(typed=typed)
    assert visitor.answer.status == 400
    assert told in visitor.page.one("p", role="alert").text
    assert "--" not in visitor.page.one("p", role="alert").text
    assert visitor.typed == typed
    assert visitor.page.one("input", id="typed").attributes["aria-invalid"] == "true"
    visitor.submit(typed=typed)
    assert visitor.answer.status == 400, "the same again is no better"
    visitor.submit({0})
    assert visitor.answer.status == 200, f"one of {len(chosen)} choices will do"


def test_a_title_that_can_mean_several_things_is_cleared_up(visitor: Visitor) -> None:
    visitor.submit(typed="PT/OT")
    assert visitor.page.one("h1").text == "Which comes closest?"
    assert len(visitor.boxes) > 1
    visitor.submit({1})
    assert visitor.page.one("h1").text == "What can you spend on the whole program?"
    assert visitor.said == [("Role", "PT/OT (read as occupational therapist)")]
    assert words_in(visitor.address) == [("role", "occupational-therapist"), ("title", "PT/OT")]


def test_what_is_taken_for_granted_of_a_title_is_asked(visitor: Visitor) -> None:
    visitor.submit(typed="Medical director")
    assert visitor.page.one("h1").text == "Are you a physician?"
    visitor.submit({1})
    assert ("role", "administrator") in words_in(visitor.address)
    visitor.follow("Back")
    assert visitor.typed == "Medical director"


def test_a_link_with_such_a_title_asks_too(visitor: Visitor) -> None:
    at(visitor, {"role": "specialist", "budget": "500"})
    assert visitor.page.one("h1").text == "Which comes closest?"
    visitor.submit({0})
    assert ("Role", "specialist (read as physician)") in visitor.said
    assert ("Budget", "Up to $500") in visitor.said


def test_credit_that_counted_before_another_role_is_no_typed_answer(visitor: Visitor) -> None:
    at(visitor, {"role": "administrator", "cme": "required", "ask": "cme"})
    assert (visitor.typed, visitor.chosen) == ("", set())


def test_several_can_be_true_of_somebody_or_none(visitor: Visitor) -> None:
    for chosen, told in ((set[int](), "None"), ({1}, SITUATIONS[1]), ({0, 1}, SITUATIONS[0])):
        at(visitor, {"role": "physician", "ask": "situations"})
        visitor.submit(chosen)
        names = [text for name, text in words_in(visitor.address) if name == "situation"]
        assert names == [",".join(SITUATIONS[one] for one in sorted(chosen))]
        assert chosen or ("True of you", told) in visitor.said


@pytest.mark.parametrize("words", [
    {"ask": "nothing"},
    {"role": "astronaut"},
    {"was": "role=%ff"},
    {"was": "a=1"},
    {"role": "physician", "ask": "budget", "answer": "budget=much"},
    {"role": "physician", "ask": "budget", "answer": "a=1"},
    {"role": "physician", "ask": "budget", "answer": "hours=3"},
    {"weights": "domain=1,rigor=1,portability=1", "priority": "rigor"},
])  # fmt: skip
def test_an_address_that_no_form_makes_is_told(client: Client, words: dict[str, str]) -> None:
    answer = client.get("/quiz", words)
    assert answer.status in (200, 303, 400)
    if answer.status == 400:
        assert answer.page.one("p", role="alert").text


# --- the quiz as words ---

_ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "role": st.sampled_from([*ROLES, TitledRole("nurse-leader", "Head, of \"nursing\" & more")]),
    "budget": st.sampled_from([None, 0.0, 500.0, 2750.0, 12.5]),
    "hours_per_week": st.sampled_from([None, 0.5, 4.0]),
    "cme": st.sampled_from([None, "no", "helpful", NeededCredit("required", ("cme", "acpe"))]),
    "situations": st.lists(st.sampled_from(SITUATIONS), unique=True).map(tuple),
    "priority": st.sampled_from([None, ("portability",)]),
    "pacing": st.sampled_from([None, "cohort"]),
    "weeks": st.sampled_from([None, 13.0, 21.74]),
    "hold": st.sampled_from([None, ("google-generative-ai-healthcare",)]),
}  # fmt: skip


@st.composite
def said(draw: st.DrawFn) -> tuple[tuple[str, Any], ...]:
    """Draw answers in any order."""
    names = draw(st.lists(st.sampled_from(sorted(_ANSWERS)), unique=True))
    return tuple((name, draw(_ANSWERS[name])) for name in names)


@given(answers=said(), drafts=said())
def test_a_quiz_is_read_back_from_its_words(answers: Any, drafts: Any) -> None:
    quiz = Quiz(TODAY, Profile(), answers, drafts)
    assert quiz_from(quiz_words(quiz), draft_words(quiz), TODAY) == quiz
    assert profile_of(quiz_from(quiz_words(quiz), (), TODAY)) == profile_of(quiz)


@given(answers=said())
def test_a_typed_answer_is_shown_in_words_that_are_read_the_same(answers: Any) -> None:
    asked = table(Quiz(TODAY, Profile()))
    for name, value in answers:
        question = asked[name]
        if question.entry and not any(one.value == value for one in question.choices):
            typed = ", ".join(value.credit) if isinstance(value, NeededCredit) else label(question, value)  # fmt: skip
            if name != "role":  # a title may have been cleared up
                assert read_entry(name, question.entry, typed, TODAY) == value


def test_words_of_an_answer_are_those_of_its_options() -> None:
    assert answer_words("budget", None) == (("budget", ""),)
    assert answer_words("situations", ()) == (("situation", ""),)
    assert answer_words("cme", NeededCredit("required", ("acpe",))) == (
        ("cme", "required"),
        ("credit", "acpe"),
    )
    assert words_of(Profile(role="physician", strict=True)) == (
        ("role", "physician"),
        ("strict", "true"),
    )
