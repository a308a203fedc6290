"""What several outputs say of a program, each worded once: cost, time, points, names.

None is what nobody knows; each output shows it in its own way. ``to`` joins the ends of a
range.
"""

from certpick.catalog.fact_text import credit_amount
from certpick.catalog.facts import TopicEntry
from certpick.catalog.in_force import granted
from certpick.catalog.model import Catalog, Program
from certpick.explaining.notes import guide_publishers
from certpick.scoring.needs import NeedKind
from certpick.scoring.ranking import Standing
from certpick.scoring.rubric import Item, Rating
from certpick.scoring.terms import Cost, CostBasis, workload
from certpick.scoring.upkeep import CostOverTime, Unknown, renewal_cost
from certpick.text import capitalized, counted, in_words, money, number, weeks_words

ASSURANCE = "A score says how well a program is vouched for, not how well it teaches."
SCORE = (
    "Score from 0 to 100: by what is known, and up to what it would be if every unknown were good."
)


def disclosure(catalog: Catalog) -> str:
    """Return what a score is not, and who publishes the guide that rankings follow."""
    return " ".join([ASSURANCE, *(published for _, published in guide_publishers(catalog))])


def named(program: Program, catalog: Catalog) -> str:
    """Return a program's name with its provider."""
    return f"{program.name} ({catalog.providers[program.provider].short})"


def namesakes(program: Program) -> list[str]:
    """Return the credentials with similar names, and what tells them apart where it is known."""
    return [
        f"{one.name}{f' ({one.program})' if one.program else ''}"
        f"{f': {one.note}' if one.note else ''}"
        for one in program.not_to_confuse_with
    ]


def titled(standing: Standing, catalog: Catalog) -> str:
    """Return a program's name with its provider, and which part alone fits, where one does."""
    part = part_words(standing)
    return named(standing.program, catalog) + (f", {part}" if part else "")


def address(program: Program, catalog: Catalog) -> str | None:
    """Return a program's own page, else one of its provider's that states something of it."""
    if program.facts.url:
        return program.facts.url.value
    for _, fact in program.facts.stated():
        source = catalog.sources[fact.source]
        if source.url and source.publisher == program.provider:
            return source.url
    return None


def syllabus_words(standing: Standing, catalog: Catalog) -> str:
    """Return what there is to study, the topics of the user's role first."""
    labels, core = catalog.roles.topic_labels, standing.applicant.topics
    taught = [entry.topic for entry in standing.taken.facts.topics]
    first = [labels[topic] for topic in core if topic in taught]
    rest = [labels[topic] for topic in taught if topic not in core]
    if not taught:
        return "What it teaches is not stated: ask for its syllabus."
    if not first:
        return f"To study: {in_words(rest)}."
    also = f" Then: {in_words(rest)}." if rest else ""
    return f"To study, of your core topics: {in_words(first)}.{also}"


def part_words(standing: Standing) -> str | None:
    """Return which part alone fits the user, where the whole program does not."""
    return f"only its {standing.part.name}" if standing.part else None


def cost_words(cost: Cost) -> str | None:
    """Return a cost as a table has it: ``$2,990``, ``$0 to $300``, ``$79+``, ``CAD 845``."""
    if known := _sum_words(cost):
        return known
    return f"{money(cost.at_least)}+" if cost.at_least else cost.foreign


def _sum_words(cost: Cost | CostOverTime) -> str | None:
    """Return a sum, or the range that it lies in, where both ends are known."""
    if cost.usd is not None:
        return money(cost.usd)
    if cost.at_most is not None and cost.at_least is not None:
        return f"{money(cost.at_least)} to {money(cost.at_most)}"
    return None


_UNKNOWN_OVER_TIME: dict[Unknown, str] = {
    "price": "full price not known",
    "renewal": "renewal not stated",
    "renewal fee": "renewal fee not stated",
    "renewal fee in USD": "renewal fee not stated in USD",
}


def over_time_words(one: CostOverTime) -> str:
    """Return a cost over time, naming what is unknown of it.

    ``$1,299``, ``$0 to $250, less for members``, ``at least $764; renewal fee not stated``.
    """
    members = "membership" in one.unknown
    if known := _sum_words(one):
        return f"{known}, less for members" if members else known
    least = f"at least {money(one.at_least)}" if one.at_least else None
    if least and members:
        least = f"{least} as a member"
    named = ", ".join(words for name, words in _UNKNOWN_OVER_TIME.items() if name in one.unknown)
    return "; ".join(filter(None, [least, named]))


def renewal_words(program: Program) -> str | None:
    """Return what renewal costs: ``every 3 years: $150``; None: nobody states if it must be."""
    years, cost = program.facts.renewal_years, renewal_cost(program)
    if years is None:
        return None
    if cost is None:
        return "none, it does not expire"
    every = "year" if years.value == 1 else counted(years.value, "year")
    return f"every {every}: {over_time_words(cost).removeprefix('renewal ')}"


def cost_sentence(cost: Cost) -> str:
    """Return a cost and what it is made of: ``$474: 6 months at $79``."""
    if cost.basis is CostBasis.WHOLE:
        return f"{cost_words(cost)} for the whole program"
    if cost.usd is not None or cost.at_most is not None:
        return f"{cost_words(cost)}: {cost.detail}"
    if cost.at_least:
        return f"At least {money(cost.at_least)}: {cost.detail}"
    return capitalized(cost.detail)


def time_words(program: Program, weeks: float | None) -> str | None:
    """Return the weeks as a table has them, or the hours where the weeks depend on the user."""
    if weeks is not None:
        return weeks_words(weeks)
    hours = workload(program)
    return None if hours is None else counted(hours, "hour")


def credit_words(standing: Standing) -> str | None:
    """Return the credit as a table has it: ``12 AMA PRA 1``, ``none``; None is unknown.

    One that has ended, or that sources dispute, is not shown as a credit. Behind one of
    another system than counts for the user stands a question mark.
    """
    fact, day = standing.taken.facts.ce_credit, standing.applicant.day
    if fact is None:
        return None
    if any(bool(other.value) != bool(fact.value) for other in fact.conflicts):
        return "disputed"
    if not fact.value:
        return "none"
    awarded = granted(fact.value, day)
    counting = list(filter(standing.applicant.credit.counts, awarded))
    if not awarded:
        return "ended?"
    asks = standing.applicant.cme != "no" and not counting
    return f"{credit_amount((counting or awarded)[0], short=True)}{'?' if asks else ''}"


# A need in the one word that a table has room for.
_NEED_WORDS = {
    NeedKind.STATUS: "offered?",
    NeedKind.ENROLMENT: "open to you?",
    NeedKind.BUDGET: "price",
    NeedKind.HOURS: "hours",
    NeedKind.WEEKS: "length",
    NeedKind.CME: "credit",
}


def fit_words(standing: Standing) -> str:
    """Return whether a program fits, and what leaves it open: ``maybe: price, 1 more``."""
    unknown = [_NEED_WORDS.get(need.kind, need.kind.value) for need in standing.unknown]
    if not unknown:
        return standing.fit
    more = f", {len(unknown) - 1} more" if len(unknown) > 1 else ""
    return f"{standing.fit}: {unknown[0]}{more}"


def said_fit(standing: Standing) -> str:
    """Return whether a program fits; nothing where the user said nothing that it could fail."""
    said = any(not need.kind.is_rule for need in standing.needs)
    return fit_words(standing) if said or standing.unknown else ""


def score_words(score: float, score_high: float, to: str = " to ") -> str:
    """Return a score of 100, and what it would be with all that is unknown shown: ``85 to 96``."""
    return f"{score:.0f}{to}{score_high:.0f}" if score_high > score else f"{score:.0f}"


def standing_words(standing: Standing) -> str:
    """Return score, cost and time in one line: ``score 63, cost $2,990, time 10 weeks``."""
    score = score_words(standing.score, standing.score)
    cost, time = cost_words(standing.cost), time_words(standing.taken, standing.weeks)
    return f"score {score}, cost {cost or 'unknown'}, time {time or 'unknown'}"


def points_words(points: float, unknown: float, to: str = " to ") -> str:
    """Return the points shown, and how many there would be with the open ones: ``4 to 5``."""
    return f"{number(points)}{to}{number(points + unknown)}" if unknown else number(points)


def item_mark(item: Item) -> str:
    """Return what an item adds: ``+2`` shown, ``?1`` open, ``0`` neither."""
    words = {"shown": f"+{number(item.points)}", "open": f"?{number(item.open)}", "absent": "0"}
    return words[item.state]


def item_words(item: Item, catalog: Catalog, mark: str = "") -> str:
    """Return an item's label with a mark, and after a colon the topics that it rests on."""
    topics = [fact.topic for fact in item.basis if isinstance(fact, TopicEntry)]
    labels = catalog.roles.topic_labels
    covered = f": {', '.join(labels[topic] for topic in topics)}" if topics else ""
    return f"{item.rule.label}{mark}{covered}"


OWN_CLAIM, RIVAL_CLAIM = "*", "^"  # behind what only an interested source says


def claim_mark(item: Item, standing: Standing) -> str:
    """Return a mark where only the provider states an item, or only a rival denies it."""
    if standing.is_claimed(item):
        return OWN_CLAIM
    return RIVAL_CLAIM if standing.is_denied(item) else ""


def claim_marks(rating: Rating, standing: Standing) -> str:
    """Return the marks of what counts in a rating: own claims counted, points that rivals deny."""
    own = any(item.points and standing.own_claim(*item.basis) for item in rating.items)
    denied = any(map(standing.is_denied, rating.items))
    return f"{OWN_CLAIM if own else ''}{RIVAL_CLAIM if denied else ''}"


MARKS = (
    f"{OWN_CLAIM} only the provider, or a source that promotes it, says so. "
    f"{RIVAL_CLAIM} only a rival's source denies it."
)


def to_confirm(standing: Standing, more: str = " +{}", most: int = 2) -> str:
    """Return the first names of what is unknown, and how many more there are."""
    names = standing.confirm
    rest = more.format(len(names) - most) if len(names) > most else ""
    return ", ".join(names[:most]) + rest if names else "nothing"
