"""What is said of many people, as plain data."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from certpick.batch.budget import Assignment
from certpick.batch.people import Title
from certpick.batch.summary import Group, Summary
from certpick.catalog.model import Catalog
from certpick.render.documents.shared import head
from certpick.scoring.terms import in_usd

if TYPE_CHECKING:
    from certpick.render.contract.many import (
        GroupBody,
        ReachBody,
        SharedBudgetDocument,
        SummaryDocument,
        TitleDocument,
        TitlesDocument,
    )

NOBODY_SAYS = "(not said)"


def summary_document(
    summary: Summary, catalog: Catalog, shared: Assignment | None
) -> "SummaryDocument":
    """Return every group with the number of people of each program."""
    return {
        **head(catalog),
        "by": summary.by,
        "groups": [
            {
                **group_document(summary.groups[name]),
                "group": name or NOBODY_SAYS,
                "said": bool(name),
            }
            for name in sorted(summary.groups)
        ],
        "total": group_document(summary.total),
        "shared_budget": _shared_budget(shared) if shared else None,
    }


def group_document(group: Group) -> "GroupBody":
    """Return how many people a group has by status, and what their picks cost together."""
    return {
        "people": sum(group.statuses.values()),
        "ok": group.statuses["ok"],
        "maybe": group.statuses["maybe"],
        "none": group.statuses["none"],
        "error": group.statuses["error"],
        "programs_chosen": len(group.programs),
        "known_cost_usd": in_usd(group.known),
        "least_cost_usd": in_usd(group.least),
        "people_of_unknown_cost": group.unknown,
        "programs": group.programs,
    }


def _shared_budget(shared: Assignment) -> "SharedBudgetDocument":
    return {
        "people_surely_served": shared.served,
        "people_who_could_be": shared.servable,
        "spent_usd": shared.spent_usd,
        "left_usd": shared.left_usd,
        "proof_gap": shared.gap,
    }


def titles_document(titles: Sequence[tuple[Title, int]], catalog: Catalog) -> "TitlesDocument":
    """Return how each title is read, and of how many people there is a reading."""
    rows = [title_row(one, people) for one, people in titles]
    return {**head(catalog), **reach(titles), "titles": rows}


def title_row(one: Title, people: int) -> "TitleDocument":
    """Return how a title is read, or why it is not."""
    fault = one.who.fault
    return {
        "title": one.title or one.role,
        "people": people,
        "profession": one.who.profession,
        "role": one.who.role,
        "title_read_as": one.who.read_as,
        "error_code": fault and fault.code,
        "error": with_hint(one),
    }


def with_hint(one: Title) -> str | None:
    """Return why a title is not read, and what to do about it."""
    fault = one.who.fault
    return fault and "; ".join(filter(None, (fault.message, fault.hint)))


def reach(titles: Sequence[tuple[Title, int]]) -> "ReachBody":
    """Return how many people and titles there are, and how many are read."""
    read = sum(people for one, people in titles if not one.who.fault)
    unread = sum(people for one, people in titles if one.who.fault)
    return {
        "people": read + unread,
        "people_read": read,
        "people_unread": unread,
        "titles_found": len(titles),
    }
