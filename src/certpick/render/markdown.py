"""The ranking as a Markdown table, for a mail, a ticket or a page."""

import re
from typing import TYPE_CHECKING

from certpick.explain.notes import catalog_line, firmness_notes, notes
from certpick.explain.robustness import firmness
from certpick.profile.criteria import Criterion
from certpick.render.documents import standing_documents
from certpick.scoring.ranking import Ranking, Standing
from certpick.text import money, number

if TYPE_CHECKING:
    from certpick.render.contract import StandingDocument

_HEADS: dict[Criterion, str] = {
    "domain_alignment": "Domain",
    "assessment_rigor": "Rigor",
    "portability": "Portability",
    "cme": "CME",
}
# What begins a list or a rule where it begins a line.
_LEADING = re.compile(r"^(\d*)([-+.)])(?=[\s-]|$)")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~&])")


def escape(text: str) -> str:
    """Return text that Markdown shows as it is written, addresses included."""
    plain = _LEADING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))
    return plain.replace("://", ":\\//").replace("www.", "www\\.")


def ranking_markdown(ranking: Ranking, top: int | None) -> str:
    """Return a table of the ranked programs, the ruled-out ones and the notes."""
    documents = standing_documents(ranking, top)
    heads = [_HEADS[name] for name in ranking.applicant.weights]
    columns = ["#", "Program", "Score", *heads, "Cost", "Weeks", "To confirm"]
    table = [
        table_line(columns),
        table_line(["---"] * len(columns)),
        *map(_row, documents, ranking.ranked),
    ]
    said = [*notes(ranking), f"{catalog_line(ranking.catalog)}."]
    firm = firmness_notes(ranking, firmness(ranking))
    ruled_out = [
        f"- {escape(one.program.name)}: "
        + "; ".join(escape(reason.detail) for reason in one.reasons)
        for one in ranking.ruled_out
    ]
    sections = [
        ("", table if documents else []),
        ("How firm this is:", [f"- {escape(one)}" for one in firm]),
        ("Ruled out:", ruled_out),
        ("Good to know:", [f"- {escape(note)}" for note in said]),
    ]
    parts = [
        "\n".join([*([head, ""] if head else []), *lines]) for head, lines in sections if lines
    ]
    return "\n\n".join(parts) + "\n"


def _row(one: "StandingDocument", standing: Standing) -> str:
    name = f"{escape(one['name'])} ({escape(one['provider'])})"
    ratings = (
        f"{span(rating['points'], rating['open'])} of {number(rating['max'])}"
        for rating in one["ratings"].values()
    )
    score = f"{standing.score:.0f}"  # the document's is rounded already; twice is once too often
    if standing.score_high > standing.score:
        score += f" to {standing.score_high:.0f}"
    cost = escape(one["cost_detail"]) if one["cost_usd"] is None else money(one["cost_usd"])
    weeks = "unknown" if one["weeks"] is None else number(one["weeks"])
    confirm = escape(", ".join(one["confirm"]) or "nothing")
    return table_line([str(one["rank"]), name, score, *ratings, cost, weeks, confirm])


def span(points: float, unknown: float) -> str:
    """Return the points shown, and up to how many there would be with the open ones."""
    return f"{number(points)} to {number(points + unknown)}" if unknown else number(points)


def table_line(cells: list[str]) -> str:
    """Return one row of a Markdown table; the cells are escaped already."""
    return f"| {' | '.join(cells)} |"
