"""A plan as plain data."""

from datetime import date
from typing import TYPE_CHECKING, Literal

from certpick.catalog.facts import Dates, Facts
from certpick.planning.plan import Award, Exam, Plan, Window
from certpick.planning.questions import Question
from certpick.planning.study import Study
from certpick.planning.study_words import DAY_NAMES, clock_words
from certpick.render.documents.shared import (
    named_document,
    part_document,
    person_head,
    reason_documents,
    source_documents,
    upkeep_document,
)
from certpick.render.letter import letter, letter_link, letter_text
from certpick.render.plan import NOBODY, Written, cited_by_plan

if TYPE_CHECKING:
    from certpick.render.contract.decisions import (
        AwardDocument,
        ExamDocument,
        MailDocument,
        PlanBody,
        PlanDocument,
        PrerequisitesDocument,
        QuestionDocument,
        SpanDocument,
        StudyDocument,
        WindowDocument,
    )


def plan_document(plan: Plan, calendar: Written | None = None) -> "PlanDocument":
    """Return a plan as plain data, with the sources that it names."""
    return {
        **person_head(plan.ranking),
        **plan_body(plan, calendar),
        "sources": source_documents(cited_by_plan(plan), plan.ranking.catalog),
    }


def plan_body(plan: Plan, calendar: Written | None = None) -> "PlanBody":
    """Return a plan by itself; what is unknown is null."""
    times = plan.schedule
    return {
        **named_document(plan.program, plan.ranking.catalog),
        **upkeep_document(plan.case.standing.taken, plan.cost),
        "part": part_document(plan.case.standing.part),
        "ruled_out": reason_documents(plan.ruled_out),
        "start": _day(times.start),
        "finish": _day(times.finish),
        "start_assumed": times.assumed,
        "missing": times.missing,
        "weeks": times.weeks,
        "hours": times.hours,
        "hours_per_week": times.hours,
        "study": _study_document(times.study) if times.study else None,
        "windows": [_window(one) for one in plan.windows],
        "earned": _day(plan.earned),
        "questions": [_question(one) for one in plan.questions],
        "mail": _mail(plan),
        "prerequisites": _prerequisites(plan.program.facts),
        "sessions": _session(times.session) if times.session else None,
        "exam": _exam(plan.exam) if plan.exam else None,
        "credit": None if plan.credit is None else [_award(one) for one in plan.credit],
        "renewal": {
            "years": plan.renewal.years,
            "notice": _day(plan.renewal.notice),
            "date": _day(plan.renewal.date),
            "takes": plan.renewal.takes,
        },
        "caveats": [{"text": one.text, "source": one.source} for one in plan.caveats],
        "notes": list(plan.notes),
        "calendar": {"file": str(calendar.path), "time_zone": calendar.zone} if calendar else None,
    }


def _study_document(study: Study) -> "StudyDocument":
    said = study.said
    chosen: tuple[tuple[Literal["days", "at"], object], ...] = (
        ("days", said.days),
        ("at", said.at),
    )
    return {
        "days": [DAY_NAMES[day] for day in study.days],
        "at": clock_words(study.begin),
        "minutes": round(study.seconds / 60, 2),
        "off": [{"start": str(first), "end": str(last)} for first, last in said.off],
        "holidays": [{"date": str(day), "name": name} for day, name in study.holidays().items()],
        "assumed": [name for name, value in chosen if value in ((), None)],
    }


def _window(one: Window) -> "WindowDocument":
    return {"id": one.id, "kind": one.kind, "name": one.name, "end": one.end, "by": str(one.by)}


def _question(one: Question) -> "QuestionDocument":
    why = one.why or NOBODY
    return {"about": one.about, "question": one.question, "why": why, "source": one.source}


def _prerequisites(facts: Facts) -> "PrerequisitesDocument":
    needed = facts.programming_required
    return {
        "text": facts.prerequisites.value if facts.prerequisites else None,
        "programming_required": needed.value if needed else None,
    }


def _session(session: Dates) -> "SpanDocument":
    return {"start": session.start, "end": session.end}


def _exam(exam: Exam) -> "ExamDocument":
    return {
        "questions": exam.questions,
        "minutes": exam.minutes,
        "pass_mark": exam.pass_mark,
        "proctored": exam.proctored,
    }


def _award(one: Award) -> "AwardDocument":
    return {
        "system": one.system,
        "label": one.label,
        "amount": one.amount,
        "start": one.start,
        "end": one.end,
        "granted": one.granted,
    }


def _mail(plan: Plan) -> "MailDocument | None":
    if (found := letter(plan)) is None:
        return None
    link = letter_link(found)
    return {
        "subject": found.subject,
        "text": letter_text(found),
        "link": link.url,
        "link_questions": link.asked,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else str(day)
