"""Why a program stands where it does, in sentences."""

from collections.abc import Iterator

from certpick.explaining.explanation import Explanation, Gap, Lead
from certpick.explaining.notes import ON_WHAT_IS_KNOWN, called, weights_in_words
from certpick.profile.criteria import PLAIN_WORDS, Criterion
from certpick.scoring.ranking import LEVEL, Ranking
from certpick.text import capitalized


def neighbours(explanation: Explanation, ranking: Ranking) -> Iterator[str]:
    """Say what separates the program from the one above and the one below."""
    for gap, ahead in ((explanation.above, False), (explanation.below, True)):
        if gap is None:
            continue
        other = called(ranking, gap.other.program)
        parts = ", ".join(f"{PLAIN_WORDS[name]} {part:+.1f}" for name, part in gap.parts.items())
        if abs(gap.total) < LEVEL:
            yield f"Level with {other}; what is still unknown, then price, then name decide."
            continue
        yield f"{gap.total:+.1f} against {other}: {parts}."
        yield from _reason(gap, "it" if ahead else other)


def _reason(gap: Gap, better: str) -> Iterator[str]:
    """Say the shortest reason that is enough, where something speaks against it."""
    if not gap.enough or len({part < 0 for part in gap.parts.values() if part}) < 2:
        return
    names = " and ".join(PLAIN_WORDS[name] for name in gap.enough)
    alone = "alone outweighs" if len(gap.enough) == 1 else "together outweigh"
    yield f"For {better}, {names} {alone} everything else."


def lifts(explanation: Explanation) -> Iterator[str]:
    """Say what score and place each unknown would give, were it shown."""
    for lift in explanation.lifts:
        stays = lift.place == explanation.place
        effect = f"still number {lift.place}" if stays else f"number {lift.place}"
        yield f"{capitalized(lift.item.rule.label)}: score {lift.score:.1f}, {effect}."


def leads(explanation: Explanation, ranking: Ranking) -> Iterator[str]:
    """Say at which weights the program comes first; then which places the unknowns allow.

    What is known and what is possible never stand in one sentence.
    """
    lead, place = explanation.lead, explanation.place
    if lead is None or place is None:
        return
    yield from _never_alone(lead, place, ranking) if lead.ideal is None else _where(lead)
    best, worst = lead.firm.rank_best, lead.firm.rank_worst
    places = f"number {best}" if best == worst else f"number {best} to {worst}"
    yield f"At your weights, whatever the unknowns turn out to be: {places}."


def _never_alone(lead: Lead, place: int, ranking: Ranking) -> Iterator[str]:
    """Say of what leads in a tie at most that it does not, on what is known, and why."""
    name = called(ranking, ranking.ranked[place - 1].program)
    if place == 1 or any(lead.intervals.values()):
        yield f"{ON_WHAT_IS_KNOWN} {name} comes first only where it ties with another."
    else:
        yield f"{ON_WHAT_IS_KNOWN} {name} is never first, whatever you weigh."
    if lead.firm.dominated_by:
        better = called(ranking, lead.firm.dominated_by.program)
        yield f"{ON_WHAT_IS_KNOWN} {better} is at least as good on every criterion."


def _where(lead: Lead) -> Iterator[str]:
    """Say at which weights it leads, on what is known."""
    ideal = lead.ideal or {}
    yield f"In {lead.percent} of all ways to weigh the criteria."
    whole = sum(ideal.values())
    credit: dict[Criterion, float] = {"cme": 1 - whole} if whole < 1 - LEVEL else {}
    yield f"It is best for someone who weighs {weights_in_words(ideal | credit)}."
    for name, interval in lead.intervals.items():
        if interval and interval[1] - interval[0] < whole - LEVEL:
            low, high = interval
            bounds = f"from {low:.0%} to {high:.0%}"
            yield f"It leads while {PLAIN_WORDS[name]} weighs {bounds}, the rest in proportion."
