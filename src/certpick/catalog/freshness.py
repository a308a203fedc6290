"""How old facts are: the day on which each was last known to be so."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from certpick.catalog.dates import span
from certpick.catalog.facts import Sourced
from certpick.catalog.model import Source

FACT_AGE = timedelta(days=180)
SOURCE_AGE = timedelta(days=365)


class Staleness(NamedTuple):
    """How many of ``facts`` are older than ``FACT_AGE`` or of unknown age; the ``oldest`` date."""

    stale: int
    undated: int
    facts: int
    oldest: str


def checked(fact: Sourced, sources: Mapping[str, Source]) -> str:
    """Return the date, complete or not, on which a fact was last known to be so.

    That is the fact's own date, or else that of the latest source that states it; an undated
    page makes no fact younger.
    """
    if fact.checked is not None:
        return fact.checked
    if not fact.also:
        return sources[fact.source].checked
    stating = [sources[name] for name in fact.sources]
    dated = [source for source in stating if not source.undated]
    return max((source.checked for source in dated or stating), key=span)


def is_undated(fact: Sourced, sources: Mapping[str, Source]) -> bool:
    """Return whether nothing but undated pages state a fact."""
    if fact.checked is not None or not sources[fact.source].undated:
        return False
    return all(sources[name].undated for name in fact.also)


@cache
def is_stale(since: str, today: date | None) -> bool:
    """Return whether what was last checked on a date, complete or not, is older than FACT_AGE.

    Without ``today`` nothing is.
    """
    return today is not None and today - span(since)[0] > FACT_AGE


def staleness(
    facts: Iterable[Sourced], sources: Mapping[str, Source], today: date | None
) -> Staleness:
    """Return how many of the facts are stale, each counted once."""
    known = {id(fact): fact for fact in facts}.values()
    undated = [fact for fact in known if today is not None and is_undated(fact, sources)]
    dates = [checked(fact, sources) for fact in known if not is_undated(fact, sources)]
    stale = [since for since in dates if is_stale(since, today)]
    oldest = min(stale, key=span, default="")
    return Staleness(len(stale), len(undated), len(known), oldest)
