"""An explanation, for a person and as plain data."""

from collections.abc import Iterator
from typing import Any

from certpick.catalog.facts import TopicEntry
from certpick.catalog.model import Catalog
from certpick.explain.explanation import LEVEL, Contribution, Explanation, Gap, Lead
from certpick.explain.notes import called, catalog_line, changes, share_words
from certpick.profile.criteria import CRITERION_WORDS
from certpick.render.documents import catalog_document, item_document, need_document
from certpick.render.encode import as_json
from certpick.render.page import Page
from certpick.render.streams import Surface
from certpick.scoring.ranking import Ranking, Standing
from certpick.scoring.rubric import Item, own_claim
from certpick.text import number


def explanation_json(explanation: Explanation, ranking: Ranking) -> str:
    """Return an explanation from which score and gaps can be rebuilt."""
    standing, lead = explanation.standing, explanation.lead
    gaps = {
        f"gap_{side}": _gap_document(gap)
        for side, gap in (("above", explanation.above), ("below", explanation.below))
    }
    return as_json(
        {
            "schema_version": 1,
            "catalog": catalog_document(ranking.catalog),
            "id": standing.program.id,
            "name": standing.program.name,
            "provider": ranking.catalog.providers[standing.program.provider].name,
            "role": ranking.applicant.role.id,
            "rank": explanation.place,
            "ranked": len(ranking.ranked),
            "score": round(standing.score, 9),
            "score_high": round(standing.score_high, 9),
            "contributions": [
                _contribution_document(one, explanation) for one in explanation.contributions
            ],
            **gaps,
            "lifts": [
                {
                    "item": lift.item.rule.id,
                    "criterion": lift.criterion,
                    "score": round(lift.score, 9),
                    "rank": lift.place,
                }
                for lift in explanation.lifts
            ],
            "lead": _lead_document(lead) if lead else None,
            "ruled_out": [need_document(one) for one in explanation.ruled_out.reasons]
            if explanation.ruled_out
            else None,
        }
    )


def _contribution_document(one: Contribution, explanation: Explanation) -> dict[str, Any]:
    return {
        "criterion": one.rating.criterion,
        "weight": round(one.weight, 9),
        "points": round(one.rating.points, 9),
        "open": round(one.rating.open, 9),
        "max": one.rating.max,
        "contribution": round(one.points, 9),
        "items": [item_document(item, explanation.standing) for item in one.rating.items],
    }


def _gap_document(gap: Gap | None) -> dict[str, Any] | None:
    if gap is None:
        return None
    return {
        "id": gap.other.program.id,
        "score": round(gap.other.score, 9),
        "total": round(gap.total, 9),
        "by_criterion": {name: round(part, 9) for name, part in gap.parts.items()},
        "enough": list(gap.enough),
    }


def _lead_document(lead: Lead) -> dict[str, Any]:
    return {
        "first_choice_share": round(lead.firm.first_choice_share, 9),
        "rank_best": lead.firm.rank_best,
        "rank_worst": lead.firm.rank_worst,
        "central_weights": lead.ideal,
        "leads_when": {name: list(one) if one else None for name, one in lead.intervals.items()},
    }


def explanation_page(explanation: Explanation, ranking: Ranking, surface: Surface) -> str:
    """Return an explanation drawn for a surface."""
    standing, catalog = explanation.standing, ranking.catalog
    page = Page(surface)
    provider = catalog.providers[standing.program.provider].short
    page.line((f"{standing.program.name} ({provider})", "bold"))
    page.line(summary(explanation, ranking))
    for one in explanation.contributions:
        _criterion(page, one, explanation, catalog)
    page.section("Against its neighbours", neighbours(explanation, ranking))
    page.section("What each unknown could do, were it shown", lifts(explanation))
    page.section("Where it comes first", leads(explanation, ranking))
    if explanation.ruled_out:
        page.section("Why it is ruled out", _ruled_out(explanation))
    page.blank()
    page.line("* only the provider, or a source that promotes it, says so.")
    page.line("Scores measure strength of assurance, not quality of teaching.")
    page.line(f"{catalog_line(ranking.catalog)}.")
    return page.text()


def summary(explanation: Explanation, ranking: Ranking) -> str:
    """Return its place and its score in one line."""
    standing, role = explanation.standing, ranking.applicant.role.id
    high = f", with every open point {standing.score_high:.1f}"
    reach = high if standing.score_high > standing.score else ""
    score = f"score {standing.score:.1f}{reach}"
    if explanation.place is None:
        return f"Ruled out for {role}; its {score}."
    return f"Number {explanation.place} of {len(ranking.ranked)} for {role}; {score}."


def _criterion(page: Page, one: Contribution, explanation: Explanation, catalog: Catalog) -> None:
    rating = one.rating
    open_points = f", {number(rating.open)} open" if rating.open else ""
    name = sentence(CRITERION_WORDS[rating.criterion])
    page.heading(
        f"{name}: {number(rating.points)} of {number(rating.max)}"
        f"{open_points}; weight {one.weight:.0%} makes it {one.points:.1f} of the score"
    )
    for item in rating.items:
        mark = "*" if claimed(item, explanation.standing) else ""
        page.line(
            f"{points_mark(item).ljust(5)}  {item.rule.label}{mark}{covered(item, catalog)}",
            indent=2,
        )
        for fact in item.basis[:1]:
            if fact.quote:
                page.line((f'"{fact.quote}"', "dim"), indent=7)
            page.line((f"[{fact.source}]{f' {fact.note}' if fact.note else ''}", "dim"), indent=7)


def claimed(item: Item, standing: Standing) -> bool:
    """Return whether nobody but an interested source states what an item counts or leaves open."""
    provider = standing.program.provider
    return item.state != "absent" and own_claim(item.basis, provider, standing.sources)


def points_mark(item: Item) -> str:
    """Return what an item adds: ``+2`` shown, ``?1`` open, ``0`` neither."""
    words = {"shown": f"+{number(item.points)}", "open": f"?{number(item.open)}", "absent": "0"}
    return words[item.state]


def covered(item: Item, catalog: Catalog) -> str:
    """Return the topics that an item rests on, after a colon; nothing where it rests on none."""
    topics = [fact.topic for fact in item.basis if isinstance(fact, TopicEntry)]
    labels = catalog.roles.topic_labels
    return f": {', '.join(labels[topic] for topic in topics)}" if topics else ""


def sentence(words: str) -> str:
    """Return the words with a capital letter at their start."""
    return words[0].upper() + words[1:]


def neighbours(explanation: Explanation, ranking: Ranking) -> Iterator[str]:
    """Say what separates the program from the one above and the one below."""
    for gap, ahead in ((explanation.above, False), (explanation.below, True)):
        if gap is None:
            continue
        other = called(ranking, gap.other.program)
        parts = ", ".join(
            f"{CRITERION_WORDS[name]} {part:+.1f}" for name, part in gap.parts.items()
        )
        if abs(gap.total) < LEVEL:
            yield f"Level with {other}; open points, then price, then name decide."
            continue
        yield f"{gap.total:+.1f} against {other}: {parts}."
        yield from _reason(gap, "Its" if ahead else f"{other}'s")


def _reason(gap: Gap, whose: str) -> Iterator[str]:
    """Say the shortest reason that is enough, where something speaks against it."""
    if not gap.enough or len({part < 0 for part in gap.parts.values() if part}) < 2:
        return
    names = " and ".join(CRITERION_WORDS[name] for name in gap.enough)
    alone = "alone outweighs" if len(gap.enough) == 1 else "together outweigh"
    yield f"{whose} {names} {alone} everything else."


def lifts(explanation: Explanation) -> Iterator[str]:
    """Say what score and place each unknown would give, were it shown."""
    for lift in explanation.lifts:
        stays = lift.place == explanation.place
        effect = f"still number {lift.place}" if stays else f"number {lift.place}"
        yield f"{sentence(lift.item.rule.label)}: score {lift.score:.1f}, {effect}."


def leads(explanation: Explanation, ranking: Ranking) -> Iterator[str]:
    """Say at which weights the program comes first, and which places the unknowns allow."""
    lead = explanation.lead
    if lead is None:
        return
    if lead.ideal is None:
        name = called(ranking, explanation.standing.program)
        if explanation.place == 1 or any(lead.intervals.values()):
            yield f"{name} comes first only where it ties with another."
        else:
            yield f"{name} is never first, whatever you weigh."
        if lead.firm.dominated_by:
            better = called(ranking, lead.firm.dominated_by.program)
            yield f"{better} is at least as good on every criterion."
        return
    yield f"In {share_words(lead.firm.first_choice_share)} of all ways to weigh the criteria."
    weights = ", ".join(f"{CRITERION_WORDS[name]} {part:.0%}" for name, part in lead.ideal.items())
    yield f"It suits best who weighs {weights}."
    whole = sum(lead.ideal.values())
    for name, interval in lead.intervals.items():
        if interval and interval[1] - interval[0] < whole - 1e-9:
            low, high = interval
            bounds = f"from {low:.0%} to {high:.0%}"
            yield f"It leads while {CRITERION_WORDS[name]} weighs {bounds}, the rest in proportion."
    yield (
        f"Whatever the unknowns turn out to be: number {lead.firm.rank_best} "
        f"to {lead.firm.rank_worst}."
    )


def _ruled_out(explanation: Explanation) -> Iterator[str]:
    ruled_out = explanation.ruled_out
    if ruled_out is None:
        return
    for reason in ruled_out.reasons:
        yield f"{reason.need}: {reason.detail}"
    if ruled_out.included:
        yield f"It comes in with {changes(ruled_out)}."
