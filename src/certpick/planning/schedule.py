"""When a program can be started and finished on a user's hours, as far as facts tell."""

from datetime import date
from typing import Literal, NamedTuple

from certpick.catalog.dates import done_by, next_monday, span
from certpick.catalog.facts import Dates
from certpick.catalog.in_force import passed
from certpick.catalog.model import Program
from certpick.planning.study import Study, StudyDays, at_own_pace, within
from certpick.scoring.terms import (
    finishing_weeks,
    follows_hours,
    in_sessions,
    is_self_paced,
    stated_weeks,
    waits_for_hours,
    weekly_load,
    workload,
)
from certpick.text import counted, number, rounded_up, weeks_words

# What a finishing date lacks: the user's hours, a session's dates, how long the program
# takes, who sets the pace, or a calendar with so many years.
Missing = Literal["hours", "dates", "length", "pace", "years"]


class Schedule(NamedTuple):
    """From when to when, ``missing`` saying why there is no finishing date.

    ``session`` is the session that the user can join or is in, where its dates are stated,
    and ``past`` the one that has begun or is over by then; ``hours`` is the study in a week:
    the user's, else what the program itself asks for. ``assumed`` says that nobody chose the
    start.
    ``study`` has the blocks of that, where there is a finishing date and study by the week;
    of the ``weeks``, time off has ``added`` so many.
    """

    start: date | None
    finish: date | None
    weeks: float | None
    hours: float | None
    session: Dates | None = None
    past: Dates | None = None
    missing: Missing | None = None
    assumed: bool = False
    study: Study | None = None
    added: float = 0.0


def schedule(
    program: Program,
    hours: float | None,
    start: date | None,
    today: date,
    said: StudyDays | None = None,
) -> Schedule:
    """Return when this user starts and finishes; without a ``start``, on the next Monday.

    Raises:
        UsageError: the days of study that were ``said`` have no room for it.
    """
    times = _start_to_finish(program, hours, start, today)
    return _with_study(times, program, hours, said or StudyDays())


def _start_to_finish(
    program: Program, hours: float | None, start: date | None, today: date
) -> Schedule:
    waiting = waits_for_hours(program, hours)
    weeks = None if waiting else finishing_weeks(program, hours)
    first = start or next_monday(today)
    pace = Schedule(first, None, weeks, hours or weekly_load(program), assumed=start is None)
    known = program.facts.dates.value if program.facts.dates and in_sessions(program) else None
    # Only who says a start that has passed can be in a session that has begun.
    begun = known and passed(known.start, min(first, today))
    if known and not begun and _end(known, weeks) >= first:
        return _in_session(pace, known)
    pace = pace._replace(past=known)
    if start is None and in_sessions(program):
        return pace._replace(start=None, missing="dates", assumed=False)
    if weeks is None:
        half_known = workload(program) and not program.facts.pacing
        return pace._replace(missing="hours" if waiting else "pace" if half_known else "length")
    finish = done_by(first, weeks)
    return pace._replace(finish=finish, missing=None if finish else "years")


def _with_study(times: Schedule, program: Program, own: float | None, said: StudyDays) -> Schedule:
    """Add the blocks; time off makes a program of one's own pace end later."""
    start, finish, total = times.start, times.finish, workload(program)
    if not (start and finish and times.hours) or fills_days(program):
        return times
    if not (own and total and follows_hours(program)):
        return times._replace(study=within(start, finish, own, times.hours, total, said))
    study = at_own_pace(start, finish, own, total, said)
    if study is None:
        return times._replace(finish=None, missing="years")
    if study.until == finish:
        return times._replace(study=study)
    added = (study.until - finish).days / 7
    weeks = (study.until - start).days / 7
    return times._replace(study=study, finish=study.until, weeks=weeks, added=added)


def fills_days(program: Program) -> bool:
    """Return whether it fills some days of its own, so that there is no study by the week."""
    return (stated_weeks(program) or 1) < 1 and not is_self_paced(program)


def _end(session: Dates, weeks: float | None) -> date:
    """Return the last day that a session can have: as stated, else by its length."""
    if session.end:
        return span(session.end)[1]
    begins = span(session.start)[1]
    return done_by(begins, weeks or 0) or date.max


def _in_session(pace: Schedule, session: Dates) -> Schedule:
    start, finish = _exact(session.start), _exact(session.end)
    if start and not session.end and pace.weeks:
        finish = done_by(start, pace.weeks)
    missing: Missing = "dates" if session.end or pace.weeks else "length"
    return pace._replace(
        start=start,
        finish=finish,
        session=session,
        missing=None if finish else missing,
        assumed=False,
    )


def _exact(partial: str | None) -> date | None:
    if partial is None:
        return None
    first, last = span(partial)
    return first if first == last else None


def length_words(program: Program, plan: Schedule) -> str:
    """Return how much study it is: ``8 weeks at 5 hours a week, 40 hours in all``."""
    total, weekly = workload(program), _weekly_words(program, plan)
    parts = [weeks_words(plan.weeks - plan.added)] if plan.weeks else []
    if weekly:
        parts = [" at ".join([*parts, weekly])]
    if total:
        parts.append(f"about {counted(rounded_up(total), 'hour')} in all")
    return ", ".join(parts)


def _weekly_words(program: Program, plan: Schedule) -> str:
    load = program.facts.hours_per_week
    if plan.hours and plan.weeks and plan.weeks - plan.added != stated_weeks(program):
        return f"{counted(plan.hours, 'hour')} a week"
    if load is None:
        return ""
    low, high = load.value.low, load.value.high
    hours = counted(high, "hour") if low == high else f"{number(low)} to {number(high)} hours"
    return f"{hours} a week"
