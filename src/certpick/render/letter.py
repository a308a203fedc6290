"""A mail to the provider with what to settle before paying: a greeting, the questions, no more."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote

from certpick.planning.plan import Plan
from certpick.render.phrases import part_words
from certpick.text import shown

LONGEST_LINK = 2000  # characters; browsers and mail programs cut what is longer
_NAME = 100  # as much of a name as a subject has room for
_LINE_END = "\r\n"  # in a link (RFC 6068)


class Letter(NamedTuple):
    """A mail: its subject, the lines that open it, and the questions, the first most important."""

    subject: str
    greeting: tuple[str, ...]
    questions: tuple[str, ...]


class Link(NamedTuple):
    """A ``mailto:`` link, and how many of the questions it has room for."""

    url: str
    asked: int


def letter(plan: Plan) -> Letter | None:
    """Return the mail that asks a plan's questions; None where there is nothing to ask."""
    if not plan.questions:
        return None
    part = part_words(plan.case.standing)
    name = shown(plan.program.name, _NAME) + (f", {part}" if part else "")
    opening = f'I am considering "{name}". Before I decide, I would like to know:'
    if plan.earned:
        opening = f'I earned "{name}" on {plan.earned}. I would like to know:'
    return Letter(
        subject=f"Questions about {name}",
        greeting=("Hello,", opening),
        questions=tuple(one.question for one in plan.questions),
    )


def letter_text(letter: Letter) -> str:
    """Return the mail as text, which reads as Markdown too."""
    return _body(letter, letter.questions, "\n") + "\n"


def letter_link(letter: Letter) -> Link:
    """Return a link that opens the mail to be addressed and sent.

    Of more questions than there is room for, it has the first, which matter most.
    """
    links = [_url(letter, letter.questions[:count]) for count in range(len(letter.questions) + 1)]
    asked = bisect_right(links, LONGEST_LINK, key=len) - 1
    return Link(links[max(asked, 0)], max(asked, 0))


def _url(letter: Letter, questions: Sequence[str]) -> str:
    body = _body(letter, questions, _LINE_END)
    return f"mailto:?subject={quote(letter.subject, safe='')}&body={quote(body, safe='')}"


def _body(letter: Letter, questions: Sequence[str], end: str) -> str:
    numbered = end.join(f"{place}. {one}" for place, one in enumerate(questions, start=1))
    return (end * 2).join([*letter.greeting, numbered])
