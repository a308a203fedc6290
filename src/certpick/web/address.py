"""Answers in an address: the words of the options, so that a link says all that was said. Pure."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from certpick.catalog.model import Catalog
from certpick.errors import UsageError
from certpick.profile.options import (
    FLAG,
    OPTIONS,
    choice,
    option_words,
    overridden,
    read_profile,
    said_by,
)
from certpick.profile.profile import Profile
from certpick.quiz.engine import Quiz, fields_of
from certpick.quiz.questions import NeededCredit, Question, TitledRole, questions
from certpick.text import did_you_mean, nearest, shown

Words = tuple[tuple[str, str], ...]
MOST_WORDS = 64
FLAGS = ("no-programming", "strict")
# What may stand in an address more than once, as an option may on a command line.
SEVERAL = frozenset({"situation", "hold", "credit", "priority", "program", "answer"})
# Two options that one question of the quiz answers together.
_TOGETHER = {"title": "role", "credit": "cme"}
_QUESTIONS = {option: _TOGETHER.get(option, field) for option, (field, _) in OPTIONS.items()}
_OPTIONS = {field: option for option, (field, _) in OPTIONS.items()}


def read_words(query: str, known: Collection[str]) -> Words:
    """Return the words of an address after its question mark.

    Raises:
        UsageError: it cannot be read, holds a word that is not ``known``, or one twice.
    """
    try:
        words = tuple(
            parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=MOST_WORDS)
        )
    except ValueError:
        message = "the address cannot be read after its question mark"
        raise UsageError(
            message, f"at most {MOST_WORDS} words in UTF-8", code="request_refused"
        ) from None
    names = [name for name, _ in words]
    for name in names:
        if name not in known:
            raise UsageError(
                f"unknown word {shown(name)!r}",
                did_you_mean(name, list(known)) or f"words: {', '.join(known) or 'none'}",
                candidates=tuple(nearest(name, list(known))),
                code="option_unknown",
            )
        if names.count(name) > 1 and name not in SEVERAL:
            raise UsageError(
                f"{name!r} stands twice", "leave one of them out", code="options_conflict"
            )
    return words


def query(words: Words) -> str:
    """Return words as an address has them after its question mark."""
    return urlencode(words)


def said(words: Words, name: str) -> str | None:
    """Return what a word says, several together with commas; None where it says nothing."""
    return ",".join(text for one, text in words if one == name and text.strip()) or None


def every(words: Words, name: str) -> list[str]:
    """Return all that a word says, one by one."""
    return [text for one, text in words if one == name and text.strip()]


def is_set(words: Words, name: str) -> bool:
    """Return whether a flag is set: ``strict``, ``strict=true``.

    Raises:
        UsageError: it is neither set nor unset.
    """
    if name not in dict(words):
        return False
    text = said(words, name) or "true"
    try:
        return choice("true", "on", "1", "false", "off", "0")(text) in ("true", "on", "1")
    except UsageError as error:
        raise error.at(name, f"{name}=true, or leave it out") from None


def profile_from(words: Words, today: date) -> Profile:
    """Return the profile that the words of the options say; others are left alone.

    Raises:
        UsageError: as ``read_profile``.
    """
    options = {
        name: is_set(words, name) if name in FLAGS else said(words, name) for name in OPTIONS
    }
    return read_profile(options, today=today)


def words_of(profile: Profile) -> Words:
    """Return a profile in the words of the options."""
    return tuple(
        (name, "true" if text == FLAG else text) for name, text in option_words(profile).items()
    )


def quiz_from(words: Words, drafts: Words, catalog: Catalog) -> Quiz:
    """Return the quiz at which these words were answered, in their order.

    An empty word is a question that was skipped. ``drafts`` are answers gone back from.

    Raises:
        UsageError: as ``read_profile``.
    """
    asked = {one.id: one for one in questions(catalog.roles)}
    answers = tuple(_answers(words, asked, catalog.day))
    answered = {field for name, value in answers for field in fields_of(name, value)}
    everything = said_by(profile_from(words, catalog.day))
    given = {field: value for field, value in everything.items() if field not in answered}
    return Quiz(
        catalog,
        Profile.model_validate(overridden({}, given)),
        answers,
        tuple(_answers(drafts, asked, catalog.day)),
    )


def _answers(words: Words, asked: Mapping[str, Question], today: date) -> Iterator[tuple[str, Any]]:
    profile = profile_from(words, today)
    for name in dict.fromkeys(_QUESTIONS[one] for one, _ in words if one in _QUESTIONS):
        if name in asked:
            yield name, _value(asked[name], profile)


def _value(question: Question, profile: Profile) -> Any:
    """Return an answer as the quiz has it."""
    name = question.id
    if name == "role" and profile.role and profile.title:
        return TitledRole(profile.role, profile.title)
    if name == "cme" and profile.credit:
        return NeededCredit(profile.cme or "required", profile.credit)
    value = getattr(profile, name)
    return None if value == () and not question.several else value


def answer_words(name: str, value: Any) -> Words:
    """Return the answer to one question; a skipped one is its empty word."""
    fields = {} if value in (None, ()) else fields_of(name, value)
    return words_of(Profile.model_validate(fields)) or ((_OPTIONS[name], ""),)


def quiz_words(quiz: Quiz) -> Words:
    """Return what was said before and in a quiz, in its order."""
    answers = (word for name, value in quiz.answers for word in answer_words(name, value))
    return (*words_of(quiz.given), *answers)


def draft_words(quiz: Quiz) -> Words:
    """Return the answers gone back from."""
    return tuple(word for name, value in quiz.drafts for word in answer_words(name, value))
