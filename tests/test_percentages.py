"""Percentages that stand together add up to 100, wherever they stand."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import BUNDLED, catalogs, fact, make_catalog, make_program, profiles

from certpick import Catalog, Profile, rank
from certpick.explaining.explanation import explain
from certpick.explaining.notes import firmness_notes, weight_words
from certpick.explaining.robustness import Robustness
from certpick.render.explanation import explanation_page
from certpick.render.report.assembly import report
from certpick.render.streams import Surface
from certpick.render.weight_map import map_marks
from certpick.text import percentages, whole_percents

WEIGHTS = st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any)


def percents(text: str) -> list[int]:
    """Return the whole percentages of a text; under 1% is 0, over 99% is 100."""
    plain = text.replace("under 1%", "0%").replace("over 99%", "100%")
    return [int(found) for found in re.findall(r"(\d+)%", plain)]


@given(WEIGHTS)
def test_the_largest_remainders_get_what_is_left(weights: list[int]) -> None:
    """They add up, none is off by a whole percent, and more never has less."""
    shares = [weight / sum(weights) for weight in weights]
    found = whole_percents(shares)
    assert sum(found) == 100
    assert all(abs(100 * share - one) < 1 for share, one in zip(shares, found, strict=True))
    pairs = sorted(zip(shares, found, strict=True))
    assert [one for _, one in pairs] == sorted(found)


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([11 / 18, 5 / 18, 2 / 18], ["61%", "28%", "11%"]),
        ([1 / 3, 1 / 3, 1 / 3], ["34%", "33%", "33%"]),
        ([4 / 15, 4 / 15, 4 / 15], ["27%", "27%", "26%"]),  # of 80
        ([0.45, 0.225, 0.125, 0.2], ["45%", "23%", "12%", "20%"]),
        ([0.995, 0.005], ["over 99%", "under 1%"]),
        ([0.994, 0.006], ["99%", "1%"]),
        ([1, 0], ["100%", "0%"]),
        ([], []),
    ],
)
def test_worked_examples(shares: list[float], said: list[str]) -> None:
    assert percentages(shares) == said


@given(catalogs(least=1), profiles)
@settings(max_examples=150)
def test_weights_and_shares_add_up_and_are_the_same_in_every_output(
    drawn: Catalog, profile: Profile
) -> None:
    ranking = rank(drawn, profile)
    assert sum(percents(weight_words(ranking.applicant))) == 100
    if not ranking.ranked:
        return
    robustness = Robustness(ranking)
    shown = [percents(mark.percent)[0] for mark in map_marks(robustness)]
    assert sum(shown) == 100
    assert sum(percents(" ".join(robustness.percentages))) == 100
    for mark in map_marks(robustness):
        alone = [
            robustness.percentages[ranking.ranked.index(one)] for one in mark.territory.leaders
        ]
        assert sum(percents(" ".join(alone))) == percents(mark.percent)[0]
    told = [one for one in firmness_notes(robustness) if one.startswith("Over all ways")]
    assert all(sum(percents(one)) == 100 for one in told)
    for place, standing in enumerate(ranking.ranked):
        found = explain(ranking, standing.program, robustness)
        page = " ".join(explanation_page(found, ranking, Surface(110, False, True)).split())
        assert sum(percents(" ".join(re.findall(r"; weight (.*?) makes", page)))) == 100
        if found.lead and found.lead.ideal:
            assert f"In {robustness.percentages[place]} of all ways" in page
            best_for = percents(re.findall(r"It is best for someone who weighs (.*?)\. ", page)[0])
            assert sum(best_for) == 100


def test_the_report_says_what_the_map_and_explain_say() -> None:
    weights = {"domain": 1, "rigor": 1, "portability": 1}
    said = {"role": "clinician", "cme": "no", "weights": weights, "situations": ["multinational"]}
    ranking = rank(BUNDLED, Profile.model_validate(said))
    page = report(ranking, date(2026, 11, 22))
    assert percents(page.weights) == [34, 33, 33]
    assert page.why
    assert [percents(one.weight)[0] for one in page.why.criteria] == [34, 33, 33]
    territories = percents(" ".join(one.words for one in page.territories))
    assert sum(territories) == 100
    assert territories == [percents(one.percent)[0] for one in map_marks(Robustness(ranking))]


def test_those_that_lead_together_share_the_percent_of_their_territory() -> None:
    """A third each of what three lead together: 34, 33 and 33."""
    alike = [make_program(name, graded_work=fact(True)) for name in ("a", "b", "c")]
    robustness = Robustness(rank(make_catalog(*alike), Profile(role="physician")))
    assert robustness.percentages == ("34%", "33%", "33%")
    assert [mark.percent for mark in map_marks(robustness)] == ["100%"]
