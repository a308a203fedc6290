"""The rubric: facts to points. Each criterion is a checklist; a fact decides each item.

True shows the item's points, false shows none, unknown leaves them open. The scale
measures strength of assurance, not quality of teaching: no kind of program is better
in itself (Institute for Credentialing Excellence).
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from certpick.catalog.facts import AudienceEntry, Facts, Sourced
from certpick.catalog.model import Program, Source
from certpick.profile.criteria import Criterion
from certpick.profile.profile import Applicant

State = Literal["shown", "open", "absent"]
NAMED, COMPLEMENT = 2.0, 1.0


# What the facts say on one item: points shown, points open, and the facts. A plain tuple,
# because a ranking of many programs makes dozens for each.
Verdict = tuple[float, float, tuple[Sourced, ...]]
UNKNOWN: Verdict = (0, 1, ())


class RubricItem(NamedTuple):
    """One line of a criterion's checklist."""

    id: str
    criterion: Criterion
    label: str
    confirm: str  # what to ask the provider while the item is open
    max: float
    decide: Callable[[Facts, Applicant], Verdict]


class Item(NamedTuple):
    """One rule as it stands for one program; points and open add up to its max or less.

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
    """A program's standing on one criterion: the sums of its items."""

    criterion: Criterion
    points: float
    open: float
    max: float
    verdicts: tuple[Verdict, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """The checklist with its verdicts, in the rubric's order."""
        rules = _CHECKLISTS[self.criterion]
        return tuple(
            Item(rule, *verdict) for rule, verdict in zip(rules, self.verdicts, strict=True)
        )


def _by_fact(name: str, holds: Callable[[Any], bool] = bool) -> Callable[..., Verdict]:
    def decide(facts: Facts, _applicant: Applicant) -> Verdict:
        fact = getattr(facts, name)
        if fact is None:
            return UNKNOWN
        return (1 if holds(fact.value) else 0), 0, (fact,)

    return decide


def _audience(facts: Facts, applicant: Applicant) -> Verdict:
    entries = facts.audience
    if not entries:
        return 0, NAMED, ()
    best: AudienceEntry | None = None
    for entry in entries:
        if entry.role not in applicant.audience_roles:
            continue
        applies = entry.when is None or entry.when in applicant.situations
        if applies and (best is None or entry.level == "named" != best.level):
            best = entry
    if best is None:
        return 0, 0, ()
    return (NAMED if best.level == "named" else COMPLEMENT), 0, (best,)


def _topics(facts: Facts, applicant: Applicant) -> Verdict:
    entries = facts.topics
    if not entries:
        return UNKNOWN
    core = applicant.topics
    covering = {entry.topic: entry for entry in entries if entry.topic in core}
    return len(covering) / len(core), 0, tuple(covering.values())


_stated_international = _by_fact("international")


def _international(facts: Facts, applicant: Applicant) -> Verdict:
    accredited = facts.accredited
    if accredited is None or "iso-17024" not in accredited.value:
        return _stated_international(facts, applicant)
    stated = facts.international
    return 1, 0, (accredited, stated) if stated and stated.value else (accredited,)


def _credit_for_role(facts: Facts, applicant: Applicant) -> Verdict:
    fact = facts.ce_credit
    if fact is None:
        return UNKNOWN
    if not fact.value:
        return 0, 0, (fact,)
    if any(credit.system in applicant.role.credit_systems for credit in fact.value):
        return 1, 0, (fact,)
    return 0, 1, (fact,)  # another system's credit: the user's board decides


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
        "the certification is accredited (NCCA, ISO/IEC 17024)",
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
        _by_fact("ce_credit"),
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
        "awards CME credit that counts for your role",
        "CME or CE credit",
        1,
        _credit_for_role,
    ),
)
# Merit facts are the ones that an interested source has a reason to overstate.
MERIT: frozenset[Criterion] = frozenset({"assessment_rigor", "portability", "cme"})

_CHECKLISTS: dict[Criterion, tuple[RubricItem, ...]] = {
    criterion: tuple(item for item in RUBRIC if item.criterion == criterion)
    for criterion in dict.fromkeys(item.criterion for item in RUBRIC)
}
_MAXIMA = {name: sum(rule.max for rule in rules) for name, rules in _CHECKLISTS.items()}


def own_claim(basis: tuple[Sourced, ...], provider: str, sources: Mapping[str, Source]) -> bool:
    """Return whether nobody but the provider, or a source that promotes it, states the facts."""
    return bool(basis) and all(
        (fact.provider_claim or provider in sources[fact.source].promotes)
        and all(provider in sources[source].promotes for source in fact.also)
        for fact in basis
    )


def rate(
    criterion: Criterion, program: Program, applicant: Applicant, sources: Mapping[str, Source]
) -> Rating:
    """Return a program's rating on one criterion for one applicant.

    With ``evidence`` independent, merit items whose points are the provider's own claim
    are left open.
    """
    facts = program.facts
    verdicts = [rule.decide(facts, applicant) for rule in _CHECKLISTS[criterion]]
    if applicant.profile.evidence == "independent" and criterion in MERIT:
        verdicts = [_without_claims(one, program.provider, sources) for one in verdicts]
    points = opened = 0.0
    for shown, unknown, _ in verdicts:
        points += shown
        opened += unknown
    return Rating(criterion, points, opened, _MAXIMA[criterion], tuple(verdicts))


def _without_claims(verdict: Verdict, provider: str, sources: Mapping[str, Source]) -> Verdict:
    points, _, basis = verdict
    if points and own_claim(basis, provider, sources):
        return 0, points, basis
    return verdict
