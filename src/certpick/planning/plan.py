"""A plan for one program: dates, cost, exam, credit, renewal, and what to ask before paying."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from certpick.catalog.dates import plain_day, span, years_later
from certpick.catalog.fact_text import CREDIT_SYSTEMS
from certpick.catalog.facts import Facts
from certpick.catalog.in_force import is_granted
from certpick.catalog.model import Caveat, Program, Provider
from certpick.catalog.roles import Role
from certpick.errors import check_kind
from certpick.explaining.asking import has_exam
from certpick.explaining.notes import called, cme_notes, held_programs, role_notes
from certpick.planning.questions import Case, Question, questions
from certpick.planning.schedule import Schedule, fills_days, schedule
from certpick.planning.study import StudyDays
from certpick.scoring.ranking import Ranking, RuledOut
from certpick.scoring.terms import Cost, is_self_paced
from certpick.scoring.upkeep import CostOverTime, over_time, renewal_cost
from certpick.text import in_words, repr_html

NOTICE = timedelta(days=90)  # how long before a credential expires its renewal is brought to mind
# What is still to ask once it is earned.
_TO_KEEP = ("renewal_years", "renewal", "renewal_fee")


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
    """After how many years (0 is never), by which day, and what it takes.

    ``notice`` is the day on which to begin with it.
    """

    years: float | None
    notice: date | None
    date: date | None
    takes: str | None


class Window(NamedTuple):
    """A session in which one can study, or a credit that is granted, until a day.

    ``id`` tells it apart from others of the program. ``end`` is as stated, perhaps without its
    day; ``by`` is the first day that it can mean.
    """

    id: str
    kind: Literal["session", "credit"]
    name: str
    end: str
    by: date


class Exam(NamedTuple):
    """What is known of an exam; a program without one has none of these facts."""

    questions: int | None
    minutes: int | None
    pass_mark: str | None
    proctored: bool | None


class Plan(NamedTuple):
    """Everything to settle before paying for one program.

    ``credit`` is None where nobody states whether there is any, and empty where there is
    none. ``start`` is the first day that the user asked for, if any, ``earned`` the day on
    which the credential was earned, where it was. ``windows`` are what has not yet ended.
    ``renewing`` is the cost of one renewal, ``over_time`` the cost over one period of validity,
    where there is one, and over five years.
    """

    program: Program
    provider: Provider
    role: Role
    ruled_out: RuledOut | None
    schedule: Schedule
    cost: Cost
    renewing: CostOverTime | None
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
    windows: tuple[Window, ...]
    earned: date | None

    def _repr_html_(self) -> str:
        """Return it as a notebook shows it."""
        return repr_html(self)

    def __repr__(self) -> str:
        """Return which program it is for, and whom, and when that is done."""
        finish = self.schedule.finish
        done = f"done by {finish}" if finish else "when it is done is unknown"
        return f"<Plan of {self.program.id} for {self.role.id}: {done}>"


def plan(
    ranking: Ranking,
    program: Program | str,
    today: date | None = None,
    start: date | None = None,
    study: StudyDays | None = None,
    earned: date | None = None,
) -> Plan:
    """Return the plan for a program of the ranking's catalogue.

    ``program`` may be an id or an unambiguous part of a name. ``start`` is the first day of
    study, of a session where the program has sessions; without it, the Monday after ``today``,
    the day from which dates are counted, which is the catalogue's unless it is given. ``study``
    is when the user studies. ``earned`` is the day on which it was earned or last renewed:
    renewal is then counted from it. Amounts are in US dollars, lengths in weeks.

    Raises:
        UsageError: the catalogue has no such program, the text can mean several, or the days
            of study have no room for it, or an argument is of another kind.
    """
    check_kind(Ranking, ranking=ranking)
    standing, _, ruled_out = ranking.find(program)
    today = ranking.catalog.day if today is None else plain_day(today, "today")
    program = standing.program
    start = plain_day(start, "start") if start is not None else None
    if study is not None:
        StudyDays.check(study)
    earned = plain_day(earned, "earned") if earned is not None else None
    applicant = ranking.applicant
    times = schedule(standing.taken, applicant.profile.hours_per_week, start, today, study)
    if earned:
        times = times._replace(start=None, finish=None, session=None, study=None, assumed=False)
    case = Case(standing, ranking, times.session, today)
    return Plan(
        program=program,
        provider=ranking.catalog.providers[program.provider],
        role=applicant.role,
        ruled_out=ruled_out,
        schedule=times,
        cost=standing.cost,
        renewing=renewal_cost(standing.taken),
        over_time=over_time(standing.taken, standing.cost),
        exam=_exam(program.facts),
        credit=_credit(program.facts, today),
        renewal=_renewal(program.facts, earned or times.finish),
        questions=tuple(one for one in questions(case) if earned is None or one.about in _TO_KEEP),
        caveats=program.caveats,
        notes=(
            *_notes(ranking, program, today, start, earned),
            *_study_notes(times, standing.taken, study if earned is None else None),
        ),
        ranking=ranking,
        case=case,
        start=start,
        windows=tuple(_windows(program, today)),
        earned=earned,
    )


def _notes(
    ranking: Ranking, program: Program, today: date, start: date | None, earned: date | None
) -> Iterator[str]:
    if earned:
        if earned > today:
            yield f"The day on which you earn it, {earned}, is to come."
        return
    if start and start < today:
        yield f"Your start, {start}, is in the past."
    yield from _held_notes(ranking, program)
    yield from role_notes(ranking)
    yield from cme_notes(ranking)


def _study_notes(times: Schedule, taken: Program, said: StudyDays | None) -> Iterator[str]:
    """Say why what the user said of study days changes nothing, where it does not."""
    if times.study or said in (None, StudyDays()):
        return
    if fills_days(taken):
        why = "It fills whole days of its own, so no study blocks are laid out"
    elif times.missing == "hours" or (times.finish and times.hours is None):
        why = "Without your hours a week no study blocks can be laid out"
    else:
        why = "Without a day on which it ends no study blocks can be laid out"
    yield f"{why}: your study days, time of day and time off are left aside."


def _windows(program: Program, today: date) -> Iterator[Window]:
    """Yield what has an end that is stated and to come; a session's only for who sets the pace."""
    dates, credit = program.facts.dates, program.facts.ce_credit
    if dates and is_self_paced(program) and (end := _to_come(dates.value.end, today)):
        yield Window("session", "session", "session", end, span(end)[0])
    for place, one in enumerate(credit.value if credit else (), start=1):
        if end := _to_come(one.end, today):
            name = CREDIT_SYSTEMS[one.system]
            yield Window(f"credit-{place}", "credit", name, end, span(end)[0])


def _to_come(end: str | None, today: date) -> str | None:
    return end if end and span(end)[1] >= today else None


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


def _renewal(facts: Facts, earned: date | None) -> Renewal:
    years = facts.renewal_years.value if facts.renewal_years else None
    day = years_later(earned, years) if earned and years else None
    takes = facts.renewal.value if facts.renewal else None
    notice = max(earned, day - NOTICE) if earned and day else None
    return Renewal(years, notice, day, takes)
