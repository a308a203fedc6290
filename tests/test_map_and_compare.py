"""Programs side by side, and the triangle of weights as text and as a picture."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import ROOT, Run
from hypothesis import given
from making import BUNDLED, SIX, catalogs, fact, make_catalog, make_program, profiles

from certpick import Catalog, Profile, rank
from certpick.explaining.robustness import Robustness, firmness, territories
from certpick.render.streams import Surface
from certpick.render.weight_map import FILLS, HATCHES, map_page, map_svg

Cli = Callable[..., Run]
Golden = Callable[[Path, str], None]
GOLDEN = Path(__file__).parent / "golden"
SVG = "{http://www.w3.org/2000/svg}"


def test_compare(cli: Cli, golden: Golden) -> None:
    run = cli("compare", "harvard", "hopkins", "--role", "physician")
    assert (run.code, run.err) == (0, "")
    golden(GOLDEN / "compare.txt", run.out)


def test_compare_marks_what_differs_and_leaves_unknowns_unknown(cli: Cli) -> None:
    document = cli("compare", "harvard", "hopkins", "iabac", "--role", "physician", "--json").json()
    rows = {row["name"]: row for row in document["rows"]}
    assert rows["pacing"]["values"] == ["cohort", "cohort", "self-paced"]
    assert rows["pacing"]["differs"]
    assert not rows["focus"]["differs"]
    assert rows["price"]["values"][2] is None
    assert rows["cost for you"]["values"] == ["$4,800", "$2,990", None]


def test_what_is_unknown_or_open_is_marked_where_it_is_so_of_all(cli: Cli) -> None:
    document = cli("compare", "harvard", "hopkins", "--role", "physician", "--json").json()
    rows = {row["name"]: row for row in document["rows"]}
    assert rows["score"]["values"] == ["14 to 73", "14 to 73"]
    assert rows["score"]["differs"]
    assert rows["each renewal"]["values"] == [None, None]
    assert rows["each renewal"]["differs"]


@pytest.mark.parametrize("columns", [24, 40, 60, 80, 100])
def test_compare_fits_the_screen(cli: Cli, monkeypatch: Any, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = cli("compare", "stanford", "iabac", "aigp", "--role", "physician").out
    assert max(map(len, out.splitlines())) <= columns
    assert "…" not in out


@pytest.mark.parametrize("columns", [40, 80])
def test_compare_says_at_its_head_and_at_its_end_what_a_mark_is(
    cli: Cli, monkeypatch: Any, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = cli("compare", "stanford", "iabac", "--role", "charge nurse").out
    head, end = out.split("> place")[0], " ".join(out.split("needs programming")[1].split())
    assert "> they differ, or may" in head
    assert "or may, since something there is unknown (?: ask the provider) or still open" in end


def test_a_name_of_two_lines_is_one_row(cli: Cli) -> None:
    lines = cli("compare", "stanford", "iabac", "--role", "charge nurse").out.splitlines()
    at = next(place for place, line in enumerate(lines) if "recognised beyond its" in line)
    assert lines[at + 1] == "  issuer"


def test_compare_needs_two(cli: Cli) -> None:
    run = cli("compare", "stanford", "stanford", "--role", "physician")
    assert run.code == 2
    assert "only one program to compare" in run.err


def test_map(cli: Cli, golden: Golden) -> None:
    run = cli("map", "--role", "clinician", "--cme", "no")
    assert (run.code, run.err) == (0, "")
    golden(GOLDEN / "map.txt", run.out)


@pytest.mark.parametrize("columns", [24, 40, 80, 200])
def test_the_map_fits_and_its_areas_are_the_shares(columns: int) -> None:
    ranking = rank(SIX, Profile(role="clinician", cme="no"))
    page = map_page(Robustness(ranking), Surface(min(columns, 110), color=False, unicode=True))
    assert max(map(len, page.splitlines())) <= columns
    drawn = "".join(re.findall(r"^ *([AB@]+)$", page, re.MULTILINE))
    share = next(one.share for one in territories(ranking))
    assert drawn.count("A") / len(drawn) == pytest.approx(share, abs=0.12 if columns < 40 else 0.06)
    assert drawn.count("@") == 1


@given(catalogs(most=5), profiles)
def test_territories_are_the_first_choice_shares(drawn: Catalog, profile: Profile) -> None:
    ranking = rank(drawn, profile)
    found = territories(ranking)
    shares = {one.program.id: 0.0 for one in ranking.ranked}
    for territory in found:
        for leader in territory.leaders:
            shares[leader.program.id] += territory.share / len(territory.leaders)
    expected = [one.first_choice_share for one in firmness(ranking)]
    assert list(shares.values()) == pytest.approx(expected, abs=1e-12)
    map_page(Robustness(ranking), Surface(60, color=False, unicode=True))
    ElementTree.fromstring(map_svg(Robustness(ranking)))  # noqa: S314  our own picture


def test_the_picture_is_written_and_hostile_names_stay_text(cli: Cli, tmp_path: Path) -> None:
    document = json.loads((ROOT / "data" / "programs.json").read_text("utf-8"))
    document["programs"][0]["name"] = '</text><script>alert("1")</script>'
    catalog = tmp_path / "catalog.json"
    catalog.write_text(json.dumps(document))
    picture = tmp_path / "map.svg"
    run = cli("map", "--role", "administrator", "--catalog", str(catalog), "--svg", str(picture))
    assert (run.code, run.out, run.err) == (0, "", "")
    root = ElementTree.fromstring(picture.read_text("utf-8"))  # noqa: S314  our own picture
    assert root.findall(f".//{SVG}script") == []
    assert any("<script>" in (one.text or "") for one in root.iter(f"{SVG}text"))
    assert list(tmp_path.glob(".map*")) == [], "no half-written file is left"


def test_a_picture_that_cannot_be_written(cli: Cli, tmp_path: Path) -> None:
    run = cli("map", "--role", "physician", "--svg", str(tmp_path / "no" / "map.svg"))
    assert run.code == 1
    assert "cannot write" in run.err


def test_nobody_ranked_gives_an_empty_map(cli: Cli) -> None:
    run = cli("map", "--role", "physician", "--budget", "0", "--weeks", "0.1", "--strict")
    assert run.code == 0
    assert "nobody to draw" in run.out


def lines_of(picture: str) -> list[str]:
    """Return the lines of text of a picture."""
    root = ElementTree.fromstring(picture)  # noqa: S314  our own picture
    return [one.text or "" for one in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    "name", ["a very long name of a program " * 6, "NAME IN CAPITALS " * 9, "x" * 190]
)
def test_a_long_name_breaks_into_lines_that_the_picture_is_high_enough_for(name: str) -> None:
    program = replace(make_program("one", graded_work=fact(True)), name=name.strip())
    picture = map_svg(Robustness(rank(make_catalog(program), Profile(role="physician"))))
    lines = lines_of(picture)
    said = "".join(lines)
    assert "".join(name.split()) in "".join(said.split()), "nothing of it is lost"
    assert max(map(len, lines)) < 75
    root = ElementTree.fromstring(picture)  # noqa: S314  our own picture
    lowest = max(float(one.attrib["y"]) for one in root.iter(f"{SVG}text"))
    assert lowest <= float(root.attrib["viewBox"].split()[3]) - 10


def test_every_territory_has_a_pattern_of_its_own() -> None:
    """The strokes differ, so that they are told apart also where no colour is seen."""
    robustness = Robustness(rank(BUNDLED, Profile(role="physician")))
    assert len(robustness.territories) > 2
    root = ElementTree.fromstring(map_svg(robustness))  # noqa: S314  our own picture
    patterns = {one.attrib["id"]: one for one in root.iter(f"{SVG}pattern")}
    strokes = [
        "".join(path.attrib["d"] for path in one.iter(f"{SVG}path")) for one in patterns.values()
    ]
    assert len(set(strokes)) == len(robustness.territories)
    filled = {
        one.attrib["fill"]
        for kind in ("polygon", "rect")
        for one in root.iter(f"{SVG}{kind}")
        if one.attrib["fill"].startswith("url(#")
    }
    assert filled == {f"url(#{name})" for name in patterns}
    looks = {(HATCHES[at % len(HATCHES)], FILLS[at % len(FILLS)]) for at in range(40)}
    assert len(looks) == 40
