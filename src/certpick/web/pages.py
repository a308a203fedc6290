"""What each page shows, from the same answers as the commands. Pure."""

import shlex
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, NamedTuple, cast, get_args

from jinja2 import ChoiceLoader, Environment, PackageLoader

from certpick.catalog.fact_text import FOCUS_WORDS
from certpick.catalog.model import Program
from certpick.catalog.references import cited_by
from certpick.errors import CertpickError, UsageError
from certpick.explaining.explanation import explain
from certpick.explaining.notes import called, catalog_line, guide_publishers, notes, weight_words
from certpick.explaining.robustness import Robustness
from certpick.explaining.verdict import verdict
from certpick.planning.plan import Plan, plan
from certpick.planning.study_words import check_beside_earned, read_study
from certpick.profile.amounts import read_count
from certpick.profile.options import command_line, in_words_of, read_choice, read_date
from certpick.profile.profile import resolve
from certpick.profile.time_zones import read_time_zone
from certpick.render.calendar import plan_calendar
from certpick.render.comparison import cited_by_rows, comparison_rows
from certpick.render.explanation import cited_by_explanation
from certpick.render.phrases import (
    ASSURANCE,
    MARKS,
    SCORE,
    cost_words,
    named,
    namesakes,
    time_words,
)
from certpick.render.plan import cited_by_plan
from certpick.render.programs import fact_lines, unknown_facts, unusual_status
from certpick.render.report import assembly
from certpick.render.report.answers import answers, audience, unsaid
from certpick.render.report.html import SECTIONS, environment, picture, report_html
from certpick.render.report.model import Reference
from certpick.render.report.reasoning import (
    Numbering,
    numbers_of,
    to_settle,
    why,
)
from certpick.render.verdict import verdict_lines
from certpick.render.weight_map import map_figure
from certpick.scoring.ranking import USUAL_TOP, Ranking, Sort, rank
from certpick.scoring.search import Match, MatchSort, Query, in_order, read_query, search
from certpick.text import capitalized, shown
from certpick.web.address import Words, every, is_set, profile_from, said, words_of
from certpick.web.asking import MOST_TYPED, Asked, Moved, ask
from certpick.web.assets import version
from certpick.web.visit import Reply, Visit

# The words of a search beside those of a profile.
SEARCH = (
    "search", "role", "max-cost", "hours", "cme", "pacing", "country", "language", "focus",
    "strict", "sort",
)  # fmt: skip
SEARCH_FLAGS = ("cme", "strict")  # those of them that are set or not
STUDY = ("start", "days", "at", "off", "earned")  # the words of a plan beside a profile's
VIEW = ("top", "sort")  # those of a result
COMPARED, MOST_COMPARED = 3, 6


@cache
def _templates() -> Environment:
    templates = environment(ChoiceLoader([PackageLoader("certpick.web"), SECTIONS]))
    templates.filters["mistake"] = _mistake
    return templates


def _mistake(error: CertpickError) -> str:
    """Return what is wrong and what to do about it; a page has words, no options."""
    told = f"{error} – {error.hint}" if error.hint else str(error)
    return in_words_of(told.replace(_NOT_ON_PAGES, ""), str, _PAGES)


_PAGES = {"programs": "the page of all programs"}
_NOT_ON_PAGES = "; certpick roles lists the professions"


def _page(visit: Visit, template: str, status: int = 200, **words: Any) -> Reply:
    shared = {
        "link": visit.link,
        "asset": lambda name: visit.link(f"/static/{name}", (("v", version(name)),)),
        "assurance": ASSURANCE,
        "published": [sentence for _, sentence in guide_publishers(visit.catalog)],
        "score": SCORE,
        "marks": MARKS,
        "catalog": f"{catalog_line(visit.catalog)}.",
    }
    page = _templates().get_template(f"{template}.html.j2").render(shared | words)
    return Reply(page, status=status)


def home(visit: Visit) -> Reply:
    """Show what this is, and the first question."""
    return _page(visit, "home", asked=ask(visit))


class Group(NamedTuple):
    """A role and the professions whose topics are its own, each with the address of its result."""

    role: str
    description: str
    address: str | None
    professions: tuple[tuple[str, str | None], ...]


def directory(visit: Visit) -> Reply:
    """Show the roles and professions, each with its result, where no form can ask for them."""
    roles = visit.catalog.roles

    def address(who: str) -> str | None:
        return visit.link("/rank", (("role", who),))

    groups = [
        Group(
            role.label,
            role.description,
            address(role.id),
            tuple(
                (capitalized(row.label), address(row.id))
                for row in roles.professions
                if row.role == role.id and row.id != role.id
            ),
        )
        for role in roles.roles
    ]
    return _page(visit, "directory", groups=groups)


def quiz(visit: Visit) -> Reply:
    """Show a question, or the answers to be looked over; an answer leads to the next one."""
    found = ask(visit)
    if isinstance(found, Moved):
        return Reply("", status=303, location=found.address)
    if isinstance(found, Asked):
        return _page(visit, "question", 400 if found.error else 200, asked=found)
    return _page(visit, "review", review=found)


def ranking_of(visit: Visit) -> Ranking:
    """Return the ranking that an address asks for."""
    return rank(visit.catalog, profile_from(visit.words, visit.catalog.day))


def read_top(words: Words) -> int | None:
    """Return how many programs are wanted; None is the usual number.

    Raises:
        UsageError: it is no whole number above 0.
    """
    text = said(words, "top")
    return None if text is None else read_count(text, "top", "as in top=10")


def read_sort(words: Words) -> Sort:
    """Return the order that is wanted.

    Raises:
        UsageError: there is no such order.
    """
    text = said(words, "sort")
    return "score" if text is None else cast(Sort, read_choice(text, get_args(Sort), "sort"))


def options_of(words: Words, names: tuple[str, ...]) -> str:
    """Return words of an address as options of a command line, each after a blank."""
    told = [(name, text) for name, text in words if name in names and text.strip()]
    return "".join(f" {shlex.join([f'--{name}', text])}" for name, text in told)


def result(visit: Visit) -> Reply:
    """Show the verdict, the best programs, who leads at which weights, and who is out."""
    ranking = ranking_of(visit)
    robustness = Robustness(ranking)
    applicant = ranking.applicant
    words = words_of(applicant.profile)
    places = assembly.ranked(ranking, read_top(visit.words) or USUAL_TOP, read_sort(visit.words))
    best = tuple(("program", one.id) for one in places[:COMPARED])
    shown_words = tuple(word for word in visit.words if word[0] in VIEW)
    found = verdict(ranking, robustness)
    sure = found.best_sure.program if found.best_sure else None
    return _page(
        visit,
        "result",
        audience=audience(applicant),
        verdict=verdict_lines(found),
        sure=sure if sure and sure.id not in {one.id for one in places} else None,
        places=places,
        more=assembly.more(ranking, len(places)),
        every=(*words, ("top", str(len(ranking.ranked)))),
        picture=picture(map_figure(robustness)) if places else None,
        territories=assembly.territories(robustness),
        weights=weight_words(applicant),
        ruled_out=tuple(assembly.ruled_out(ranking)),
        more_ruled_out=assembly.more_ruled_out(ranking),
        answers=tuple(answers(ranking)),
        unsaid=tuple(unsaid(applicant)),
        notes=notes(ranking, options=False),
        words=words,
        filters=visit.filters,
        here=visit.link("/rank", (*words, *shown_words)),
        compared=(*best, *words) if len(best) > 1 else None,
        command=f"certpick rank {command_line(applicant.profile)}{options_of(visit.words, VIEW)}",
        explain=lambda program: visit.link(f"/explain/{program}", words),
    )


def explanation(visit: Visit) -> Reply:
    """Show why a program stands where it does, with the words that each point rests on."""
    ranking, program = ranking_of(visit), visit.found()
    robustness = Robustness(ranking)
    explained = explain(ranking, program, robustness)
    numbers = assembly.numbering(cited_by_explanation(explained))
    leader = ranking.ranked[0].program if ranking.ranked else program
    words = words_of(ranking.applicant.profile)
    return _page(
        visit,
        "explanation",
        **_of_program(visit, ranking, program),
        why=why(robustness, explained, numbers),
        leader=None if leader is program else called(ranking, leader),
        compared=(("program", leader.id), ("program", program.id), *words),
        references=_references(visit, numbers),
    )


def _of_program(visit: Visit, ranking: Ranking, program: Program) -> dict[str, Any]:
    profile = ranking.applicant.profile
    return {
        "program": program.id,
        "name": named(program, visit.catalog),
        "audience": audience(ranking.applicant),
        "words": words_of(profile),
        "options": command_line(profile),
    }


def _references(visit: Visit, numbers: Numbering) -> tuple[Reference, ...]:
    return tuple(assembly.references(numbers, visit.catalog, visit.catalog.day))


def comparison(visit: Visit) -> Reply:
    """Show programs side by side, with what differs marked."""
    programs, ranking = compared_programs(visit), ranking_of(visit)
    rows = comparison_rows(ranking, programs)
    numbers = assembly.numbering(cited_by_rows(rows))
    profile = ranking.applicant.profile
    return _page(
        visit,
        "comparison",
        comparison=assembly.side_by_side(rows, programs, ranking, numbers),
        audience=audience(ranking.applicant),
        words=words_of(profile),
        command=f"{' '.join(one.id for one in programs)} {command_line(profile)}",
        references=_references(visit, numbers),
    )


def compared_programs(visit: Visit) -> list[Program]:
    """Return the programs that an address names, each once.

    Raises:
        UsageError: one is unknown, or there are fewer than two or more than a page holds.
    """
    programs = visit.catalog.find_several(every(visit.words, "program"))
    if len(programs) > MOST_COMPARED:
        message = f"{len(programs)} programs to compare"
        raise UsageError(message, f"name 2 to {MOST_COMPARED}", code="value_out_of_range")
    return programs


def plan_of(visit: Visit) -> Plan:
    """Return the plan that an address asks for."""
    days, at = said(visit.words, "days"), said(visit.words, "at")
    off = [text for one in every(visit.words, "off") for text in one.split(",")]
    earned = said_day(visit, "earned")
    if earned:
        start = said(visit.words, "start")
        check_beside_earned({"start": start, "days": days, "at": at, "off": off})
    study = read_study(days, at, off)
    ranking, program = ranking_of(visit), visit.found()
    return plan(ranking, program, visit.catalog.day, said_day(visit, "start"), study, earned)


def said_day(visit: Visit, name: str) -> date | None:
    """Return the day that a word of an address names, None where it is not there."""
    text = said(visit.words, name)
    return read_date(text, name) if text else None


def before_paying(visit: Visit) -> Reply:
    """Show what to settle before paying for a program."""
    found = plan_of(visit)
    numbers = assembly.numbering(cited_by_plan(found))
    return _page(
        visit,
        "plan",
        **_of_program(visit, found.ranking, found.program),
        settle=to_settle(found, numbers),
        notes=found.notes,
        study={name: said(visit.words, name) or "" for name in STUDY},
        days=options_of(visit.words, STUDY),
        dated=found.schedule.finish is not None,
        references=_references(visit, numbers),
    )


def calendar(visit: Visit) -> Reply:
    """Give the dates of a plan as a calendar file."""
    place = read_time_zone(said(visit.words, "time-zone") or "UTC")
    found = plan_of(visit)
    moment = visit.moment or datetime.combine(visit.catalog.day, time(), UTC)
    body = plan_calendar(found, place.zone, moment)
    return Reply(body, "text/calendar; charset=utf-8", file=f"{found.program.id}.ics")


def report(visit: Visit) -> Reply:
    """Show the whole result on one page, to print or to hand to a manager."""
    found = assembly.report(ranking_of(visit), visit.catalog.day, said_day(visit, "start"))
    return Reply(report_html(found))


def query_of(visit: Visit) -> Query:
    """Return what an address searches for."""
    wanted: dict[str, Any] = {
        name: is_set(visit.words, name) if name in SEARCH_FLAGS else said(visit.words, name)
        for name in SEARCH
        if name != "sort"
    }
    return read_query(wanted, visit.catalog)


def matches(visit: Visit) -> list[Match]:
    """Return the programs that a search in an address finds."""
    sort = said(visit.words, "sort")
    order = cast(MatchSort, read_choice(sort, get_args(MatchSort), "sort")) if sort else None
    return in_order(search(visit.catalog, query_of(visit)), order)


class Line(NamedTuple):
    """One program of a list; None is unknown."""

    id: str
    name: str
    provider: str
    focus: str
    cost: str | None
    time: str | None
    status: str | None
    unknown: str


def programs(visit: Visit) -> Reply:
    """Show the catalogue, or what of it a search finds, or why the search cannot be read."""
    found: list[Match] = []
    flags: set[str] = set()
    fault = None
    try:
        found = matches(visit)
        flags = {name for name in SEARCH_FLAGS if is_set(visit.words, name)}
    except UsageError as error:
        fault = error
    return _page(
        visit,
        "programs",
        400 if fault else 200,
        error=fault,
        lines=[_line(visit, one) for one in found],
        total=len(visit.catalog.programs),
        asked={name: shown(said(visit.words, name) or "", MOST_TYPED) for name in SEARCH},
        flags=flags,
        focuses=FOCUS_WORDS,
        roles=visit.catalog.roles.roles,
    )


def _line(visit: Visit, match: Match) -> Line:
    program, catalog = match.program, visit.catalog
    return Line(
        id=program.id,
        name=program.name,
        provider=catalog.providers[program.provider].short,
        focus=FOCUS_WORDS[program.facts.focus.value],
        cost=cost_words(match.cost),
        time=time_words(program, match.weeks),
        status=unusual_status(program, catalog),
        unknown=", ".join(match.unknown),
    )


def program(visit: Visit) -> Reply:
    """Show what is known of a program, fact by fact with its source, and what is not."""
    found, catalog = visit.found(), visit.catalog
    numbers = assembly.numbering(cited_by(found))
    url = found.facts.url
    return _page(
        visit,
        "program",
        program=found,
        provider=catalog.providers[found.provider].name,
        url=url.value if url else None,
        facts=tuple(fact_lines(catalog, found)),
        numbered=lambda sources: numbers_of(list(sources), numbers),
        caveats=[one.text for one in found.caveats],
        unknown=unknown_facts(found),
        namesakes=namesakes(found),
        references=_references(visit, numbers),
    )


def failure(visit: Visit, error: CertpickError, status: int) -> Reply:
    """Show what is wrong with an address, and what to do about it."""
    return _page(visit, "failure", status, error=error, result=_result_of(visit))


def _result_of(visit: Visit) -> str | None:
    """Return the address of the result for what was said, where that much can be read."""
    try:
        profile = profile_from(visit.words, visit.catalog.day)
        resolve(profile, visit.catalog.roles)
    except CertpickError:
        return None
    return visit.link("/rank", words_of(profile))
