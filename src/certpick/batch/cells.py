"""The cells of a column as answers; each spelling is read once, by the words of the options."""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from certpick.batch.titles import Fault
from certpick.catalog.model import Catalog
from certpick.errors import UsageError
from certpick.profile.amounts import numeral
from certpick.profile.options import OPTIONS, read_profile
from certpick.profile.profile import Profile, applicant_for
from certpick.text import shown

Codes = NDArray[np.integer[Any]]
# Plain numbers are read as a column; three digits after a point may be thousands to somebody.
_PLAIN = r"^[0-9]{1,12}(\.([0-9]{1,2}|[0-9]{4,16}))?$"
_NAMING = ("situation", "hold", "credit")  # what they name is in a table, for whoever it is
_YES, _NO = ("yes", "true", "1", "y", "x"), ("no", "false", "0", "n")


class Words(NamedTuple):
    """A column of words: ``codes`` are places in ``words``, -1 where nothing is said."""

    codes: Codes
    words: tuple[str, ...]

    def at(self, row: int) -> str | None:
        """Return the word of a row, None where it says nothing."""
        code = self.codes[row]
        return None if code < 0 else self.words[code]


class Reader:
    """Reads columns of answers, which may name what one catalogue and its role table hold."""

    def __init__(self, catalog: Catalog, spans: Mapping[str, tuple[float, float]]) -> None:
        self._catalog, self._spans = catalog, spans
        self.known: dict[tuple[str, str], float | str | Fault] = {}

    def words(self, column: pa.Array) -> Words:
        """Return a column's distinct words without blanks around them; empty ones say nothing."""
        trimmed = pc.utf8_trim_whitespace(texts(column))
        coded = pc.if_else(pc.equal(trimmed, ""), None, trimmed).dictionary_encode()
        codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
        return Words(codes, tuple(coded.dictionary.to_pylist()))

    def numbers(
        self, option: str, column: pa.Array
    ) -> tuple[NDArray[np.float64], dict[int, Fault]]:
        """Return a column's numbers, NaN where nothing is said, and what is wrong by row."""
        if pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
            values = column.cast(pa.float64(), safe=False)
            words, said = None, pc.is_valid(column)
        else:
            words = pc.utf8_trim_whitespace(texts(column))
            plain = pc.match_substring_regex(words, _PLAIN)
            values = pc.if_else(plain, words, None).cast(pa.float64())
            said = pc.fill_null(pc.not_equal(words, ""), False)
        numbers = values.to_numpy(zero_copy_only=False).astype(np.float64, copy=True)
        low, high = self._spans[OPTIONS[option][0]]
        within = (numbers >= low) & (numbers <= high)
        faults: dict[int, Fault] = {}
        doubtful = np.flatnonzero(said.to_numpy(zero_copy_only=False) & ~within)
        source = values if words is None else words
        for row in doubtful.tolist():
            word = source[row].as_py()
            read = self._reading(option, numeral(word) if words is None else word)
            numbers[row] = math.nan if isinstance(read, Fault) else float(read)
            if isinstance(read, Fault):
                faults[row] = read
        return numbers, faults

    def fault(self, option: str, word: str) -> Fault | None:
        """Return what is wrong with a word, None where an option takes it."""
        read = self._reading(option, word)
        return read if isinstance(read, Fault) else None

    def flag(self, option: str, word: str) -> bool:
        """Return whether a word that was found right says yes."""
        return self._reading(option, word) == "yes"

    def _reading(self, option: str, word: str) -> float | str | Fault:
        key = (option, word)
        if key not in self.known:
            self.known[key] = self._ask(option, word)
        return self.known[key]

    def _ask(self, option: str, word: str) -> float | str | Fault:
        if is_flag(option):
            said = word.casefold()
            if said in (*_YES, *_NO):
                return "yes" if said in _YES else "no"
            message = f"{option}: {shown(word)!r} is neither yes nor no"
            return Fault("value_unknown", message, candidates=("yes", "no"))
        try:
            profile = read_profile({option: word}, None, self._catalog.today)
            if option in _NAMING:
                somebody = {"role": self._catalog.roles.role_ids[0]}
                applicant_for(profile.model_copy(update=somebody), self._catalog)
        except UsageError as error:
            return Fault.of(error)
        value = getattr(profile, OPTIONS[option][0])
        return value if isinstance(value, float) else word


def is_flag(option: str) -> bool:
    """Return whether an option is said or not, without a value."""
    return Profile.model_fields[OPTIONS[option][0]].annotation is bool


def texts(column: pa.Array) -> pa.Array:
    """Return the cells as people write them: a list with commas, true and false as words."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return texts(column.dictionary_decode())
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pc.binary_join(column.cast(pa.list_(pa.string())), ",")
    if pa.types.is_nested(kind):
        return pa.array([_pairs(value) for value in column.to_pylist()], pa.string())
    return column if kind == pa.string() else column.cast(pa.string())


def _pairs(value: Any) -> str | None:
    """Return weights that are written as an object in the words of the option."""
    said = dict(value) if value is not None else {}
    return ",".join(f"{name}={weight!r}" for name, weight in said.items() if weight is not None)
