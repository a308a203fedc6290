"""A report as Markdown, for a mail or a ticket."""

from collections.abc import Iterable, Iterator

from certpick.render.markdown import escape, table_line
from certpick.render.phrases import ASSURANCE, MARKS, SCORE
from certpick.render.report.model import (
    Cited,
    Comparison,
    Criterion,
    Evidence,
    Numbers,
    Point,
    Report,
    RuledOut,
    ToSettle,
    Why,
)

UNKNOWN = "unknown"
_STATES = {"shown": "shown", "open": "open", "absent": "not met"}


def report_markdown(report: Report) -> str:
    """Return the report; every word of it is text to Markdown, whatever it holds."""
    blocks = [
        *_heading(report),
        *_section("For whom", _list(_answers(report))),
        *_section("Ranking", _ranking(report)),
        *_section("What if you weigh the criteria differently?", _weights(report)),
        *(_why(report.why) if report.why else ()),
        *_section("Side by side", _side_by_side(report.comparison)),
        *(_before_paying(report.to_settle) if report.to_settle else ()),
        *_section("Ruled out", _ruled_out(report)),
        *_section("Good to know", _list(map(escape, report.notes))),
        *_section("Sources", _sources(report)),
        ASSURANCE,
    ]
    return "\n\n".join(blocks) + "\n"


def _section(title: str, blocks: Iterable[str]) -> list[str]:
    """Return a heading and what stands under it; under nothing, no heading."""
    said = [block for block in blocks if block]
    return [f"## {title}", *said] if said else []


def _list(lines: Iterable[str]) -> list[str]:
    return ["\n".join(f"- {line}" for line in lines)]


def _table(heads: list[str], rows: Iterable[list[str]]) -> str:
    return "\n".join(map(table_line, [heads, ["---"] * len(heads), *rows]))


def _cites(numbers: Numbers) -> str:
    return f" \\[{', '.join(map(str, numbers))}\\]" if numbers else ""


def _heading(report: Report) -> Iterator[str]:
    yield "# AI certifications in healthcare"
    yield f"For: {escape(report.audience)}. {report.day}. {escape(report.catalog)}"
    yield from _list(f"**{one.label}**: {escape(one.text)}" for one in report.verdict)
    for title, lines in (("Amount to approve", report.amount), ("Fallback", report.fallback)):
        yield from _section(title, [escape(" ".join(lines))])


def _answers(report: Report) -> Iterator[str]:
    for one in report.answers:
        yield f"{one.name}: {escape(one.words)}" + (
            " (assumed: you did not say)" if one.assumed else ""
        )
    if report.unsaid:
        yield f"No limit set: {', '.join(report.unsaid)}"


def _ranking(report: Report) -> Iterator[str]:
    if not report.places:
        return
    yield _table(
        ["#", "Program", "Fit", "Score", "Cost", "Time", "Credit", "To confirm"],
        (
            [
                str(one.rank),
                f"{escape(one.name)} ({escape(one.provider)})",
                one.fit,
                one.score,
                escape(one.cost or UNKNOWN),
                one.time or UNKNOWN,
                escape(one.credit or UNKNOWN),
                escape(one.confirm),
            ]
            for one in report.places
        ),
    )
    yield f"{SCORE} {report.more or ''}".rstrip()


def _weights(report: Report) -> list[str]:
    if not report.territories:
        return []
    said = f"Your weights: {report.weights}. Who comes first, in which share of all weightings:"
    return [said, *_list(escape(one.words) for one in report.territories)]


def _why(why: Why) -> Iterator[str]:
    yield f"## Why {escape(why.name)} is first"
    yield escape(why.summary)
    rows = [[one.name, one.points, one.weight, one.adds] for one in why.criteria]
    yield _table(
        ["Criterion", "Points", "Weight", "Adds"], [*rows, ["**Score**", "", "", why.score]]
    )
    for part in why.reasons:
        yield f"### {part.title}"
        yield from _list(map(escape, part.lines))
    yield "### What it rests on"
    for one in why.criteria:
        yield f"**{one.name}: {one.points}**"
        yield "\n".join(_checklist(one))


def _checklist(criterion: Criterion) -> Iterator[str]:
    for point in criterion.checklist:
        yield f"- {_point(point)}"
        yield from (f"  - {_evidence(one)}" for one in point.evidence)


def _point(point: Point) -> str:
    claim = f" – {point.claim}" if point.claim else ""
    return f"{escape(point.mark)} {_STATES[point.state]}: {escape(point.label)}{claim}"


def _evidence(one: Evidence) -> str:
    if one.against:
        return f"But another source says: {escape(one.note or '')}{_cites(one.sources)}"
    quote = f"“{escape(one.quote)}”" if one.quote else ""
    note = escape(one.note or ("" if one.quote else "Stated, without a quote"))
    return f"{'; '.join(filter(None, [quote, note]))}{_cites(one.sources)}"


def _side_by_side(comparison: Comparison | None) -> Iterator[str]:
    if comparison is None:
        return
    yield _table(
        ["", *map(escape, comparison.names)],
        (
            [
                row.name + (" (differs)" if row.differs else ""),
                *(escape(cell.words or UNKNOWN) + _cites(cell.sources) for cell in row.cells),
            ]
            for row in comparison.rows
        ),
    )
    yield escape(MARKS)


def _before_paying(settle: ToSettle) -> Iterator[str]:
    yield f"## Before you pay for {escape(settle.name)}"
    yield from _list(f"{one.title}: {escape(' '.join(one.lines))}" for one in settle.plan)
    if settle.questions:
        yield "### Ask the provider, the most important first"
        yield "\n".join(f"{at}. {_cited(one)}" for at, one in enumerate(settle.questions, start=1))
    if settle.caveats:
        yield "### Before you choose it"
        yield from _list(map(_cited, settle.caveats))


def _cited(one: Cited) -> str:
    why = f" {escape(one.why)}" if one.why else ""
    return f"{escape(one.text)}{why}{_cites(one.sources)}"


def _ruled_out(report: Report) -> Iterator[str]:
    if report.ruled_out:
        yield from _list(map(_turned_away, report.ruled_out))
        yield report.more_ruled_out or ""


def _turned_away(one: RuledOut) -> str:
    change = f"It comes in with {escape(one.change)}." if one.change else "No answer lets it in."
    return f"**{escape(one.name)}**: {escape(one.reason)}. {change}"


def _sources(report: Report) -> Iterator[str]:
    lines = []
    for one in report.references:
        link = f" <{one.url}>" if one.url else ""
        age = ", confirm" if one.old else ""
        about = f"{escape(one.kind)}; checked {one.checked}{age}"
        lines.append(f"{one.number}. {escape(one.title)} ({about}){link}")
    yield "\n".join(lines)
