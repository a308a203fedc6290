"""People as columns: what each says, in codes for what orders programs and what turns them away."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from certpick.batch.cells import Codes, Reader, Words, is_flag
from certpick.batch.columns import Columns
from certpick.batch.tables import NOT_SAID_HOURS, Floats, Limits
from certpick.batch.titles import Desk, Fault, Who
from certpick.catalog.model import Catalog
from certpick.errors import UsageError
from certpick.profile.options import OPTIONS, read_profile
from certpick.profile.profile import Applicant, Profile, applicant_for

AMOUNTS = ("budget", "hours", "weeks")
# What moves no program up or down, and what turns none away; anything else may do both.
ONLY_NEEDS = ("pacing", "no-programming", "country", "language", "hold")
_ONLY_ORDER = ("situation", "priority", "weights", "evidence")
_WORDS = tuple(name for name in OPTIONS if name not in (*AMOUNTS, "role", "title", "strict"))
_MANY = 2**40  # codes beyond this are numbered anew, long before an integer overflows


MOST = 20_000  # spellings or kinds of profile that are kept, some 100 MB at the most


class Kinds:
    """Profiles that are alike in some options, numbered as they come: an applicant of each."""

    def __init__(self, options: Sequence[str]) -> None:
        self.options = options
        self.numbers: dict[tuple[object, ...], int | Fault] = {}
        self.applicants: list[Applicant] = []


class Title(NamedTuple):
    """A role and job title as some rows of a table say it, and how it is read."""

    role: str | None
    title: str | None
    who: Who


class People(NamedTuple):
    """The people of a table: those who can be answered, by column, and why others cannot.

    ``rows`` are the places of the former in the table. ``titles`` is how each is read, as
    places in ``said``, for every row; ``order`` and ``needs`` are numbers of kinds. Amounts
    that are not said are infinite, hours ``NOT_SAID_HOURS``.
    """

    said: list[Title]
    titles: Codes
    rows: Codes
    order: Codes
    needs: Codes
    strict: NDArray[np.bool_]
    budget: Floats
    hours: Floats
    weeks: Floats
    faults: dict[int, Fault]


class PeopleReader:
    """Reads tables of people; ``base`` answers for whoever says nothing."""

    def __init__(
        self, catalog: Catalog, base: Profile, spans: Limits, settled: Mapping[str, str]
    ) -> None:
        self._catalog, self._base = catalog, base
        self._cells = Reader(catalog, spans._asdict())
        self._desk = Desk(catalog, base, settled)
        self._likes: dict[int, Who] = {}
        self.order = Kinds([name for name in _WORDS if name not in ONLY_NEEDS])
        self.needs = Kinds([name for name in _WORDS if name not in _ONLY_ORDER])

    @property
    def is_full(self) -> bool:
        """Whether so much has been learnt that it is better forgotten."""
        kept = (self._cells.known, self._desk.known, self.order.numbers, self.needs.numbers)
        return any(len(one) > MOST for one in kept)

    def read(
        self, table: pa.RecordBatch, columns: Columns, faults: Mapping[int, Fault] | None = None
    ) -> People:
        """Return the people of a table; ``faults`` are what is wrong with rows as a whole."""
        wrong = dict(faults or {})
        said, titles = self.titles(table, columns)
        _spread(wrong, titles, [one.who.fault for one in said])
        amounts = [self._amount(name, table, columns, wrong) for name in AMOUNTS]
        words = {
            name: self._words(name, table.column(columns.answers[name]), wrong)
            for name in (*_WORDS, "strict")
            if name in columns.answers
        }
        who = np.array([one.who.kind for one in said], np.int64)[titles]
        order, needs = (self._numbers(one, who, words, wrong) for one in (self.order, self.needs))
        rows = np.setdiff1d(np.arange(table.num_rows), np.fromiter(wrong, np.int64, len(wrong)))
        strict = self._strict(words.get("strict"), table.num_rows)
        budget, hours, weeks = (one[rows] for one in amounts)
        return People(
            said, titles, rows, order[rows], needs[rows], strict[rows], budget, hours, weeks, wrong
        )

    def titles(self, table: pa.RecordBatch, columns: Columns) -> tuple[list[Title], Codes]:
        """Return the roles and job titles of a table as they are read, and which each row has."""
        named = [columns.answers.get(name) for name in ("role", "title")]
        roles, titles = (
            Words(np.full(table.num_rows, -1), ()) if name is None
            else self._cells.words(table.column(name))
            for name in named
        )  # fmt: skip
        first, codes = _numbered([roles, titles], table.num_rows)
        said = []
        for row in first.tolist():
            role, title = roles.at(row), titles.at(row)
            who = self._desk.read(role, title)
            self._likes.setdefault(who.kind, who)
            said.append(Title(role, title, who))
        return said, codes

    def _amount(
        self, option: str, table: pa.RecordBatch, columns: Columns, wrong: dict[int, Fault]
    ) -> Floats:
        field = OPTIONS[option][0]
        default = getattr(self._base, field)
        not_said = NOT_SAID_HOURS if option == "hours" else math.inf
        default = not_said if default is None else float(default)
        if option not in columns.answers:
            return np.full(table.num_rows, default)
        column = table.column(columns.answers[option])
        numbers, faults = self._cells.numbers(option, column)
        for row, fault in faults.items():
            wrong.setdefault(row, fault)
        return np.where(np.isnan(numbers), default, numbers)

    def _words(self, option: str, column: pa.Array, wrong: dict[int, Fault]) -> Words:
        """Return a column's words; those that cannot be read say nothing, and their rows why."""
        found = self._cells.words(column)
        faults = [self._cells.fault(option, word) for word in found.words]
        _spread(wrong, found.codes, faults)
        right = np.array([*(one is None for one in faults), True])
        return found._replace(codes=np.where(right[found.codes], found.codes, -1))

    def _strict(self, words: Words | None, count: int) -> NDArray[np.bool_]:
        default = self._base.strict
        if words is None:
            return np.full(count, default)
        flags = [*(self._cells.flag("strict", word) for word in words.words), default]
        return np.array(flags)[words.codes]

    def _numbers(
        self, kinds: Kinds, who: Codes, words: Mapping[str, Words], wrong: dict[int, Fault]
    ) -> Codes:
        """Return the number of each row's kind, -1 where there is none."""
        columns = [words.get(name) for name in kinds.options]
        known = [Words(who, ("",) * (int(who.max(initial=-1)) + 1))]
        first, codes = _numbered([*known, *filter(None, columns)], len(who))
        found = [
            self._kind(kinds, int(who[row]), tuple(one and one.at(row) for one in columns))
            for row in first.tolist()
        ]
        _spread(wrong, codes, [one if isinstance(one, Fault) else None for one in found])
        return np.array([-1 if isinstance(one, Fault) else one for one in found], np.int64)[codes]

    def _kind(self, kinds: Kinds, who: int, said: tuple[str | None, ...]) -> int | Fault:
        if who < 0:
            return -1
        key = (who, *said)
        if key not in kinds.numbers:
            words = zip(kinds.options, said, strict=True)
            given = {option: word for option, word in words if word is not None}
            kinds.numbers[key] = self._number(kinds, self._likes[who], given)
        return kinds.numbers[key]

    def _number(self, kinds: Kinds, who: Who, given: Mapping[str, str]) -> int | Fault:
        try:
            kinds.applicants.append(self._applicant(who, given))
        except UsageError as error:
            return Fault.of(error)
        return len(kinds.applicants) - 1

    def _applicant(self, who: Who, given: Mapping[str, str]) -> Applicant:
        """Return the applicant that these words describe, with the answers for everybody."""
        flags = {name: self._cells.flag(name, given[name]) for name in given if is_flag(name)}
        refused = {OPTIONS[name][0]: False for name, yes in flags.items() if not yes}
        base = self._base.model_copy(update={**refused, **_NO_AMOUNTS})
        profile = read_profile({**given, **flags, **who.said}, base)
        return applicant_for(profile, self._catalog)


_NO_AMOUNTS = {OPTIONS[name][0]: None for name in AMOUNTS} | {"strict": False}


def _numbered(columns: Sequence[Words], count: int) -> tuple[Codes, Codes]:
    """Return a row that has each combination that occurs, and which combination each row has."""
    codes, size = np.zeros(count, np.int64), 1
    for column in columns:
        if size * (len(column.words) + 1) > _MANY:
            _, codes = np.unique(codes, return_inverse=True)
            size = count
        codes = codes * (len(column.words) + 1) + column.codes + 1
        size *= len(column.words) + 1
    _, first, found = np.unique(codes, return_index=True, return_inverse=True)
    return first, found


def _spread(wrong: dict[int, Fault], codes: Codes, faults: Sequence[Fault | None]) -> None:
    """Note what is wrong with each row; the first fault of a row stays."""
    for code, fault in enumerate(faults):
        if fault:
            for row in np.flatnonzero(codes == code).tolist():
                wrong.setdefault(row, fault)
