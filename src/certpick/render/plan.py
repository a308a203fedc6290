"""A plan, for a person and as plain data."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from certpick.explain.notes import catalog_line
from certpick.planning.plan import Plan
from certpick.planning.questions import UNKNOWN, Question
from certpick.render.documents import catalog_document, need_document, profile_document
from certpick.render.encode import as_json
from certpick.render.page import Page
from certpick.render.streams import Surface
from certpick.text import shown

if TYPE_CHECKING:
    from rich.table import Table


class Written(NamedTuple):
    """The calendar file that a plan was written to as well, and the time zone in it."""

    path: Path
    zone: str


def plan_json(plan: Plan, calendar: Written | None = None) -> str:
    """Return a plan as plain data; what is unknown is null."""
    times, cost, facts = plan.schedule, plan.cost, plan.program.facts
    return as_json(
        {
            "schema_version": 1,
            "catalog": catalog_document(plan.ranking.catalog),
            "profile": profile_document(plan.ranking),
            "id": plan.program.id,
            "name": plan.program.name,
            "provider": plan.provider.name,
            "role": plan.role.id,
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
            "cost_detail": cost.detail,
            "questions": [one._asdict() for one in plan.questions],
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
    page.line((f"{plan.program.name} ({plan.provider.short})", "bold"))
    page.line(f"What to settle before you pay, for the role {plan.role.id}.")
    if plan.verdict:
        page.blank()
    for sentence in plan.verdict:
        page.line((sentence, "yellow"))
    for section in plan.sections:
        page.section(section.title, [" ".join(section.sentences)])
    if plan.questions:
        page.heading("Ask the provider, the most important first")
        page.add(_questions(plan.questions), indent=2)
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
        if one.why != UNKNOWN:
            text.append(f"\n{one.why}", "dim")
        table.add_row(f"{place}.", text)
    return table
