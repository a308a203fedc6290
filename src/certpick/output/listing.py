"""The catalogue, and one program with every fact, its source and its words."""

from dataclasses import asdict
from typing import Any

from certpick.catalog import Catalog, Program
from certpick.facts import FACT_NAMES
from certpick.output.page import Page
from certpick.output.streams import Surface
from certpick.output.structured import as_json
from certpick.output.wording import FACT_LABELS, fact_text
from certpick.references import cited_by
from certpick.rubric import own_claim


def programs_json(catalog: Catalog) -> str:
    """Return every program with what is known of it."""
    return as_json(
        {
            "schema_version": 1,
            "as_of": catalog.as_of,
            "sha256": catalog.sha256,
            "programs": [_plain(program, catalog) for program in catalog.programs],
        }
    )


def program_json(catalog: Catalog, program: Program) -> str:
    """Return one program and the sources that it cites."""
    sources = {name: asdict(catalog.sources[name]) for name in cited_by(program)}
    return as_json({"schema_version": 1, "program": _plain(program, catalog), "sources": sources})


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


def programs_table(catalog: Catalog, surface: Surface) -> str:
    """Return the catalogue as a list: what each program is, and its id."""
    page = Page(surface)
    for program in catalog.programs:
        provider = catalog.providers[program.provider]
        said = [
            fact_text(name, fact, catalog.roles)
            for name, fact in program.facts.stated()
            if name in ("focus", "price", "weeks", "total_hours")
        ]
        page.line((provider.short, "bold"), f": {program.name}")
        page.line((f"{program.id}   {'; '.join(said)}", "dim"), indent=2)
    page.blank()
    page.line("certpick programs ID shows a program's facts and their sources.")
    return page.text()


def program_page(catalog: Catalog, program: Program, surface: Surface) -> str:
    """Return one program's facts, what is unknown, what to beware of, and the sources."""
    page = Page(surface)
    page.line((program.name, "bold"))
    page.line(f"{catalog.providers[program.provider].name}   {program.id}")
    numbers = {source: index for index, source in enumerate(cited_by(program), start=1)}
    _facts(page, catalog, program, numbers)
    unknown = [FACT_LABELS[name] for name in FACT_NAMES if not getattr(program.facts, name)]
    page.section("Unknown: nobody states it, ask the provider", [", ".join(unknown) or "nothing"])
    _caveats(page, program, numbers)
    _sources(page, catalog, numbers)
    return page.text()


def _facts(page: Page, catalog: Catalog, program: Program, numbers: dict[str, int]) -> None:
    page.heading("Facts")
    for path, fact in program.facts.stated():
        name = path.partition("[")[0]
        marks = "".join(f"[{numbers[source]}]" for source in fact.sources)
        text = fact_text(name, fact, catalog.roles)
        claimed = own_claim((fact,), program.provider, catalog.sources)
        claim = " provider's or promoter's claim" if claimed else ""
        date = f" (checked {fact.checked})" if fact.checked else ""
        page.line(
            (FACT_LABELS[name], "bold"), f": {text} {marks}{date}", (claim, "yellow"), indent=2
        )
        if fact.quote:
            page.line((f'"{fact.quote}"', "dim"), indent=4)
        if fact.note:
            page.line((fact.note, "dim"), indent=4)
        for conflict in fact.conflicts:
            page.line(f"but [{numbers[conflict.source]}] says: {conflict.says}", indent=4)


def _caveats(page: Page, program: Program, numbers: dict[str, int]) -> None:
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
