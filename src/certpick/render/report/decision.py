"""What a manager decides on: an amount to approve, and what to fall back on."""

from collections.abc import Iterator
from typing import NamedTuple

from certpick.catalog.model import Program
from certpick.explaining.notes import changes, closest
from certpick.explaining.verdict import Verdict
from certpick.planning.plan import Plan
from certpick.render.phrases import cost_sentence, time_words, titled
from certpick.render.plan import cost_sentences, keeping_sentences, renewal_sentences
from certpick.scoring.ranking import Ranking, Standing
from certpick.text import in_words, ordinal

QUOTE = "Price not published: ask {} for a written quote, and approve nothing before it is there."


class Fallback(NamedTuple):
    """What to take where the pick falls through, if there is anything, and that in sentences."""

    program: Program | None
    sentences: tuple[str, ...]


def amount(plan: Plan) -> Iterator[str]:
    """Say what to approve for the pick: its price and of what that is made, fees and renewal."""
    cost, provider = plan.cost, plan.provider.short
    if cost.at_least is None and cost.foreign is None:
        yield QUOTE.format(provider)
        yield from keeping_sentences(plan)
    else:
        yield from cost_sentences(plan)
        if cost.usd is None:
            yield f"The exact sum is not published: ask {provider} for a written quote."
    if plan.renewal.years:
        yield from renewal_sentences(plan)


def fallback(verdict: Verdict) -> Fallback:
    """Return the best other program that surely fits, or the nearest."""
    ranking = verdict.ranking
    others = ranking.ranked[1:]
    if sure := next((one for one in others if one.fit == "sure"), None):
        fits = ", which surely fits what you said" if sure.needs else ""
        words = f"{_placed(sure, ranking)}{fits}. {_terms(sure)}"
        return Fallback(sure.program, (words,))
    if others:
        nearest = min(others, key=lambda one: len(one.unknown))
        needs = in_words([need.kind.unknown for need in nearest.unknown])
        words = (
            f"Nothing else surely fits; nearest is {_placed(nearest, ranking)}. "
            f"To settle first: {needs}. {_terms(nearest)}"
        )
        return Fallback(nearest.program, (words,))
    if verdict.pick:
        return Fallback(None, ("Nothing else fits what you said.",))
    if found := closest(ranking):
        standing = ranking.find(found.program).standing
        name = titled(standing, ranking.catalog)
        words = f"{name}, once you have {changes(found, ranking)}. {_terms(standing)}"
        return Fallback(found.program, (words,))
    return Fallback(None, ())


def _placed(standing: Standing, ranking: Ranking) -> str:
    place = ordinal((ranking.find(standing.program).place or 0) + 1)
    return f"{titled(standing, ranking.catalog)}, {place}"


def _terms(standing: Standing) -> str:
    cost = standing.cost
    unknown = cost.at_least is None and cost.foreign is None
    price = "Price not published" if unknown else cost_sentence(cost)
    time = time_words(standing.taken, standing.weeks)
    return f"{price}. {f'It takes {time}.' if time else 'Length not published.'}"
