"""One program: every fact with its date, its source and its words, and what nobody states."""

from certpick.catalog.fact_text import FACT_LABELS, fact_text
from certpick.catalog.facts import FACT_NAMES
from certpick.catalog.freshness import checked, is_stale, is_undated
from certpick.catalog.model import Catalog, Program
from certpick.catalog.references import cited_by
from certpick.explain.notes import catalog_line
from certpick.render.page import Page
from certpick.render.streams import Surface
from certpick.scoring.rubric import own_claim


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
    page.blank()
    page.line(f"{catalog_line(catalog)}.")
    return page.text()


def _facts(page: Page, catalog: Catalog, program: Program, numbers: dict[str, int]) -> None:
    page.heading("Facts")
    for path, fact in program.facts.stated():
        name = path.partition("[")[0]
        marks = "".join(f"[{numbers[source]}]" for source in fact.sources)
        text = fact_text(name, fact, catalog.roles)
        claimed = own_claim((fact,), program.provider, catalog.sources)
        claim = " provider's or promoter's claim" if claimed else ""
        since = checked(fact, catalog.sources)
        undated = ", undated page" if is_undated(fact, catalog.sources) else ""
        old = undated or is_stale(since, catalog.today)
        age = f"{undated}, confirm" if old else ""
        page.line(
            (FACT_LABELS[name], "bold"),
            f": {text} {marks} ({since}{age})",
            (claim, "yellow"),
            indent=2,
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
