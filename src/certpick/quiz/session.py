"""One quiz from the first question to the last, whatever the terminal is like."""

from collections.abc import Callable
from typing import Any, Protocol

from certpick.errors import UsageError
from certpick.quiz.engine import (
    Quiz,
    answered,
    back,
    check,
    next_question,
    overview,
    preset,
    table,
    unasked,
)
from certpick.quiz.questions import Move, Question
from certpick.scoring.ranking import USUAL_TOP
from certpick.text import counted


class Asker(Protocol):
    """A terminal that can ask."""

    def ask(self, question: Question, start: Any) -> Any:
        """Return the answer, starting from ``start``, or ``Move.BACK``."""

    def say(self, text: str) -> None:
        """Show a line."""


def run(quiz: Quiz, asker: Asker, keep: Callable[[Quiz], None]) -> Quiz:
    """Return the finished quiz; ``keep`` is told of every change, so that none is lost."""
    while True:
        question = next_question(quiz)
        if question is None:
            quiz, done = _review(quiz, asker)
            keep(quiz)
            if done:
                return quiz
            continue
        value = asker.ask(question, preset(quiz, question))
        if value is Move.BACK:
            if not quiz.answers:
                asker.say("This is the first question; Ctrl-C leaves the quiz.")
            quiz = back(quiz)
        else:
            quiz = _checked(quiz, question, value, asker)
        keep(quiz)


def _review(quiz: Quiz, asker: Asker) -> tuple[Quiz, bool]:
    """Show the answers and let the user change one; tell whether the user is done."""
    if skipped := unasked(quiz):
        what = f"the best {USUAL_TOP}, or what the guide says of them"
        asker.say(f"Skipped {counted(skipped, 'question')}: no answer could change {what}.")
    if not quiz.answers:
        return quiz, True  # options answered everything
    choice = asker.ask(overview(quiz), Move.SHOW_RESULT)
    if choice is Move.SHOW_RESULT:
        return quiz, True
    if choice is Move.BACK:
        return back(quiz), False
    value = asker.ask(table(quiz)[choice], preset(quiz, table(quiz)[choice]))
    return (
        quiz if value is Move.BACK else _checked(quiz, table(quiz)[choice], value, asker)
    ), False


def _checked(quiz: Quiz, question: Question, value: Any, asker: Asker) -> Quiz:
    """Return the quiz with an answer, or as it was where that contradicts what was said."""
    changed = answered(quiz, question.id, value)
    try:
        check(changed)
    except UsageError as error:
        asker.say(f"{error}; {error.hint}" if error.hint else str(error))
        return quiz
    return changed
