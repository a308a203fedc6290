"""A plan for one program: dates, cost, exam, credit, renewal, and what to ask before paying."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from certpick.catalog.dates import years_later
from certpick.catalog.fact_text import CREDIT_SYSTEMS
from certpick.catalog.facts import Facts
from certpick.catalog.in_force import is_granted
from certpick.catalog.model import Caveat, Program, Provider
from certpick.catalog.roles import Role
from certpick.explaining.asking import has_exam
from certpick.explaining.notes import called, cme_notes, held_programs, role_notes
from certpick.planning.questions import Case, Question, questions
from certpick.planning.schedule import Schedule, schedule
from certpick.scoring.ranking import Ranking, RuledOut
from certpick.scoring.terms import Cost, CostOverTime, cost_over
from certpick.text import in_words, repr_html

LONG_RUN = 5.0  # years over which the cost of keeping a credential is told


class Award(NamedTuple):
    """Continuing-education credit in its own system; None is an amount nobody states.

    ``start`` and ``end`` are its window, ``granted`` says whether that is open.
    """

    system: str
    label: str
    amount: float | None
    start: str | None
    end: str | None
    granted: bool


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


class Plan(NamedTuple):
    """Everything to settle before paying for one program.

    ``credit`` is None where nobody states whether there is any, and empty where there is
    none. ``start`` is the first day that the user asked for, if any. ``over_time`` is the cost
    over one period of validity, where there is one, and over five years.
    """

    program: Program
    provider: Provider
    role: Role
    ruled_out: RuledOut | None
    schedule: Schedule
    cost: Cost
    over_time: tuple[CostOverTime, ...]
    exam: Exam | None
    credit: tuple[Award, ...] | None
    renewal: Renewal
    questions: tuple[Question, ...]
    caveats: tuple[Caveat, ...]
    notes: tuple[str, ...]
    ranking: Ranking
    case: Case
    start: date | None

    def _repr_html_(self) -> str:
        """Return it as a notebook shows it."""
        return repr_html(self)

    def __repr__(self) -> str:
        """Return which program it is for, and whom, and when that is done."""
        finish = self.schedule.finish
        done = f"done by {finish}" if finish else "when it is done is unknown"
        return f"<Plan of {self.program.id} for {self.role.id}: {done}>"


def plan(
    ranking: Ranking, program: Program | str, today: date | None = None, start: date | None = None
) -> Plan:
    """Return the plan for a program of the ranking's catalogue.

    ``program`` may be an id or an unambiguous part of a name. ``start`` is the first day of
    study, of a session where the program has sessions; without it, the Monday after ``today``.
    ``today`` is the day from which dates are counted, the catalogue's own without it. Amounts
    are in US dollars, lengths in weeks.

    Raises:
        UsageError: the catalogue has no such program, or the text can mean several.
    """
    standing, _, ruled_out = ranking.find(program)
    program, today = standing.program, today or ranking.catalog.day
    applicant = ranking.applicant
    times = schedule(standing.taken, applicant.profile.hours_per_week, start, today)
    case = Case(standing, ranking.catalog.roles, times.session, today)
    past = [f"Your start, {start}, is in the past."] if start and start < today else []
    return Plan(
        program=program,
        provider=ranking.catalog.providers[program.provider],
        role=applicant.role,
        ruled_out=ruled_out,
        schedule=times,
        cost=standing.cost,
        over_time=tuple(_over_time(standing.taken, standing.cost)),
        exam=_exam(program.facts),
        credit=_credit(program.facts, today),
        renewal=_renewal(program.facts, times.finish),
        questions=questions(case),
        caveats=program.caveats,
        notes=(*past, *_held_notes(ranking, program), *role_notes(ranking), *cme_notes(ranking)),
        ranking=ranking,
        case=case,
        start=start,
    )


def _held_notes(ranking: Ranking, program: Program) -> Iterator[str]:
    """Say which of the applicant's topics what is held covers, and which the program adds."""
    held = held_programs(ranking)
    if not held:
        return
    labels, core = ranking.catalog.roles.topic_labels, ranking.applicant.topics
    had = {entry.topic for one in held for entry in one.facts.topics}
    here = {entry.topic for entry in program.facts.topics}
    known = in_words([labels[topic] for topic in core if topic in had]) or "nothing that is known"
    new = in_words([labels[topic] for topic in core if topic in here - had]) or "nothing known"
    names = in_words([called(ranking, one) for one in held])
    yield f"Of your core topics {names}, which you hold, covers {known}; this adds {new}."


def _over_time(program: Program, earned: Cost) -> Iterator[CostOverTime]:
    valid = program.facts.renewal_years.value if program.facts.renewal_years else None
    if valid and valid != LONG_RUN:
        yield cost_over(program, earned, valid)
    yield cost_over(program, earned, LONG_RUN)


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


def _credit(facts: Facts, today: date) -> tuple[Award, ...] | None:
    if facts.ce_credit is None:
        return None
    return tuple(
        Award(
            one.system,
            CREDIT_SYSTEMS[one.system],
            one.amount,
            one.start,
            one.end,
            is_granted(one, today),
        )
        for one in facts.ce_credit.value
    )


def _renewal(facts: Facts, finish: date | None) -> Renewal:
    years = facts.renewal_years.value if facts.renewal_years else None
    return Renewal(
        years,
        years_later(finish, years) if finish and years else None,
        facts.renewal.value if facts.renewal else None,
    )
