"""The quiz as pages: one question each, and all that was answered in the address. Pure."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from certpick.errors import UsageError
from certpick.profile.options import OPTIONS
from certpick.quiz.engine import (
    Quiz,
    answered,
    back,
    check,
    label,
    next_question,
    open_fields,
    preset,
    profile_of,
    read_entry,
    table,
    unasked,
)
from certpick.quiz.questions import HELD, NeededCredit, Question, TitledRole, first_questions
from certpick.scoring.ranking import USUAL_TOP
from certpick.text import counted, folded, shown
from certpick.web.address import (
    Words,
    answer_words,
    draft_words,
    every,
    query,
    quiz_from,
    quiz_words,
    read_words,
    said,
    words_of,
)
from certpick.web.visit import Visit

# Beside the options: which question is answered, with choices, or with what is typed; what was
# typed before and could not be read; and answers gone back from.
WORDS = ("ask", "answer", "typed", "tried", "was")
MOST_TYPED = 200  # characters that are shown again


class Option(NamedTuple):
    """One answer to pick: the words that it puts into the address, and how it reads."""

    words: str
    label: str
    detail: str
    chosen: bool


class Said(NamedTuple):
    """An answer so far, with the address at which it is changed."""

    name: str
    answer: str
    change: str | None


class Asked(NamedTuple):
    """A question with what its form needs; ``hidden`` are the words of the other answers.

    ``back`` is the address of the question before, None at the first. ``error`` says why the
    answer was not taken, and ``typed`` is what it was.
    """

    question: Question
    number: int
    options: tuple[Option, ...]
    hidden: Words
    said: tuple[Said, ...]
    back: str | None
    typed: str
    error: UsageError | None


class Review(NamedTuple):
    """All answers, to be changed or turned into the result."""

    said: tuple[Said, ...]
    skipped: str | None
    result: str | None
    back: str | None
    hold: str | None


class Moved(NamedTuple):
    """Where a quiz stands once an answer is taken."""

    address: str | None


def ask(visit: Visit) -> Asked | Review | Moved:
    """Return what to show: a question, the review, or the address after an answer.

    Raises:
        UsageError: the address cannot be read, or its answers contradict each other.
    """
    drafts = read_words(said(visit.words, "was") or "", OPTIONS)
    quiz = quiz_from(_plain(visit.words), drafts, visit.catalog)
    name = said(visit.words, "ask")
    if name is None:
        unclear = _unclear_role(quiz)
        if unclear:
            answers = tuple(one for one in quiz.answers if one[0] != "role")
            return _asked(visit, quiz._replace(answers=answers), unclear)
        check(quiz)
        question = next_question(quiz)
        return _asked(visit, quiz, question) if question else _review(visit, quiz)
    questions = table(quiz)
    if name not in questions:
        raise UsageError(
            "there is no such question", f"one of {', '.join(questions)}", code="page_unknown"
        )
    if {"answer", "typed"} & dict(visit.words).keys():
        return _take(visit, quiz, questions[name])
    return _asked(visit, quiz, questions[name])


def _plain(words: Words) -> Words:
    return tuple(word for word in words if word[0] in OPTIONS)


def _unclear_role(quiz: Quiz) -> Question | None:
    """Return what to ask where a job title in the address can mean several things."""
    roles, role = quiz.catalog.roles, dict(quiz.answers).get("role")
    entry = first_questions(roles)[0].entry
    if entry is None or not isinstance(role, str):
        return None
    known = {row.id for row in roles.roles} | {row.id for row in roles.professions}
    value = role if role in known else read_entry("role", entry, role, quiz.catalog)
    return value if isinstance(value, Question) else None


def _take(visit: Visit, quiz: Quiz, question: Question) -> Asked | Moved:
    """Return the address with an answer, or the question again where it cannot be taken."""
    typed = said(visit.words, "typed") or ""
    try:
        value = _answer(visit, quiz, question, typed)
        if isinstance(value, Question):
            return _asked(visit, quiz, value)
        after = answered(quiz, question.id, value)
        check(after)
    except UsageError as error:
        return _asked(visit, quiz, question, typed, error)
    return Moved(_address(visit, after))


def _answer(visit: Visit, quiz: Quiz, question: Question, typed: str) -> Any:
    """Return what is typed, if anything is, or else what is chosen."""
    left = typed in (_typed(quiz, question), said(visit.words, "tried"))
    if typed and question.entry and not (left and every(visit.words, "answer")):
        return read_entry(question.id, question.entry, typed, quiz.catalog)
    chosen = tuple(
        word for text in every(visit.words, "answer") for word in read_words(text, OPTIONS)
    )
    if not chosen and not question.several:
        raise UsageError(
            "no answer is chosen", "choose one, or skip the question", code="value_missing"
        )
    return dict(quiz_from(chosen, (), quiz.catalog).answers).get(
        question.id, () if question.several else None
    )


def _asked(
    visit: Visit,
    quiz: Quiz,
    question: Question,
    typed: str = "",
    error: UsageError | None = None,
) -> Asked:
    start = preset(quiz, question) if _may_start(quiz, question) else None
    chosen = set(start or ()) if question.several else {start}
    options = tuple(
        Option(
            query(answer_words(question.id, (one.value,) if question.several else one.value)),
            one.label,
            one.detail,
            one.value in chosen and not typed,
        )
        for one in question.choices
    )
    return Asked(
        question,
        number=len(dict(quiz.answers).keys() - {question.id}) + 1,
        options=options,
        hidden=(*quiz_words(quiz), *_was(quiz)),
        said=tuple(_said(visit, quiz)),
        back=_back(visit, quiz),
        typed=shown(typed, MOST_TYPED) or _typed(quiz, question),
        error=error,
    )


def _typed(quiz: Quiz, question: Question) -> str:
    """Return the text of an answer that was typed before; of one that was chosen, none."""
    value = preset(quiz, question) if _may_start(quiz, question) else None
    if (
        value in (None, ())
        or question.several
        or any(one.value == value for one in question.choices)
    ):
        return ""
    if isinstance(value, NeededCredit):
        return ", ".join(value.credit)
    if value == "required":  # whatever counts in a profession that was said before
        return ""
    return label(question, value)


def _may_start(quiz: Quiz, question: Question) -> bool:
    """Return whether an answer was given before; else none but skipping is marked beforehand."""
    return question.id in {name for name, _ in (*quiz.answers, *quiz.drafts)}


def _said(visit: Visit, quiz: Quiz) -> Iterator[Said]:
    questions, words = table(quiz), quiz_words(quiz)
    for name, value in quiz.answers:
        change = visit.link("/quiz", (*words, *_was(quiz), ("ask", name)))
        yield Said(questions[name].name, told(quiz, questions[name], value), change)


def told(quiz: Quiz, question: Question, value: Any) -> str:
    """Return an answer in words: a job title with how it is read, a skipped one as skipped."""
    if value is None:
        return "skipped"
    if not isinstance(value, TitledRole):
        return label(question, value)
    roles = quiz.catalog.roles
    labels = {row.id: row.label for row in roles.professions}
    read = ({row.id: row.label for row in roles.roles} | labels)[value.role]
    return value.title if folded(read) == folded(value.title) else f"{value.title} (read as {read})"


def _review(visit: Visit, quiz: Quiz) -> Review:
    skipped = unasked(quiz)
    words, holds = quiz_words(quiz), HELD.id in open_fields(quiz)
    what = f"the best {USUAL_TOP}, or what the guide says of them"
    return Review(
        tuple(_said(visit, quiz)),
        f"Skipped {counted(skipped, 'question')}: no answer could change {what}."
        if skipped
        else None,
        result=visit.link("/rank", words_of(profile_of(quiz))),
        back=_back(visit, quiz),
        hold=visit.link("/quiz", (*words, ("ask", HELD.id))) if holds else None,
    )


def _back(visit: Visit, quiz: Quiz) -> str | None:
    """Return the address of the question before; a role is marked there only if it was said."""
    if not quiz.answers:
        return None
    before, (name, value) = back(quiz), quiz.answers[-1]
    if name == "role":
        drafts = {**dict(before.drafts), name: value}
        before = before._replace(drafts=tuple(drafts.items()))
    return _address(visit, before)


def _address(visit: Visit, quiz: Quiz) -> str | None:
    return visit.link("/quiz", (*quiz_words(quiz), *_was(quiz)))


def _was(quiz: Quiz) -> Words:
    drafts = draft_words(quiz)
    return (("was", query(drafts)),) if drafts else ()
