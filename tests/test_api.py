"""The Python API: what it takes, what leaves it, and that it says what the commands say."""

import ast
import csv
import importlib.util
import inspect
import io
import json
import os
import pickle
import runpy
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from making import BUNDLED, make_catalog, make_program
from pages import read_page

import certpick
from certpick import (
    Catalog,
    MissingExtraError,
    Profile,
    Ranking,
    StudyDays,
    UsageError,
    compare,
    explain,
    firmness,
    load_catalog,
    load_profile,
    pair,
    plan,
    rank,
    rank_many,
    to_dict,
    to_frame,
    to_html,
    verdict,
)
from certpick.profile.profile import Answers

CONSUMER = ROOT / "tests" / "consumer.py"
TODAY = date(2026, 11, 22)  # as conftest pins it
PROFILE = Profile(role="physician", hours=5)
STRANGER = make_program("stranger")


@pytest.fixture(scope="module")
def ranking() -> Ranking:
    return rank(load_catalog(today=TODAY), PROFILE)


def results(ranking: Ranking) -> dict[str, Any]:
    """Return every result of a ranking, by the command that shows the same."""
    return {
        "rank": ranking,
        "explain stanford": explain(ranking, "stanford"),
        "compare harvard-ai-health-care hopkins": compare(
            ranking, ["harvard-ai-health-care", "hopkins"]
        ),
        "pair": pair(ranking.catalog, PROFILE),
        "plan stanford": plan(ranking, "stanford"),
    }


def test_the_script_of_a_consumer_runs(tmp_path: Path) -> None:
    runpy.run_path(str(CONSUMER))["main"](tmp_path)


def test_the_script_of_a_consumer_uses_all_that_is_public() -> None:
    parsed = ast.walk(ast.parse(CONSUMER.read_text("utf-8")))
    assert {node.id for node in parsed if isinstance(node, ast.Name)} >= set(certpick.__all__)


def _can_check(tool: str) -> bool:
    found = importlib.util.find_spec(tool) is not None
    return found and (tool != "pyright" or shutil.which("node") is not None)


@pytest.mark.slow
@pytest.mark.parametrize("tool", ["mypy", "pyright"])
def test_type_checkers_find_nothing_in_it_and_refuse_what_is_wrong(
    tool: str, tmp_path: Path
) -> None:
    """Strictly, as somebody's own file beside an installed certpick."""
    if not _can_check(tool) and not os.environ.get("CI"):
        pytest.skip(f"needs {tool}, and Node.js for pyright")
    shutil.copy(CONSUMER, tmp_path)
    strict = {"typeCheckingMode": "strict", "reportUnnecessaryTypeIgnoreComment": True}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(strict), "utf-8")
    options = {
        "mypy": ["--strict", "--cache-dir", "cache"],
        "pyright": ["--pythonpath", sys.executable],
    }
    done = subprocess.run(
        [sys.executable, "-m", tool, *options[tool], CONSUMER.name],
        cwd=tmp_path,
        env={**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", certpick.__all__)
def test_every_public_name_says_what_it_is_for(name: str) -> None:
    found = getattr(certpick, name)
    assert inspect.getdoc(found)
    raises = "UsageError" in inspect.getsource(found) and inspect.isfunction(found)
    assert not raises or "Raises:" in str(found.__doc__) or name == "rank_many"


@pytest.mark.parametrize(
    "line",
    [
        "--role physician",
        "--role 'charge nurse' --budget 3000 --hours 5 --situation manages",
        "--role pharmacist --credit acpe --strict --evidence independent",
        "--role CMIO --weights domain=1,rigor=2,portability=3 --hold stanford --country US",
    ],
)
@pytest.mark.parametrize("day", ["2026-11-22", "2030-01-01"])
def test_a_ranking_is_the_commands(
    cli: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, line: str, day: str
) -> None:
    today = date.fromisoformat(day)
    seconds = (today - date(1970, 1, 1)).days * 86_400
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))
    printed = cli("rank", *shlex.split(line), "--json").json()
    profile = Profile(**printed["profile"])
    assert to_dict(rank(load_catalog(), profile, today)) == printed
    assert to_dict(rank(load_catalog(today=today), profile)) == printed


def test_every_result_as_plain_data_is_the_commands(
    cli: Callable[..., Run], ranking: Ranking
) -> None:
    for command, result in results(ranking).items():
        printed = cli(*command.split(), "--role", "physician", "--hours", "5", "--json").json()
        assert to_dict(result) == printed, command
    assert to_dict(ranking.catalog) == cli("programs", "--json").json()
    assert to_dict(verdict(ranking)) == to_dict(ranking)["verdict"]


def test_paths_may_be_texts(tmp_path: Path) -> None:
    path = tmp_path / "me.json"
    path.write_text('{"role": "nurse", "hours": 5}', "utf-8")
    assert load_profile(str(path)) == load_profile(path) == Profile(role="nurse", hours=5)
    shutil.copy(ROOT / "data" / "programs.json", path)
    assert load_catalog(str(path)).sha256 == load_catalog(path).sha256


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.sampled_from(["nurse", "required", "cme", "rigor", "manages", "US", "en", "harvard"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=4,
)  # fmt: skip
_NAMES = st.sampled_from([*Answers.__annotations__, "bugdet"])


@settings(max_examples=300)
@given(st.dictionaries(_NAMES, _JSON, max_size=4))
def test_only_errors_of_certpick_leave_a_profile(said: dict[str, Any]) -> None:
    answers: Any = said
    for make in (Profile, lambda **words: Profile.model_validate(words)):
        try:
            rank(make_catalog(STRANGER), make(**answers))
        except UsageError as error:
            assert error.code
            assert "\n" not in str(error)


@pytest.mark.parametrize("whole", ["[]", "{", "5", '{"budget": -5}'])
def test_only_errors_of_certpick_leave_the_reading_of_a_profile(whole: str) -> None:
    with pytest.raises(UsageError):
        Profile.model_validate_json(whole)
    with pytest.raises(UsageError):
        Profile.model_validate(whole)


def test_a_profile_that_cannot_be_names_each_answer_that_is_wrong() -> None:
    with pytest.raises(UsageError, match="budget=-5: must be 0 or more") as one:
        Profile(role="physician", budget=-5)
    assert (one.value.code, one.value.exit_code) == ("value_out_of_range", 2)
    with pytest.raises(UsageError, match="2 answers cannot be used: budget=-5: must be 0") as two:
        Profile(budget=-5, weeks=0)
    assert two.value.faults == ("budget=-5: must be 0 or more", "weeks=0: must be 0.1 or more")


def test_names_given_as_a_set_have_one_order() -> None:
    kinds = {"cme", "aafp", "ecmec", "acpe", "ceu"}
    assert Profile(credit=kinds, hold=None, situations=None) == Profile(credit=sorted(kinds))


def test_the_signature_of_a_profile_has_every_answer() -> None:
    taken = inspect.signature(Profile).parameters
    assert list(taken) == list(Answers.__annotations__)
    aliases = {"hours", "situation", "profession", "assumed"}
    assert set(taken) == set(Profile.model_fields) | aliases
    for name, field in Profile.model_fields.items():
        assert taken[name].default == field.default


@pytest.mark.parametrize(
    "ask",
    [
        lambda ranking, program: explain(ranking, program),
        lambda ranking, program: plan(ranking, program),
        lambda ranking, program: compare(ranking, ["stanford", program]),
        lambda ranking, program: pair(ranking.catalog, PROFILE, program),
        lambda ranking, program: ranking.find(program),
    ],
    ids=["explain", "plan", "compare", "pair", "find"],
)
def test_a_program_is_named_by_id_name_or_itself_and_must_be_known(
    ranking: Ranking, ask: Callable[[Ranking, Any], Any]
) -> None:
    hopkins = BUNDLED.find("hopkins")
    by_text = [repr(ask(ranking, name)) for name in (hopkins.id, "Hopkins")]
    assert by_text == [repr(ask(ranking, hopkins))] * 2
    for unknown in ("zzz", STRANGER):
        with pytest.raises(UsageError) as error:
            ask(ranking, unknown)
        assert error.value.code == "program_unknown"


@pytest.mark.parametrize("top", [0, -1])
def test_no_pair_or_recommendation_is_asked_for_in_vain(top: int) -> None:
    with pytest.raises(UsageError, match="must be 1 or more"):
        pair(BUNDLED, PROFILE, top=top)
    with pytest.raises(UsageError, match="must be 1 or more"):
        certpick.Recommender(BUNDLED, top=top)


def test_a_result_is_told_in_one_short_line(ranking: Ranking) -> None:
    one = next(iter(rank_many(BUNDLED, [PROFILE])))
    for result in (
        *results(ranking).values(), one, verdict(ranking), BUNDLED, BUNDLED.roles, BUNDLED.programs[0],
        ranking.ranked[0], ranking.ruled_out[0], ranking.applicant, PROFILE, ranking.find("hopkins"),
        firmness(ranking)[0], pair(BUNDLED, PROFILE).pairs[0],
    ):  # fmt: skip
        assert len(repr(result)) < 200
        assert "\n" not in repr(result)
    assert repr(ranking).startswith("<Ranking for physician: 61 ranked, 25 ruled out; first ")
    assert repr(PROFILE) == "Profile(role='physician', hours_per_week=5.0)"


EVIL = "<script>alert(1)</script> & 'co'"


@pytest.fixture(scope="module")
def evil(ranking: Ranking) -> Catalog:
    """Return the catalogue with names that are markup."""
    programs = (replace(one, name=f"{EVIL} {one.name}") for one in ranking.catalog.programs)
    return replace(ranking.catalog, programs=tuple(programs))


def test_a_notebook_shows_every_result_and_takes_no_word_for_markup(evil: Catalog) -> None:
    shown = results(rank(evil, PROFILE))
    shown["verdict"] = verdict(shown["rank"])
    for name, result in shown.items():
        page = read_page(result._repr_html_())
        assert result._repr_html_() == to_html(result)
        assert page.all("script", "style") == []
        assert EVIL in page.text, name
        assert {node.tag for node in page.walk()} <= {
            "table", "caption", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "p", "small", "pre",
        }  # fmt: skip


def test_a_notebook_shows_the_best_five_the_verdict_and_whose_guide_it_is(ranking: Ranking) -> None:
    page = read_page(to_html(ranking))
    rows = [[cell.text for cell in row.all("th", "td")] for row in page.one("tbody").all("tr")]
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5"]
    for row, standing in zip(rows, ranking.ranked, strict=False):
        assert standing.program.name in row[1]
    assert page.all("dt")[0].text == "First"
    for result in (ranking, verdict(ranking), compare(ranking, ["stanford", "hopkins"])):
        assert (
            "The guide that this ranking follows is published by" in read_page(to_html(result)).text
        )


def test_a_notebook_shows_where_nothing_fits() -> None:
    nothing = rank(make_catalog(), PROFILE)
    assert "No program" in read_page(to_html(nothing)).text
    assert "<table>" not in to_html(nothing)


@pytest.mark.parametrize("make", [to_dict, to_html, to_frame])
def test_what_is_no_result_has_no_other_form(make: Callable[[Any], Any]) -> None:
    with pytest.raises(UsageError, match="int has no form as ") as error:
        make(5)
    assert error.value.hint
    assert "Ranking" in error.value.hint


def test_without_a_library_of_data_frames_there_is_none(
    ranking: Ranking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("certpick.render.results.find_spec", lambda _: None)
    for library, package in (
        (None, "pandas, or polars"),
        ("pandas", "pandas"),
        ("polars", "polars"),
    ):
        with pytest.raises(MissingExtraError) as error:
            to_frame(ranking, library)  # type: ignore[call-overload]
        assert error.value.hint == f"pip install {package}"
        assert error.value.code == "missing_extra"
    with pytest.raises(UsageError, match="none of pandas, polars"):
        to_frame(ranking, "duckdb")  # type: ignore[call-overload]


@pytest.mark.slow
@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_frame_holds_what_the_csv_does(
    cli: Callable[..., Run], ranking: Ranking, library: Any
) -> None:
    if importlib.util.find_spec(library) is None and not os.environ.get("CI"):
        pytest.skip(f"needs {library}: pip install -e '.[scale-test]'")
    said = ("--role", "physician", "--hours", "5", "--format", "csv")
    for result, command in ((ranking, ("rank", *said)), (BUNDLED, ("programs", "--format", "csv"))):
        frame: Any = to_frame(result, library)
        rows = list(csv.DictReader(io.StringIO(cli(*command).out)))
        assert list(frame.columns) == list(rows[0])
        for name in frame.columns:
            written = [row[name].removeprefix("'") or None for row in rows]
            held = [
                None if value is None or value != value else value
                for value in frame[name].to_list()
            ]
            if str(frame[name].dtype).lower().startswith(("float", "int")):
                assert held == [None if cell is None else float(cell) for cell in written], name
            else:
                assert [one or None for one in held] == written, name


@pytest.mark.slow
@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_column_of_a_frame_is_of_one_kind_whatever_is_known(library: Any) -> None:
    if importlib.util.find_spec(library) is None and not os.environ.get("CI"):
        pytest.skip(f"needs {library}: pip install -e '.[scale-test]'")
    kinds = [
        {name: str(frame[name].dtype) for name in frame.columns}
        for catalog in (BUNDLED, make_catalog(STRANGER), make_catalog())
        for frame in [to_frame(rank(catalog, PROFILE), library)]
    ]
    assert kinds[1:] == kinds[:1] * 2


NOTHING: Any = object()
RANKING = rank(BUNDLED, PROFILE)
DAY = date(2026, 11, 22)
MISTAKEN: list[Callable[[], Any]] = [
    lambda: load_catalog(NOTHING),
    lambda: load_catalog(today="2026-11-22"),  # type: ignore[arg-type]  # an untyped script
    lambda: load_profile(NOTHING),
    lambda: rank(NOTHING, PROFILE),
    lambda: rank(BUNDLED, NOTHING),
    lambda: rank(BUNDLED, PROFILE, NOTHING),
    lambda: rank_many(NOTHING, [PROFILE]),
    lambda: rank_many(BUNDLED, PROFILE),  # type: ignore[arg-type]  # its fields can be iterated
    lambda: verdict(NOTHING),
    lambda: firmness(NOTHING),
    lambda: certpick.notes(NOTHING),
    lambda: explain(NOTHING, "harvard"),
    lambda: explain(RANKING, NOTHING),
    lambda: compare(NOTHING, ["harvard", "stanford"]),
    lambda: compare(RANKING, "harvard"),
    lambda: compare(RANKING, ["harvard", NOTHING]),
    lambda: pair(NOTHING, PROFILE),
    lambda: pair(BUNDLED, PROFILE, NOTHING),
    lambda: pair(BUNDLED, PROFILE, top=NOTHING),
    lambda: plan(NOTHING, "harvard"),
    lambda: plan(RANKING, NOTHING),
    lambda: plan(RANKING, "harvard", today=NOTHING),
    lambda: plan(RANKING, "harvard", today=""),  # type: ignore[arg-type]  # an untyped script
    lambda: plan(RANKING, "harvard", start=NOTHING),
    lambda: plan(RANKING, "harvard", earned=NOTHING),
    lambda: plan(RANKING, "harvard", study=NOTHING),
    lambda: plan(RANKING, "harvard", study=StudyDays(days=(NOTHING,))),
    lambda: plan(RANKING, "harvard", study=StudyDays(at=NOTHING)),
    lambda: plan(RANKING, "harvard", study=StudyDays(off=((DAY, NOTHING),))),
    lambda: plan(RANKING, "harvard", study=StudyDays(holidays=NOTHING)),
    lambda: certpick.Recommender(NOTHING),
    lambda: certpick.Recommender(BUNDLED, NOTHING),
    lambda: certpick.Recommender(BUNDLED, top=NOTHING),
    lambda: certpick.Recommender(BUNDLED, PROFILE).recommend(NOTHING),
]


@pytest.mark.parametrize("call", MISTAKEN)
def test_an_argument_of_another_kind_is_told_at_once(call: Callable[[], Any]) -> None:
    with pytest.raises(UsageError) as caught:
        call()
    assert caught.value.code == "value_invalid"


@pytest.mark.parametrize(
    "study",
    [StudyDays(days=(7,)), StudyDays(days=(-1,)), StudyDays(at=-1), StudyDays(at=24 * 60),
     StudyDays(off=((DAY, DAY - timedelta(days=1)),))],
)  # fmt: skip
def test_study_days_that_cannot_be_are_told(study: StudyDays) -> None:
    with pytest.raises(UsageError) as caught:
        plan(RANKING, "harvard", study=study)
    assert caught.value.code == "value_out_of_range"


def test_a_result_can_be_pickled_whatever_was_asked_of_it() -> None:
    results: list[Any] = [
        BUNDLED, RANKING, verdict(RANKING), explain(RANKING, "harvard"), plan(RANKING, "harvard"),
        compare(RANKING, ["harvard", "stanford"]), pair(BUNDLED, PROFILE),
    ]  # fmt: skip
    for one in results:
        said = to_dict(one)
        assert to_dict(pickle.loads(pickle.dumps(one))) == said  # noqa: S301  our own bytes


def test_a_page_is_text_also_where_a_notebook_runs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = to_html(explain(RANKING, "harvard"))
    monkeypatch.setattr("rich.console._is_jupyter", lambda: True)
    assert to_html(explain(RANKING, "harvard")) == wanted


def test_all_names_can_be_imported_where_an_extra_is_missing() -> None:
    code = """if True:
        from importlib.machinery import PathFinder
        real = PathFinder.find_spec
        PathFinder.find_spec = lambda name, *more: None if name == "pyarrow" else real(name, *more)
        from certpick import *
        import certpick
        print("rank" in dir(), "Recommender" in dir(), "Recommender" in dir(certpick))
        help(certpick)
        from certpick import Recommender
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("True False False\nHelp on package certpick:")
    assert "MissingExtraError: this needs the package 'pyarrow'" in done.stderr


def test_one_of_many_profiles_that_is_none_is_told_in_its_place() -> None:
    first, second = rank_many(BUNDLED, [NOTHING, PROFILE])
    assert isinstance(first, UsageError)
    assert isinstance(second, Ranking)


def test_a_moment_stands_for_its_day() -> None:
    day, moment = date(2026, 11, 22), datetime(2026, 11, 22, 9, 30)
    for catalog in (load_catalog(today=moment), replace(load_catalog(), today=day)):
        found = rank(catalog, PROFILE)
        assert to_dict(found) == to_dict(rank(BUNDLED, PROFILE, day))
        assert repr(plan(found, "stanford", moment)) == repr(plan(found, "stanford", day))
