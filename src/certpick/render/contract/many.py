"""What is said of many people."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from certpick.errors import Code
from certpick.render.contract.shared import Amount, Head, Place, Score, Sha256


class GroupBody(TypedDict):
    """How many people there are of each status, and what their picks cost together."""

    people: int
    ok: int
    maybe: int
    none: int
    error: int
    programs_chosen: int
    known_cost_usd: Amount
    least_cost_usd: Amount
    people_of_unknown_cost: int
    programs: dict[str, int]


class GroupDocument(GroupBody):
    """The people of one group."""

    group: str
    said: bool


class SharedBudgetDocument(TypedDict):
    """How far a shared budget reaches."""

    people_surely_served: int
    people_who_could_be: int
    spent_usd: Amount
    left_usd: Amount
    proof_gap: Amount


class SummaryDocument(Head):
    """People, picks and costs by group."""

    by: str
    groups: list[GroupDocument]
    total: GroupBody
    shared_budget: SharedBudgetDocument | None


class TitleDocument(TypedDict):
    """How a job title of the file is read, and how many people have it."""

    title: str | None
    people: int
    profession: str | None
    role: str | None
    title_read_as: str | None
    error_code: Code | None
    error: str | None


class ReachBody(TypedDict):
    """How many people and titles there are, and how many are read."""

    people: int
    people_read: int
    people_unread: int
    titles_found: int


class TitlesDocument(Head, ReachBody):
    """How the job titles of a file of people are read, the most frequent first."""

    titles: list[TitleDocument]


class PickLine(TypedDict):
    """A line of the picks as NDJSON: a person's own columns, and what is said of them.

    It stands outside what other lines have in common, since its columns are those of a table that
    is joined to the file. With --top there are several lines a person, and ``rank``; with
    --budget-total what the shared budget pays for.
    """

    rank: NotRequired[Place | None]
    status: Literal["ok", "maybe", "none", "error"]
    profession: str | None
    role: str | None
    title_read_as: str | None
    program_id: str | None
    program: str | None
    provider: str | None
    score: Score | None
    score_high: Score | None
    cost_usd: Amount | None
    cost_at_least_usd: Amount | None
    weeks: Amount | None
    credit: str | None
    unknown_needs: str | None
    sure_id: str | None
    sure_cost_usd: Amount | None
    closest_id: str | None
    closest_change: str | None
    error_code: Code | None
    error: str | None
    catalog_sha256: Sha256
    assigned_id: NotRequired[str | None]
    assigned_cost_usd: NotRequired[Amount | None]
