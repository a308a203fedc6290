"""The answers of an interrupted quiz, kept for ``--resume`` in the user's state folder."""

import contextlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from certpick.catalog.model import Catalog
from certpick.catalog.roles import RoleBook
from certpick.errors import CertpickError, DataError
from certpick.profile.profile import Profile, resolve
from certpick.quiz.engine import Quiz, with_any_role
from certpick.quiz.questions import NeededCredit, Question, TitledRole, questions
from certpick.render.files import write_privately

VERSION = 1
_BROKEN = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError),
    CertpickError,
)


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
    """Return whether an earlier quiz was interrupted: where nobody may look, none was."""
    try:
        return state_file().exists()
    except OSError:
        return False


class Kept(NamedTuple):
    """A quiz as it was kept, and in words what of it can be no answer any more."""

    quiz: Quiz
    left_out: tuple[str, ...]


def load(catalog: Catalog) -> Kept:
    """Return the quiz as it was kept, without the answers that this catalogue does not know.

    Raises:
        DataError: nothing is kept, or it cannot be read.
    """
    hint = "certpick quiz starts anew"
    if not is_kept():
        raise DataError("no answers are kept", hint, code="answers_lost")
    path = state_file()
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["version"] != VERSION:
            raise ValueError
        return _read(document, catalog)
    except _BROKEN:
        raise DataError(
            f"cannot read the answers kept in {path}", hint, code="answers_lost"
        ) from None


def forget() -> None:
    """Remove what was kept; where it cannot be, it stays."""
    with contextlib.suppress(OSError):
        state_file().unlink(missing_ok=True)


def _read(document: dict[str, Any], catalog: Catalog) -> Kept:
    table = {one.id: one for one in questions(catalog.roles)}

    def is_option(name: str, value: Any) -> bool:
        return _is_valid({name: value}, catalog.roles)

    def is_answer(name: str, value: Any) -> bool:
        return name in table and _answers(table[name], value, catalog.roles)

    given, no_options = _sifted(document["given"].items(), is_option)
    answers, no_answers = _sifted(document["answers"], is_answer)
    drafts, _ = _sifted(document["drafts"], is_answer)
    quiz = Quiz(
        catalog, Profile.model_validate(given), tuple(answers.items()), tuple(drafts.items())
    )
    names = {one.id: one.name for one in table.values()}
    left_out = (*no_options, *no_answers)
    return Kept(quiz, tuple(f"{names.get(name, name)} {value}" for name, value in left_out))


def _sifted(
    pairs: Iterable[Any], fits: Callable[[str, Any], bool]
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Return what fits, by name, and the rest as it is written."""
    usable: dict[str, Any] = {}
    rest = []
    for name, written in pairs:
        value = _value(name, written)
        if fits(name, value):
            usable[name] = value
        else:
            rest.append((name, json.dumps(written)))
    return usable, rest


def _value(name: str, value: Any) -> Any:
    """Return an answer as it was before JSON made lists of its tuples."""
    if not isinstance(value, list):
        return value
    if name == "role" and len(value) == 2:
        return TitledRole(*value)
    if name == "cme" and len(value) == 2 and isinstance(value[1], list):
        return NeededCredit(value[0], tuple(value[1]))
    return tuple(value)


def _answers(question: Question, value: Any, roles: RoleBook) -> bool:
    """Return whether the quiz could have got this answer."""
    if value is None:
        return any(choice.value is None for choice in question.choices)
    if value == ():
        return question.several
    if isinstance(value, TitledRole | NeededCredit):
        return _is_valid(value._asdict(), roles)
    return _is_valid({question.id: value}, roles)


def _is_valid(said: dict[str, Any], roles: RoleBook) -> bool:
    try:
        resolve(with_any_role(Profile.model_validate(said)), roles)
    except CertpickError:
        return False
    return True
