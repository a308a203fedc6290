"""Which columns of a table are answers, and which are carried through."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from certpick.errors import UsageError
from certpick.profile.options import OPTIONS
from certpick.text import did_you_mean, folded, nearest, shown

# What is said of each person, in the order of the columns.
RESULT = (
    "status", "profession", "role", "title_read_as", "program_id", "program", "provider",
    "score", "score_high", "cost_usd", "cost_at_least_usd", "weeks", "credit", "unknown_needs",
    "sure_id", "sure_cost_usd", "closest_id", "closest_change", "error_code", "error",
    "catalog_sha256",
)  # fmt: skip
RANK = "rank"  # stands before them where a person has several rows
_LIKE = 0.8  # how alike a name must be to one of an option to be taken for a slip


class Columns(NamedTuple):
    """The columns that a table has: ``answers`` by option, ``carried`` by the name they get."""

    answers: dict[str, str]
    carried: dict[str, str]


def columns(
    names: Sequence[str],
    renamed: Mapping[str, str],
    role_is_said: bool,
    carried: Collection[str] = (),
) -> Columns:
    """Return what the columns of a table are.

    ``renamed`` gives the column that holds an option's answers; any other option is in the
    column of its own name. ``carried`` names columns that look like an option and are none.

    Raises:
        UsageError: a column is missing, stands twice or looks like a misspelt option.
    """
    _once(names)
    _known(renamed, names)
    _present(carried, names)
    answers = {**_by_name(names, {*renamed.values(), *carried}), **renamed}
    if not role_is_said and not {"role", "title"} & set(answers):
        raise UsageError("no column role or title", _which_title(names), code="column_missing")
    others = [name for name in names if name not in answers.values()]
    for name in others:
        if name not in carried:
            _refuse_slip(name, answers)
    taken = {*RESULT, RANK}
    return Columns(answers, {_free(name, taken, names): name for name in others})


def pairs(texts: Iterable[str], option: str) -> dict[str, str]:
    """Return what ``--column hours=weekly_hours`` and its like name.

    Raises:
        UsageError: one is no pair, or an option stands twice.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, equals, column = text.partition("=")
        if not equals or not name or not column:
            message = f"--{option}: {shown(text)!r} is no option=column pair"
            raise UsageError(message, f"as in --{option} hours=weekly_hours", code="value_invalid")
        if name in found:
            raise UsageError(f"--{option}: {shown(name)!r} stands twice", code="options_conflict")
        found[name] = column
    return found


def _once(names: Sequence[str]) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UsageError(
            f"the column {shown(twice)!r} stands twice",
            "rename one of them",
            code="column_ambiguous",
        )


def _known(renamed: Mapping[str, str], names: Sequence[str]) -> None:
    for option in renamed:
        if option not in OPTIONS:
            hint = did_you_mean(option, list(OPTIONS)) or f"options: {', '.join(OPTIONS)}"
            raise UsageError(f"--column: no option {shown(option)!r}", hint, code="option_unknown")
    _present(renamed.values(), names)


def _present(wanted: Iterable[str], names: Sequence[str]) -> None:
    for name in wanted:
        if name not in names:
            known = ", ".join(shown(one, 30) for one in names[:20])
            hint = did_you_mean(name, list(names)) or f"columns: {known}"
            raise UsageError(f"no column {shown(name)!r}", hint, code="column_unknown")


def _by_name(names: Sequence[str], used: Collection[str]) -> dict[str, str]:
    """Return the columns that have the name of an option, or of the field that it sets."""
    spellings = {folded(option): option for option in OPTIONS}
    spellings |= {folded(field): option for option, (field, _) in OPTIONS.items()}
    found: dict[str, str] = {}
    for name in names:
        option = spellings.get(folded(name))
        if option is None or name in used:
            continue
        if option in found:
            message = f"the columns {shown(found[option])!r} and {shown(name)!r} say the same"
            raise UsageError(
                message, f"name one: --column {option}={shown(name)}", code="column_ambiguous"
            )
        found[option] = name
    return found


def _which_title(names: Sequence[str]) -> str:
    like = next((name for name in names if "title" in name.casefold() or "job" in name), None)
    example = shown(like or (names[0] if names else "job"), 30)
    return f"name the one with job titles, --column title={example}, or say --role for all"


def _refuse_slip(name: str, answers: Collection[str]) -> None:
    """Raise where a column would be carried through although it seems to be an answer."""
    missing = [option for option in OPTIONS if option not in answers]
    if close := nearest(name, missing, count=1, cutoff=_LIKE):
        raise UsageError(
            f"the column {shown(name)!r} is no option; did you mean {close[0]!r}?",
            f"--column {close[0]}={shown(name)} if so, --carry {shown(name)} if not",
            code="column_ambiguous",
        )


def _free(name: str, taken: Collection[str], names: Sequence[str]) -> str:
    """Return the name under which a column is carried through: its own, unless a result's."""
    while name in taken:
        name = f"input_{name}"
        taken = {*taken, *names}
    return name
