"""The programs that match a search, in every form but linked data."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from certpick.catalog.fact_text import fact_text
from certpick.catalog.model import Catalog, Program
from certpick.catalog.references import cited_by
from certpick.explain.notes import catalog_line
from certpick.render.documents import catalog_document
from certpick.render.encode import as_csv, as_json, as_ndjson
from certpick.render.markdown import escape, table_line
from certpick.render.page import Page
from certpick.render.phrases import cost_words, time_words
from certpick.render.streams import Surface
from certpick.scoring.search import Match
from certpick.text import counted

_COLUMNS = (
    "id",
    "name",
    "provider",
    "focus",
    "cost_usd",
    "cost_at_least_usd",
    "cost_detail",
    "weeks",
    "pacing",
    "credit",
    "unknown",
    "url",
)
_HEADS = ("Program", "Focus", "Cost", "Weeks", "Pacing", "Credit", "Not stated")


def programs_json(catalog: Catalog, matches: Sequence[Match]) -> str:
    """Return every match with what is known of it, and what it costs and takes."""
    return as_json(
        {
            "schema_version": 1,
            "as_of": catalog.as_of,
            "sha256": catalog.sha256,
            "catalog": catalog_document(catalog),
            "programs": [_document(match, catalog) for match in matches],
        }
    )


def programs_ndjson(catalog: Catalog, matches: Sequence[Match]) -> str:
    """Return one match a line."""
    return as_ndjson(_document(match, catalog) for match in matches)


def programs_csv(catalog: Catalog, matches: Sequence[Match]) -> str:
    """Return the flat columns; what is unknown is an empty cell."""
    return as_csv(_COLUMNS, (_row(match, catalog) for match in matches))


def programs_markdown(catalog: Catalog, matches: Sequence[Match]) -> str:
    """Return a table of the matches."""
    rows = [table_line(list(_HEADS)), table_line(["---"] * len(_HEADS))]
    for match in matches:
        row = _row(match, catalog)
        provider = catalog.providers[match.program.provider].short
        cells = (
            f"{row['name']} ({provider})",
            row["focus"],
            cost_words(match.cost),
            time_words(match.program, match.weeks),
            *(row[name] or "?" for name in ("pacing", "credit")),
            row["unknown"],
        )
        rows.append(table_line([escape(str(cell)) for cell in cells]))
    return "\n".join([*rows, "", escape(catalog_line(catalog))]) + "\n"


def program_json(catalog: Catalog, program: Program) -> str:
    """Return one program and the sources that it cites."""
    sources = {name: asdict(catalog.sources[name]) for name in cited_by(program)}
    return as_json(
        {
            "schema_version": 1,
            "catalog": catalog_document(catalog),
            "program": _plain(program, catalog),
            "sources": sources,
        }
    )


def _document(match: Match, catalog: Catalog) -> dict[str, Any]:
    return {
        **_plain(match.program, catalog),
        "cost_usd": match.cost.usd,
        "cost_at_least_usd": match.cost.at_least,
        "cost_detail": match.cost.detail,
        "weeks": match.weeks,
        "unknown": list(match.unknown),
    }


def _plain(program: Program, catalog: Catalog) -> dict[str, Any]:
    return {**_known(asdict(program)), "provider_name": catalog.providers[program.provider].name}


def _known(value: Any) -> Any:
    """Leave out what is not said, as a catalogue file does."""
    if isinstance(value, dict):
        return {
            key: _known(one)
            for key, one in value.items()
            if one is not None and one not in ((), {})
        }
    return [_known(one) for one in value] if isinstance(value, tuple) else value


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
        "cost_detail": match.cost.detail,
        "weeks": match.weeks,
        "pacing": facts.pacing.value if facts.pacing else None,
        "credit": fact_text("ce_credit", credit, catalog.roles) if credit else None,
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
    page.line((f"{program.id}   {'; '.join(_said(match))}", "dim"), indent=2)


def _said(match: Match) -> Iterator[str]:
    yield match.program.facts.focus.value
    yield f"cost {cost_words(match.cost)}"
    yield time_words(match.program, match.weeks)
    if match.unknown:
        yield f"not known: {', '.join(_open(match))}"


def _open(match: Match) -> Iterator[str]:
    """Yield what is unknown; of a price that is stated, what it depends on."""
    for name in match.unknown:
        stated = name == "price" and match.program.facts.price
        yield f"price ({match.cost.detail})" if stated else name


def _ending(catalog: Catalog, matches: Sequence[Match]) -> str:
    if not matches:
        return f"None of the {counted(len(catalog.programs), 'program')} matches; ask for less."
    found = f"{len(matches)} of {counted(len(catalog.programs), 'program')}."
    return f"{found} certpick programs ID shows a program's facts and their sources."
