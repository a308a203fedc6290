"""The quiz without a terminal: the order of questions, skipping, back, edit, every path."""

import re
from datetime import date
from functools import cache
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import BUNDLED, ROLES, SIX, catalogs, fact, make_catalog, make_program

from certpick import Catalog, Profile, UsageError, rank
from certpick.profile.profile import resolve
from certpick.quiz.engine import (
    Quiz,
    answered,
    back,
    label,
    next_question,
    overview,
    preset,
    profile_of,
    read_entry,
    table,
    unasked,
    with_any_role,
)
from certpick.quiz.questions import (
    Move,
    NeededCredit,
    Question,
    TitledRole,
    first_questions,
    follow_ups,
    questions,
)
from certpick.quiz.relevance import (
    FIELDS,
    MOST_PROGRAMS,
    answers_that_differ,
    influence,
)

TODAY = date(2026, 11, 22)
TABLE = {question.id: question for question in questions(BUNDLED.roles, TODAY)}
FOUR = ["role", "budget", "hours_per_week", "cme"]


def begin(catalog: Catalog = BUNDLED, ask_all: bool = False, **given_answers: Any) -> Quiz:
    """Return a quiz of which options said some answers."""
    return Quiz(catalog, Profile.model_validate(given_answers), ask_all=ask_all)


def asked(quiz: Quiz) -> str | None:
    """Return the id of the next question."""
    question = next_question(quiz)
    return question.id if question else None


def skip_through(quiz: Quiz) -> Quiz:
    """Skip every question that is asked."""
    while question := next_question(quiz):
        quiz = answered(quiz, question.id, () if question.several else None)
    return quiz


def test_the_guides_four_come_first() -> None:
    quiz = begin()
    for name, value in zip(FOUR, ("physician", None, 4.0, "no"), strict=True):
        assert asked(quiz) == name
        quiz = answered(quiz, name, value)
    assert asked(quiz) in FIELDS


def test_every_question_sets_a_field_says_why_and_can_be_skipped() -> None:
    assert [question.id for question in first_questions(BUNDLED.roles)] == FOUR
    assert {question.id for question in follow_ups(BUNDLED.roles)} == set(FIELDS)
    for question in TABLE.values():
        assert question.id in Profile.model_fields
        assert question.why.endswith(".")
        values = [choice.value for choice in question.choices]
        assert len(set(values)) == len(values)
        if question.id != "role" and not question.several:
            assert values.count(None) == 1


def test_an_answer_in_words_is_the_number_that_is_meant() -> None:
    for name, words in (("budget", r"Up to \$([\d,]+)"), ("hours_per_week", r"About (\d+) hours")):
        found = [(re.fullmatch(words, one.label), one.value) for one in TABLE[name].choices]
        amounts = [(float(one[1].replace(",", "")), value) for one, value in found if one]
        assert len(amounts) >= 4
        assert [said for said, _ in amounts] == [value for _, value in amounts]
    assert {one.label: one.value for one in TABLE["budget"].choices if "free" in one.label} == {
        "Nothing: free programs only": 0
    }
    assert {one.label: one.value for one in TABLE["weeks"].choices[1:]} == {
        "In 6 weeks": 6, "In 3 months": 13, "In 6 months": 26, "In a year": 52,
    }  # fmt: skip


def test_situations_are_offered_in_the_words_of_the_table() -> None:
    for choice, row in zip(TABLE["situations"].choices, BUNDLED.roles.situations, strict=True):
        assert choice.value == row.id
        assert choice.label[0].isupper()
        assert choice.label.casefold() == row.label.casefold()


def test_every_offered_answer_makes_a_profile() -> None:
    for question in TABLE.values():
        for choice in question.choices:
            value = (choice.value,) if question.several else choice.value
            profile = profile_of(answered(begin(), question.id, value))
            if isinstance(value, NeededCredit):
                assert (profile.cme, profile.credit) == value
            elif value is not None:
                assert getattr(profile, question.id) == value


def test_a_skipped_question_says_nothing() -> None:
    quiz = skip_through(answered(begin(), "role", "physician"))
    assert profile_of(quiz).model_fields_set == {"role"}


def test_options_answer_their_questions() -> None:
    quiz = begin(role="physician", budget=100, cme="no")
    assert asked(quiz) == "hours_per_week"


@pytest.mark.parametrize("ask_all", [False, True])
def test_priority_is_not_asked_where_weights_are_given(ask_all: bool) -> None:
    weights = {"domain": 1, "rigor": 1, "portability": 1}
    quiz = skip_through(begin(ask_all=ask_all, role="physician", weights=weights))
    asked_for = {name for name, _ in quiz.answers}
    assert "priority" not in asked_for
    assert not ask_all or asked_for == set(TABLE) - {"role", "priority"}


def test_null_in_a_file_is_no_answer() -> None:
    quiz = begin(role=None, budget=None, situations=[])
    assert asked(quiz) == "role"
    assert asked(answered(quiz, "role", "physician")) == "budget"


def test_back_takes_the_last_answer_away_and_stops_at_the_start() -> None:
    start = begin()
    one = answered(start, "role", "physician")
    two = answered(one, "budget", None)
    assert back(two).answers == one.answers
    assert back(one).answers == ()
    assert back(start) == start


def test_an_answer_that_was_gone_back_from_is_where_its_question_starts() -> None:
    quiz = back(answered(answered(begin(), "role", "physician"), "budget", 2500.0))
    assert asked(quiz) == "budget"
    assert preset(quiz, TABLE["budget"]) == 2500
    assert "budget" not in profile_of(quiz).model_fields_set


def test_of_two_answers_that_were_gone_back_from_the_newer_is_the_start() -> None:
    quiz = answered(begin(), "role", "physician")
    for amount in (500.0, 1500.0, 3000.0):
        quiz = back(answered(quiz, "budget", amount))
        assert preset(quiz, TABLE["budget"]) == amount
    assert preset(answered(quiz, "budget", 0.0), TABLE["budget"]) == 0, "an answer beats drafts"


def test_a_preset_that_was_accepted_is_no_draft_for_another_role() -> None:
    """Physicians start with CME helpful; whoever goes on with Enter has not chosen it."""
    quiz = begin(budget=1, hours_per_week=1)
    quiz = answered(answered(quiz, "role", "physician"), "cme", "helpful")
    quiz = answered(back(back(quiz)), "role", "administrator")
    assert preset(quiz, TABLE["cme"]) == "no"
    assert profile_of(skip_through(quiz)).cme is None


def test_a_chosen_answer_stays_the_draft_for_another_role() -> None:
    quiz = answered(answered(begin(budget=1, hours_per_week=1), "role", "physician"), "cme", "no")
    quiz = answered(back(back(quiz)), "role", "clinician")
    assert preset(quiz, TABLE["cme"]) == "no"


def test_a_draft_ends_where_what_is_usual_is_chosen_instead() -> None:
    quiz = answered(answered(begin(), "role", "physician"), "cme", "no")
    quiz = back(answered(back(quiz), "cme", "helpful"))
    quiz = answered(back(quiz), "role", "clinician")
    assert preset(quiz, TABLE["cme"]) == "helpful"


@pytest.mark.parametrize(
    ("cme", "asked_again", "left"), [("helpful", "cme", []), ("required", None, ["cme"])]
)
def test_another_role_at_the_end_asks_again_what_was_merely_accepted(
    cme: str, asked_again: str | None, left: list[str]
) -> None:
    quiz = begin(budget=1, hours_per_week=1, situations=["manages"], priority=["rigor"])
    quiz = answered(answered(quiz, "role", "physician"), "cme", cme)
    quiz = answered(quiz, "role", "administrator")
    assert [name for name, _ in quiz.answers] == ["role", *left]
    assert asked(quiz) == "cme" if asked_again else asked(quiz) != "cme"
    same = answered(quiz, "role", "administrator")
    assert same == quiz


def test_an_answer_can_be_changed_in_its_place() -> None:
    quiz = skip_through(answered(begin(), "role", "physician"))
    changed = answered(quiz, "role", "administrator")
    assert [name for name, _ in changed.answers] == [name for name, _ in quiz.answers]
    assert profile_of(changed).role == "administrator"


def test_the_overview_offers_the_result_and_every_answer() -> None:
    quiz = skip_through(answered(begin(), "role", "physician"))
    choices = overview(quiz).choices
    assert choices[0].value is Move.SHOW_RESULT
    assert [choice.value for choice in choices[1:-1]] == [name for name, _ in quiz.answers]
    assert choices[-1].value == "hold", "whoever holds one says so here, and nobody is asked"
    assert choices[1].label == "Role: Physician"


def test_answers_in_words() -> None:
    assert label(TABLE["budget"], 500.0) == "Up to $500"
    assert label(TABLE["budget"], 2500.0) == "$2,500"
    assert label(TABLE["budget"], 1234567.0) == "$1,234,567"
    assert label(TABLE["hours_per_week"], 1.5) == "1.5 hours"
    assert label(TABLE["weeks"], 13.0) == "In 3 months"
    assert label(TABLE["weeks"], 14.14) == "14.14 weeks"
    assert label(TABLE["situations"], ()) == "None"
    assert "academic" in label(TABLE["situations"], ("academic-center",))


def test_the_preset_is_the_answer_so_far_or_what_is_usual_for_the_role() -> None:
    physician = answered(begin(), "role", "physician")
    assert preset(physician, TABLE["cme"]) == "helpful"
    assert preset(begin(role="CNO"), TABLE["cme"]) == "no"
    assert preset(answered(physician, "cme", "no"), TABLE["cme"]) == "no"
    assert preset(physician, TABLE["budget"]) is None
    assert preset(physician, TABLE["situations"]) == ()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("role", " charge nurse ", ("nurse-leader", "charge nurse")),
        ("budget", "$2,500", 2500),
        ("hours_per_week", "2.5", 2.5),
        ("budget", "$3k", 3000),
        ("hours_per_week", "3 hours", 3),
        ("weeks", "20", 20),
        ("weeks", "5 months", 21.67),
        ("weeks", "2026-11-29", 1),
    ],
)
def test_typed_answers(name: str, text: str, value: Any) -> None:
    entry = TABLE[name].entry
    assert entry
    assert read_entry(name, entry, text, BUNDLED) == value
    read_entry(name, entry, entry.example, BUNDLED)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("budget", "three grand", "'three grand' is not a number"),
        ("budget", "-5", "-5 must be 0 or more"),
        ("hours_per_week", "200", "200 must be 168 or less"),
        ("hours_per_week", "0", "0 must be 0.1 or more"),
        ("hours_per_week", "$3", "'$3' is not a number"),
        ("budget", "3.000", "'3.000' can be 3 or 3,000"),
        ("weeks", "soon", "'soon' is not a number"),
        ("weeks", "2026-11-21", "2026-11-21 is not to come"),
        ("role", "wizard of oz", "unknown role or job title"),
    ],
)
def test_a_typed_answer_that_cannot_be_used(name: str, text: str, message: str) -> None:
    entry = TABLE[name].entry
    assert entry
    with pytest.raises(UsageError) as caught:
        read_entry(name, entry, text, BUNDLED)
    assert message in str(caught.value)
    assert caught.value.hint


def test_a_title_is_an_answer_and_stays_beside_its_profession() -> None:
    entry = TABLE["role"].entry
    assert entry
    answer = read_entry("role", entry, "staff nurse", BUNDLED)
    profile = profile_of(answered(begin(), "role", answer))
    assert (profile.role, profile.title) == ("nurse", "staff nurse")


def asked_about(title: str) -> Question:
    entry = TABLE["role"].entry
    assert entry
    question = read_entry("role", entry, title, BUNDLED)
    assert isinstance(question, Question)
    return question


@pytest.mark.parametrize(
    ("title", "yes", "no"),
    [
        ("medical director", "physician-leader", "administrator"),
        ("CMIO", "physician-informaticist", "informatics"),
    ],
)
def test_who_is_mostly_a_physician_is_asked(title: str, yes: str, no: str) -> None:
    question = asked_about(title)
    assert question.prompt == "Are you a physician?"
    assert [choice.value for choice in question.choices] == [(yes, title), (no, title)]
    professions = []
    for choice in question.choices:
        said = resolve(profile_of(answered(begin(), "role", choice.value)), BUNDLED.roles)
        assert said.assumption is None
        professions.append(said.profession.id if said.profession else None)
    assert professions == [yes, None]


def test_a_misspelt_title_that_is_read_as_another_is_asked() -> None:
    question = asked_about("nurse manger")
    assert question.prompt == "Did you mean nurse manager?"
    assert [choice.label for choice in question.choices] == ["Yes: nurse manager", "No: nurse"]
    profiles = [profile_of(answered(begin(), "role", one.value)) for one in question.choices]
    assert [(one.role, one.title) for one in profiles] == [
        ("nurse-leader", "nurse manager"),
        ("nurse", "nurse manger"),
    ]


def test_an_ambiguous_title_asks_which_profession_is_meant() -> None:
    question = asked_about("RT")
    assert [choice.label for choice in question.choices] == [
        "Respiratory therapist",
        "Radiologic technologist or sonographer",
    ]
    assert [choice.value.role for choice in question.choices] == [
        "respiratory-therapist",
        "radiologic-technologist",
    ]
    roles = [choice.value.role for choice in asked_about("wellness specialist").choices]
    assert tuple(roles) == BUNDLED.roles.role_ids


def shown(catalog: Catalog, profile: Profile) -> list[tuple[str, bool]]:
    """Return the five programs that are shown, and of each whether the guide names it."""
    ranking = rank(catalog, profile)
    roles, true = ranking.applicant.audience_roles, {None, *ranking.applicant.situations}
    return [
        (
            one.program.id,
            any(
                entry.source == "guide" and entry.role in roles and entry.when in true
                for entry in one.program.facts.audience
            ),
        )
        for one in ranking.ranked[:5]
    ]


def brute_force(catalog: Catalog, profile: Profile, fields: tuple[str, ...]) -> dict[str, bool]:
    """Return whether each question can matter, by full rankings for combinations of answers.

    Each is ranked at most once, and every one where no answer to a question can be found to matter.
    """
    answers = [answers_that_differ(name, catalog, profile) for name in fields]
    combinations_of_places = list(product(*(range(len(one)) for one in answers)))

    @cache
    def top(places: tuple[int, ...]) -> list[tuple[str, bool]]:
        said = {n: a[p] for n, a, p in zip(fields, answers, places, strict=True)}
        return shown(catalog, profile.model_copy(update=said))

    return {
        name: any(
            top(places) != top((*places[:at], 0, *places[at + 1 :]))
            for places in combinations_of_places
            if places[at]
        )
        for at, name in enumerate(fields)
    }


@pytest.mark.parametrize(
    "catalog",
    [pytest.param(SIX, id="six"), pytest.param(BUNDLED, id="all", marks=pytest.mark.slow)],
)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("budget", "hours", "cme"), [(None, None, None), (500, 4, "required")])
def test_only_questions_that_can_matter_by_brute_force(
    catalog: Catalog, role: str, budget: float | None, hours: float | None, cme: Any
) -> None:
    profile = Profile(role=role, budget=budget, hours_per_week=hours, cme=cme)
    shares = influence(catalog, profile, FIELDS)
    found = {name: share > 0 for name, share in shares.items()}
    assert found == brute_force(catalog, profile, FIELDS)


@given(catalogs(most=5), st.sampled_from(ROLES), st.booleans(), st.sampled_from([None, 3.0]))
@settings(max_examples=15)
def test_only_questions_that_can_matter_in_any_catalogue(
    drawn: Catalog, role: str, strict: bool, hours: float | None
) -> None:
    profile = Profile(role=role, strict=strict, hours_per_week=hours)
    fields = ("situations", "pacing", "weeks")
    shares = influence(drawn, profile, fields)
    found = {name: share > 0 for name, share in shares.items()}
    assert found == brute_force(drawn, profile, fields)


def test_the_answers_tried_stand_for_all_answers() -> None:
    """Any deadline puts the same programs in time as one of those that are tried."""
    profile = Profile(role="physician", hours_per_week=4)
    tried = answers_that_differ("weeks", BUNDLED, profile)[1:]

    def in_time(weeks: float) -> frozenset[str]:
        ranked = rank(BUNDLED, profile.model_copy(update={"weeks": weeks})).ranked
        return frozenset(standing.program.id for standing in ranked)

    kinds = {in_time(weeks) for weeks in tried}
    assert {in_time(float(weeks)) for weeks in range(1, 60)} <= kinds
    situations = answers_that_differ("situations", BUNDLED, profile)
    assert len(situations) == 2 ** len(BUNDLED.roles.situation_ids)


def test_a_deadline_that_no_program_meets_is_tried_too() -> None:
    """One program of known length: only a deadline that is too short for it leaves it out."""
    lengthy = make_program("lengthy", weeks=fact({"amount": 10, "unit": "program"}))
    catalog = make_catalog(lengthy, make_program("other"))
    profile = Profile(role="administrator")
    shares = influence(catalog, profile, ["weeks"])
    assert shares["weeks"] > 0
    assert brute_force(catalog, profile, ("weeks",)) == {"weeks": True}
    assert influence(make_catalog(make_program("other")), profile, ["weeks"]) == {"weeks": 0}


@pytest.mark.parametrize(("source", "matters"), [("guide", True), ("course-list", False)])
def test_a_situation_is_asked_about_where_the_guide_then_names_another_program(
    source: str, matters: bool
) -> None:
    """The score is the same either way: what changes is what the guide says."""
    always = {"role": "administrator", "level": "named", "source": "course-list"}
    then = {"role": "administrator", "level": "complement", "when": "leadership", "source": source}
    programs = (make_program("one", audience=[always, then]), make_program("two"))
    catalog = make_catalog(*programs)
    profile = Profile(role="administrator")
    assert (influence(catalog, profile, ["situations"])["situations"] > 0) == matters
    assert brute_force(catalog, profile, ("situations",)) == {"situations": matters}


@pytest.mark.parametrize(("place", "matters"), [(4, True), (5, False)])
def test_what_is_shown_are_the_five_that_the_table_shows(place: int, matters: bool) -> None:
    programs = [make_program(f"p{at}") for at in range(6)]
    programs[place] = make_program(f"p{place}", pacing=fact("cohort"))
    shares = influence(make_catalog(*programs), Profile(role="administrator"), ["pacing"])
    assert (shares["pacing"] > 0) == matters


def test_influence_is_the_share_of_answers_that_change_what_is_shown() -> None:
    """Leaving it open, own pace, a group: the second of three rules the only program out."""
    cohort = make_catalog(make_program("cohort", pacing=fact("cohort")))
    shares = influence(cohort, Profile(role="administrator"), ["pacing", "weeks"])
    assert shares == {"pacing": pytest.approx(1 / 3), "weeks": 0}


def test_the_question_that_can_change_most_comes_first() -> None:
    quiz = begin(role="administrator", budget=9000, hours_per_week=4, cme="no")
    shares = influence(BUNDLED, profile_of(quiz), FIELDS)
    assert asked(quiz) == max(shares, key=lambda name: shares[name])


def test_where_no_follow_up_can_matter_four_questions_are_enough() -> None:
    few = Catalog(
        as_of=BUNDLED.as_of, sources=BUNDLED.sources, providers=BUNDLED.providers,
        programs=(BUNDLED.find("google"),), roles=BUNDLED.roles,
    )  # fmt: skip
    quiz = skip_through(answered(begin(few), "role", "physician"))
    assert [name for name, _ in quiz.answers] == FOUR
    assert unasked(quiz) == len(FIELDS)
    everything = skip_through(answered(begin(few, ask_all=True), "role", "physician"))
    assert [name for name, _ in everything.answers] == [*FOUR, *(
        question.id for question in follow_ups(BUNDLED.roles)
    ), "hold"]  # fmt: skip


def test_a_catalogue_too_large_to_try_everything_asks_everything() -> None:
    many = BUNDLED.programs * (MOST_PROGRAMS // len(BUNDLED.programs) + 1)
    large = Catalog(
        as_of=BUNDLED.as_of, sources=BUNDLED.sources, providers=BUNDLED.providers,
        programs=many, roles=BUNDLED.roles,
    )  # fmt: skip
    quiz = skip_through(answered(begin(large), "role", "physician"))
    assert unasked(quiz) == 0


@pytest.mark.parametrize(("more", "question"), [(0, None), (1, "weeks")])
def test_the_largest_catalogue_that_is_tried(more: int, question: str | None) -> None:
    """No program's length is known, so that no deadline can matter where it is tried."""
    programs = (make_program(f"p{at}") for at in range(MOST_PROGRAMS + more))
    said = {"role": "administrator", "budget": 1, "hours_per_week": 1, "cme": "no"}
    more_said = {"situations": ["manages"], "priority": ["rigor"], "pacing": "cohort"}
    quiz = Quiz(make_catalog(*programs), Profile.model_validate({**said, **more_said}))
    assert asked(quiz) == question


def test_a_profile_without_a_role_can_be_checked_with_any() -> None:
    nurse = Profile(role="nurse-leader")
    assert with_any_role(nurse) == nurse
    budget = Profile(budget=5)
    assert with_any_role(budget).role in ROLES
    assert with_any_role(budget).budget == 5


def _some_values(question: Question) -> list[Any]:
    offered = [choice.value for choice in question.choices]
    if question.several:
        return [(), *combinations(offered[:2], 2)]
    return offered[:2]


def _paths(quiz: Quiz) -> list[Quiz]:
    question = next_question(quiz)
    if question is None:
        return [quiz]
    return [
        path
        for value in _some_values(question)
        for path in _paths(answered(quiz, question.id, value))
    ]


@pytest.mark.parametrize(
    ("catalog", "known"),
    [
        pytest.param(SIX, {}, id="six"),
        # All have twice as many paths as can be taken in time: these are of known hours.
        pytest.param(BUNDLED, {"hours_per_week": 4}, id="all", marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("role", ROLES)
def test_every_path_ends_in_a_ranking_and_asks_nothing_twice(
    catalog: Catalog, role: str, known: dict[str, Any]
) -> None:
    paths = _paths(begin(catalog, role=role, **known))
    assert len(paths) >= 8
    for quiz in paths:
        names = [name for name, _ in quiz.answers]
        assert len(set(names)) == len(names)
        told = len({"role", "hold", *known})  # what options said, and what is never asked unasked
        assert len(names) + unasked(quiz) == len(TABLE) - told
        ranking = rank(catalog, profile_of(quiz))
        assert ranking.ranked or ranking.ruled_out
        assert overview(quiz).choices


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (TitledRole("pharmacist", "pharmacist"), ["ACPE hours"]),
        (TitledRole("nurse", "staff nurse"), ["nursing contact hours"]),
        ("physician", ["CME", "AAFP credit"]),
        ("clinician", ["CME", "nursing contact hours", "ACPE hours", "CEUs"]),
    ],
)
def test_credit_is_asked_in_the_words_of_the_profession(role: Any, words: list[str]) -> None:
    question = table(answered(begin(), "role", role))["cme"]
    said = " ".join(choice.label for choice in question.choices)
    assert all(word in said for word in words)
    assert ("CME" in said) is ("CME" in words)


def test_a_yes_counts_what_the_profession_counts() -> None:
    quiz = answered(begin(), "role", TitledRole("pharmacist", "pharmacist"))
    yes = table(quiz)["cme"].choices[0].value
    found = resolve(profile_of(answered(quiz, "cme", yes)), BUNDLED.roles)
    assert found.cme == "required"
    assert set(found.credit.systems) == {"acpe-contact-hour"}
    entry = table(quiz)["cme"].entry
    assert entry is not None
    other = read_entry("cme", entry, "contact hours, CEUs", BUNDLED)
    found = resolve(profile_of(answered(quiz, "cme", other)), BUNDLED.roles)
    assert [kind.id for kind in found.credit.kinds] == ["contact-hours", "ceu"]


@pytest.mark.parametrize("role", [TitledRole("nurse-leader", "charge nurse"), "physician"])
def test_credit_is_asked_so_that_a_nurse_and_a_physician_know_theirs(role: Any) -> None:
    question = table(answered(begin(), "role", role))["cme"]
    assert "contact hours for nurses, AMA PRA Category 1 for physicians" in question.why
    assert question.entry is not None
    example = read_entry("cme", question.entry, question.entry.example, BUNDLED)
    assert example == NeededCredit("required", ("contact-hours", "cme"))


def test_what_is_held_is_read_by_name_and_leaves_the_ranking() -> None:
    quiz = answered(begin(), "role", "administrator")
    entry = table(quiz)["hold"].entry
    assert entry is not None
    held = read_entry("hold", entry, "IABAC, google cloud", BUNDLED)
    profile = profile_of(answered(quiz, "hold", held))
    assert "iabac-ai-healthcare" in profile.hold
    assert not set(profile.hold) & {one.program.id for one in rank(BUNDLED, profile).ranked}
    with pytest.raises(UsageError, match="no program 'iabca'"):
        read_entry("hold", entry, "iabca", BUNDLED)
