"""What several outputs say of a program, worded once: cost, time, points, names, ranges."""

from certpick.catalog.model import Program
from certpick.scoring.needs import Cost, workload
from certpick.text import counted, money

UNKNOWN_COST, UNKNOWN_TIME = "?", "? weeks"


def cost_words(cost: Cost) -> str:
    """Return a cost as a table has it: ``$2,990``, ``$79+``, ``CAD 845``, or ``?``."""
    if cost.usd is not None:
        return money(cost.usd)
    return f"{money(cost.at_least)}+" if cost.at_least else cost.foreign or UNKNOWN_COST


def time_words(program: Program, weeks: float | None, unknown: str = UNKNOWN_TIME) -> str:
    """Return the weeks as a table has them, or the hours where the weeks depend on the user."""
    if weeks is not None:
        return counted(weeks, "week")
    hours = workload(program)
    return unknown if hours is None else counted(hours, "hour")
