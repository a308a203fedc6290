"""A plan, for a person."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from certpick.catalog.dates import later
from certpick.catalog.fact_text import credit_text, on_date
from certpick.catalog.facts import Dates, Sourced
from certpick.catalog.in_force import passed, why_none_granted
from certpick.explaining.notes import INTERESTED, catalog_line, changes
from certpick.planning.plan import Plan, Window
from certpick.planning.questions import Case, Question, old_date
from certpick.planning.schedule import Missing, Schedule, length_words
from certpick.planning.study import Study
from certpick.planning.study_words import DAY_NAMES, clock_words
from certpick.render.page import Page
from certpick.render.phrases import (
    cost_sentence,
    named,
    namesakes,
    over_time_words,
    renewal_words,
)
from certpick.render.streams import Surface
from certpick.scoring.needs import NeedKind
from certpick.scoring.ranking import advised_parts, failing
from certpick.scoring.terms import cost, follows_hours, is_self_paced, only_part
from certpick.text import (
    capitalized,
    counted,
    in_words,
    money,
    number,
    rounded_up,
    shown,
    span_words,
    weeks_words,
)

QUESTIONS_SHOWN = 8  # what a provider may answer; a mail has all
HOLIDAYS_NAMED = 4  # so many public holidays are named in a sentence
NOBODY = "Nobody states it."  # why a question is asked, as JSON has it

if TYPE_CHECKING:
    from rich.table import Table


class Written(NamedTuple):
    """The calendar file that a plan was written to as well, and the time zone in it."""

    path: Path
    zone: str


class Section(NamedTuple):
    """A heading with its sentences, ready to be shown."""

    title: str
    sentences: tuple[str, ...]


def cited_by_plan(plan: Plan) -> Iterator[str]:
    """Yield the ids of the sources that a plan names."""
    yield from (one.source for one in plan.questions if one.source)
    yield from (one.source for one in plan.caveats)


def plan_page(plan: Plan, surface: Surface, calendar: Written | None = None) -> str:
    """Return a plan drawn for a surface; ``calendar`` is what it was written to."""
    page = Page(surface)
    page.line((named(plan.program, plan.ranking.catalog), "bold"))
    if plan.earned:
        page.line(f"What comes after you earned it on {plan.earned}.")
    else:
        page.line(f"What to settle before you pay, for the role {plan.role.id}.")
        _show_verdict(page, plan)
    for section in plan_sections(plan):
        page.section(section.title, [" ".join(section.sentences)])
    if plan.questions:
        page.heading("Ask the provider, the most important first")
        page.add(_questions(plan.questions[:QUESTIONS_SHOWN]), indent=2)
        if left := plan.questions[QUESTIONS_SHOWN:]:
            page.line(f"{counted(len(left), 'question')} more: --mail has them all.", indent=2)
    if not plan.earned:
        page.section("Not to be confused with", namesakes(plan.program))
        page.section("Before you choose it", [one.text for one in plan.caveats])
    page.section("Good to know", [*plan.notes, f"{catalog_line(plan.ranking.catalog)}."])
    if calendar:
        path = shown(str(calendar.path), 200)
        page.section("Your calendar", [f"Written to {path}, in {calendar.zone}."])
    return page.text()


def _show_verdict(page: Page, plan: Plan) -> None:
    verdict = list(plan_verdict(plan))
    if verdict:
        page.blank()
    for sentence in verdict:
        page.line((sentence, "red"))


def _questions(questions: tuple[Question, ...]) -> "Table":
    """Return numbered questions; one without a reason is about what nobody states."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for place, one in enumerate(questions, start=1):
        text = Text(one.question)
        if one.why:
            text.append(f"\n{one.why}", "dim")
        table.add_row(f"{place}.", text)
    return table


def plan_sections(plan: Plan, options: bool = True) -> tuple[Section, ...]:
    """Return what the plan says beside its questions, in sentences under headings.

    ``options`` also names the options that would say more: not on paper.
    """
    if plan.earned:
        return (Section("Renewal", (*renewal_sentences(plan), *_each_renewal(plan))),)
    sections = (
        Section("When", tuple(_when(plan, options))),
        Section("What it costs", tuple(cost_sentences(plan))),
        Section("What you need first", tuple(_needed(plan))),
        Section("Exam", tuple(_exam_words(plan))),
        Section("CME or CE credit", tuple(_credit_words(plan))),
        Section("Renewal", tuple(renewal_sentences(plan, options))),
    )
    return tuple(one for one in sections if one.sentences)


def plan_verdict(plan: Plan) -> Iterator[str]:
    """Say why the program, or all of it but a part, is ruled out and what lets it in."""
    ruled_out, standing = plan.ruled_out, plan.case.standing
    if standing.part:
        why = "; ".join(one.detail for one in failing(plan.program, standing.applicant))
        yield f"The whole program is ruled out for you: {why}."
        yield f"This plan is for its {standing.part.name}: ask whether it can be taken alone."
    if ruled_out is None:
        return
    for reason in ruled_out.reasons:
        need = "" if reason.kind is NeedKind.INCLUSION else f"{reason.kind}: "
        yield f"Ruled out for you: {need}{reason.detail}."
    if ruled_out.included:
        yield f"It comes in with {changes(ruled_out, plan.ranking)}."
    else:
        yield "No answer of yours would let it in."


def _when(plan: Plan, options: bool) -> Iterator[str]:
    case, times, start = plan.case, plan.schedule, plan.start
    facts = plan.program.facts
    if times.session:
        yield from _session_words(plan, times.session)
    elif times.finish:
        change = "; --start changes it" if options else ""
        default = f" (next Monday{change})" if times.assumed else ""
        possible = "" if is_self_paced(plan.program) else ", if it can begin then"
        yield f"Start {times.start}{default}{possible}; finish by {times.finish}."
    elif times.missing and not (times.past and times.missing == "dates"):
        yield _MISSING[times.missing] + (_OPTIONS.get(times.missing, "") if options else "")
    if times.past:
        hint = ", then --start gives dates" if options and not start else ""
        yield f"{_last_session(times.past, case.today)}; ask for the next{hint}."
    yield from _lateness(case, times.finish)
    yield from (window_words(one, times) for one in plan.windows if one.kind == "session")
    if words := length_words(case.standing.taken, times):
        basis = (facts.weeks, facts.total_hours, facts.hours_per_week)
        yield f"It takes {words}{_origin(case, *basis)}."
    if times.study:
        yield from _study_words(plan, times.study, options)


_MISSING: dict[Missing, str] = {
    "hours": "When you finish depends on your hours a week.",
    "dates": "It starts on fixed days that nobody states: ask.",
    "length": "No finishing date: nobody states how long it takes.",
    "pace": "No finishing date: nobody states whether you set the pace.",
    "years": "It would end after the year 9999.",
}
_OPTIONS: dict[Missing, str] = {
    "hours": " Say them with --hours.",
    "dates": " Then --start gives your dates.",
}


def _study_words(plan: Plan, study: Study, options: bool) -> Iterator[str]:
    """Say when to study, which of that was taken for granted, and when not."""
    said = study.said
    assumed = [
        name for name, known in (("--days", said.days or None), ("--at", said.at)) if known is None
    ]
    verb = "changes" if len(assumed) == 1 else "change"
    change = f" ({in_words(assumed)} {verb} that)" if options and assumed else ""
    days = in_words([f"{DAY_NAMES[day].capitalize()}s" for day in study.days])
    each = f"{clock_words(study.begin)}, {span_words(study.seconds)} each"
    yield f"Study on {days} at {each}{change}."
    yield from _time_off(plan, study)
    if words := too_few_words(plan):
        yield words


def _time_off(plan: Plan, study: Study) -> Iterator[str]:
    """Say when there is no study, and by how much that puts off the finish."""
    if study.said.off:
        yield f"No study {in_words([_off_words(*one) for one in study.said.off])}."
    if study.said.holidays is not None:
        holidays = [f"{day} ({name})" for day, name in study.holidays().items()]
        said = in_words(holidays, HOLIDAYS_NAMED) or "none falls on them"
        yield f"No study on public holidays: {said}."
    if added := plan.schedule.added:
        price = plan.case.standing.taken.facts.price
        monthly = price is not None and price.value.unit == "month"
        paid = ", and costs more by the month than is said below" if monthly else ""
        yield f"Time off makes it {weeks_words(added)} longer{paid}."


def _off_words(first: date, last: date) -> str:
    return f"on {first}" if first == last else f"from {first} to {last}"


def too_few_words(plan: Plan) -> str | None:
    """Say that the user's hours do not make up what the program's calendar asks for."""
    study, own = plan.schedule.study, plan.ranking.applicant.profile.hours_per_week
    if not (study and study.total and own) or follows_hours(plan.case.standing.taken):
        return None
    needed = study.needed()
    if needed is None:
        return None
    asked, whole = (counted(rounded_up(hours), "hour") for hours in (needed, study.total / 3600))
    return (
        f"Your {counted(own, 'hour')} a week are too few: it takes about {asked} a week. "
        f"These blocks make up {number(study.blocks().total / 3600)} of about {whole}."
    )


def window_words(window: Window, times: Schedule) -> str:
    """Say when a session or a credit ends, and what that is to this plan."""
    what = "The session that is stated" if window.kind == "session" else f"Its {window.name} credit"
    return f"{what} ends {on_date(window.end)}{_met(window, times)}."


def _met(window: Window, times: Schedule) -> str:
    """Say whether something ends before, during or after the study, where that is known."""
    if times.start and window.by < times.start:
        return ", before you start"
    if times.finish is None:
        return ""
    return ", while you still study" if window.by < times.finish else ", after you finish"


def _lateness(case: Case, finish: date | None) -> Iterator[str]:
    """Say by how much the finish misses the user's deadline, counted from today."""
    weeks = case.standing.applicant.profile.weeks
    deadline = later(case.today, weeks * 7) if weeks is not None else None
    if finish and deadline and finish > deadline:
        days = (finish - deadline).days
        late = counted(days, "day") if days % 7 else counted(days // 7, "week")
        yield f"That is {late} after your deadline of {deadline}."


def _session_words(plan: Plan, session: Dates) -> Iterator[str]:
    times, start, today = plan.schedule, plan.start, plan.case.today
    if passed(session.start, today):
        yield f"{_last_session(session, today)}: this plan is for you if you have joined it."
    else:
        yield f"The next session that is stated {_from_to('runs', session)}."
    if times.finish and not session.end:
        yield f"By its length it ends by {times.finish}."
    if start and times.start and times.start < start:
        yield f"That is before your start, {start}: ask whether you can still join."


def _last_session(session: Dates, today: date) -> str:
    begun, over = passed(session.start, today), passed(session.end, today)
    if begun and not over:
        end = f" and ends {on_date(session.end)}" if session.end else ""
        runs = f"began {on_date(session.start)}{end}"
    else:
        runs = _from_to("ran" if over else "runs", session)
    return f"The last session that is stated {runs}"


def _from_to(runs: str, session: Dates) -> str:
    return f"{runs} from {session.start}{f' to {session.end}' if session.end else ''}"


def cost_sentences(plan: Plan) -> Iterator[str]:
    """Say what it costs and of what that is made, then what it costs to keep."""
    yield f"{cost_sentence(plan.cost)}{_origin(plan.case, plan.program.facts.price)}."
    yield from _parts(plan)
    yield from keeping_sentences(plan)


def _parts(plan: Plan) -> Iterator[str]:
    """Say what a part costs that is advised or has a price of its own, beside the whole."""
    applicant, program = plan.ranking.applicant, plan.program
    advised = advised_parts(program, applicant)
    for part in () if plan.case.standing.part else program.facts.parts:
        alone = cost(only_part(program, part), applicant)
        if alone.usd is not None and (part.price or part in advised):
            yield f"Its {part.name} alone: {money(alone.usd)}, if it is sold alone."


def keeping_sentences(plan: Plan) -> Iterator[str]:
    """Say what a renewal costs, and what earning and keeping it does over five years."""
    yield from _each_renewal(plan)
    long = plan.over_time[-1]
    adds = set(long.unknown) - {"price"} or long.at_least != plan.cost.at_least
    if adds and long.at_least is not None:
        renewals = f" with {counted(long.renewals, 'renewal')}" if long.renewals else ""
        yield f"Over {counted(long.years, 'year')}{renewals}: {over_time_words(long)}."


def _each_renewal(plan: Plan) -> Iterator[str]:
    if plan.renewing:
        yield f"Each renewal, {renewal_words(plan.case.standing.taken)}."


def upkeep_sentences(plan: Plan) -> Iterator[str]:
    """Say what renewal takes and costs."""
    takes = plan.renewal.takes
    yield f"It takes {takes.rstrip('.')}." if takes else "What it takes is not stated."
    yield from _each_renewal(plan)


def _needed(plan: Plan) -> Iterator[str]:
    case, facts = plan.case, plan.program.facts
    profile = plan.ranking.applicant.profile
    stated = facts.prerequisites.value.strip().rstrip(".") if facts.prerequisites else None
    origin = _origin(case, facts.prerequisites)
    if not stated:
        yield "Prerequisites are not stated."
    elif stated.lower() == "none":
        yield f"No prerequisites{origin}."
    else:
        yield (
            f"{capitalized(stated)}{origin}. certpick did not ask about your licence or "
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


def _exam_words(plan: Plan) -> Iterator[str]:
    facts, exam = plan.program.facts, plan.exam
    if exam is None:
        return
    parts = [
        f"{exam.questions} questions" if exam.questions else "",
        f"{exam.minutes} minutes" if exam.minutes else "",
        f"pass mark {exam.pass_mark}" if exam.pass_mark else "",
        "proctored" if exam.proctored else "",
    ]
    said = ", ".join(part for part in parts if part)
    basis = (facts.exam_questions, facts.exam_minutes, facts.pass_mark, facts.proctored)
    yield f"{capitalized(said)}{_origin(plan.case, *basis)}. Its date is for you to agree."


def _credit_words(plan: Plan) -> Iterator[str]:
    case, fact = plan.case, plan.program.facts.ce_credit
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
        if why := why_none_granted(fact.value, plan.ranking.applicant.day):
            yield f"{capitalized(why)}."
        for window in plan.windows:
            if window.kind == "credit":
                yield window_words(window, plan.schedule)
    yield "Acceptance is decided by your board."


def renewal_sentences(plan: Plan, options: bool = False) -> Iterator[str]:
    """Say how long it is valid, and what renewal takes."""
    case, facts, renewal = plan.case, plan.program.facts, plan.renewal
    if renewal.years is None:
        yield "Whether it expires is not stated."
    elif not renewal.years:
        yield f"It does not expire{_origin(case, facts.renewal_years)}."
    else:
        yield f"{_validity(plan)}{_origin(case, facts.renewal_years)}."
    if renewal.takes:
        yield f"It takes {renewal.takes.rstrip('.')}{_origin(case, facts.renewal)}."
    elif renewal.years:
        yield "What renewal takes is not stated."
    if options and renewal.years and renewal.date is None:
        yield "Once you have earned it, --earned and the day give you the date."


def _validity(plan: Plan) -> str:
    years, day, today = counted(plan.renewal.years or 0, "year"), plan.renewal.date, plan.case.today
    if day is None:
        return f"Valid for {years} from the day that you earn it"
    if plan.earned is None:
        return f"Valid for {years}: renew by {day}"
    if day < today:
        return f"Valid for {years}: it expired on {day} unless you have renewed it"
    return f"Valid for {years}: it expires on {day}, so begin by {plan.renewal.notice}"


def _origin(case: Case, *facts: Sourced | None) -> str:
    """Return in brackets how old the oldest of these facts is, and whether it is a claim."""
    known = [fact for fact in facts if fact]
    old = old_date(case, *known)
    words = [f"as of {old}"] if old else []
    if case.standing.own_claim(*known):
        words.append(f"only {INTERESTED} say so")
    return f" ({'; '.join(words)})" if words else ""
