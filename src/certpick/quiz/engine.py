"""The engine: from the answers so far to the next question, or to the result. Pure."""

from typing import Any, NamedTuple

from certpick.catalog.model import Catalog
from certpick.catalog.professions import CreditKind
from certpick.errors import UsageError
from certpick.profile.credit import counting_profession
from certpick.profile.options import overridden, said_by
from certpick.profile.profile import Profile, ProfileError, reading, resolve
from certpick.quiz.questions import (
    HELD,
    Choice,
    Entry,
    Move,
    NeededCredit,
    Question,
    TitledRole,
    first_questions,
    follow_ups,
    questions,
)
from certpick.quiz.relevance import MOST_PROGRAMS, influence
from certpick.text import cleaned


class Quiz(NamedTuple):
    """A quiz under way. ``given`` was said before it began; ``answers`` keeps their order.

    ``drafts`` holds answers that were chosen and gone back from: they are where a question
    starts. What was usual and merely accepted is none.
    """

    catalog: Catalog
    given: Profile
    answers: tuple[tuple[str, Any], ...] = ()
    drafts: tuple[tuple[str, Any], ...] = ()
    ask_all: bool = False


def next_question(quiz: Quiz) -> Question | None:
    """Return the question to ask now, or None when no further one can matter."""
    still_open = open_fields(quiz)
    for question in first_questions(quiz.catalog.roles, _counting(quiz)):
        if question.id in still_open:
            return question
    return _next_follow_up(quiz) or (HELD if quiz.ask_all and HELD.id in still_open else None)


def table(quiz: Quiz) -> dict[str, Question]:
    """Return every question by the field that it sets, in the words that fit the answers."""
    asked = questions(quiz.catalog.roles, quiz.catalog.day, _counting(quiz))
    return {question.id: question for question in asked}


def _counting(quiz: Quiz) -> tuple[CreditKind, ...]:
    """Return the kinds of credit that count in the user's profession, as far as it is known."""
    profile, roles = profile_of(quiz), quiz.catalog.roles
    if profile.role is None:
        return ()
    profession = counting_profession(reading(profile.role, profile.title, roles), roles)
    return tuple(map(roles.credit, profession.credits)) if profession else ()


def _next_follow_up(quiz: Quiz) -> Question | None:
    still_open = open_fields(quiz)
    possible = follow_ups(quiz.catalog.roles, quiz.catalog.day)
    waiting = [one for one in possible if one.id in still_open]
    if not waiting or quiz.ask_all or len(quiz.catalog.programs) > MOST_PROGRAMS:
        return waiting[0] if waiting else None
    shares = influence(quiz.catalog, profile_of(quiz), [one.id for one in waiting])
    best = max(waiting, key=lambda one: shares[one.id])  # the first of equals
    return best if shares[best.id] > 0 else None


def open_fields(quiz: Quiz) -> set[str]:
    """Return what neither an option nor an answer has said, skipped questions aside."""
    said = set(said_by(quiz.given)) | {name for name, _ in quiz.answers}
    said |= {name for name, other in _SAID_BY.items() if other in said}
    return {question.id for question in questions(quiz.catalog.roles)} - said


_SAID_BY = {"priority": "weights", "cme": "credit"}  # what another answer answers too


def answered(quiz: Quiz, name: str, value: Any) -> Quiz:
    """Return the quiz with one more answer, or with that answer changed in its place.

    Another role takes along what was usual for the role before.
    """
    if name in dict(quiz.answers):
        answers = tuple((one, value if one == name else old) for one, old in quiz.answers)
    else:
        answers = (*quiz.answers, (name, value))
    return without_old_presets(quiz, quiz._replace(answers=answers))


def without_old_presets(before: Quiz, now: Quiz) -> Quiz:
    """Return the quiz ``now`` without answers that were usual ``before`` and no longer are."""
    if profile_of(before).role == profile_of(now).role:
        return now
    old = {(name, _usual(before, one)) for name, one in table(before).items()}
    old -= {(name, _usual(now, one)) for name, one in table(now).items()}
    answers, drafts = (
        tuple(one for one in said if one not in old) for said in (now.answers, now.drafts)
    )
    return now._replace(answers=answers, drafts=drafts)


def read_entry(name: str, entry: Entry, text: str, catalog: Catalog) -> Any:
    """Return the value of a typed answer to the question ``name``, or what clears it up.

    Raises:
        UsageError: it cannot be read or is out of range; the hint shows an example.
    """
    hint = f"for example {entry.example}"
    try:
        value = entry.read(text, catalog)
        if not isinstance(value, Question):
            Profile.model_validate(fields_of(name, value))
    except ProfileError as error:
        message = f"{cleaned(text)} {error.found[0].message}"
        raise UsageError(message, hint, code=error.code) from None
    except UsageError as error:
        raise UsageError(str(error), error.hint or hint, code=error.code) from None
    return value


def back(quiz: Quiz) -> Quiz:
    """Return the quiz as it was before the last answer; at the start, as it is."""
    if not quiz.answers:
        return quiz
    name, value = quiz.answers[-1]
    drafts = {one: draft for one, draft in quiz.drafts if one != name}
    if value != _usual(quiz, table(quiz)[name]):
        drafts[name] = value
    return quiz._replace(answers=quiz.answers[:-1], drafts=tuple(drafts.items()))


def profile_of(quiz: Quiz) -> Profile:
    """Return the profile that options and answers say; a skipped question says nothing."""
    said: dict[str, Any] = {}
    for name, value in quiz.answers:
        if value not in (None, ()):
            said |= fields_of(name, value)
    return Profile.model_validate(overridden(said_by(quiz.given), said))


def fields_of(name: str, value: Any) -> dict[str, Any]:
    """Return the fields of the profile that an answer to the question ``name`` sets."""
    return value._asdict() if isinstance(value, TitledRole | NeededCredit) else {name: value}


def check(quiz: Quiz) -> None:
    """Raise where what was said so far can be no profile, whatever is answered to the rest.

    Raises:
        UsageError: the role or a situation is unknown, or answers contradict each other.
    """
    profile = with_any_role(profile_of(quiz))
    if "cme" in open_fields(quiz):
        profile = profile.model_copy(update={"cme": "helpful"})
    resolve(profile, quiz.catalog.roles)


def with_any_role(profile: Profile) -> Profile:
    """Return the profile with some role if it has none, so that it can be checked already."""
    return profile if profile.role else profile.model_copy(update={"role": "physician"})


def preset(quiz: Quiz, question: Question) -> Any:
    """Return the value to start from: the answer so far, or what is usual for the role."""
    known = {**dict(quiz.drafts), **dict(quiz.answers)}
    return known.get(question.id, _usual(quiz, question))


def _usual(quiz: Quiz, question: Question) -> Any:
    """Return where a question starts as long as nobody has answered it."""
    profile = profile_of(quiz)
    if question.id == "cme" and profile.role:
        unsaid = profile.model_copy(update={"cme": None, "credit": (), "weights": None})
        return resolve(unsaid, quiz.catalog.roles).cme
    return () if question.several else question.choices[0].value


def unasked(quiz: Quiz) -> int:
    """Return how many questions were left out because no answer could change what is shown."""
    return len(open_fields(quiz) - {HELD.id})


def overview(quiz: Quiz) -> Question:
    """Return the last question: whether the answers are right, with each to change."""
    asked = table(quiz)
    changes = [
        Choice(f"{asked[name].name}: {label(asked[name], value)}", name)
        for name, value in quiz.answers
    ]
    if HELD.id in open_fields(quiz):
        changes.append(Choice("I have completed one already: leave it out", HELD.id))
    return Question(
        "overview",
        "Answers",
        "Are these answers right?",
        "Choose one to change it.",
        (Choice("Yes, show the result", Move.SHOW_RESULT), *changes),
        echoed=False,
    )


def label(question: Question, value: Any) -> str:
    """Return an answer in the words of its question."""
    if question.several:
        return ", ".join(one.label for one in question.choices if one.value in value) or "None"
    if isinstance(value, TitledRole):
        return value.title
    if question.id == HELD.id and value:
        return ", ".join(value)
    for choice in question.choices:
        if choice.value == value:
            return choice.label
    if isinstance(value, NeededCredit):
        return f"Yes, {', '.join(value.credit)}"
    in_words = question.entry and question.entry.words
    return in_words(value) if in_words else str(value)
