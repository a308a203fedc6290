"""Many people at once: each gets what ``rank`` says of them alone."""

import math
import pickle
import random
import subprocess
import sys
from bisect import bisect_right
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import BUNDLED, ROLES, SETTLED, STANFORD, catalogs, fact, make_catalog, make_program
from making import profiles as some_profiles
from people import Row, assert_as_rank, profile_of, random_row, table

from certpick import Catalog, CertpickError, Profile, Ranking, Recommender, rank, rank_many
from certpick.batch.columns import RESULT, columns
from certpick.batch.people import AMOUNTS
from certpick.batch.steps import steps
from certpick.catalog.professions import Titles
from certpick.profile.options import OPTIONS


def people(*rows: Row) -> pa.RecordBatch:
    """Return rows as a table with the columns that any of them has."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pa.record_batch(
        {name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}
    )


def recommended(catalog: Catalog, *rows: Row, **options: Any) -> list[dict[str, Any]]:
    """Return the lines of what is recommended."""
    return list(Recommender(catalog, **options).recommend(people(*rows)).to_pylist())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_every_row_has_what_rank_says_of_it_alone(seed: int) -> None:
    """2,000 people over every option."""
    chance = random.Random(seed)  # noqa: S311  the same people on every day
    rows = [random_row(chance) for _ in range(400)]
    catalog = SETTLED if seed % 2 else BUNDLED
    assert_as_rank(catalog, rows, Recommender(catalog).recommend(table(rows)))


def test_some_rows_have_what_rank_says_of_them_alone() -> None:
    chance = random.Random(99)  # noqa: S311  the same people on every day
    rows = [random_row(chance, odd=0.1) for _ in range(200)]
    assert_as_rank(BUNDLED, rows, Recommender(BUNDLED).recommend(table(rows)))


@settings(max_examples=40)
@given(catalogs(), st.integers(0, 10**6))
def test_so_it_is_for_any_catalogue(drawn: Catalog, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  drawn by hypothesis
    rows = [random_row(chance) for _ in range(20)]
    assert_as_rank(drawn, rows, Recommender(drawn).recommend(table(rows)))


def test_random_rows_answer_every_option() -> None:
    """So that a new option is compared too, or this fails."""
    chance = random.Random(1)  # noqa: S311  the same people on every day
    rows = [random_row(chance) for _ in range(500)]
    assert {name for row in rows for name, word in row.items() if word} == set(OPTIONS)


def test_a_budget_is_compared_to_the_cent_at_every_threshold() -> None:
    costs = {one.cost.at_least for one in rank(BUNDLED, Profile(role="physician")).ranked}
    near = [cost + cents for cost in costs if cost for cents in (-0.01, 0, 0.01)]
    rows: list[Row] = [
        {"role": "physician", "budget": f"{budget:.2f}", "hours": hours, "strict": "yes"}
        for budget in near
        for hours in (None, "0.1", "5", "168")
    ]
    assert_as_rank(BUNDLED, rows, Recommender(BUNDLED).recommend(people(*rows)))


def test_hours_and_weeks_are_compared_to_the_last_bit() -> None:
    program = replace(STANFORD, id="one")
    catalog = replace(SETTLED, programs=(program,))
    hours = [40 / weeks for weeks in range(1, 41)]
    near = [
        at for hour in hours for at in (math.nextafter(hour, 0), hour, math.nextafter(hour, 99))
    ]
    rows: list[Row] = [
        {"role": "physician", "hours": repr(hour), "weeks": weeks, "budget": "316"}
        for hour in near
        for weeks in (None, "12", "3.5")
        if not any(len(part) == 3 for part in repr(hour).split(".")[1:])
    ]
    assert len(rows) > 200
    assert_as_rank(catalog, rows, Recommender(catalog).recommend(people(*rows)))


def test_the_order_of_batches_changes_nothing() -> None:
    chance = random.Random(7)  # noqa: S311  the same people on every day
    batches = [table([random_row(chance) for _ in range(20)]) for _ in range(3)]
    forward, backward = Recommender(BUNDLED), Recommender(BUNDLED)
    ahead = list(forward(batches))
    assert list(backward(batches[::-1]))[::-1] == ahead
    whole = pa.Table.from_batches(batches).combine_chunks().to_batches()[0]
    assert pa.Table.from_batches(ahead).combine_chunks() == pa.Table.from_batches(
        [Recommender(BUNDLED).recommend(whole)]
    )


def test_what_was_learnt_is_forgotten_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(17)  # noqa: S311  the same people on every day
    batches = [table([random_row(chance, odd=0.1) for _ in range(20)]) for _ in range(3)]
    said = list(Recommender(BUNDLED)(batches))
    monkeypatch.setattr("certpick.batch.people.MOST", 10)
    forgetful = Recommender(BUNDLED)
    assert list(forgetful(batches)) == said
    kept = len(forgetful.read(batches[0]).said)
    assert kept == len(Recommender(BUNDLED).read(batches[0]).said)


def test_a_recommender_can_be_sent_elsewhere() -> None:
    chance = random.Random(8)  # noqa: S311  the same people on every day
    batch = table([random_row(chance) for _ in range(50)])
    here = Recommender(BUNDLED, Profile(budget=900), top=2)
    said = here.recommend(batch)
    there = pickle.loads(pickle.dumps(here))  # noqa: S301  its own pickle
    assert there.recommend(batch) == said
    assert there.schema(batch.schema) == said.schema


def test_the_best_few_are_those_of_rank() -> None:
    chance = random.Random(9)  # noqa: S311  the same people on every day
    rows = [random_row(chance, odd=0.05) for _ in range(60)]
    lines = Recommender(BUNDLED, top=4).recommend(table(rows, at=list(range(60)))).to_pylist()
    for at, row in enumerate(rows):
        mine = [line for line in lines if line["at"] == at]
        assert [line["rank"] for line in mine] == list(range(1, len(mine) + 1))
        if mine[0]["status"] != "error":
            best = rank(BUNDLED, profile_of(row)).ranked[:4]
            found = [line["program_id"] for line in mine if line["program_id"]]
            assert found == [one.program.id for one in best]
            fits = ["ok" if one.fit == "sure" else "maybe" for one in best]
            assert [line["status"] for line in mine] == (fits or ["none"])


def test_what_is_said_for_all_is_the_default_of_each_row() -> None:
    base = Profile(
        role="nurse-leader", budget=500, hours_per_week=3, strict=True, no_programming=True,
        priority=("portability",), cme="required",
    )  # fmt: skip
    rows: list[Row] = [
        {},
        {"budget": "3000"},
        {"role": "CMIO", "strict": "no", "no-programming": "no"},
        {"title": "charge nurse"},
        {"weights": "domain=1,rigor=1,portability=1", "hours": "12"},
        {"cme": "no", "weeks": "8"},
    ]
    empty: Row = dict.fromkeys(OPTIONS)
    lines = recommended(BUNDLED, *({**empty, **row} for row in rows), profile=base)
    alone = [
        base,
        base.model_copy(update={"budget": 3000.0}),
        base.model_copy(update={"role": "CMIO", "strict": False, "no_programming": False}),
        base.model_copy(update={"role": "charge nurse"}),
        base.model_copy(update={"priority": None, "hours_per_week": 12.0, "weights": {
            "domain_alignment": 1.0, "assessment_rigor": 1.0, "portability": 1.0}}),
        base.model_copy(update={"cme": "no", "weeks": 8.0}),
    ]  # fmt: skip
    for line, profile in zip(lines, alone, strict=True):
        ranked = rank(BUNDLED, profile).ranked
        assert line["program_id"] == (ranked[0].program.id if ranked else None)
        assert line["score"] == (round(ranked[0].score, 1) if ranked else None)


def test_numbers_may_be_typed_and_lists_may_be_lists() -> None:
    typed = pa.record_batch(
        {
            "role": pa.array(["physician", "clinician", "physician"]).dictionary_encode(),
            "budget": pa.array([900, None, 10**12]),
            "hours_per_week": pa.array([2.5, math.nan, 3.0]),
            "situations": pa.array([["leadership", "manages"], None, []]),
            "strict": pa.array([True, False, None]),
        }
    )
    worded: list[Row] = [
        {"role": "physician", "budget": "900", "hours": "2.5", "situation": "leadership,manages", "strict": "yes"},
        {"role": "clinician"},
        {"role": "physician", "budget": "1000000000000", "hours": "3"},
    ]  # fmt: skip
    found = Recommender(BUNDLED).recommend(typed).to_pylist()
    assert found[0] == recommended(BUNDLED, worded[0])[0]
    assert found[1]["error"] == "hours: 'nan' is not a number"
    assert found[2]["error_code"] == "value_out_of_range"


@pytest.fixture(scope="module")
def recommender() -> Recommender:
    """Return one that has learnt from the tests before, as it learns from people."""
    return Recommender(BUNDLED)


@pytest.mark.parametrize(
    ("row", "code", "message"),
    [
        ({"role": "astronaut"}, "role_unknown", "unknown role or job title 'astronaut'"),
        ({"role": None, "title": None}, "role_missing", "no role given"),
        ({"role": "physician", "hours": "4-6"}, "value_invalid", "hours: '4-6' is not a number of hours a week"),
        ({"role": "physician", "budget": "-1"}, "value_out_of_range", "budget -1: must be 0 or more"),
        ({"role": "physician", "strict": "perhaps"}, "value_unknown", "strict: 'perhaps' is neither yes nor no"),
        ({"role": "physician", "situation": "managing"}, "situation_unknown", "unknown situation 'managing'"),
        ({"role": "physician", "hold": "nothing at all"}, "program_unknown", "hold: no program 'nothing at all'"),
        ({"role": "physician", "priority": "rigor", "weights": "domain=1,rigor=1,portability=1"}, "options_conflict", "priority and weights exclude each other"),
        ({"role": "a\x1bb"}, "value_invalid", "role or title: 'a\N{REPLACEMENT CHARACTER}b' is no plain name"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_says_why(
    recommender: Recommender, row: Row, code: str, message: str
) -> None:
    good: Row = {"role": "physician"}
    first, line, last = recommender.recommend(people(good, row, good)).to_pylist()
    assert (line["status"], line["error_code"]) == ("error", code)
    assert line["error"].startswith(message)
    assert first == last
    assert first["status"] == "ok"
    assert line["program_id"] is None


def test_a_title_of_several_professions_is_ambiguous() -> None:
    shared = Titles(certpick=("ward boss",))
    book = BUNDLED.roles
    two = tuple(replace(one, titles=shared) for one in book.professions[:2])
    catalog = replace(BUNDLED, roles=replace(book, professions=(*two, *book.professions[2:])))
    (line,) = recommended(catalog, {"title": "Ward Boss"})
    assert line["error_code"] == "role_ambiguous"
    assert line["error"] == "'Ward Boss' can mean several professions"


def test_titles_can_be_settled_once() -> None:
    settled = {"ward boss": "nurse-leader", "Ward Clerk": "charge nurse"}
    lines = recommended(
        BUNDLED, {"title": "Ward  BOSS"}, {"title": "ward clerk"}, {"title": "ward"}, titles=settled
    )
    assert [line["role"] for line in lines] == ["nurse-leader", "nurse-leader", None]


def test_a_settled_title_still_sets_a_price() -> None:
    price = {"amount": 900, "currency": "USD", "unit": "program", "by_title": {"resident": 100}}
    catalog = make_catalog(make_program("one", price=fact(price)))
    lines = recommended(
        catalog, {"title": "senior resident X"}, titles={"senior resident x": "physician"}
    )
    assert lines[0]["cost_usd"] == 100


@given(
    st.lists(st.floats(0.1, 100), min_size=1, max_size=8, unique=True),
    st.lists(st.floats(0.1, 100), max_size=8),
    st.floats(0.1, 100),
)
def test_steps_are_found_to_the_last_bit(
    at: list[float], guesses: list[float], value: float
) -> None:
    """A count of thresholds passed changes exactly there, wherever one guesses."""
    at = sorted(at)
    found = steps(lambda x: bisect_right(at, x), 0.1, 100, guesses)
    for x in (*at, value, *(math.nextafter(one, 0) for one in at)):
        if 0.1 <= x <= 100:
            assert found.at(x) == bisect_right(at, x)
    assert found.first((len(at),)) == max(at)
    assert found.first((-1,)) == math.inf


def test_columns_are_read_by_name_and_the_rest_is_carried() -> None:
    found = columns(
        ["id", "Job_Title", "Hours per week", "status", "No programming"],
        {"title": "Job_Title"},
        False,
    )
    assert found.answers == {
        "title": "Job_Title",
        "hours": "Hours per week",
        "no-programming": "No programming",
    }
    assert found.carried == {"id": "id", "input_status": "status"}


@pytest.mark.parametrize(
    ("names", "renamed", "message", "hint"),
    [
        (["id", "budget"], {}, "no column role or title", "--column title=id"),
        (["role", "buget"], {}, "the column 'buget' is no option; did you mean 'budget'?", "--carry buget"),
        (["role", "role"], {}, "the column 'role' stands twice", "rename"),
        (["role", "hours", "hours_per_week"], {}, "say the same", "--column hours=hours_per_week"),
        (["role"], {"hours": "weekly"}, "no column 'weekly'", "columns: role"),
        (["role"], {"hour": "role"}, "no option 'hour'", "did you mean 'hours'?"),
    ],
)  # fmt: skip
def test_a_column_that_is_missing_or_misspelt_is_told(
    names: list[str], renamed: dict[str, str], message: str, hint: str
) -> None:
    with pytest.raises(CertpickError) as caught:
        columns(names, renamed, role_is_said=False)
    assert message in str(caught.value)
    assert hint in str(caught.value.hint)
    assert caught.value.exit_code == 2


def test_a_column_can_be_carried_although_it_looks_like_an_option() -> None:
    assert columns(["role", "county"], {}, False, ["county"]).carried == {"county": "county"}


def test_the_columns_of_a_result() -> None:
    """Columns are only ever added to these, in this order."""
    assert Recommender(BUNDLED).schema(pa.schema([("id", pa.int64()), ("role", pa.string())])).names == [
        "id", "status", "profession", "role", "title_read_as", "program_id", "program", "provider",
        "score", "score_high", "cost_usd", "cost_at_least_usd", "weeks", "credit", "unknown_needs",
        "sure_id", "sure_cost_usd", "closest_id", "closest_change", "error_code", "error",
        "catalog_sha256",
    ]  # fmt: skip
    assert set(AMOUNTS) <= set(OPTIONS)
    assert "rank" not in RESULT


def test_no_people_are_answered_with_no_lines() -> None:
    nobody = pa.record_batch({"role": pa.array([], pa.string())})
    assert Recommender(BUNDLED).recommend(nobody).num_rows == 0


@settings(max_examples=40)
@given(catalogs(), st.lists(some_profiles, max_size=6))
def test_rank_many_is_rank_for_each(drawn: Catalog, wanted: list[Profile]) -> None:
    bad = Profile(role="astronaut")
    *found, last = rank_many(drawn, [*wanted, bad])
    assert isinstance(last, CertpickError)
    for one, profile in zip(found, wanted, strict=True):
        alone = rank(drawn, profile)
        assert isinstance(one, Ranking)
        assert _told(one) == _told(alone)


def _told(ranking: Ranking) -> tuple[object, ...]:
    ranked = [(one.program.id, one.score, one.score_high, one.part) for one in ranking.ranked]
    return ranked, [(one.program.id, one.reasons) for one in ranking.ruled_out]


def test_rank_many_takes_profiles_as_they_come() -> None:
    def endless() -> Any:
        while True:
            yield from (Profile(role=role) for role in ROLES)

    found = rank_many(BUNDLED, endless())
    assert [next(found) for _ in range(3)]


@pytest.mark.parametrize(
    "command", [["rank", "--role", "physician"], ["--help"], ["batch", "--help"]]
)
def test_the_packages_of_the_extra_are_not_imported_unasked(command: list[str]) -> None:
    code = (
        "import sys\nfrom certpick.__main__ import main\n"
        f"sys.argv = ['certpick', *{command!r}]\nmain()\n"
        "print({'numpy', 'pyarrow', 'scipy'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "set()\n"


@pytest.mark.slow
def test_without_the_extra_the_line_that_installs_it_is_named() -> None:
    code = (
        "import sys\nsys.modules['pyarrow'] = None\n"
        "from certpick.__main__ import main\nsys.argv = ['certpick', 'batch', 'staff.csv']\n"
        "assert main() == 1\ntry:\n    from certpick import Recommender\n"
        "except ImportError:\n    from certpick import rank_many"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == (
        "certpick: this needs the package 'pyarrow', which is not installed\n"
        "hint: pip install 'certpick[batch]'\n"
    )


def test_more_programs_than_there_are_take_no_longer() -> None:
    rows: list[Row] = [{"role": "physician"}]
    everything = recommended(BUNDLED, *rows, top=len(BUNDLED.programs))
    assert recommended(BUNDLED, *rows, top=10**12) == everything
