"""One program in a report: why it stands there, and what to settle before paying for it."""

from collections.abc import Iterator

from certpick.catalog.facts import Sourced
from certpick.explaining.explanation import Contribution, Explanation
from certpick.explaining.notes import weight_percentages
from certpick.explaining.robustness import Robustness
from certpick.explaining.sentences import leads, lifts, neighbours
from certpick.planning.plan import Plan
from certpick.profile.criteria import PLAIN_WORDS
from certpick.render.explanation import summary
from certpick.render.letter import letter, letter_link
from certpick.render.phrases import (
    OWN_CLAIM,
    RIVAL_CLAIM,
    claim_mark,
    item_mark,
    item_words,
    part_words,
    points_words,
)
from certpick.render.plan import plan_sections, plan_verdict
from certpick.render.report.model import (
    Cited,
    Criterion,
    Evidence,
    Numbers,
    Point,
    Sentences,
    ToSettle,
    Why,
)
from certpick.scoring.ranking import Ranking, Standing
from certpick.scoring.rubric import Item
from certpick.text import capitalized, number

Numbering = dict[str, int]


def why(robustness: Robustness, explanation: Explanation, numbers: Numbering) -> Why:
    """Return why a program stands where it does."""
    ranking, standing = robustness.ranking, explanation.standing
    return Why(
        name=_name(standing),
        provider=ranking.catalog.providers[standing.program.provider].short,
        summary=summary(explanation, ranking),
        score=f"{standing.score:.1f}",
        criteria=tuple(
            _criterion(one, explanation, ranking, numbers) for one in explanation.contributions
        ),
        reasons=tuple(one for one in _reasons(robustness, explanation) if one.lines),
    )


def to_settle(plan: Plan, numbers: Numbering) -> ToSettle:
    """Return what to settle before paying for a program."""
    mail = letter(plan)
    return ToSettle(
        name=_name(plan.case.standing),
        plan=tuple(one for one in _plan(plan) if one.lines),
        questions=tuple(
            Cited(
                one.question,
                one.why,
                (numbers[one.source],) if one.source else (),
            )
            for one in plan.questions
        ),
        mail=letter_link(mail).url if mail else None,
        caveats=tuple(Cited(one.text, None, (numbers[one.source],)) for one in plan.caveats),
    )


def _name(standing: Standing) -> str:
    return " – ".join(filter(None, (standing.program.name, part_words(standing))))


def _plan(plan: Plan) -> Iterator[Sentences]:
    """Yield what to settle before paying; first of all, which part of it this is for."""
    yield Sentences("What you take", tuple(plan_verdict(plan)))
    yield from (Sentences(one.title, one.sentences) for one in plan_sections(plan, options=False))


def _criterion(
    one: Contribution, explanation: Explanation, ranking: Ranking, numbers: Numbering
) -> Criterion:
    rating = one.rating
    return Criterion(
        name=capitalized(PLAIN_WORDS[rating.criterion]),
        points=f"{points_words(rating.points, rating.open)} of {number(rating.max)}",
        weight=weight_percentages(ranking.applicant.weights)[rating.criterion],
        adds=f"{one.points:.1f}",
        checklist=tuple(
            _point(item, explanation.standing, ranking, numbers) for item in rating.items
        ),
    )


_CLAIMS = {
    "": None,
    OWN_CLAIM: "own claim",
    RIVAL_CLAIM: "a rival's word",
}


def _point(item: Item, standing: Standing, ranking: Ranking, numbers: Numbering) -> Point:
    return Point(
        label=capitalized(item_words(item, ranking.catalog)),
        mark=item_mark(item),
        state=item.state,
        claim=_CLAIMS[claim_mark(item, standing)],
        evidence=tuple(_evidence(item, numbers)),
    )


def _evidence(item: Item, numbers: Numbering) -> Iterator[Evidence]:
    """Yield what each fact rests on; facts that rest on the same words are told once."""
    together: dict[tuple[str | None, str | None], list[Sourced]] = {}
    for fact in item.basis:
        together.setdefault((fact.quote, fact.note), []).append(fact)
    for (quote, note), facts in together.items():
        sources = [source for fact in facts for source in fact.sources]
        yield Evidence(quote, note, numbers_of(sources, numbers))
    for fact in item.basis:
        for conflict in fact.conflicts:
            yield Evidence(None, conflict.says, (numbers[conflict.source],), against=True)


def numbers_of(sources: list[str], numbers: Numbering) -> Numbers:
    """Return the numbers of sources, each once and in order."""
    return tuple(sorted({numbers[source] for source in sources}))


def _reasons(robustness: Robustness, explanation: Explanation) -> Iterator[Sentences]:
    ranking = robustness.ranking
    yield Sentences("Against the next", tuple(neighbours(explanation, ranking)))
    yield Sentences("Where it comes first", tuple(leads(explanation, ranking)))
    yield Sentences("What each unknown could change", tuple(lifts(explanation)))
