"""The rubric: facts to points. Each criterion is a checklist; a fact decides each item.

True shows the item's points, false shows none, unknown leaves them open. The scale
measures strength of assurance, not quality of teaching: no kind of program is better
in itself (Institute for Credentialing Excellence).
"""

from collections.abc import Callable, Iterator, Mapping
from operator import is_
from typing import Any, Literal, NamedTuple

from certpick.catalog.facts import AudienceEntry, Credit, Facts, Sourced
from certpick.catalog.in_force import granted
from certpick.catalog.model import Program, Source
from certpick.profile.criteria import Criterion
from certpick.profile.profile import Applicant

State = Literal["shown", "open", "absent"]
NAMED, COMPLEMENT = 2.0, 1.0


class RubricItem(NamedTuple):
    """One line of a criterion's checklist; ``decide`` says what the facts show of it."""

    id: str
    criterion: Criterion
    label: str
    confirm: str  # what to ask the provider while the item is open
    max: float
    decide: "Callable[[RubricItem, Facts, Applicant], Item]"

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it be pickled, although what decides cannot be: it is one of the table."""
        return rule_of, (self.id,)

    @property
    def fact(self) -> str:
        """The fact that is asked for where the item is open: of both credit items, the credit."""
        return "ce_credit" if self.id == "cme" else self.id


class Item(NamedTuple):
    """One line of the checklist for one program; points and open add up to its max or less.

    ``basis`` holds the facts that decided it, none where they are unknown.
    """

    rule: RubricItem
    points: float
    open: float
    basis: tuple[Sourced, ...]

    @property
    def state(self) -> State:
        """Whether points are shown, none are but some could be, or neither."""
        return "shown" if self.points else "open" if self.open else "absent"

    @property
    def disputed(self) -> bool:
        """Whether another source says something else."""
        return any(fact.conflicts for fact in self.basis)


class Rating(NamedTuple):
    """A program's standing on one criterion: its checklist in the rubric's order, and the sums."""

    criterion: Criterion
    points: float
    open: float
    max: float
    items: tuple[Item, ...]

    @property
    def share(self) -> float:
        """The points shown, as a share of the most, from 0 to 1."""
        return self.points / self.max

    @property
    def share_open(self) -> float:
        """The open points, as a share of the most."""
        return self.open / self.max


def contribution(weight: float, share: float) -> float:
    """Return what a share of a criterion's points adds to a score of 100."""
    return 100 * weight * share


def _unknown(rule: RubricItem) -> Item:
    return _UNKNOWN[rule.id]


Decide = Callable[[RubricItem, Facts, Applicant], Item]


def _by_fact(name: str, holds: Callable[[Any], bool] = bool) -> Decide:
    def decide(rule: RubricItem, facts: Facts, _applicant: Applicant) -> Item:
        fact = getattr(facts, name)
        if fact is None:
            return _unknown(rule)
        return Item(rule, rule.max if holds(fact.value) else 0, 0, (fact,))

    return decide


def audience_entries(facts: Facts, applicant: Applicant) -> Iterator[AudienceEntry]:
    """Yield the entries of a program's audience that apply to the applicant."""
    for entry in facts.audience:
        applies = entry.when is None or entry.when in applicant.situations
        if applies and entry.role in applicant.audience_roles:
            yield entry


def _best_entry(facts: Facts, applicant: Applicant) -> AudienceEntry | None:
    best: AudienceEntry | None = None
    for entry in audience_entries(facts, applicant):
        if best is None or entry.level == "named" != best.level:
            best = entry
    return best


def _audience(rule: RubricItem, facts: Facts, applicant: Applicant) -> Item:
    if not facts.audience:
        return _unknown(rule)
    best = _best_entry(facts, applicant)
    if best is None:
        return Item(rule, 0, 0, ())
    return Item(rule, NAMED if best.level == "named" else COMPLEMENT, 0, (best,))


def _topics(rule: RubricItem, facts: Facts, applicant: Applicant) -> Item:
    """Count the core topics that are covered; those that no full syllabus leaves out are open."""
    core = applicant.topics
    covering = {entry.topic: entry for entry in facts.topics if entry.topic in core}
    shown = rule.max * len(covering) / len(core)
    complete = facts.topics_complete
    if complete and complete.value:
        return Item(rule, shown, 0, (*covering.values(), complete))
    return Item(rule, shown, rule.max - shown, tuple(covering.values()))


_stated_international = _by_fact("international")


def _international(rule: RubricItem, facts: Facts, applicant: Applicant) -> Item:
    accredited = facts.accredited
    if accredited is None or "iso-17024" not in accredited.value:
        return _stated_international(rule, facts, applicant)
    stated = facts.international
    basis = (accredited, stated) if stated and stated.value else (accredited,)
    return Item(rule, rule.max, 0, basis)


def _credit(counts: Callable[[Credit, Applicant], bool]) -> Decide:
    """Decide by the credits that are granted on the day; one whose window has ended is open."""

    def decide(rule: RubricItem, facts: Facts, applicant: Applicant) -> Item:
        fact = facts.ce_credit
        if fact is None:
            return _unknown(rule)
        if any(counts(one, applicant) for one in granted(fact.value, applicant.day)):
            return Item(rule, rule.max, 0, (fact,))
        return Item(rule, 0, rule.max if fact.value else 0, (fact,))

    return decide


RUBRIC: tuple[RubricItem, ...] = (
    RubricItem(
        "focus",
        "domain_alignment",
        "healthcare AI is the primary lens",
        "focus",
        1,
        _by_fact("focus", lambda focus: focus == "healthcare-ai"),
    ),
    RubricItem(
        "audience",
        "domain_alignment",
        "your role is in its audience",
        "audience",
        NAMED,
        _audience,
    ),
    RubricItem(
        "topics",
        "domain_alignment",
        "its syllabus covers your role's core topics",
        "syllabus",
        1,
        _topics,
    ),
    RubricItem(
        "graded_work",
        "assessment_rigor",
        "work is graded",
        "grading",
        1,
        _by_fact("graded_work"),
    ),
    RubricItem(
        "pass_standard",
        "assessment_rigor",
        "awarded only on meeting a set passing standard (ICE 1100)",
        "passing standard",
        1,
        _by_fact("pass_standard"),
    ),
    RubricItem(
        "proctored",
        "assessment_rigor",
        "the assessment is proctored",
        "proctoring",
        1,
        _by_fact("proctored"),
    ),
    RubricItem(
        "renewal_years",
        "assessment_rigor",
        "time-limited, with renewal",
        "renewal",
        1,
        _by_fact("renewal_years"),
    ),
    RubricItem(
        "accredited",
        "assessment_rigor",
        "the certification is accredited (NCCA, ABSNC, ISO/IEC 17024)",
        "accreditation",
        1,
        _by_fact("accredited"),
    ),
    RubricItem(
        "recognized",
        "portability",
        "recognised beyond its issuer",
        "recognition",
        1,
        _by_fact("recognized"),
    ),
    RubricItem(
        "ce_credit",
        "portability",
        "counts as accredited continuing-education credit",
        "CME or CE credit",
        1,
        _credit(lambda _credit, _applicant: True),
    ),
    RubricItem(
        "framework",
        "portability",
        "mapped to a named external framework",
        "framework",
        1,
        _by_fact("framework"),
    ),
    RubricItem(
        "international",
        "portability",
        "recognised across countries by third parties, or accredited to ISO/IEC 17024",
        "recognition abroad",
        1,
        _international,
    ),
    RubricItem(
        "cme",
        "cme",
        "awards credit that counts for you",
        "CME or CE credit",
        1,
        _credit(lambda credit, applicant: applicant.credit.counts(credit)),
    ),
)
_RULES = {rule.id: rule for rule in RUBRIC}


def rule_of(name: str) -> RubricItem:
    """Return the item of the checklists that has this id."""
    return _RULES[name]


_UNKNOWN = {rule.id: Item(rule, 0, rule.max, ()) for rule in RUBRIC}  # most items are that
# Merit facts are the ones that an interested source has a reason to overstate.
MERIT: frozenset[Criterion] = frozenset({"assessment_rigor", "portability", "cme"})

_CHECKLISTS: dict[Criterion, tuple[RubricItem, ...]] = {
    criterion: tuple(item for item in RUBRIC if item.criterion == criterion)
    for criterion in dict.fromkeys(item.criterion for item in RUBRIC)
}
MAXIMA = {name: sum(rule.max for rule in rules) for name, rules in _CHECKLISTS.items()}


def own_claim(basis: tuple[Sourced, ...], provider: str, sources: Mapping[str, Source]) -> bool:
    """Return whether nobody but the provider, or a source that promotes it, states the facts."""
    return bool(basis) and all(
        (fact.provider_claim or provider in sources[fact.source].promotes)
        and all(provider in sources[source].promotes for source in fact.also)
        for fact in basis
    )


def rival_claim(basis: tuple[Sourced, ...], provider: str, sources: Mapping[str, Source]) -> bool:
    """Return whether nobody but sources that promote other providers states the facts."""
    if any(fact.provider_claim for fact in basis):
        return False
    stating = [sources[name].promotes for fact in basis for name in fact.sources]
    return bool(stating) and all(promoted and provider not in promoted for promoted in stating)


def rate(
    criterion: Criterion, program: Program, applicant: Applicant, sources: Mapping[str, Source]
) -> Rating:
    """Return a program's rating on one criterion for one applicant.

    With ``evidence`` independent, merit items are left open where their points are the
    provider's own claim, and where only a rival's source says that there are none.
    """
    facts = program.facts
    items = tuple([rule.decide(rule, facts, applicant) for rule in _CHECKLISTS[criterion]])
    rating = _rating(criterion, items)
    if applicant.profile.evidence == "independent":
        return on_evidence(rating, program, applicant, sources)
    return rating


def _rating(criterion: Criterion, items: tuple[Item, ...]) -> Rating:
    points = opened = 0.0
    for item in items:
        points += item.points
        opened += item.open
    return Rating(criterion, points, opened, MAXIMA[criterion], items)


def on_evidence(
    rating: Rating, program: Program, applicant: Applicant, sources: Mapping[str, Source]
) -> Rating:
    """Return a rating that was given on other evidence as ``rate`` gives it; itself if the same."""
    if rating.criterion not in MERIT:
        return rating
    independent = applicant.profile.evidence == "independent"
    items = []
    for item in rating.items:
        if not item.basis:
            items.append(item)  # nobody says anything
        elif independent:
            items.append(_without_interest(item, program.provider, sources))
        else:
            rule = item.rule
            items.append(rule.decide(rule, program.facts, applicant) if item.open else item)
    same = all(map(is_, items, rating.items))
    return rating if same else _rating(rating.criterion, tuple(items))


def _without_interest(item: Item, provider: str, sources: Mapping[str, Source]) -> Item:
    if item.points and own_claim(item.basis, provider, sources):
        return item._replace(points=0, open=item.points)
    if item.state == "absent" and rival_claim(item.basis, provider, sources):
        return item._replace(open=item.rule.max)
    return item
