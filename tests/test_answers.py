"""What is shown as sure is so: counted over answers of the quiz, from the facts alone."""

import re
from dataclasses import replace
from typing import Any

import answers
import pytest
from answers import SHOWN, Audit
from conftest import ROOT
from making import BUNDLED, make_catalog, make_program
from raw_facts import RawFacts, Terms

from certpick import Profile, Ranking, Standing, verdict
from certpick.explaining.verdict import Verdict

PAGE = (ROOT / "docs" / "answers.md").read_text("utf-8")
COMBINATIONS, WHOLE = 100, 20  # so many of a sample are counted, and ranked as a whole


def test_nothing_that_is_sure_is_wrong_in_a_sample() -> None:
    audit = Audit(BUNDLED)
    tally = audit.count(audit.sample(COMBINATIONS))
    assert tally.counts["combinations"] == COMBINATIONS
    assert tally.counts["shown"] == SHOWN * COMBINATIONS
    assert tally.counts["shown sure"] > 10
    audit.compare(audit.sample(WHOLE))
    assert tally.counts["ranked as a whole"] == WHOLE
    assert tally.wrong == 0


def test_every_combination_of_answers_comes_once() -> None:
    audit = Audit(BUNDLED)
    every = {tuple(one.values()) for one in audit.combinations()}
    kinds = 4 + 7 + 4 + 7 + 4  # a role that is no profession is offered four kinds of credit
    assert len(every) == audit.size == kinds * 6 * 5 * 2**4 * 4 * 3 * 5


def test_the_page_is_of_this_catalogue_and_counts_no_fault() -> None:
    assert answers.catalog_line(BUNDLED) in PAGE, "print it anew: python benchmarks/answers.py"
    rows = re.findall(r"^\| ([^|]+) \| ([\d,]+) \| ", PAGE, re.MULTILINE)
    counted = dict(rows)
    assert [counted.pop(words) for words in answers.ROWS.values()] == ["0"] * len(answers.ROWS)
    assert [counted.pop(words) for words in answers.SUMS.values()] == ["0"] * len(answers.SUMS)


def test_what_is_wrongly_said_to_be_sure_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit sees every kind of fault, since it does not ask what decides that one fits."""
    monkeypatch.setattr(Standing, "fit", "sure")
    audit = Audit(BUNDLED)
    faults = audit.count(audit.sample(COMBINATIONS)).faults
    assert {name for where, name in faults if where == "shown"} == set(answers.ROWS)
    assert {name for where, name in faults if where == "ranked"} == set(answers.ROWS)


def test_what_is_let_in_although_it_is_known_to_exceed_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("certpick.scoring.ranking.needs", lambda _program, _applicant: [])
    audit = Audit(BUNDLED)
    faults = audit.count(audit.sample(COMBINATIONS)).faults
    assert {name for where, name in faults if where == "exceeding"} == set(answers.RIVAL)


def test_contributions_that_do_not_make_the_score_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Standing, "contributions", {"domain_alignment": 50.0})
    audit = Audit(BUNDLED)
    counts = audit.count(audit.sample(3)).counts
    assert counts["not adding up"] == counts["scores"] > 0


def test_a_verdict_that_picks_another_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(ranking: Ranking) -> Verdict:
        return replace(verdict(ranking), pick=ranking.ranked[1], best_sure=ranking.ranked[-1])

    monkeypatch.setattr(answers, "verdict", wrong)
    audit = Audit(BUNDLED)
    counts = audit.count(audit.sample(3)).counts
    assert (counts["not the first"], counts["not the first sure"]) == (3, 3)


def test_nothing_to_show_needs_a_next_step() -> None:
    """What is only too dear can be let in; where no program is for anybody, nothing can."""
    price = {"value": {"amount": 9000, "currency": "USD", "unit": "program"}, "source": "guide"}
    general = {"value": "generic-ai", "source": "guide"}
    dear, never = make_program(price=price), make_program(focus=general)
    for program, dead_ends in ((dear, 0), (never, 1)):
        audit = Audit(make_catalog(program))
        counts = audit.count([_answers(budget=500.0)]).counts
        assert (counts["nothing ranked"], counts["without a next step"]) == (1, dead_ends)


def test_what_is_put_together_otherwise_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    audit = Audit(BUNDLED)
    everybody = audit.entrants(_answers())
    monkeypatch.setattr(audit, "entrants", lambda _answers: everybody)
    audit.compare([_answers(), _answers(budget=0.0)])
    assert (audit.tally.counts["put together otherwise"], audit.tally.wrong) == (1, 1)


def _answers(**said: Any) -> dict[str, Any]:
    nothing = dict.fromkeys(Audit(BUNDLED).answers["physician"])
    return {**nothing, "role": "physician", "situations": (), **said}


def _terms(name: str, **said: Any) -> Terms:
    raw, program = RawFacts(BUNDLED), BUNDLED.find(name)
    part = next((one for one in program.facts.parts if one.id == said.get("part")), None)
    profile = Profile(role="physician", hours_per_week=said.get("hours"))
    return raw.terms(program, part, profile)


def test_terms_that_are_read_from_facts_by_hand() -> None:
    """Harvard: three modules at $1,600, five weeks and 4 to 5 hours a week each."""
    harvard = _terms("harvard-ai-health-care", hours=2.0)
    assert harvard == ((480_000, 480_000), (4, 4), (15, 15))
    module = _terms("harvard-ai-health-care", part="innovation")
    assert (module.cost, module.weeks) == ((160_000, 160_000), (5, 5))


def test_terms_of_a_subscription_at_the_users_pace() -> None:
    """Stanford: 40 to 53.5 hours at one's own pace, $79 a month, for all or for each of five."""
    found = _terms("stanford-ai-healthcare", hours=6.0)
    assert found == ((7_900, 39_500), (0, 0), (7, 9))
    slow = _terms("stanford-ai-healthcare", hours=2.0)
    assert (slow.cost.most, slow.weeks) == (7 * 7_900, (20, 27))


def test_what_nobody_states_is_never_known_to_fit() -> None:
    raw, profile = (
        RawFacts(BUNDLED),
        Profile(
            role="physician",
            budget=1e6,
            hours_per_week=40,
            weeks=500,
            cme="required",
            pacing="cohort",
        ),
    )
    faults = raw.not_known_to_fit(make_program(), None, profile)
    assert faults == {"budget", "hours", "weeks", "credit", "pacing", "status"}
    assert raw.known_to_exceed(make_program(), None, profile) == frozenset()
