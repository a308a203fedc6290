"""What is said in several outputs is the same in each: cost, time, points and score."""

import itertools
import json
import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import pytest
from making import BUNDLED, ROLES

from certpick import Ranking, plan, rank
from certpick.explaining.explanation import explain
from certpick.profile.criteria import PLAIN_WORDS
from certpick.profile.options import read_profile
from certpick.render.comparison import comparison_rows
from certpick.render.documents.plan import plan_document
from certpick.render.documents.ranking import ranking_document
from certpick.render.encode import as_json
from certpick.render.explanation import explanation_page
from certpick.render.formats import View
from certpick.render.phrases import cost_sentence, cost_words, over_time_words
from certpick.render.plan import cost_sentences, plan_sections
from certpick.render.programs import programs_markdown
from certpick.render.ranking import ranking_markdown
from certpick.render.report.assembly import report
from certpick.render.streams import Surface
from certpick.scoring.search import read_query, search

SUNDAY = date(2026, 11, 22)
WIDE = Surface(width=110, color=False, unicode=True)
HOURS = (None, "2", "5")
BUDGETS = (None, "500", "100000")


class Said(NamedTuple):
    """What one output says of one program; points stand in the order of the criteria."""

    score: str
    points: tuple[str, ...]
    cost: str
    time: str


def cells(line: str) -> list[str]:
    """Return the cells of a row of a Markdown table, as they read."""
    parts = re.split(r"(?<!\\)\|", line.strip("|"))
    return [re.sub(r"\\(.)", r"\1", part).strip() for part in parts]


def by_rank(ranking: Ranking) -> dict[str, Said]:
    """Return what the ranking says, by program."""
    table = [
        line
        for line in ranking_markdown(ranking, View(details=True)).splitlines()
        if line.startswith("|")
    ]
    found = {}
    for standing, line in zip(ranking.ranked, table[2:], strict=True):
        _, _, _, score, *points, cost, time, _, _ = cells(line)
        found[standing.program.id] = Said(score, tuple(points), cost, time)
    return found


ANSWERS = [
    pytest.param(*said, marks=() if said == (None, None) else pytest.mark.slow)
    for said in itertools.product(HOURS, BUDGETS)
]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("hours", "budget"), ANSWERS)
def test_every_output_says_the_same(role: str, hours: str | None, budget: str | None) -> None:
    profile = read_profile({"role": role, "hours": hours, "budget": budget})
    ranking = rank(BUNDLED, profile)
    said = by_rank(ranking)
    programs = [one.program for one in ranking.ranked]
    assert compared(ranking) == said
    query = {"search": None, "role": role, "max-cost": None, "hours": hours, "cme": False,
             "pacing": None, "country": None, "language": None, "focus": None,
             "strict": False}  # fmt: skip
    listed = searched(query)
    assert set(listed) & set(said)
    page = report(ranking, SUNDAY)
    documents = {one["id"]: one for one in ranking_document(ranking)["ranking"]}
    for program in programs:
        expected = said[program.id]
        if program.id in listed:  # a search by role leaves out what is made for others
            assert listed[program.id] == (known(expected.cost), known(expected.time))
        plain = tuple(points.rstrip("*^") for points in expected.points)
        assert explained(ranking, program.id) == expected._replace(points=plain)
        document = documents[program.id]
        assert planned(ranking, document, expected.time) == (expected.cost, expected.time)
    for place in page.places:
        shown = (place.score, place.cost or "unknown", place.time or "unknown")
        first = said[programs[place.rank - 1].id]
        assert shown == (first.score, first.cost, first.time)


def known(words: str) -> str:
    """Return what a list of programs shows: a mark where something is unknown."""
    return "?" if words == "unknown" else words


def compared(ranking: Ranking) -> dict[str, Said]:
    """Return what the comparison of all ranked programs says."""
    rows = {
        row.name: row.values
        for row in comparison_rows(ranking, [one.program for one in ranking.ranked])
    }
    points = zip(*(rows[PLAIN_WORDS[name]] for name in ranking.applicant.weights), strict=True)
    columns = zip(rows["score"], points, rows["cost for you"], rows["time for you"], strict=True)
    return {
        one.program.id: Said(str(score), tuple(map(str, each)), cost or "unknown", time or "unknown")
        for one, (score, each, cost, time) in zip(ranking.ranked, columns, strict=True)
    }  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_every_output_says_the_same_of_renewal_and_of_five_years(role: str) -> None:
    ranking = rank(BUNDLED, read_profile({"role": role, "hours": "5"}))
    programs = [one.program for one in ranking.ranked]
    rows = {row.name: row.values for row in comparison_rows(ranking, programs)}
    documents = {one["id"]: one for one in ranking_document(ranking)["ranking"]}
    renewals, long = rows["each renewal"], rows["cost over 5 years"]
    for program, renewal, words in zip(programs, renewals, long, strict=True):
        found = plan(ranking, program, SUNDAY)
        sentences = " ".join(cost_sentences(found))
        assert (f"Each renewal, {renewal}." in sentences) == (found.renewing is not None)
        assert "Over 5 years" not in sentences or f": {words}." in sentences
        document = json.loads(as_json(plan_document(found)))
        ranked = documents[program.id]
        for key in ("renewal_cost", "cost_over_time"):
            assert document[key] == ranked[key]
        assert over_time_words(found.over_time[-1]) == words
    side = report(ranking, SUNDAY).comparison
    assert side
    told = {row.name: tuple(cell.words for cell in row.cells) for row in side.rows}
    assert told["Each renewal"] == renewals[:3]
    assert told["Cost over 5 years"] == long[:3]


def explained(ranking: Ranking, name: str) -> Said:
    """Return what the explanation of a program says."""
    found = explain(ranking, BUNDLED.find(name))
    text = " ".join(explanation_page(found, ranking, WIDE).split())
    summary = re.search(r"; score (.*?), cost (.*?), time (.*?)\.(?: |$)", text)
    assert summary
    high = re.search(r"its score would be (\d+)\.", text)
    score = f"{summary[1]} to {high[1]}" if high else summary[1]
    points = [
        f"{shown}{f' to {most}' if most else ''} of {whole}"
        for shown, whole, most in re.findall(
            r": ([\d.]+) of (\d) shown; weight \S+ makes that \S+ of the score"
            r"(?: ([\d.]+) of \d, were)?",
            text,
        )
    ]
    return Said(score, tuple(points), summary[2], summary[3])


def planned(ranking: Ranking, ranked: Mapping[str, object], time: str) -> tuple[str, str]:
    """Return the cost and the time that a plan says, after checking its sentences.

    ``ranked`` and ``time`` are what the ranking says of the program, as JSON and in words.
    """
    found = plan(ranking, BUNDLED.find(str(ranked["id"])), SUNDAY)
    document = json.loads(as_json(plan_document(found)))
    for key in ("cost_usd", "cost_at_least_usd", "cost_detail", "weeks"):
        assert document[key] == ranked[key]
    sentences = " ".join(line for section in plan_sections(found) for line in section.sentences)
    assert cost_sentence(found.cost) in sentences
    assert time == "unknown" or found.schedule.session or time in sentences
    return cost_words(found.cost) or "unknown", time


def searched(query: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    """Return the cost and time that the list of programs says, by program."""
    matches = search(BUNDLED, read_query(query, BUNDLED))
    table = [
        line for line in programs_markdown(BUNDLED, matches).splitlines() if line.startswith("|")
    ]
    rows = map(cells, table[2:])
    return {match.program.id: (row[2], row[3]) for match, row in zip(matches, rows, strict=True)}
