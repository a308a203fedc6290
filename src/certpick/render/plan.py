"""A plan, for a person and as plain data."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from certpick.catalog.dates import later
from certpick.catalog.fact_text import credit_text
from certpick.catalog.facts import Dates, Sourced
from certpick.catalog.in_force import why_none_granted
from certpick.explaining.notes import INTERESTED, catalog_line, changes
from certpick.planning.plan import Plan
from certpick.planning.questions import Case, Question, old_date
from certpick.planning.schedule import Missing, Schedule, length_words
from certpick.render.documents import (
    catalog_document,
    need_document,
    part_document,
    profile_document,
    source_documents,
)
from certpick.render.encode import as_json
from certpick.render.page import Page
from certpick.render.phrases import cost_sentence, named, namesakes
from certpick.render.streams import Surface
from certpick.scoring.needs import NeedKind
from certpick.scoring.ranking import failing
from certpick.scoring.terms import is_self_paced
from certpick.text import capitalized, counted, money, shown

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


def plan_json(plan: Plan, calendar: Written | None = None) -> str:
    """Return a plan as plain data; what is unknown is null."""
    times, cost, facts = plan.schedule, plan.cost, plan.program.facts
    asked, warned = (one.source for one in plan.questions), (one.source for one in plan.caveats)
    cited = filter(None, (*asked, *warned))
    return as_json(
        {
            "schema_version": 1,
            "catalog": catalog_document(plan.ranking.catalog),
            "profile": profile_document(plan.ranking),
            "id": plan.program.id,
            "name": plan.program.name,
            "provider": plan.provider.name,
            "role": plan.role.id,
            "part": part_document(plan.case.standing.part),
            "ruled_out": [need_document(one) for one in plan.ruled_out.reasons]
            if plan.ruled_out
            else None,
            "start": _day(times.start),
            "finish": _day(times.finish),
            "start_assumed": times.assumed,
            "missing": times.missing,
            "weeks": times.weeks,
            "hours": times.hours,
            "cost_usd": cost.usd,
            "cost_at_least_usd": cost.at_least,
            "cost_at_most_usd": cost.at_most,
            "cost_detail": cost.detail,
            "cost_over_time": [
                {
                    "years": one.years,
                    "renewals": one.renewals,
                    "usd": one.usd,
                    "at_least_usd": one.at_least,
                    "unknown": list(one.unknown),
                }
                for one in plan.over_time
            ],
            "questions": [{**one._asdict(), "why": one.why or NOBODY} for one in plan.questions],
            "prerequisites": {
                "text": facts.prerequisites.value if facts.prerequisites else None,
                "programming_required": facts.programming_required.value
                if facts.programming_required
                else None,
            },
            "sessions": {"start": times.session.start, "end": times.session.end}
            if times.session
            else None,
            "exam": plan.exam._asdict() if plan.exam else None,
            "credit": None if plan.credit is None else [one._asdict() for one in plan.credit],
            "renewal": {**plan.renewal._asdict(), "date": _day(plan.renewal.date)},
            "caveats": [{"text": one.text, "source": one.source} for one in plan.caveats],
            "notes": list(plan.notes),
            "sources": source_documents(cited, plan.ranking.catalog),
            "calendar": {"file": str(calendar.path), "time_zone": calendar.zone}
            if calendar
            else None,
        }
    )


def _day(day: Any) -> str | None:
    return None if day is None else str(day)


def plan_page(plan: Plan, surface: Surface, calendar: Written | None = None) -> str:
    """Return a plan drawn for a surface; ``calendar`` is what it was written to."""
    page = Page(surface)
    page.line((named(plan.program, plan.ranking.catalog), "bold"))
    page.line(f"What to settle before you pay, for the role {plan.role.id}.")
    verdict = list(plan_verdict(plan))
    if verdict:
        page.blank()
    for sentence in verdict:
        page.line((sentence, "red"))
    for section in plan_sections(plan):
        page.section(section.title, [" ".join(section.sentences)])
    if plan.questions:
        page.heading("Ask the provider, the most important first")
        page.add(_questions(plan.questions), indent=2)
    page.section("Not to be confused with", namesakes(plan.program))
    page.section("Before you choose it", [one.text for one in plan.caveats])
    page.section("Good to know", [*plan.notes, f"{catalog_line(plan.ranking.catalog)}."])
    if calendar:
        path = shown(str(calendar.path), 200)
        page.section("Your calendar", [f"Written to {path}, in {calendar.zone}."])
    return page.text()


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
    sections = (
        Section("When", tuple(_when(plan, options))),
        Section("What it costs", tuple(cost_sentences(plan))),
        Section("What you need first", tuple(_needed(plan))),
        Section("Exam", tuple(_exam_words(plan))),
        Section("CME or CE credit", tuple(_credit_words(plan))),
        Section("Renewal", tuple(renewal_sentences(plan))),
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
        yield from _session_words(times, times.session, start)
    elif times.finish:
        change = "; --start changes it" if options else ""
        default = f" (next Monday{change})" if times.assumed else ""
        possible = "" if is_self_paced(plan.program) else ", if it can begin then"
        yield f"Start {times.start}{default}{possible}; finish by {times.finish}."
    elif times.missing and not (times.past and times.missing == "dates"):
        yield _MISSING[times.missing] + (_OPTIONS.get(times.missing, "") if options else "")
    if times.past:
        hint = ", then --start gives dates" if options and not start else ""
        ran = _from_to("ran", times.past)
        yield f"The last session that is stated {ran}; ask for the next{hint}."
    yield from _lateness(case, times.finish)
    if words := length_words(case.standing.taken, times):
        basis = (facts.weeks, facts.total_hours, facts.hours_per_week)
        yield f"It takes {words}{_origin(case, *basis)}."


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


def cost_sentences(plan: Plan) -> Iterator[str]:
    """Say what it costs and of what that is made, then what it costs to keep."""
    yield f"{cost_sentence(plan.cost)}{_origin(plan.case, plan.program.facts.price)}."
    yield from _keeping(plan)


def _keeping(plan: Plan) -> Iterator[str]:
    """Say what it costs to keep it over some years, where that is more than to earn it."""
    for one in plan.over_time:
        if not one.renewals and one.at_least == plan.cost.at_least:
            continue
        renewals = f" with {counted(one.renewals, 'renewal')}" if one.renewals else ""
        years = f"{counted(one.years, 'year')}{renewals}"
        if one.usd is not None:
            yield f"Over {years}: {money(one.usd)}."
        elif one.at_least is not None:
            unknown = ", ".join(_UNKNOWN_OVER_TIME[name] for name in one.unknown)
            yield f"Over {years}: at least {money(one.at_least)}; not known: {unknown}."


_UNKNOWN_OVER_TIME = {
    "price": "the whole price",
    "renewal": "how often it must be renewed",
    "renewal fee": "what a renewal costs",
    "renewal fee in USD": "what a renewal costs in USD",
    "membership": "whether you pay as a member",
}


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
    yield "Acceptance is decided by your board."


def renewal_sentences(plan: Plan) -> Iterator[str]:
    """Say how long it is valid, and what renewal takes."""
    case, facts, renewal = plan.case, plan.program.facts, plan.renewal
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
    if case.standing.own_claim(*known):
        words.append(f"only {INTERESTED} say so")
    return f" ({'; '.join(words)})" if words else ""
