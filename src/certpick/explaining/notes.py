"""Why a ranking holds: what was assumed, what it rests on, what was left out, in sentences."""

from collections.abc import Iterator, Mapping

from certpick.catalog.freshness import FACT_AGE, staleness
from certpick.catalog.model import Catalog, Program
from certpick.catalog.professions import Profession
from certpick.catalog.roles import Role
from certpick.errors import check_kind
from certpick.explaining.robustness import CLOSE_TRANSFER, CloseCall, Firmness, Robustness
from certpick.profile.criteria import GUIDE_CRITERIA, PLAIN_WORDS, Criterion
from certpick.profile.profile import Applicant
from certpick.scoring.changes import Changes, least_changes
from certpick.scoring.needs import Need
from certpick.scoring.ranking import LEVEL, Ranking, RuledOut, admission, facts_behind, score
from certpick.text import capitalized, counted, number, percentages, shown

NAMED = 6  # so many programs are named in one sentence
ON_WHAT_IS_KNOWN = "On what is known,"  # begins what facts that are still open can overturn
INTERESTED = "sources that sell or promote it"
BEST = 100  # the age of the facts is told of so many programs


def notes(ranking: Ranking, options: bool = True) -> tuple[str, ...]:
    """Return what a reader must know beside the ranking, one sentence or two each.

    ``options`` also names the option that changes what was assumed: not on paper, where
    nobody can type it.

    Raises:
        UsageError: it is no ranking.
    """
    check_kind(Ranking, ranking=ranking)
    return (
        *role_notes(ranking),
        *cme_notes(ranking, options),
        *_weight_notes(ranking, options),
        *_idle_situations(ranking),
        *nothing_fits(ranking),
        *disclosures(ranking, options),
        *_staleness(ranking),
    )


def _staleness(ranking: Ranking) -> Iterator[str]:
    """Say in one line how many of the facts behind the best programs are old."""
    best = ranking.ranked[:BEST]
    facts = (fact for standing in best for fact in facts_behind(standing))
    found = staleness(facts, ranking.catalog.sources, ranking.catalog.today)
    if not found.stale and not found.undated:
        return
    old = f"{found.stale} were last checked more than {FACT_AGE.days} days ago"
    parts = [f"{old}, the oldest in {found.oldest}"] if found.stale else []
    parts += [f"{found.undated} come from undated pages"] if found.undated else []
    yield (
        f"Of the {found.facts} facts behind this ranking {', and '.join(parts)}: "
        "confirm them before you pay."
    )


def catalog_line(catalog: Catalog) -> str:
    """Return which catalogue this is: its files and its date."""
    names = " and ".join(origin.name for origin in catalog.origins) or "made in memory"
    programs = counted(len(catalog.programs), "program")
    return f"Catalogue: {names}, {programs}, {catalog.as_of}"


_ASSUMED_CREDIT = {
    "required": "you need {credit}",
    "helpful": "{credit} would help you to recertify",
    "no": "you need no CME or CE credit",
}


def role_notes(ranking: Ranking) -> Iterator[str]:
    """Say how a job title is read, and whose advice the role's topics are."""
    applicant = ranking.applicant
    role, title, profession = applicant.role, applicant.title, applicant.profession
    if title:
        meant = f"{profession.label}: " if profession and profession.id != role.id else ""
        read = f"{shown(title)!r} is read as {meant}the role {role.id} ({role.label.lower()})."
        other = other_title(ranking)
        yield f"{read} Did you mean {other}?" if other else read
    if applicant.assumption:
        yield f"{shown(title or '')!r}: {applicant.assumption}."
    yield from guide_notes(role, profession, ranking.catalog)


def other_title(ranking: Ranking) -> str | None:
    """Return what a title may be a slip of, where no other role stands beside it."""
    title, roles = ranking.applicant.title, ranking.catalog.roles
    other = roles.slip(title) if title else None
    return other if other and title and roles.read(title).role is ranking.applicant.role else None


def guide_notes(role: Role, profession: Profession | None, catalog: Catalog) -> Iterator[str]:
    """Say where the guide does not speak to a profession or gives no core topics for a role."""
    guide = catalog.roles.guide_sources
    if profession and profession.reading:
        yield f"{capitalized(profession.reading)}."
    if role.source not in guide:
        whose = catalog.sources[role.source].title
        yield f"The role {role.id} and its core topics are not the guide's. Source: {whose}."
    elif role.inferred:
        yield (
            f"The guide gives no core topics for this role ({role.id}): they are "
            "certpick's inference, not the guide's advice."
        )
    elif any(topic.source not in guide for topic in role.topics):
        yield (
            f"The guide gives no core topics for this role ({role.id}): they are those of "
            "the profession's own bodies."
        )


def cme_notes(ranking: Ranking, options: bool = True) -> Iterator[str]:
    """Say what was assumed about CME, where the user did not."""
    applicant = ranking.applicant
    if "cme" in applicant.assumed:
        level = _ASSUMED_CREDIT[applicant.cme].format(credit=applicant.credit.label)
        yield f"Assumed: {level}{'; --credit or --cme changes it' if options else ''}."


def held_programs(ranking: Ranking) -> list[Program]:
    """Return the programs that the applicant has completed."""
    return [one for one in ranking.catalog.programs if one.id in ranking.applicant.held]


def _weight_notes(ranking: Ranking, options: bool) -> Iterator[str]:
    applicant = ranking.applicant
    if "weights" in applicant.assumed:
        shares = weight_words(applicant)
        change = "; --priority changes it" if options else ""
        yield f"Assumed: the guide's order of importance ({shares}){change}."


def weight_words(applicant: Applicant) -> str:
    """Return what each criterion weighs, in whole percent."""
    return weights_in_words(applicant.weights)


def weights_in_words(weights: Mapping[Criterion, float]) -> str:
    """Return criteria with their weights: ``fit to your job 61%, counting elsewhere 39%``."""
    shares = weight_percentages(weights)
    return ", ".join(f"{PLAIN_WORDS[name]} {share}" for name, share in shares.items())


def weight_percentages(weights: Mapping[Criterion, float]) -> dict[Criterion, str]:
    """Return weights in whole percent that adds up."""
    return dict(zip(weights, percentages(list(weights.values())), strict=True))


def _idle_situations(ranking: Ranking) -> Iterator[str]:
    """Name each situation that no program and no topic depends on for this role."""
    applicant = ranking.applicant
    own = {topic.topic for topic in applicant.role.topics}
    used = {
        entry.when
        for program in ranking.catalog.programs
        for entry in program.facts.audience
        if entry.role in applicant.audience_roles
    }
    for situation in ranking.catalog.roles.situations:
        if situation.id in applicant.situations - used and own.issuperset(situation.adds_topics):
            yield f"{situation.id} makes no difference for {applicant.role.id}."


def nothing_fits(ranking: Ranking) -> Iterator[str]:
    """Say what comes closest, and the change that lets it in, where nothing is ranked."""
    if ranking.ranked:
        return
    found = closest(ranking)
    if found is None:
        yield "No program of this catalogue is about healthcare AI."
        return
    name = f"{found.program.name} ({_provider(ranking, found.program)})"
    yield f"Nothing fits. The closest is {name}: it comes in with {changes(found, ranking)}."


def closest(ranking: Ranking) -> RuledOut | None:
    """Return what, ruled out, needs the fewest and smallest changes; then the highest score."""

    def distance(one: RuledOut) -> tuple[int, float]:
        return len(one.reasons), sum(reason.gap for reason in one.reasons)

    def shown(one: RuledOut) -> float:
        return score(one.program, ranking.applicant, ranking.catalog.sources)[0]

    included = [one for one in ranking.ruled_out if one.included]
    least = min(map(distance, included), default=None)
    return max((one for one in included if distance(one) == least), key=shown, default=None)


def changes(ruled_out: RuledOut, ranking: Ranking) -> str:
    """Return what would let a program in: ``a budget of $600 and 4 hours a week``."""

    def failing(applicant: Applicant) -> tuple[Need, ...]:
        return admission(ruled_out.program, applicant).reasons

    return change_words(least_changes(ranking.applicant, failing))


def change_words(found: Changes) -> str:
    """Return changes in words, all that are needed."""
    said = " and ".join([*(one.words for one in found.answers), *map(_left, found.left)])
    if found.hours is None:
        return said
    return f"{said}, or with {counted(found.hours, 'hour')} of study a week instead"


def _left(need: Need) -> str:
    if need.state == "unknown":
        return f"proof of what nobody publishes ({need.detail})"
    return f"more than anybody has ({need.detail})"


def _provider(ranking: Ranking, program: Program) -> str:
    return ranking.catalog.providers[program.provider].short


def disclosures(ranking: Ranking, options: bool = True) -> Iterator[str]:
    """Say who publishes the guide that the ranking follows, and what rests on that word alone."""
    for provider, published in guide_publishers(ranking.catalog):
        yield f"{published}{_claims(provider, ranking, options)}"


def guide_publishers(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield each provider that publishes a guide that rankings follow, and a sentence saying so."""
    for name in sorted(catalog.roles.guide_sources & catalog.sources.keys()):
        for provider in catalog.sources[name].promotes:
            said = f"published by {catalog.providers[provider].short}, which it puts first"
            yield provider, f"The guide that this ranking follows is {said}."


def _claims(provider: str, ranking: Ranking, options: bool) -> str:
    """Say how many items the provider claims for itself, and how many it denies its rivals."""
    own = denied = 0
    for standing in ranking.ranked:
        items = [
            item
            for name in ("assessment_rigor", "portability")
            for item in standing.ratings[name].items
        ]
        if standing.program.provider == provider:
            own += sum(map(standing.is_claimed, items))
        else:
            denied += sum(map(standing.is_denied, items))
    if not own and not denied:
        return ""
    said = [f"{_in_favour(own, 'its')} stated only by {INTERESTED}"] if own else []
    if denied:
        rivals = "sources that sell or promote a rival"
        said.append(_in_favour(denied, "others'") + f" denied only by {rivals}")
    independent = ranking.applicant.profile.evidence == "independent"
    option = "; --evidence independent counts none of that" if options else ""
    effect = "; none of that is counted here" if independent else option
    word = " That it suits your role is the guide's word either way."
    theirs = ranking.applicant.role.source in ranking.catalog.roles.guide_sources
    return f" {capitalized(' and '.join(said))}{effect}.{word if theirs else ''}"


def _in_favour(count: int, whose: str) -> str:
    return f"{counted(count, 'thing')} in {whose} favour {'is' if count == 1 else 'are'}"


def speaker(source: str, catalog: Catalog) -> str:
    """Return what begins a sentence of a source: the guide, or the source by its title."""
    if source in catalog.roles.guide_sources:
        return "The guide"
    return f"The source {catalog.sources[source].title}"


def evidence_notes(robustness: Robustness) -> Iterator[str]:
    """Say whether the winner rests on what only interested sources claim."""
    ranking = robustness.ranking
    if len(ranking.ranked) < 2:
        return
    there = robustness.with_other_evidence
    if [one.score for one in there.ranked] == [one.score for one in ranking.ranked]:
        return  # nobody's points rest on such claims
    first, other_first = ranking.ranked[0].program, there.ranked[0].program
    now, then = called(ranking, first), called(ranking, other_first)
    preposition = "With" if there.applicant.profile.evidence == "all" else "Without"
    same = first.id == other_first.id
    effect = f"{now} still leads" if same else f"{then} would lead, not {now}"
    yield f"{preposition} what only {INTERESTED}, or a rival, say of a program, {effect}."


def called(ranking: Ranking, program: Program) -> str:
    """Return what to call a program: by its provider, with its name where that has several."""
    provider = _provider(ranking, program)
    programs = ranking.catalog.programs
    namesakes = [one for one in programs if one.provider == program.provider]
    if len(namesakes) < 2:
        return provider
    alike = sum(one.name == program.name for one in namesakes)
    return f"{provider} ({program.id if alike > 1 else program.name})"


def firmness_notes(robustness: Robustness) -> tuple[str, ...]:
    """Return how firm the ranking is, in sentences."""
    if not robustness.ranking.ranked:
        return ()
    return (
        *_share_notes(robustness),
        *_dominance_notes(robustness.ranking, robustness.firmness),
        *close_notes(robustness),
        *evidence_notes(robustness),
    )


def _share_notes(robustness: Robustness) -> Iterator[str]:
    ranking = robustness.ranking
    found = zip(ranking.ranked, robustness.firmness, robustness.percentages, strict=True)
    leaders = sorted(
        (-firm.first_choice_share, place, called(ranking, standing.program), percent)
        for place, (standing, firm, percent) in enumerate(found)
        if firm.first_choice_share > 0
    )
    names = [name for _, _, name, _ in leaders]
    if len(ranking.ranked) == 1:
        yield f"Only {names[0]} fits, so nothing competes with it."
    elif len(names) == 1:
        yield f"{ON_WHAT_IS_KNOWN} {names[0]} comes first however you weigh the three criteria."
    else:
        said = ", ".join(f"{name} in {percent}" for _, _, name, percent in leaders)
        yield f"Over all ways to weigh the three criteria, first comes {said}."


def _dominance_notes(ranking: Ranking, found: tuple[Firmness, ...]) -> Iterator[str]:
    """Name whom the winner beats or equals on every criterion, so that no weights help them."""
    first = ranking.ranked[0]
    names = [
        called(ranking, standing.program)
        for standing, one in zip(ranking.ranked, found, strict=True)
        if one.dominated_by is first
    ]
    if names:
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        others = f"{', '.join(names[:NAMED])}{more}"
        winner = called(ranking, first.program)
        yield f"{ON_WHAT_IS_KNOWN} {winner} beats or equals {others} on every criterion."


def close_notes(robustness: Robustness) -> Iterator[str]:
    """Say why the first is not far ahead, where it is not."""
    if call := robustness.close_call:
        yield close_words(call, robustness.ranking)


def close_words(call: CloseCall, ranking: Ranking) -> str:
    """Return why the first is not far ahead, in plain words."""
    runner_up = called(ranking, call.runner_up.program)
    if call.margin < LEVEL:
        return f"Close: {runner_up} has the same score."
    if call.transfer is None or call.challenger is None:
        return f"Close: {runner_up} is only {number(call.margin)} points behind."
    source, target = (
        PLAIN_WORDS[GUIDE_CRITERIA[place]] for place in (call.transfer.source, call.transfer.target)
    )
    challenger = called(ranking, call.challenger.program)
    more = more_words(call.transfer.amount)
    return f"Close: {more} weight on {target} instead of {source}, and {challenger} leads."


# Up to which share of all weight moved a call is close, and how much more that is, in words.
_MORE = {0.01: "the slightest bit more", 0.025: "very little more", CLOSE_TRANSFER: "a little more"}


def more_words(amount: float) -> str:
    """Return how much more weight a share of all weight is: a close call turns on under 0.05."""
    return next(words for most, words in _MORE.items() if amount <= most)
