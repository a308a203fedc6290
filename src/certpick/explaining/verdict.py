"""The answer: which program, for which reasons, how sure that is, and what to ask first."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal, NamedTuple

from certpick.catalog.model import Program
from certpick.catalog.roles import RoleBook
from certpick.errors import check_kind
from certpick.explaining.asking import Asked, asked, proof_of, settled_by, topics_left
from certpick.explaining.certainty import Certainty, certainty
from certpick.explaining.confirmation import FEW, confirmation_of
from certpick.explaining.guidance import GuideAdvice, guide_advice
from certpick.explaining.notes import closest
from certpick.explaining.robustness import Robustness
from certpick.profile.criteria import Criterion
from certpick.scoring.needs import Need
from certpick.scoring.ranking import Ranking, Standing
from certpick.scoring.rubric import MERIT, Item
from certpick.text import repr_html

REASONS = 2
QUESTIONS = 3
TOPICS = 2  # so many topics are named in one question


class Reason(NamedTuple):
    """A criterion that speaks for the pick: its items that are shown, the greatest first.

    ``points`` is what the criterion adds to the score of 100.
    """

    criterion: Criterion
    items: tuple[Item, ...]
    points: float


class Nearest(NamedTuple):
    """What comes nearest to surely fitting, and the needs that must be settled for it.

    ``place`` counts from 0, None where it is ruled out, since nothing is ranked.
    """

    program: Program
    place: int | None
    needs: tuple[Need, ...]


Because = Literal["need", "confirmation", "claim", "terms"]


class Ask(NamedTuple):
    """A question on a program whose answer can change the pick, and whom to ask.

    It is asked for a need of the user that the pick may not meet (``need``), for items that
    few more of would put a rival first (``confirmation``), for what only interested sources
    say of the pick where it does not lead without (``claim``). Where there is nothing of the
    kind, it is asked for a price or a length that nobody publishes (``terms``).
    """

    standing: Standing
    asked: Asked
    because: Because
    need: Need | None = None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, repr=False)
class Verdict:
    """The answer to a ranking; without a pick, nothing is ranked.

    ``best_sure`` is the first program of which every need that was said is known to hold, the
    pick itself where that is so; without one, ``nearest`` comes nearest to it.
    """

    ranking: Ranking
    pick: Standing | None
    reasons: tuple[Reason, ...]
    best_sure: Standing | None
    nearest: Nearest | None
    certainty: Certainty | None
    ask_first: tuple[Ask, ...]
    guide: tuple[GuideAdvice, ...]

    def _repr_html_(self) -> str:
        """Return it as a notebook shows it."""
        return repr_html(self)

    def __repr__(self) -> str:
        """Return for whom it is, the pick, and how sure that is in a word."""
        sure = f", {self.certainty.word}" if self.certainty else ""
        pick = self.pick.program.id if self.pick else "nothing fits"
        return f"<Verdict for {self.ranking.applicant.role.id}: {pick}{sure}>"


def verdict(ranking: Ranking, robustness: Robustness | None = None) -> Verdict:
    """Return the answer to a ranking: the pick, why, how sure that is, and what to ask first.

    How sure is told over all weightings, unknown facts and interested claims, each apart.
    ``robustness`` is that of the ranking, where the caller has it already.

    Raises:
        UsageError: it is no ranking.
    """
    check_kind(Ranking, ranking=ranking)
    firm = robustness or Robustness(ranking)
    pick = next(iter(ranking.ranked), None)
    sure = next((one for one in ranking.ranked if one.fit == "sure"), None)
    found = certainty(firm) if pick else None
    return Verdict(
        ranking=ranking,
        pick=pick,
        reasons=tuple(islice(_reasons(pick), REASONS)) if pick else (),
        best_sure=sure,
        nearest=None if sure else _nearest(ranking),
        certainty=found,
        ask_first=_ask_first(firm, found) if found else (),
        guide=guide_advice(ranking),
    )


def _reasons(pick: Standing) -> Iterator[Reason]:
    """Yield the criteria that add most to the score, and what of each is shown."""
    added = pick.contributions
    for name in sorted(added, key=lambda name: -added[name]):
        shown = [item for item in pick.ratings[name].items if item.points]
        telling = [item for item in shown if item.rule.id != "focus"] or shown
        if telling and added[name]:
            items = tuple(sorted(telling, key=lambda item: -item.points))
            yield Reason(name, items, added[name])


def _nearest(ranking: Ranking) -> Nearest | None:
    """Return what has the fewest needs to settle; of equals, what stands higher."""
    if ranking.ranked:
        place, found = min(enumerate(ranking.ranked), key=lambda one: len(one[1].unknown))
        return Nearest(found.program, place, found.unknown)
    out = closest(ranking)
    return Nearest(out.program, None, out.reasons) if out else None


def _ask_first(robustness: Robustness, found: Certainty) -> tuple[Ask, ...]:
    """Return the questions: what the pick needs, what it claims, what few facts decide, terms."""
    pick, roles = robustness.ranking.ranked[0], robustness.ranking.catalog.roles
    needs = list(_on_needs(pick, roles))
    rivals = _on_rivals(robustness, roles)
    claims = () if found.without_claims.leads else _on_claims(pick)
    room = QUESTIONS - 1  # beside many needs, one question is about who is first
    unlike: dict[tuple[str, str], Ask] = {}
    for one in chain(needs[:room], claims, rivals, needs[room:]):
        unlike.setdefault((one.standing.program.id, one.asked.question), one)
        if len(unlike) == QUESTIONS:
            break
    return tuple(unlike.values() or _on_terms(pick, roles))


def _on_needs(pick: Standing, roles: RoleBook) -> Iterator[Ask]:
    for need in pick.unknown:
        about = settled_by(need, pick) or need.kind.fact
        yield Ask(pick, asked(about, pick, roles), "need", need=need)


def _on_rivals(robustness: Robustness, roles: RoleBook) -> Iterator[Ask]:
    """Yield what few confirmations would put a rival first, the smallest of them first."""
    smallest = robustness.smallest_confirmation
    if smallest is None or len(smallest.facts) > FEW:
        return
    others = (one for one in robustness.nearest_chances if one.rival is not smallest.rival)
    for one in chain([smallest], map(confirmation_of, others)):
        for fact in one.facts:
            left = topics_left(fact.items[0], one.rival.applicant)
            topics = left[:TOPICS] if fact.fact == "topics" else []
            words = asked(fact.fact, one.rival, roles, topics)
            yield Ask(one.rival, words, "confirmation", items=fact.items)


def _on_claims(pick: Standing) -> Iterator[Ask]:
    """Yield one question about all that only interested sources say for the pick."""
    items = [
        item
        for name, rating in pick.ratings.items()
        if name in MERIT
        for item in rating.items
        if item.points and pick.own_claim(*item.basis)
    ]
    if items:
        facts = dict.fromkeys(item.rule.fact for item in items)
        yield Ask(pick, proof_of(list(facts)), "claim", items=tuple(items))


def _on_terms(pick: Standing, roles: RoleBook) -> Iterator[Ask]:
    for about, known in (("price", pick.cost.usd), ("weeks", pick.weeks)):
        if known is None:
            yield Ask(pick, asked(about, pick, roles), "terms")
