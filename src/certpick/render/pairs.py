"""The best two programs together, for a person and as plain data."""

from collections.abc import Iterator
from typing import Any

from certpick.catalog.fact_text import fact_text
from certpick.explaining.notes import called, catalog_line, notes, speaker
from certpick.pairs.combined import paid_monthly
from certpick.pairs.notes import no_gain, pair_notes
from certpick.pairs.pairing import Addition, Advised, Pair, Pairing, Part, audience
from certpick.profile.criteria import PLAIN_WORDS
from certpick.profile.options import command_line
from certpick.render.documents import (
    catalog_document,
    need_document,
    part_document,
    profile_document,
)
from certpick.render.encode import as_json
from certpick.render.page import Page
from certpick.render.phrases import ASSURANCE, part_words, points_words, time_words
from certpick.render.ranking import score_bar
from certpick.render.streams import Surface
from certpick.scoring.ranking import LEVEL, Standing
from certpick.text import money, number, weeks_words

CONFIRMED = 4  # so many things to confirm are named


def pairs_json(pairing: Pairing) -> str:
    """Return the pairs as plain data."""
    ranking = pairing.ranking
    best = next(iter(ranking.ranked), None)
    return as_json(
        {
            "schema_version": 1,
            "catalog": catalog_document(ranking.catalog),
            "role": ranking.applicant.role.id,
            "profile": profile_document(ranking),
            "with": pairing.fixed.id if pairing.fixed else None,
            "best_single": best and {"id": best.program.id, "score": round(best.score, 1)},
            "pairs": [
                _pair_document(place, one, pairing)
                for place, one in enumerate(pairing.pairs, start=1)
            ],
            "notes": [*pair_notes(pairing), *notes(ranking)],
        }
    )


def _pair_document(place: int, pair: Pair, pairing: Pairing) -> dict[str, Any]:
    labels = pairing.ranking.catalog.roles.topic_labels
    advised = _advice(pair, pairing)
    return {
        "rank": place,
        "programs": [one.program.id for one in pair.members],
        "members": [_member_document(one) for one in pair.members],
        "score": round(pair.score, 1),
        "score_high": round(pair.score_high, 1),
        "gain": round(pair.score - pairing.ranking.ranked[0].score, 1),
        "ratings": {
            part.criterion: {
                "points": round(part.points, 6),
                "open": round(part.open, 6),
                "max": part.max,
                "claimed": round(part.claimed, 6),
            }
            for part in pair.parts
        },
        "cost_usd": pair.cost.usd,
        "cost_at_least_usd": pair.cost.at_least,
        "hours": pair.hours,
        "weeks_in_sequence": pair.time.in_sequence,
        "weeks_at_once": pair.time.at_once,
        "adds": {
            "items": [_item_document(one) for one in pair.added if one.unit.topic is None],
            "topics": [
                {"id": one.unit.topic, "label": labels[one.unit.topic], "own_claim": one.claimed}
                for one in pair.added
                if one.unit.topic is not None
            ],
        },
        "credits": [credit for one in pair.members for credit in _credit_documents(one)],
        "needs": [need_document(need) for need in pair.needs],
        "confirm": list(pair.confirm),
        "advice": advised
        and {
            "source": advised.advice.source,
            "quote": advised.advice.quote,
            "note": advised.advice.note,
        },
    }


def _member_document(standing: Standing) -> dict[str, Any]:
    program = standing.program
    return {
        "id": program.id,
        "name": program.name,
        "score": round(standing.score, 1),
        "cost_usd": standing.cost.usd,
        "weeks": standing.weeks,
        "audience": audience(standing),
        "part": part_document(standing.part),
    }


def _item_document(added: Addition) -> dict[str, Any]:
    rule = added.unit.rule
    return {
        "id": rule.id,
        "criterion": rule.criterion,
        "label": rule.label,
        "points": added.unit.points,
        "own_claim": added.claimed,
    }


def _credit_documents(standing: Standing) -> Iterator[dict[str, Any]]:
    """Yield a program's credits by system; one without a system where it is unknown."""
    fact, program = standing.program.facts.ce_credit, standing.program.id
    if fact is None:
        yield {"program": program, "system": None, "amount": None}
        return
    for credit in fact.value:
        yield {"program": program, "system": credit.system, "amount": credit.amount}


def _advice(pair: Pair, pairing: Pairing) -> Advised | None:
    return next((one for one in pairing.advised if one.pair.ids == pair.ids), None)


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
    if advised := _advice(pair, pairing):
        who = speaker(advised.advice.source, pairing.ranking.catalog)
        page.line(f"{who} pairs these: ", (f'"{advised.advice.quote}"', "dim"), indent=3)
        if advised.advice.note:
            page.line(f"{advised.advice.note[:1].upper()}{advised.advice.note[1:]}.", indent=3)


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
