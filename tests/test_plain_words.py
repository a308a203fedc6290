"""Plain words: what a person reads first needs no word of the trade, nor one of our own making."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from conftest import ROOT, Run
from making import BUNDLED, NEEDS, ROLES

from certpick.profile.options import command_line
from certpick.profile.profile import Profile
from certpick.quiz.questions import questions

# Words of the trade, and of our own making, that nobody should have to learn to read an answer.
JARGON = (
    "domain alignment", "rigor", "portability", "interested source", "strength of assurance",
    "open point", "as a complement, when", "sha256", "leaves them open", "healthcare-ai",
    "good answer to what is unknown", "points of weight", "suits best who", "dominat",
    "central weight", "stability interval", "merit",
)  # fmt: skip
PAGES: dict[str, tuple[str, ...]] = {
    "rank": (),
    "pair": (),
    "plan": ("iabac",),
    "compare": ("iabac", "stanford-ai-healthcare", "johns-hopkins-ai-healthcare"),
    "map": (),
    "report": ("--format", "markdown"),
}
# Pages for whoever wants a credential, or pays for one.
WRITTEN = (
    "README.md", "docs/tutorial.md", "docs/howto/one-credential.md", "docs/howto/many-people.md",
    "docs/howto/browser.md", "docs/howto/assistant.md",
)  # fmt: skip


def jargon(text: str) -> list[str]:
    """Return the words that a page may not have, but for what is typed as an option, or an address."""
    plain = " ".join(
        re.sub(r"--[a-z-]+(?: [a-z]+[=,][\w=,.]+)?|https?:\S+", "", text).split()
    ).lower()
    return [word for word in JARGON if word in plain]


@pytest.mark.parametrize("needs", NEEDS)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_in_plain_words(
    cli: Callable[..., Run], page: str, role: str, needs: dict[str, Any]
) -> None:
    words = command_line(Profile(role=role, **needs)).split()
    run = cli(page, *PAGES[page], *words)
    assert run.code == 0
    assert jargon(run.out) == []
    assert not re.findall(r" \+\d+(?![\d.])(?:$| {2,}|\n)", run.out), "a bare +3 says nothing"


@pytest.mark.parametrize("name", WRITTEN)
def test_what_people_read_of_the_documentation_is_in_plain_words(name: str) -> None:
    """What is typed, and files, have words of their own."""
    page = (ROOT / name).read_text("utf-8")
    assert jargon(re.sub(r"```(sh|json|csv).*?```", "", page, flags=re.DOTALL)) == []


@pytest.mark.parametrize("role", ["", *ROLES])
def test_the_roles_are_in_plain_words(cli: Callable[..., Run], role: str) -> None:
    assert jargon(cli("roles", *([role] if role else [])).out) == []


def test_the_words_of_the_quiz_are_plain() -> None:
    for question in questions(BUNDLED.roles, date(2026, 11, 22)):
        said = [question.prompt, question.why, *(choice.label for choice in question.choices)]
        assert jargon(" ".join(said)) == []
