"""What is said of each person, as columns."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from certpick.batch.asked import BIT, Answers
from certpick.batch.cells import Codes
from certpick.batch.choices import Choices, Chosen
from certpick.batch.columns import RANK, RESULT
from certpick.batch.people import People
from certpick.batch.tables import Candidate, Floats
from certpick.catalog.fact_text import credit_text
from certpick.catalog.in_force import granted
from certpick.catalog.model import Catalog

STATUSES = ("ok", "maybe", "none", "error")
_OK, _MAYBE, _NONE, _ERROR = range(len(STATUSES))
_NUMBERS = ("score", "score_high", "cost_usd", "cost_at_least_usd", "weeks", "sure_cost_usd")


def result_schema(top: int) -> pa.Schema:
    """Return the columns that are added to those that are carried through."""
    fields = [(name, pa.float64() if name in _NUMBERS else pa.string()) for name in RESULT]
    return pa.schema([*([(RANK, pa.int64())] if top > 1 else []), *fields])


class Lines(NamedTuple):
    """The lines of a result: the person's row in the table, which of their programs, from 0.

    ``answered`` is the place among those who can be answered, -1 for the others.
    """

    rows: Codes
    places: Codes
    answered: Codes


def lines(people: People, choices: Choices | None) -> Lines:
    """Return a line for each person, and one for each further program that they get."""
    count = len(people.titles)
    answered = np.full(count, -1)
    answered[people.rows] = np.arange(len(people.rows))
    further = choices.ranked[1:] if choices else []
    told = np.zeros((count, 1 + len(further)), np.bool_)
    told[:, 0] = True
    for place, chosen in enumerate(further, start=1):
        told[people.rows, place] = chosen.program >= 0
    rows, places = np.nonzero(told)
    return Lines(rows, places, answered[rows])


class Results:
    """Says what was chosen, in the catalogue's words."""

    def __init__(self, catalog: Catalog, answers: Answers) -> None:
        self._catalog = catalog
        self._ids = pa.array([one.id for one in answers.programs], pa.string())
        self._names = pa.array([one.name for one in answers.programs], pa.string())
        providers = [catalog.providers[one.provider].short for one in answers.programs]
        self._providers = pa.array(providers, pa.string())
        awarded = [_credit(one, catalog) for one in answers.candidates]
        self._credits = pa.array(awarded, pa.string())

    def columns(self, people: People, choices: Choices | None, at: Lines) -> dict[str, pa.Array]:
        """Return the columns of the result, in the order of ``RESULT``."""
        found = {**self._who(people, at), **_faults(people, at)}
        if choices:
            found |= self._chosen(choices, at)
        else:
            found["status"] = _pick(pa.array(STATUSES), np.full(len(at.rows), _ERROR))
        found["catalog_sha256"] = pa.repeat(self._catalog.sha256, len(at.rows))
        schema = result_schema(1)
        nothing = {name: pa.nulls(len(at.rows), schema.field(name).type) for name in RESULT}
        return {name: found.get(name, nothing[name]) for name in RESULT}

    def _who(self, people: People, at: Lines) -> dict[str, pa.Array]:
        codes = people.titles[at.rows]
        whos = [one.who for one in people.said]
        said = {
            "profession": [one.profession for one in whos],
            "role": [one.role for one in whos],
            "title_read_as": [one.read_as for one in whos],
        }
        return {name: _pick(pa.array(words, pa.string()), codes) for name, words in said.items()}

    def _chosen(self, choices: Choices, at: Lines) -> dict[str, pa.Array]:
        chosen = _of_lines(choices.ranked, at)
        known = at.answered >= 0
        sure = Chosen(*(np.where(known, one[at.answered], -1) for one in choices.sure))
        status = np.where(chosen.program < 0, _NONE, np.where(chosen.unknown == 0, _OK, _MAYBE))
        near = [choices.closest.get(one) for one in at.answered.tolist()]
        return {
            "status": _pick(pa.array(STATUSES), np.where(known, status, _ERROR)),
            "program_id": _pick(self._ids, chosen.program),
            "program": _pick(self._names, chosen.program),
            "provider": _pick(self._providers, chosen.program),
            "score": _number(chosen.score, chosen),
            "score_high": _number(chosen.high, chosen),
            "cost_usd": _number(chosen.usd, chosen),
            "cost_at_least_usd": _number(chosen.at_least, chosen),
            "weeks": _number(chosen.weeks, chosen),
            "credit": _pick(self._credits, chosen.candidate),
            "unknown_needs": _need_names(chosen.unknown),
            "sure_id": _pick(self._ids, sure.program),
            "sure_cost_usd": _number(sure.usd, sure),
            "closest_id": pa.array([one and one.program.id for one in near], pa.string()),
            "closest_change": pa.array([one and one.change for one in near], pa.string()),
        }


def _of_lines(ranked: Sequence[Chosen], at: Lines) -> Chosen:
    """Return what each line says, -1 for the program of those who cannot be answered."""
    columns = (np.stack(one)[at.places, at.answered] for one in zip(*ranked, strict=True))
    chosen = Chosen(*columns)
    nobody = at.answered < 0
    return chosen._replace(
        program=np.where(nobody, -1, chosen.program),
        candidate=np.where(nobody, -1, chosen.candidate),
        unknown=np.where(nobody, 0, chosen.unknown),
    )


def _credit(candidate: Candidate, catalog: Catalog) -> str | None:
    """Return the credit that a program is known to award on the day, each in its system."""
    fact = candidate.taken.facts.ce_credit
    awarded = granted(fact.value, catalog.day) if fact else []
    return "; ".join(map(credit_text, awarded)) or None


def _pick(values: pa.Array, codes: NDArray[np.integer]) -> pa.Array:
    """Return the values at these places, null for -1."""
    return values.take(pa.array(codes, mask=codes < 0))


def _number(values: Floats, chosen: Chosen) -> pa.Array:
    return pa.array(values, mask=np.isnan(values) | (chosen.program < 0))


def _need_names(unknown: Codes) -> pa.Array:
    """Return the names of the needs whose bits are set, null where none is."""
    distinct, codes = np.unique(unknown, return_inverse=True)
    names = [";".join(kind for kind in BIT if BIT[kind] & bits) for bits in distinct.tolist()]
    return _pick(pa.array([name or None for name in names], pa.string()), codes)


def _faults(people: People, at: Lines) -> dict[str, pa.Array]:
    codes: list[str | None] = [None] * len(people.titles)
    messages = list(codes)
    for row, fault in people.faults.items():
        codes[row], messages[row] = fault.code, fault.message
    rows = pa.array(at.rows)
    columns: Mapping[str, list[str | None]] = {"error_code": codes, "error": messages}
    return {name: pa.array(one, pa.string()).take(rows) for name, one in columns.items()}
