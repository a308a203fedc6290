"""The result on a screen: short, the verdict last, in plain words, one line a program in a pipe."""

import itertools
import os
import re
import sys
from collections.abc import Callable
from typing import Any

import pexpect
import pytest
from conftest import PINNED, press_enter_to_the_end
from hypothesis import given
from hypothesis import strategies as st
from making import BUNDLED, NEEDS, ROLES, catalogs, profiles

from certpick import Catalog, Profile, rank
from certpick.explaining.verdict import verdict
from certpick.render.formats import View
from certpick.render.result import result_page
from certpick.render.streams import WIDEST, Surface
from certpick.render.verdict import verdict_lines
from certpick.scoring.ranking import Sort, places
from certpick.scoring.terms import least_weeks

SCREENS = {80: 24, 120: 24, 40: 48}  # columns, and the most lines


def on_screen(profile: Profile, columns: int) -> list[str]:
    """Return the lines of a result on a terminal of so many columns."""
    surface = Surface(min(columns, WIDEST), color=False, unicode=True)
    return result_page(rank(BUNDLED, profile), View(), surface).rstrip("\n").split("\n")


@pytest.mark.parametrize("columns", SCREENS)
@pytest.mark.parametrize("needs", NEEDS)
@pytest.mark.parametrize("role", ROLES)
def test_the_result_fits_the_screen(role: str, needs: dict[str, Any], columns: int) -> None:
    lines = on_screen(Profile(role=role, **needs), columns)
    assert len(lines) <= SCREENS[columns]
    assert max(map(len, lines)) <= columns


@given(catalogs(), profiles, st.sampled_from(list(SCREENS)))
def test_any_result_fits_the_screen_and_ends_in_the_verdict(
    drawn: Catalog, profile: Profile, columns: int
) -> None:
    ranking = rank(drawn, profile)
    surface = Surface(min(columns, WIDEST), color=False, unicode=True)
    page = result_page(ranking, View(), surface)
    assert page.rstrip("\n").count("\n") < SCREENS[columns]
    said = " ".join(str(line) for line in verdict_lines(verdict(ranking)))
    assert " ".join(page.split()).endswith(" ".join(said.split()))


def test_sure_and_maybe_are_told_apart_once_something_is_said() -> None:
    open_to_all = on_screen(Profile(role="physician"), 80)
    assert " Fit " not in open_to_all[0]
    said = on_screen(Profile(role="administrator", budget=5400, hours_per_week=6), 80)
    assert " Fit " in said[0]
    assert any(" sure " in line for line in said[1:8])
    assert any(" maybe: price" in line for line in said[1:8])


def test_a_pipe_gets_one_line_a_program_however_long(cli: Callable[..., Any]) -> None:
    lines = cli("rank", "--role", "clinician", "--top", "30").out.splitlines()
    assert [line.split()[0] for line in lines[1:31]] == [str(n) for n in range(1, 31)]
    assert max(map(len, lines[:31])) > 80


@pytest.mark.parametrize("sort", ["score", "fit", "cost", "time"])
@given(catalogs(), profiles)
def test_sorting_keeps_every_program_and_puts_the_unknown_last(
    sort: Sort, drawn: Catalog, profile: Profile
) -> None:
    ranking = rank(drawn, profile)
    found = places(ranking, sort)
    assert sorted(place.number for place in found) == list(range(1, len(ranking.ranked) + 1))
    value: Callable[[Any], Any] = {
        "score": lambda one: -one.score,
        "fit": lambda one: one.fit != "sure",
        "cost": lambda one: one.cost.known_least,
        "time": lambda one: least_weeks(one.taken, one.weeks),
    }[sort]
    values = [value(place.standing) for place in found]
    known = [one for one in values if one is not None]
    assert values == [*known, *[None] * (len(values) - len(known))]
    assert all(a <= b + 1e-9 for a, b in itertools.pairwise(known))


def test_every_format_sorts(cli: Callable[..., Any]) -> None:
    words = ("rank", "--role", "administrator", "--sort", "cost", "--top", "3")
    document = cli(*words, "--json").json()
    ids = [one["id"] for one in document["ranking"]]
    costs = [one["cost_at_least_usd"] for one in document["ranking"]]
    assert costs == sorted(costs)
    assert [one["rank"] for one in document["ranking"]] != [1, 2, 3], "the place is by score"
    for form in ("ndjson", "csv"):
        out = cli(*words, "--format", form).out
        assert [one for one in re.findall(r"[a-z0-9-]+", out) if one in ids][:3] == ids


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (40, 24)])
@pytest.mark.parametrize("command", ["rank", "quiz"])
def test_a_real_terminal_shows_the_whole_answer(command: str, columns: int, rows: int) -> None:
    """On 24 lines the table's head and the end of the verdict are on the screen together."""
    words = [command, "--role", "nurse-leader", "--budget", "500", "--hours", "4"]
    env = {**os.environ, **PINNED, "COLUMNS": str(columns), "PROMPT_TOOLKIT_NO_CPR": "1"}
    child = pexpect.spawn(
        sys.executable, ["-m", "certpick", *words], env=env, encoding="utf-8", timeout=30,
        dimensions=(rows, columns),
    )  # fmt: skip
    if command == "quiz":
        press_enter_to_the_end(child)
    child.expect(pexpect.EOF)
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", child.before or "")
    lines = shown.replace("\r", "").rstrip("\n").split("\n")
    start = next(at for at, line in enumerate(lines) if re.match(r"# +Program|1\. ", line))
    assert len(lines) - start <= SCREENS[columns]
    assert lines[-1].strip()
    assert any(line.startswith("First: ") for line in lines[start:])


@pytest.mark.parametrize("needs", NEEDS)
@pytest.mark.parametrize("role", ROLES)
def test_a_name_in_the_table_can_be_told_from_the_others(role: str, needs: dict[str, Any]) -> None:
    """At 80 columns the bar goes before it is cut to less, then what is open of the fit."""
    lines = on_screen(Profile(role=role, **needs), 80)
    names = [line[2:26] for line in lines if re.match(r"\d ", line)]
    assert len(set(names)) == len(names)
    assert [name for name in names if not re.match(r"\w[\w .&()+'-]{2}", name)] == []


@pytest.mark.parametrize("role", [*ROLES, "pharmacist", "nurse-practitioner"])
@pytest.mark.parametrize("needs", [{}, *NEEDS])
def test_a_verdict_that_has_a_question_asks_it(role: str, needs: dict[str, Any]) -> None:
    found = verdict(rank(BUNDLED, Profile(role=role, **needs)))
    labels = [line.label for line in verdict_lines(found)]
    assert ("Ask first" in labels) == bool(found.ask_first)
