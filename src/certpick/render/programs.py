"""The programs that match a search, as a list and as rows; one with all its facts."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from certpick.catalog.fact_text import FACT_LABELS, fact_text
from certpick.catalog.facts import FACT_NAMES, Fact, Sourced
from certpick.catalog.freshness import checked, is_stale, is_undated
from certpick.catalog.in_force import is_plainly_offered, status_on, why_none_granted
from certpick.catalog.model import Catalog, Program
from certpick.catalog.references import cited_by
from certpick.explaining.notes import catalog_line
from certpick.render.encode import as_csv
from certpick.render.markdown import escape, table_line
from certpick.render.page import Page
from certpick.render.phrases import cost_words, named, namesakes, time_words
from certpick.render.streams import Surface
from certpick.scoring.rubric import own_claim, rival_claim
from certpick.scoring.search import Match
from certpick.text import counted

_COLUMNS = (
    "id",
    "name",
    "provider",
    "focus",
    "cost_usd",
    "cost_at_least_usd",
    "cost_at_most_usd",
    "cost_detail",
    "weeks",
    "pacing",
    "credit",
    "status",
    "unknown",
    "url",
)
_HEADS = ("Program", "Focus", "Cost", "Time", "Pacing", "Credit", "Status", "Not known")


def programs_csv(catalog: Catalog, matches: Sequence[Match]) -> str:
    """Return the flat columns; what is unknown is an empty cell."""
    return as_csv(*programs_cells(catalog, matches))


def programs_cells(
    catalog: Catalog, matches: Sequence[Match]
) -> tuple[Sequence[str], list[dict[str, Any]]]:
    """Return the flat columns and, for each match, what stands in them."""
    return _COLUMNS, [_row(match, catalog) for match in matches]


def programs_markdown(catalog: Catalog, matches: Sequence[Match]) -> str:
    """Return a table of the matches."""
    rows = [table_line(list(_HEADS)), table_line(["---"] * len(_HEADS))]
    for match in matches:
        row = _row(match, catalog)
        cells = (
            named(match.program, catalog),
            _focus(match.program, catalog),
            cost_words(match.cost) or "?",
            time_words(match.program, match.weeks) or "?",
            *(row[name] or "?" for name in ("pacing", "credit", "status")),
            "; ".join(_open(match, catalog)),
        )
        rows.append(table_line([escape(str(cell)) for cell in cells]))
    return "\n".join([*rows, "", escape(catalog_line(catalog))]) + "\n"


def _row(match: Match, catalog: Catalog) -> dict[str, Any]:
    facts = match.program.facts
    credit = facts.ce_credit
    return {
        "id": match.program.id,
        "name": match.program.name,
        "provider": catalog.providers[match.program.provider].name,
        "focus": facts.focus.value,
        "cost_usd": match.cost.usd,
        "cost_at_least_usd": match.cost.at_least,
        "cost_at_most_usd": match.cost.at_most,
        "cost_detail": match.cost.detail,
        "weeks": match.weeks,
        "pacing": facts.pacing.value if facts.pacing else None,
        "credit": fact_text("ce_credit", credit, catalog.roles) if credit else None,
        "status": status_on(facts, catalog.day).words if facts.status else None,
        "unknown": "; ".join(match.unknown),
        "url": facts.url.value if facts.url else None,
    }


def programs_table(catalog: Catalog, matches: Sequence[Match], surface: Surface) -> str:
    """Return the matches as a list: what each program is, and its id."""
    page = Page(surface)
    certain = [match for match in matches if not match.unknown]
    for match in certain:
        _entry(page, match, catalog)
    if len(certain) < len(matches):
        if certain:
            page.blank()
        page.line(("May match: not all that you asked for is known", "bold"))
    for match in matches[len(certain) :]:
        _entry(page, match, catalog)
    page.blank()
    page.line(_ending(catalog, matches))
    page.line(catalog_line(catalog))
    return page.text()


def _entry(page: Page, match: Match, catalog: Catalog) -> None:
    program = match.program
    page.line((catalog.providers[program.provider].short, "bold"), f": {program.name}")
    page.line((f"{program.id}   {match_words(match, catalog)}", "dim"), indent=2)


def match_words(match: Match, catalog: Catalog) -> str:
    """Return what a program is about, costs and takes, and what is unknown, in one line."""
    return "; ".join(_said(match, catalog))


def _said(match: Match, catalog: Catalog) -> Iterator[str]:
    yield _focus(match.program, catalog)
    if status := unusual_status(match.program, catalog):
        yield status
    yield f"cost {cost_words(match.cost) or '?'}"
    yield time_words(match.program, match.weeks) or "? weeks"
    yield from _open(match, catalog)


def unusual_status(program: Program, catalog: Catalog) -> str | None:
    """Return whether a program is offered, where that is not plainly so."""
    facts = program.facts
    if facts.status is None or is_plainly_offered(facts.status.value):
        return None
    return status_on(facts, catalog.day).words


def _focus(program: Program, catalog: Catalog) -> str:
    return fact_text("focus", program.facts.focus, catalog.roles)


def _open(match: Match, catalog: Catalog) -> Iterator[str]:
    """Say of what is unknown that nobody states it, or why what is stated does not tell."""
    facts = match.program.facts
    unstated = [name for name in match.unknown if not getattr(facts, _DECIDING[name])]
    told = [
        f"{name} ({_why(name, match, catalog)})" for name in match.unknown if name not in unstated
    ]
    if unstated:
        yield f"nobody states: {', '.join(unstated)}"
    if told:
        yield f"not known: {', '.join(told)}"


def _why(name: str, match: Match, catalog: Catalog) -> str:
    credit = match.program.facts.ce_credit
    if name == "price":
        return match.cost.detail
    if name == "CME" and credit:
        if ended := why_none_granted(credit.value, catalog.day):
            return ended
        if not credit.conflicts:
            return "your board decides whether its credit counts"
    return "sources disagree"


# The fact that tells what was asked for.
_DECIDING = {
    "audience": "audience",
    "price": "price",
    "CME": "ce_credit",
    "pacing": "pacing",
    "country": "countries",
    "language": "languages",
}


def _ending(catalog: Catalog, matches: Sequence[Match]) -> str:
    if not matches:
        return f"None of the {counted(len(catalog.programs), 'program')} matches; ask for less."
    found = f"{len(matches)} of {counted(len(catalog.programs), 'program')}."
    return f"{found} certpick programs ID shows a program's facts and their sources."


def program_page(catalog: Catalog, program: Program, surface: Surface) -> str:
    """Return one program's facts, what is unknown, what to beware of, and the sources."""
    page = Page(surface)
    page.line((program.name, "bold"))
    page.line(f"{catalog.providers[program.provider].name}   {program.id}")
    numbers = {source: index for index, source in enumerate(cited_by(program), start=1)}
    _facts(page, catalog, program, numbers)
    unknown = ", ".join(unknown_facts(program)) or "nothing"
    page.section("Unknown: nobody states it, ask the provider", [unknown])
    _caveats(page, program, numbers)
    _sources(page, catalog, numbers)
    page.blank()
    page.line(f"{catalog_line(catalog)}.")
    return page.text()


def _facts(page: Page, catalog: Catalog, program: Program, numbers: dict[str, int]) -> None:
    page.heading("Facts")
    for one in fact_lines(catalog, program):
        marks = "".join(f"[{numbers[source]}]" for source in one.sources)
        claim = f" {one.claim}" if one.claim else ""
        page.line(
            (one.label, "bold"), f": {one.text} {marks} ({one.age})", (claim, "red"), indent=2
        )
        if one.quote:
            page.line((f'"{one.quote}"', "dim"), indent=4)
        if one.note:
            page.line((one.note, "dim"), indent=4)
        for source, says in one.conflicts:
            page.line(f"but [{numbers[source]}] says: {says}", indent=4)


class FactLine(NamedTuple):
    """A fact in words, the ids of its sources, its age, and who alone says so."""

    label: str
    text: str
    sources: tuple[str, ...]
    age: str
    claim: str
    quote: str | None
    note: str | None
    conflicts: tuple[tuple[str, str], ...]


def fact_lines(catalog: Catalog, program: Program) -> Iterator[FactLine]:
    """Yield what is known of a program, each fact in words."""
    for path, fact in program.facts.stated():
        name = path.partition("[")[0]
        since = checked(fact, catalog.sources)
        undated = ", undated page" if is_undated(fact, catalog.sources) else ""
        old = undated or is_stale(since, catalog.today)
        yield FactLine(
            label=FACT_LABELS[name],
            text=fact_text(name, fact, catalog.roles),
            sources=tuple(fact.sources),
            age=f"{since}{undated}, confirm" if old else since,
            claim=_claim(fact, catalog, program),
            quote=fact.quote,
            note=fact.note,
            conflicts=tuple((one.source, one.says) for one in fact.conflicts),
        )


def unknown_facts(program: Program) -> list[str]:
    """Return what nobody states of a program."""
    return [FACT_LABELS[name] for name in FACT_NAMES if not getattr(program.facts, name)]


def _claim(fact: Sourced, catalog: Catalog, program: Program) -> str:
    if own_claim((fact,), program.provider, catalog.sources):
        return "provider's or promoter's claim"
    denies = isinstance(fact, Fact) and not fact.value
    if denies and rival_claim((fact,), program.provider, catalog.sources):
        return "a rival's word"
    return ""


def _caveats(page: Page, program: Program, numbers: dict[str, int]) -> None:
    page.section("Not to be confused with", namesakes(program))
    if program.caveats:
        page.heading("Before you choose it")
    for caveat in program.caveats:
        page.line(f"{caveat.text} [{numbers[caveat.source]}]", indent=2)
        if caveat.quote:
            page.line((f'"{caveat.quote}"', "dim"), indent=4)


def _sources(page: Page, catalog: Catalog, numbers: dict[str, int]) -> None:
    page.heading("Sources")
    for source_id, index in numbers.items():
        source = catalog.sources[source_id]
        promotes = ", ".join(catalog.providers[name].short for name in source.promotes)
        interest = f"; promotes {promotes}" if promotes else ""
        kind = f"{source.kind}{interest}; checked {source.checked}"
        page.line(f"[{index}] {source.title} ({kind})", indent=2)
        if source.url:
            page.line((source.url, "dim"), indent=6)
