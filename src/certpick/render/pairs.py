"""The best two programs together, for a person."""

from collections.abc import Iterator

from certpick.catalog.fact_text import fact_text
from certpick.explaining.notes import called, catalog_line, notes, speaker
from certpick.pairs.combined import paid_monthly
from certpick.pairs.notes import no_gain, pair_notes
from certpick.pairs.pairing import Pair, Pairing, Part
from certpick.profile.criteria import PLAIN_WORDS
from certpick.profile.options import command_line
from certpick.render.page import Page
from certpick.render.phrases import ASSURANCE, part_words, points_words, time_words
from certpick.render.ranking import score_bar
from certpick.render.streams import Surface
from certpick.scoring.ranking import LEVEL
from certpick.text import money, number, weeks_words

CONFIRMED = 4  # so many things to confirm are named


def pairs_page(pairing: Pairing, surface: Surface) -> str:
    """Return the pairs drawn for a surface."""
    page, ranking = Page(surface), pairing.ranking
    for place, pair in enumerate(pairing.pairs, start=1):
        _pair(page, place, pair, pairing)
    for note in pair_notes(pairing):
        page.blank()
        page.line(note)
    if pairing.pairs:
        page.blank()
        page.line((_LEGEND, "dim"))
    page.section("Good to know", [*notes(ranking), f"{catalog_line(ranking.catalog)}."])
    if pairing.pairs:
        ids = " ".join(one.program.id for one in pairing.pairs[0].members)
        words = command_line(ranking.applicant.profile)
        page.section("Next", [f"certpick compare {ids} {words}"])
    return page.text().lstrip("\n")


_LEGEND = (
    "The first scores higher alone; costs are those of one after the other. * only the provider, "
    f"or a source that promotes it, says so. {ASSURANCE}"
)


def _pair(page: Page, place: int, pair: Pair, pairing: Pairing) -> None:
    first, second = (called(pairing.ranking, one.program) for one in pair.members)
    parts = filter(None, map(part_words, pair.members))
    page.heading(f"{place}. {'; '.join([f'{first}, then {second}', *parts])}")
    bar = score_bar(pair.score, pair.score_high, page.surface)
    page.line(*bar, f" {_score(pair, pairing)}", indent=3)
    for label, text in (
        (f"{second} adds", _added(pair, pairing)),
        ("Together", ", ".join(_rating(part, page.surface) for part in pair.parts)),
        ("Cost", _cost(pair, pairing)),
        ("Time", _time(pair, pairing)),
        ("Credit", _credit(pair, pairing)),
        ("Confirm", _confirm(pair)),
    ):
        page.line((f"{label}: ", "bold"), text, indent=3)
    if advice := pairing.advice_on(pair):
        who = speaker(advice.source, pairing.ranking.catalog)
        page.line(f"{who} pairs these: ", (f'"{advice.quote}"', "dim"), indent=3)
        if advice.note:
            page.line(f"{advice.note[:1].upper()}{advice.note[1:]}.", indent=3)


def _score(pair: Pair, pairing: Pairing) -> str:
    """Return the score together and of each alone, and of the best alone if it is a third."""
    said = f"{pair.score:.1f} together; {pair.first.score:.1f} and {pair.second.score:.1f} alone"
    best = pairing.ranking.ranked[0]
    if best.program.id in pair.ids:
        return said
    no_less = " scores no less:" if pair.score <= best.score + LEVEL else ""
    return f"{said}; {called(pairing.ranking, best.program)} alone{no_less} {best.score:.1f}"


def _added(pair: Pair, pairing: Pairing) -> str:
    said = "; ".join(dict.fromkeys(_additions(pair, pairing)))
    return said if pair.gains else "; ".join(filter(None, (no_gain(pair), said)))


def _additions(pair: Pair, pairing: Pairing) -> Iterator[str]:
    labels = pairing.ranking.catalog.roles.topic_labels
    for one in pair.added:
        name = one.unit.rule.label if one.unit.topic is None else labels[one.unit.topic]
        yield f"{name}{'*' if one.claimed else ''}"


def _rating(part: Part, surface: Surface) -> str:
    points = points_words(part.points, part.open, surface.dash)
    mark = "*" if part.claimed else ""
    return f"{PLAIN_WORDS[part.criterion]} {points}/{number(part.max)}{mark}"


def _cost(pair: Pair, pairing: Pairing) -> str:
    if pair.cost.usd is not None:
        return f"{money(pair.cost.usd)} ({pair.cost.detail})"
    why = "; ".join(
        f"{called(pairing.ranking, one.program)}: {one.cost.detail}"
        for one in pair.members
        if one.cost.usd is None
    )
    least = pair.cost.at_least
    return f"{money(least)} or more ({why})" if least else f"not known ({why})"


def _time(pair: Pair, pairing: Pairing) -> str:
    sequence, at_once, overlap = pair.time
    if sequence is None:
        return "; ".join(
            f"{called(pairing.ranking, one.program)} "
            f"{time_words(one.taken, one.weeks) or 'not stated'}"
            for one in pair.members
        )
    said = f"{weeks_words(sequence)} one after the other"
    if at_once is not None and at_once < sequence:
        monthly = any(paid_monthly(one.taken) for one in pair.members)
        fee = ", a monthly fee then runs longer" if monthly else ""
        return f"{said}; {weeks_words(at_once)} at once{fee}"
    return f"{said}; your hours do not allow both at once" if overlap == "fails" else said


def _credit(pair: Pair, pairing: Pairing) -> str:
    roles = pairing.ranking.catalog.roles
    said = []
    for one in pair.members:
        fact = one.program.facts.ce_credit
        text = fact_text("ce_credit", fact, roles) if fact else "not stated"
        said.append(f"{called(pairing.ranking, one.program)}: {text}")
    return "; ".join(said)


def _confirm(pair: Pair) -> str:
    left = len(pair.confirm) - CONFIRMED
    more = f" and {left} more" if left > 0 else ""
    return ", ".join(pair.confirm[:CONFIRMED]) + more or "nothing"
