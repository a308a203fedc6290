"""The quiz as pages: driven by its own forms and links, it is the quiz of the engine."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from making import BUNDLED, GUIDE_IDS, ROLES, SITUATIONS
from pages import Node
from web_client import DAY, Answer, Client, client_of, words_in

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
    "role": ["charge nurse", "Director", "CMIO", "nurse", "astronaut", "<b>", "physician", "&"],
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
        self.go(self.address)

    def go(self, address: str) -> None:
        self.address, self.answer = self.client.follow(address)

    @property
    def page(self) -> Node:
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
    told = [(asked[name].name, label(asked[name], value)) for name, value in model.quiz.answers]
    assert visitor.said == told


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
