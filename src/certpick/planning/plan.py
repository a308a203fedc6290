"""A plan for one program: what to know and to ask before paying, with dates and costs."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from certpick.catalog.dates import later, years_later
from certpick.catalog.fact_text import CREDIT_SYSTEMS, credit_text
from certpick.catalog.facts import Dates, Facts, Sourced
from certpick.catalog.model import Caveat, Program, Provider
from certpick.catalog.roles import Role
from certpick.explain.explanation import explain
from certpick.explain.notes import changes, cme_notes, role_notes
from certpick.planning.questions import Case, Question, claimed, has_exam, old_date, questions
from certpick.planning.schedule import Schedule, length_words, schedule
from certpick.scoring.needs import Cost
from certpick.scoring.ranking import Ranking, RuledOut
from certpick.text import counted, money

Sentences = tuple[str, ...]


class Award(NamedTuple):
    """Continuing-education credit in its own system; None is an amount nobody states."""

    system: str
    label: str
    amount: float | None


class Renewal(NamedTuple):
    """After how many years (0 is never), on which day, and what it takes."""

    years: float | None
    date: date | None
    takes: str | None


class Exam(NamedTuple):
    """What is known of an exam; a program without one has none of these facts."""

    questions: int | None
    minutes: int | None
    pass_mark: str | None
    proctored: bool | None


class Section(NamedTuple):
    """A heading with its sentences, ready to be shown."""

    title: str
    sentences: Sentences


class Plan(NamedTuple):
    """Everything to settle before paying for one program; ``sections`` say it in words.

    ``credit`` is None where nobody states whether there is any, and empty where there is
    none. ``verdict`` is empty unless the program is ruled out for this user.
    """

    program: Program
    provider: Provider
    role: Role
    ruled_out: RuledOut | None
    verdict: Sentences
    schedule: Schedule
    cost: Cost
    exam: Exam | None
    credit: tuple[Award, ...] | None
    renewal: Renewal
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    caveats: tuple[Caveat, ...]
    notes: Sentences
    ranking: Ranking


def plan(ranking: Ranking, program: Program, today: date, start: date | None = None) -> Plan:
    """Return the plan for a program of the ranking's catalogue.

    ``start`` is the first day of study, of a session where the program has sessions;
    without it, the Monday after ``today``.
    """
    explanation = explain(ranking, program)
    standing, ruled_out = explanation.standing, explanation.ruled_out
    facts, applicant = program.facts, ranking.applicant
    times = schedule(program, applicant.profile.hours_per_week, start, today)
    case = Case(standing, ranking.catalog.roles, times.session, today)
    renewal = _renewal(facts, times.finish)
    exam = _exam(facts)
    past = [f"Your start, {start}, is in the past."] if start and start < today else []
    sections = (
        Section("When", tuple(_when(case, times, start))),
        Section("What it costs", (_spending(case),)),
        Section("What you need first", tuple(_needed(case))),
        Section("Exam", (_exam_words(case, exam),) if exam else ()),
        Section("CME or CE credit", tuple(_credit_words(case))),
        Section("Renewal", tuple(_renewal_words(case, renewal))),
    )
    return Plan(
        program=program,
        provider=ranking.catalog.providers[program.provider],
        role=applicant.role,
        ruled_out=ruled_out,
        verdict=tuple(_verdict(ruled_out)) if ruled_out else (),
        schedule=times,
        cost=standing.cost,
        exam=exam,
        credit=_credit(facts),
        renewal=renewal,
        sections=tuple(one for one in sections if one.sentences),
        questions=questions(case),
        caveats=program.caveats,
        notes=(*past, *role_notes(ranking), *cme_notes(ranking)),
        ranking=ranking,
    )


def _verdict(ruled_out: RuledOut) -> Iterator[str]:
    for reason in ruled_out.reasons:
        need = "" if reason.need == "inclusion" else f"{reason.need}: "
        yield f"Ruled out for you: {need}{reason.detail}."
    if ruled_out.included:
        yield f"It comes in with {changes(ruled_out)}."
    else:
        yield "No answer of yours would let it in."


def _when(case: Case, times: Schedule, start: date | None) -> Iterator[str]:
    facts = case.standing.program.facts
    if times.session:
        yield from _session_words(times, times.session, start)
    elif times.finish:
        default = " (next Monday; --start changes it)" if times.assumed else ""
        free = facts.pacing and facts.pacing.value == "self-paced"
        possible = "" if free else ", if it can begin then"
        yield f"Start {times.start}{default}{possible}; finish by {times.finish}."
    elif times.missing and not (times.past and times.missing == "dates"):
        yield _MISSING[times.missing]
    if times.past:
        hint = "" if start else ", then --start gives dates"
        ran = _from_to("ran", times.past)
        yield f"The last session that is stated {ran}; ask for the next{hint}."
    yield from _lateness(case, times.finish)
    if words := length_words(case.standing.program, times):
        basis = (facts.weeks, facts.total_hours, facts.hours_per_week)
        yield f"It takes {words}{_origin(case, *basis)}."


_MISSING = {
    "hours": "When you finish depends on your hours a week; --hours says them.",
    "dates": "It starts on fixed days that nobody states. Ask; then --start gives your dates.",
    "length": "No finishing date: nobody states how long it takes.",
    "pace": "No finishing date: nobody states whether you set the pace.",
    "years": "It would end after the year 9999.",
}


def _lateness(case: Case, finish: date | None) -> Iterator[str]:
    """Say by how much the finish misses the user's deadline, counted from today."""
    weeks = case.standing.applicant.profile.weeks
    deadline = later(case.today, weeks * 7) if weeks is not None else None
    if finish and deadline and finish > deadline:
        days = (finish - deadline).days
        late = counted(days, "day") if days % 7 else counted(days // 7, "week")
        yield f"That is {late} after your deadline of {deadline}."


def _session_words(times: Schedule, session: Dates, start: date | None) -> Iterator[str]:
    yield f"The next session that is stated {_from_to('runs', session)}."
    if times.finish and not session.end:
        yield f"By its length it ends by {times.finish}."
    if start and times.start and times.start < start:
        yield f"That is before your start, {start}: ask whether you can still join."


def _from_to(runs: str, session: Dates) -> str:
    return f"{runs} from {session.start}{f' to {session.end}' if session.end else ''}"


def _spending(case: Case) -> str:
    cost = case.standing.cost
    dated = _origin(case, case.standing.program.facts.price)
    if cost.usd is not None:
        detail = " for the" if cost.detail == "whole program" else ":"
        return f"{money(cost.usd)}{detail} {cost.detail}{dated}."
    if cost.at_least is not None:
        return f"At least {money(cost.at_least)}: {cost.detail}{dated}."
    return f"{cost.detail[0].upper()}{cost.detail[1:]}{dated}."


def _needed(case: Case) -> Iterator[str]:
    facts, profile = case.standing.program.facts, case.standing.applicant.profile
    stated = facts.prerequisites.value.strip().rstrip(".") if facts.prerequisites else None
    origin = _origin(case, facts.prerequisites)
    if not stated:
        yield "Prerequisites are not stated."
    elif stated.lower() == "none":
        yield f"No prerequisites{origin}."
    else:
        yield (
            f"{stated[0].upper()}{stated[1:]}{origin}. certpick did not ask about your licence or "
            "degree: check this."
        )
    needed = bool(facts.programming_required and facts.programming_required.value)
    if stated and "programming" in stated.lower() and not (needed and profile.no_programming):
        return
    if facts.programming_required is None:
        yield "Whether it needs programming is not stated."
    elif facts.programming_required.value:
        unwanted = ", which you do not want" if profile.no_programming else ""
        yield f"It needs programming{unwanted}."
    else:
        yield "It needs no programming."


def _exam(facts: Facts) -> Exam | None:
    if not has_exam(facts):
        return None
    asked, minutes = facts.exam_questions, facts.exam_minutes
    mark, proctored = facts.pass_mark, facts.proctored
    return Exam(
        asked.value if asked else None,
        minutes.value if minutes else None,
        mark.value if mark else None,
        proctored.value if proctored else None,
    )


def _exam_words(case: Case, exam: Exam) -> str:
    facts = case.standing.program.facts
    parts = [
        f"{exam.questions} questions" if exam.questions else "",
        f"{exam.minutes} minutes" if exam.minutes else "",
        f"pass mark {exam.pass_mark}" if exam.pass_mark else "",
        "proctored" if exam.proctored else "",
    ]
    said = ", ".join(part for part in parts if part)
    basis = (facts.exam_questions, facts.exam_minutes, facts.pass_mark, facts.proctored)
    return f"{said[0].upper()}{said[1:]}{_origin(case, *basis)}. Its date is for you to agree."


def _credit(facts: Facts) -> tuple[Award, ...] | None:
    if facts.ce_credit is None:
        return None
    return tuple(
        Award(one.system, CREDIT_SYSTEMS[one.system], one.amount) for one in facts.ce_credit.value
    )


def _credit_words(case: Case) -> Iterator[str]:
    fact = case.standing.program.facts.ce_credit
    if fact is None:
        yield "Not stated."
    elif not fact.value:
        yield f"None{_origin(case, fact)}."
        return
    else:
        said = ", ".join(
            f"{credit_text(one)}{'; amount not stated' if one.amount is None else ''}"
            for one in fact.value
        )
        yield f"{said}{_origin(case, fact)}."
    yield "Acceptance is decided by your board."


def _renewal(facts: Facts, finish: date | None) -> Renewal:
    years = facts.renewal_years.value if facts.renewal_years else None
    return Renewal(
        years,
        years_later(finish, years) if finish and years else None,
        facts.renewal.value if facts.renewal else None,
    )


def _renewal_words(case: Case, renewal: Renewal) -> Iterator[str]:
    facts = case.standing.program.facts
    if renewal.years is None:
        yield "Whether it expires is not stated."
    elif not renewal.years:
        yield f"It does not expire{_origin(case, facts.renewal_years)}."
    else:
        years = counted(renewal.years, "year")
        by = f": renew by {renewal.date}" if renewal.date else " from the day that you earn it"
        yield f"Valid for {years}{by}{_origin(case, facts.renewal_years)}."
    if renewal.takes:
        yield f"It takes {renewal.takes.rstrip('.')}{_origin(case, facts.renewal)}."
    elif renewal.years:
        yield "What renewal takes is not stated."


def _origin(case: Case, *facts: Sourced | None) -> str:
    """Return in brackets how old the oldest of these facts is, and whether it is a claim."""
    known = [fact for fact in facts if fact]
    old = old_date(case, *known)
    words = [f"as of {old}"] if old else []
    words += ["only interested sources say so"] if claimed(case, *known) else []
    return f" ({'; '.join(words)})" if words else ""
