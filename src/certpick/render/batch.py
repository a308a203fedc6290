"""Many people: the summary of what is recommended to them, how titles are read, what is wrong."""

from collections.abc import Mapping, Sequence
from typing import Any

from certpick.batch.budget import Assignment
from certpick.batch.people import Title
from certpick.batch.results import STATUSES
from certpick.batch.summary import COLUMNS, Group, Summary
from certpick.catalog.model import Catalog
from certpick.explaining.notes import catalog_line
from certpick.render.documents.batch import NOBODY_SAYS, group_document, reach, title_row, with_hint
from certpick.render.encode import as_csv
from certpick.render.page import Page
from certpick.render.streams import Surface
from certpick.text import money, shown

TOTAL = "all"
MOST_TITLES = 20  # that a table shows
_TITLE_COLUMNS = ("title", "people", "profession", "role", "title_read_as", "error_code", "error")
_UNREAD_COLUMNS = ("title", "people", "role", "candidates", "error")
_HEADS = {
    "people": "people",
    "ok": "ok",
    "maybe": "maybe",
    "none": "none",
    "error": "error",
    "programs_chosen": "pro-\ngrams",
    "known_cost_usd": "known\ncost",
    "least_cost_usd": "least\ncost",
    "people_of_unknown_cost": "cost\nunknown",
}


def summary_csv(summary: Summary) -> str:
    """Return a line a group, and one of everybody."""
    columns = (summary.by, *(name for name in COLUMNS if name != summary.by))
    return as_csv(columns, ({**row, summary.by: name} for name, row in _rows(summary)))


def summary_table(
    summary: Summary, catalog: Catalog, shared: Assignment | None, surface: Surface
) -> str:
    """Return a table of the groups; on a narrow page a block a group."""
    page = Page(surface)
    grid = _grid(summary)
    if page.fits(grid):
        page.add(grid)
    else:
        for name, row in _rows(summary):
            page.line((shown(name), "bold"))
            page.line(_sentence(row), indent=2)
    page.blank()
    if shared:
        page.line(shared_words(shared))
    page.line(
        "Known cost adds up the costs that are known; least cost adds what at least the "
        "others cost, where that is known."
    )
    page.line(f"{catalog_line(catalog)}.")
    return page.text()


def shared_words(shared: Assignment) -> str:
    """Return the same as a sentence."""
    proof = "proven best" if shared.gap == 0 else f"within {shared.gap:.2%} of the best"
    return (
        f"The shared budget surely serves {shared.served:,} of the {shared.servable:,} people "
        f"for whom something surely fits at a known cost: {money(shared.spent_usd)} spent, "
        f"{money(shared.left_usd)} left; {proof}."
    )


def counts_words(counts: Mapping[str, int]) -> str:
    """Return how many people there are of each status, in one line."""
    people = sum(counts.values())
    said = ", ".join(f"{counts.get(one, 0):,} {one}" for one in STATUSES)
    return f"{people:,} {'person' if people == 1 else 'people'}: {said}"


def titles_csv(titles: Sequence[tuple[Title, int]]) -> str:
    """Return how each title is read, the most frequent first."""
    return as_csv(_TITLE_COLUMNS, (title_row(one, people) for one, people in titles))


def titles_table(titles: Sequence[tuple[Title, int]], surface: Surface) -> str:
    """Return how titles are read, those that are not read first."""
    page, told = Page(surface), reach(titles)
    page.line(
        f"{told['people']:,} people with {told['titles_found']:,} titles: "
        f"{told['people_read']:,} people are read, {told['people_unread']:,} are not."
    )
    unread = [one for one in titles if one[0].who.fault]
    read = [one for one in titles if not one[0].who.fault]
    for heading, rows in (("Not read", unread), ("Read", read)):
        page.section(heading, (_title_line(one, people) for one, people in rows[:MOST_TITLES]))
        if len(rows) > MOST_TITLES:
            page.line(f"and {len(rows) - MOST_TITLES:,} more: --format csv", indent=2)
    return page.text()


def unread_csv(titles: Sequence[tuple[Title, int]]) -> str:
    """Return the titles that are not read, to be given back with a role for each."""
    rows = (
        {
            "title": one.title or one.role,
            "people": people,
            "role": None,
            "candidates": ";".join(one.who.fault.candidates) if one.who.fault else None,
            "error": one.who.fault and with_hint(one),
        }
        for one, people in titles
    )
    return as_csv(_UNREAD_COLUMNS, rows)


def _rows(summary: Summary) -> list[tuple[str, dict[str, Any]]]:
    rows = [(name or NOBODY_SAYS, _row(summary.groups[name])) for name in sorted(summary.groups)]
    return [*rows, (TOTAL, _row(summary.total))]


def _row(group: Group) -> dict[str, Any]:
    document: Mapping[str, Any] = group_document(group)
    return {name: document[name] for name in COLUMNS}


def _sentence(row: Mapping[str, Any]) -> str:
    return (
        f"{counts_words({one: row[one] for one in STATUSES})}; "
        f"known cost {money(row['known_cost_usd'])}, "
        f"least {money(row['least_cost_usd'])}; cost unknown of {row['people_of_unknown_cost']:,}"
    )


def _grid(summary: Summary) -> Any:
    from rich import box
    from rich.table import Table

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    grid.add_column(summary.by, no_wrap=True)
    for name in COLUMNS:
        grid.add_column(_HEADS[name], justify="right", no_wrap=True)
    for name, row in _rows(summary):
        cells = (money(row[one]) if one.endswith("usd") else f"{row[one]:,}" for one in COLUMNS)
        grid.add_row(shown(name), *cells)
    return grid


def _title_line(one: Title, people: int) -> str:
    said = shown(one.title or one.role or NOBODY_SAYS)
    if one.who.fault:
        return f"{people:,} × {said}: {one.who.fault.hint or one.who.fault.message}"
    profession = f"{one.who.profession}, " if one.who.profession else ""
    return f"{people:,} × {said}: {profession}advice for the role {one.who.role}"
