"""The verdict: what it says are the ranking's facts, its word follows the rule, it is short."""

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from conftest import ROOT, Run
from hypothesis import assume, given
from making import (
    BUNDLED,
    ROLES,
    SITUATIONS,
    catalogs,
    confirmed,
    fact,
    make_catalog,
    make_program,
    profiles,
)

from certpick import Catalog, Profile, Program, Ranking, Verdict, rank, verdict
from certpick.explaining.certainty import certainty_word
from certpick.explaining.confirmation import confirmation_of, nearest_chances, smallest_confirmation
from certpick.explaining.notes import called
from certpick.explaining.robustness import Robustness
from certpick.profile.criteria import GUIDE_CRITERIA, Criterion
from certpick.render.documents.ranking import ranking_document
from certpick.render.phrases import cost_words
from certpick.render.verdict import height, verdict_lines
from certpick.scoring.rubric import audience_entries

NEEDS: dict[str, dict[str, Any]] = {
    "none": {},
    "tight budget": {"budget": 500},
    "all": {
        "budget": 3000, "hours_per_week": 5, "weeks": 26, "cme": "required", "pacing": "self-paced",
        "no_programming": True, "country": "US", "language": "en",
    },
    "cme": {"cme": "required"},
}  # fmt: skip
JARGON = (
    "domain alignment", "rigor", "portability", "interested", "open point", "assurance",
    "weighting", "None",
)  # fmt: skip


def text_of(found: Verdict) -> dict[str, str]:
    """Return the paragraphs of a verdict by their labels."""
    return {line.label: line.text for line in verdict_lines(found)}


def bundled(**answers: Any) -> Verdict:
    """Return the verdict over the bundled catalogue."""
    return verdict(rank(BUNDLED, Profile(**answers)))


# The pick and what surely fits


@given(catalogs(), profiles)
def test_the_pick_is_the_first_and_the_best_sure_the_first_that_surely_fits(
    drawn: Catalog, profile: Profile
) -> None:
    ranking = rank(drawn, profile)
    found = verdict(ranking)
    assert found.pick is next(iter(ranking.ranked), None)
    sure = [one for one in ranking.ranked if not one.unknown]
    assert found.best_sure is next(iter(sure), None)
    assert (found.nearest is None) == bool(sure or not drawn.programs or not left_in(ranking))
    if found.nearest and ranking.ranked:
        fewest = min(len(one.unknown) for one in ranking.ranked)
        first = next(one for one in ranking.ranked if len(one.unknown) == fewest)
        assert found.nearest.program is first.program
        assert found.nearest.needs == first.unknown != ()


def left_in(ranking: Ranking) -> bool:
    """Return whether anything is ranked or would be with other needs."""
    return bool(ranking.ranked or any(one.included for one in ranking.ruled_out))


@given(catalogs(least=1), profiles)
def test_the_reasons_are_what_adds_most_to_the_score(drawn: Catalog, profile: Profile) -> None:
    found = verdict(rank(drawn, profile))
    assume(found.pick)
    assert found.pick
    added = sorted(found.pick.contributions.values(), reverse=True)
    assert [one.points for one in found.reasons] == [one for one in added if one][:2]
    for reason in found.reasons:
        assert found.pick.contributions[reason.criterion] == reason.points
        assert reason.items
        assert all(item.points and item.rule.criterion == reason.criterion for item in reason.items)


# How sure


@given(catalogs(least=1), profiles)
def test_its_numbers_are_those_of_the_ranking(drawn: Catalog, profile: Profile) -> None:
    ranking = rank(drawn, profile)
    assume(ranking.ranked)
    found = verdict(ranking).certainty
    assert found
    first = ranking.ranked[0]
    assert found.first_choice_share == Robustness(ranking).firmness[0].first_choice_share
    assert found.close_call == Robustness(ranking).close_call
    assert found.confirmation == smallest_confirmation(ranking)
    for one, evidence in ((found.with_claims, "all"), (found.without_claims, "independent")):
        anew = rank(drawn, profile.model_copy(update={"evidence": evidence}))
        place = next(at for at, each in enumerate(anew.ranked) if each.program is first.program)
        assert one.pick.score == anew.ranked[place].score
        assert one.pick.score_high == anew.ranked[place].score_high
        share = Robustness(anew).firmness[place].first_choice_share
        assert one.first_choice_share == pytest.approx(share)
        assert one.leader.program is anew.ranked[0].program
        assert one.leads == (place == 0)


@given(catalogs(least=1), profiles)
def test_the_word_follows_the_rule(drawn: Catalog, profile: Profile) -> None:
    ranking = rank(drawn, profile)
    assume(ranking.ranked)
    found = verdict(ranking).certainty
    assert found
    needed = len(found.confirmation.facts) if found.confirmation else None
    share, leads = found.first_choice_share, found.without_claims.leads
    if share >= 0.9 and (needed is None or needed >= 4) and leads:
        assert found.word == "firm"
    elif needed in (1, 2) or share < 0.5 or not leads:
        assert found.word == "open"
    else:
        assert found.word == "leaning"


@pytest.mark.parametrize(
    ("share", "needed", "leads", "word"),
    [
        (1.0, None, True, "firm"),
        (0.9, 4, True, "firm"),
        (0.899, 4, True, "leaning"),
        (0.9, 3, True, "leaning"),
        (0.5, 3, True, "leaning"),
        (0.5, None, True, "leaning"),
        (0.499, None, True, "open"),
        (1.0, 2, True, "open"),
        (1.0, 1, True, "open"),
        (1.0, None, False, "open"),
    ],
)
def test_where_one_word_ends_and_the_next_begins(
    share: float, needed: int | None, leads: bool, word: str
) -> None:
    assert certainty_word(share, needed, leads) == word


NAMED = [{"role": "informatics", "level": "named", "source": "course-list"}]
SYLLABUS = [
    {"topic": one, "source": "course-list"}
    for one in ("ehr-data", "clinical-workflow", "ai-governance", "data-analytics")
]


def example(source: str = "course-list", beta_graded: bool = True) -> Verdict:
    """Return the verdict of the worked example in docs/verdict.md."""
    exam = {name: fact(True, source) for name in ("graded_work", "pass_standard", "proctored")}
    alpha = make_program("alpha", audience=NAMED, topics=SYLLABUS, **exam)
    graded = {"graded_work": fact(True)} if beta_graded else {}
    beta = make_program("beta", "iabac", audience=NAMED, topics=SYLLABUS, **graded)
    return verdict(rank(make_catalog(alpha, beta), Profile(role="informatics")))


@pytest.mark.parametrize(
    ("answers", "needed", "with_and_without", "word"),
    [
        ({}, 3, (77.8, 77.8), "leaning"),
        ({"beta_graded": False}, 4, (77.8, 77.8), "firm"),
        ({"source": "harvard-online-policies"}, 3, (77.8, 61.1), "open"),
    ],
)
def test_the_worked_example(
    answers: Any, needed: int, with_and_without: tuple[float, float], word: str
) -> None:
    found = example(**answers).certainty
    assert found
    assert found.confirmation
    assert (found.first_choice_share, len(found.confirmation.facts)) == (1, needed)
    scores = found.with_claims.pick.score, found.without_claims.pick.score
    assert tuple(round(one, 1) for one in scores) == with_and_without
    assert found.without_claims.leads == (scores[0] == scores[1])
    assert found.word == word
    page = (ROOT / "docs" / "verdict.md").read_text("utf-8")
    row = next(line for line in page.splitlines() if line.endswith(f"| **{word}** |"))
    assert f"| {needed} |" in row
    assert all(str(score) in row for score in with_and_without)


# What to ask first


@given(catalogs(least=1), profiles)
def test_each_question_can_change_the_pick(drawn: Catalog, profile: Profile) -> None:
    ranking = rank(drawn, profile)
    found = verdict(ranking)
    assert len(found.ask_first) <= 3
    asked = [(one.standing.program.id, one.asked.question) for one in found.ask_first]
    assert len(asked) == len(set(asked))
    chances = {one.rival.program.id: confirmation_of(one) for one in nearest_chances(ranking)}
    for one in found.ask_first:
        assert found.pick
        assert found.certainty
        items = {item.rule.id for item in one.items}
        if one.because == "need":
            assert one.need in found.pick.unknown
        elif one.because == "confirmation":
            confirmation = chances[one.standing.program.id]
            assert len(confirmation.facts) <= 3
            assert items <= {item.rule.id for each in confirmation.facts for item in each.items}
        elif one.because == "claim":
            assert not found.certainty.without_claims.leads
            assert all(item.points and found.pick.own_claim(*item.basis) for item in one.items)
        else:
            assert found.pick.cost.usd is None or found.pick.weeks is None
        assert one.standing is (found.pick if one.because != "confirmation" else one.standing)


def test_needs_leave_room_for_a_question_on_a_rival() -> None:
    """Of many unknown needs two are asked, then what would put another first."""
    graded = fact(True)
    programs = make_program("a", graded_work=graded), make_program("b", proctored=graded)
    profile = Profile(role="informatics", **{**NEEDS["all"], "cme": "no"})
    found = verdict(rank(make_catalog(*programs), profile))
    assert [one.because for one in found.ask_first] == ["need", "need", "confirmation"]
    needs = [one.need.kind.value for one in found.ask_first if one.need]
    assert needs == ["budget", "hours"]


def test_who_can_answer_is_named() -> None:
    himss = {"ce_credit": fact([{"system": "himss-ce"}])}
    board = verdict(
        rank(make_catalog(make_program("a", **himss)), Profile(role="physician", cme="required"))
    )
    assert [one.asked.whom for one in board.ask_first] == ["board"]
    month = fact({"amount": 49, "currency": "USD", "unit": "month"})
    paced = make_program("a", price=month, total_hours=fact(40), pacing=fact("self-paced"))
    hours = verdict(rank(make_catalog(paced), Profile(role="informatics", budget=500, weeks=9)))
    assert [one.asked.whom for one in hours.ask_first] == ["you"], "one question for both needs"
    known = make_program("a", recognized=fact(True), graded_work=fact(True))
    rival = make_program("b", graded_work=fact(True))
    employer = verdict(rank(make_catalog(known, rival), Profile(role="informatics")))
    assert employer.ask_first[0].asked.whom == "provider"


def test_the_smallest_confirmation_is_asked_for_first() -> None:
    """The second needs its audience confirmed, the third only its syllabus."""
    no = {name: fact(False) for name in ("graded_work", "pass_standard", "proctored", "framework",
                                         "recognized", "international")}  # fmt: skip
    no |= {"renewal_years": fact(0), "accredited": fact([]), "ce_credit": fact([])}
    some = [{"role": "physician", "level": "named", "source": "course-list"}]
    first = make_program("a", **{**no, "graded_work": fact(True)}, audience=some)
    second = make_program("b", **{**no, "recognized": fact(True)}, topics_complete=fact(True))
    third = make_program("c", **no, audience=some)
    found = verdict(rank(make_catalog(first, second, third), Profile(role="informatics")))
    assert [one.standing.program.id for one in found.ask_first] == ["c", "b"]


def test_claims_are_asked_for_proof_where_the_lead_rests_on_them() -> None:
    found = example(source="harvard-online-policies").ask_first[0]
    assert found.because == "claim"
    assert [one.rule.id for one in found.items] == ["graded_work", "pass_standard", "proctored"]
    assert found.asked.question == (
        "Who else confirms that its work is graded and there is a passing standard, "
        "and 1 other claim?"
    )
    partly = make_program(
        "a", graded_work=fact(True), proctored=fact(True, "harvard-online-policies")
    )
    rival = make_program("b", "iabac", graded_work=fact(True), recognized=fact(True))
    asked = verdict(rank(make_catalog(partly, rival), Profile(role="informatics"))).ask_first[0]
    assert [one.rule.id for one in asked.items] == ["proctored"], "graded work is confirmed"


# What the guide says


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("needs", NEEDS)
def test_the_guide_names_whom_its_entries_name(role: str, needs: str) -> None:
    for situations in ((), ("leadership",), ("manages", "multinational"), SITUATIONS):
        ranking = rank(BUNDLED, Profile(role=role, situations=situations, **NEEDS[needs]))
        found = verdict(ranking).guide
        expected = {
            program.id
            for program in BUNDLED.programs
            for entry in audience_entries(program.facts, ranking.applicant)
            if "guide" in entry.sources
        }
        assert {one.standing.program.id for one in found} == expected
        levels = [one.entry.level for one in found]
        assert levels == sorted(levels, reverse=True), "named before complements"
        for one in found:
            place = ranking.find(one.standing.program).place
            assert one.place == place
            assert bool(one.reasons) == (place is None)
            if place and one.behind:
                assert (
                    ranking.ranked[0].contributions[one.behind]
                    > one.standing.contributions[one.behind]
                )


def test_the_part_that_the_guide_names_has_its_own_price() -> None:
    harvard = next(
        one
        for one in bundled(role="administrator").guide
        if one.standing.program.provider == "harvard"
    )
    assert harvard.part
    assert (harvard.part.id, harvard.cost.usd, harvard.entry.level) == (
        "innovation",
        1600,
        "complement",
    )
    leader = bundled(role="administrator", situations=("leadership",)).guide
    whole = next(one for one in leader if one.standing.program.provider == "harvard")
    assert (whole.part, whole.cost.usd, whole.entry.level) == (None, 4800, "named")


def test_a_part_that_is_ruled_out_is_so_for_what_it_costs_itself() -> None:
    poor = bundled(role="administrator", budget=500).guide
    part = next(one for one in poor if one.part)
    assert [one.detail for one in part.reasons] == ["$1,100 over (costs $1,600)"]


def test_the_price_of_the_pick_is_told_once() -> None:
    said = text_of(bundled(role="administrator"))
    assert "IABAC (1st), Cedars-Sinai (price unknown, " in said["The guide"]


def test_a_part_that_the_guide_names_is_priced_also_where_the_whole_is_first() -> None:
    harvard = make_catalog(BUNDLED.find("harvard"))
    said = text_of(verdict(rank(harvard, Profile(role="administrator"))))
    assert "It costs $4,800" in said["First"]
    assert "Harvard's innovation module ($1,600, 1st)" in said["The guide"]


def test_what_the_guide_names_is_told_where_it_is_ruled_out() -> None:
    said = text_of(bundled(role="clinician", situations=("leadership",), budget=500))["The guide"]
    assert "Johns Hopkins ($2,990, out: budget)" in said
    assert "Harvard ($4,800, out: budget)" in said
    assert said.startswith("published by IABAC, which it puts first; names ")


# Its sentences


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("needs", NEEDS)
def test_it_is_short_and_plain(role: str, needs: str) -> None:
    """At most 15 lines of 80 columns, in every situation and on both kinds of evidence."""
    chosen = itertools.chain.from_iterable(
        itertools.combinations(SITUATIONS, count) for count in range(len(SITUATIONS) + 1)
    )
    for situations, evidence in itertools.product(chosen, ("all", "independent")):
        found = bundled(role=role, situations=situations, evidence=evidence, **NEEDS[needs])
        lines = verdict_lines(found)
        text = "\n".join(map(str, lines))
        assert height(lines) <= 15, text
        assert [word for word in JARGON if word in text] == [], text
        assert lines[0].label == "First"
        assert "published by IABAC" in text
        assert bool(found.ask_first) == ("Ask first:" in text)
        assert not re.search(r"[sS]core [\d.]+ to|  |\.\.|;\.|: \.", text), text


@given(catalogs(least=1), profiles)
def test_its_sentences_say_the_same_as_its_facts(drawn: Catalog, profile: Profile) -> None:
    found = verdict(rank(drawn, profile))
    assume(found.pick)
    assert found.pick
    assert found.certainty
    said, sure, ranking = text_of(found), found.certainty, found.ranking
    assert said["First"].startswith(found.pick.program.name)
    cost = cost_words(found.pick.cost)
    assert (f"It costs {cost}" if cost else "rice ") in said["First"]
    assert said["How sure"].startswith(f"{sure.word}, ")
    assert ("first however you weigh" in said["How sure"]) == (sure.first_choice_share == 1)
    if "however" in said["How sure"]:
        assert "on what is known, first however" in said["How sure"]
    with_claims, without = sure.with_claims.pick.score, sure.without_claims.pick.score
    assert (
        f"score {with_claims:.0f}" in said["How sure"]
        or f"score {with_claims:.1f}" in said["How sure"]
    )
    assert ("with or without" in said["How sure"]) == (abs(with_claims - without) < 1e-9)
    if sure.confirmation:
        assert called(ranking, sure.confirmation.rival.program) in said["How sure"]
    if found.best_sure is found.pick:
        assert ("Fit" in said) == bool(found.pick.needs)
    elif found.best_sure:
        assert f"surely fits is {called(ranking, found.best_sure.program)}" in said["Fit"]
    else:
        assert "Nothing surely fits" in said["Fit"]


@given(catalogs(least=1), profiles)
def test_it_is_short_whatever_the_catalogue(drawn: Catalog, profile: Profile) -> None:
    assert height(verdict_lines(verdict(rank(drawn, profile)))) <= 15


def test_a_long_verdict_loses_why_then_questions_but_no_answer() -> None:
    long = "A program of a very long name that takes up most of a line, as names of programs do"
    programs = tuple(replace(one, name=f"{long} {long}") for one in BUNDLED.programs)
    everything = Profile(role="physician", situations=SITUATIONS, **NEEDS["all"])
    found = verdict(rank(replace(BUNDLED, programs=programs), everything))
    said = text_of(found)
    assert set(said) >= {"First", "Fit", "How sure", "The guide"}
    assert "fewer points" not in said["The guide"]


def test_what_rests_on_its_own_word_is_told_as_that() -> None:
    def reason(source: str) -> str:
        program = make_program("a", proctored=fact(True, source), pass_standard=fact(True, source))
        return text_of(verdict(rank(make_catalog(program), Profile(role="informatics"))))["First"]

    assert "is earned by exam, by its own account" in reason("harvard-online-policies")
    assert "is earned by exam. " in reason("course-list")


def first_words(role: str = "informatics", /, **facts: Any) -> str:
    """Return the first paragraph on one program."""
    return text_of(verdict(rank(make_catalog(make_program("a", **facts)), Profile(role=role))))[
        "First"
    ]


def test_why_is_said_in_the_words_of_what_is_known() -> None:
    standard = {"pass_standard": fact(True)}
    assert "is earned only by reaching a set standard" in first_words(**standard)
    assert "is earned by exam" in first_words(**standard, exam_minutes=fact(90))
    assert "has graded work" in first_words(graded_work=fact(True))
    assert "counts elsewhere (others recognise it)" in first_words(recognized=fact(True))
    assert "it is about AI in healthcare. " in first_words()
    entry = {"role": "informatics", "level": "named", "source": "guide"}
    assert "fits your job (the guide names it)" in first_words(audience=[entry])
    beside = {**entry, "level": "complement"}
    assert "(the guide names it as a complement)" in first_words(audience=[beside])
    other = {**entry, "source": "course-list"}
    assert "fits your job (meant for it)" in first_words(audience=[other])
    priced = fact({"by_role": {"physician": 600}, "currency": "USD", "unit": "program"})
    assert "Price for your role and length not published." in first_words(price=priced)
    topics = [{"topic": "ehr-data", "source": "course-list"}]
    assert "(meant for it, 1 of 4 core topics)" in first_words(audience=[other], topics=topics)


def test_small_differences_are_not_rounded_away() -> None:
    weights: dict[Criterion, float]
    weights = {"domain_alignment": 99, "assessment_rigor": 0, "portability": 1}
    program = make_program("a", framework=fact("EDISON", "harvard-online-policies"))
    ranking = rank(make_catalog(program), Profile(role="informatics", weights=weights))
    assert (
        "score 25.0 with sources that sell or promote it, 24.8 without"
        in (text_of(verdict(ranking))["How sure"])
    )


def test_who_leads_with_or_without_claims_is_named() -> None:
    exam = {name: fact(True, "harvard-online-policies") for name in ("graded_work", "proctored")}
    both = make_catalog(
        make_program("a", **exam), make_program("b", "iabac", graded_work=fact(True))
    )
    counted = text_of(verdict(rank(both, Profile(role="informatics"))))["How sure"]
    assert "without; then IABAC" in counted
    independent = Profile(role="informatics", evidence="independent")
    assert "; with them Harvard" in text_of(verdict(rank(both, independent)))["How sure"]


def test_alone_and_with_nothing_there_is_an_answer_too() -> None:
    alone = text_of(verdict(rank(make_catalog(make_program("a")), Profile(role="informatics"))))
    assert "no other program is in" in alone["How sure"]
    nothing = verdict(rank(make_catalog(), Profile(role="informatics")))
    assert text_of(nothing) == {"Result": "No program of this catalogue is about healthcare AI."}
    dear = make_program("a", price=fact({"amount": 900, "currency": "USD", "unit": "program"}))
    out = verdict(rank(make_catalog(dear), Profile(role="informatics", budget=500)))
    assert (out.pick, out.certainty, out.ask_first) == (None, None, ())
    assert "a budget of $900" in text_of(out)["Result"]


# The contract


def document(catalog: Catalog, **answers: Any) -> Any:
    """Return the verdict as ``rank --json`` prints it."""
    return ranking_document(rank(catalog, Profile(**answers)))["verdict"]


def test_the_keys_that_others_build_on() -> None:
    found = document(BUNDLED, role="physician", budget=500)
    assert found.keys() >= {
        "pick", "reasons", "best_sure", "certainty", "ask_first", "guide", "nearest", "sentences",
    }  # fmt: skip
    assert found["certainty"].keys() >= {"word", "weights", "unknown", "claims"}
    assert found["certainty"]["weights"].keys() >= {"first_choice_share", "close_call", "margin"}
    assert found["certainty"]["unknown"].keys() >= {
        "confirmations",
        "program",
        "items",
        "points",
        "score",
    }
    claims = found["certainty"]["claims"]
    assert claims.keys() >= {"with_claims", "without_claims", "leads_without"}
    assert claims["with_claims"].keys() >= {"score", "score_high", "first_choice_share", "leader"}
    assert 1 <= len(found["ask_first"]) <= 3
    assert found["ask_first"][0].keys() >= {
        "program",
        "item",
        "need",
        "question",
        "whom",
        "because",
    }
    assert found["guide"][0].keys() >= {
        "program",
        "part",
        "price",
        "place",
        "out",
        "behind",
        "level",
    }


def test_programs_stand_by_id(cli: Callable[..., Run]) -> None:
    whole = cli("rank", "--role", "administrator", "--budget", "3000", "--json").json()
    found = whole["verdict"]
    ids = {one["id"] for one in whole["ranking"]} | {one["id"] for one in whole["ruled_out"]}
    sure = [one["id"] for one in whole["ranking"] if one["fit"] == "sure"]
    assert found["pick"] == whole["ranking"][0]["id"]
    assert found["best_sure"] == sure[0]
    named = {one["program"] for key in ("ask_first", "guide") for one in found[key]}
    named |= {
        found["certainty"]["claims"][side]["leader"] for side in ("with_claims", "without_claims")
    }
    assert named | {found["certainty"]["unknown"]["program"]} <= ids
    shares = {one["id"]: one["first_choice_share"] for one in whole["ranking"]}
    assert found["certainty"]["weights"]["first_choice_share"] == shares[found["pick"]]
    places = {one["id"]: one["rank"] for one in whole["ranking"]}
    assert {one["program"]: one["place"] for one in found["guide"]} == {
        one["program"]: places.get(one["program"]) for one in found["guide"]
    }


def test_null_where_there_is_none() -> None:
    nothing = document(make_catalog(), role="informatics")
    assert nothing | {"sentences": []} == {
        "pick": None, "reasons": [], "best_sure": None, "nearest": None, "certainty": None,
        "ask_first": [], "guide": [], "sentences": [],
    }  # fmt: skip
    unsure = document(make_catalog(make_program("a")), role="informatics", budget=500)
    assert (unsure["pick"], unsure["best_sure"], unsure["nearest"]["program"]) == ("a", None, "a")
    unknown = unsure["certainty"]["unknown"]
    assert unknown == {
        "confirmations": None,
        "program": None,
        "items": [],
        "points": None,
        "score": None,
    }
    assert unsure["certainty"]["weights"]["margin"] is None


def test_a_confirmed_rival_is_the_next_pick() -> None:
    """Following the verdict's own advice leads where it said."""
    ranking = rank(BUNDLED, Profile(role="clinician"))
    found = verdict(ranking).certainty
    assert found
    assert found.confirmation
    rival = found.confirmation.rival.program
    facts = [one.fact for one in found.confirmation.facts]

    def better(one: Program) -> Program:
        return confirmed(one, facts, ranking.applicant) if one is rival else one

    programs = tuple(map(better, BUNDLED.programs))
    after = verdict(rank(replace(BUNDLED, programs=programs), Profile(role="clinician")))
    assert after.pick
    assert after.pick.program.id == rival.id
    assert set(after.pick.contributions) >= set(GUIDE_CRITERIA)


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("chrage nurse", "chrage nurse (read as nurse; did you mean charge nurse?)"),
        ("charge nurse", "charge nurse (read as nurse leader)"),
        ("pharmacist", "pharmacist:"),
        ("CMIO", "CMIO (taken for a physician: if not, say so)"),
    ],
)
def test_a_title_is_told_as_it_is_read(title: str, read: str) -> None:
    first, *_ = verdict_lines(verdict(rank(BUNDLED, Profile(role=title))))
    assert f"for your role, {read}" in first.text


def test_who_the_guide_does_not_speak_to_is_told_for_whom_it_names() -> None:
    said = {one.label: one.text for one in
            verdict_lines(verdict(rank(BUNDLED, Profile(role="pharmacist", cme="no"))))}  # fmt: skip
    assert "has no advice for pharmacists; for the role clinician it names" in said["The guide"]
    assert "the guide names it for the role clinician" in said["First"]
