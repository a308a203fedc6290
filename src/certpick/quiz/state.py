"""The answers of an interrupted quiz, kept for ``--resume`` in the user's state folder."""

import contextlib
import json
from pathlib import Path
from typing import Any

from certpick.catalog.model import Catalog
from certpick.errors import CertpickError, DataError
from certpick.profile.profile import Profile, resolve
from certpick.quiz.engine import Quiz, profile_of, with_any_role
from certpick.quiz.questions import TitledRole, questions
from certpick.render.files import write_privately

VERSION = 1


def state_file() -> Path:
    """Return where answers are kept."""
    from platformdirs import user_state_path

    return user_state_path("certpick", appauthor=False) / "quiz.json"


def save(quiz: Quiz) -> None:
    """Keep what was said, readable by the user alone.

    Raises:
        DataError: it cannot be written.
    """
    document = {
        "version": VERSION,
        "given": quiz.given.model_dump(mode="json", exclude_unset=True),
        "answers": [list(answer) for answer in quiz.answers],
        "drafts": [list(draft) for draft in quiz.drafts],
    }
    write_privately(state_file(), json.dumps(document, indent=2) + "\n")


def is_kept() -> bool:
    """Return whether an earlier quiz was interrupted."""
    return state_file().exists()


def load(catalog: Catalog) -> Quiz:
    """Return the quiz as it was kept.

    Raises:
        DataError: nothing is kept, or it cannot be read.
    """
    path = state_file()
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["version"] != VERSION:
            raise ValueError
        given = Profile.model_validate(document["given"])
        quiz = Quiz(catalog, given, _pairs(document["answers"]), _pairs(document["drafts"]))
        _check(quiz)
        return quiz
    except FileNotFoundError:
        raise DataError("no answers are kept", "certpick quiz starts anew") from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError, CertpickError):
        hint = "certpick quiz starts anew"
        raise DataError(f"cannot read the answers kept in {path}", hint) from None


def forget() -> None:
    """Remove what was kept; where it cannot be, it stays."""
    with contextlib.suppress(OSError):
        state_file().unlink(missing_ok=True)


def _pairs(pairs: list[Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, _value(name, value)) for name, value in pairs)


def _value(name: str, value: Any) -> Any:
    """Return an answer as it was before JSON made lists of its tuples."""
    if not isinstance(value, list):
        return value
    return TitledRole(*value) if name == "role" else tuple(value)


def _check(quiz: Quiz) -> None:
    """Raise where an answer is none that the quiz could have got."""
    known = {question.id for question in questions(quiz.catalog.roles)}
    if not known.issuperset(dict(quiz.answers)) or not known.issuperset(dict(quiz.drafts)):
        raise ValueError
    resolve(with_any_role(profile_of(quiz)), quiz.catalog.roles)
    profile_of(quiz._replace(answers=quiz.drafts))
