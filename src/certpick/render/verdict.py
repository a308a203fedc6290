"""The verdict in sentences: what is first, how sure that is, what to ask, what the guide says."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple

from certpick.catalog.facts import AudienceEntry
from certpick.catalog.model import Program
from certpick.explaining.asking import CLAUSES, has_exam
from certpick.explaining.certainty import Certainty, Word
from certpick.explaining.confirmation import Confirmation
from certpick.explaining.guidance import GuideAdvice
from certpick.explaining.notes import INTERESTED, called, close_words, nothing_fits, other_title
from certpick.explaining.verdict import Ask, Reason, Verdict
from certpick.profile.criteria import PLAIN_WORDS, Criterion
from certpick.profile.profile import Applicant
from certpick.render.phrases import cost_words, time_words, titled
from certpick.scoring.needs import Need
from certpick.scoring.ranking import Ranking, Standing, leveled
from certpick.scoring.rubric import NAMED
from certpick.text import folded, in_words, ordinal, shown

WIDTH, MOST_LINES = 80, 15
NAMED_FACTS = 2  # more facts to confirm are counted, not named
NAMED_NEEDS = 2
NAMED_BEHIND = 2
GUIDE_PUBLISHER, GUIDE_NAMES, GUIDE_ALL = range(3)  # how much is said of the guide


class VerdictLine(NamedTuple):
    """A paragraph of the verdict, with what it is about in a word or two."""

    label: str
    text: str

    def __str__(self) -> str:
        """Return the paragraph as it is written where nothing can be bold."""
        return f"{self.label}: {self.text}"


def verdict_lines(verdict: Verdict) -> list[VerdictLine]:
    """Return the verdict in paragraphs, at most 15 lines of 80 columns when written out.

    Where all of it takes more, the guide's programs lose why they stand lower, then questions
    but the first are left out, then the guide's programs, and the first question last.
    """
    asked = len(verdict.ask_first)
    shorter = [(number, GUIDE_NAMES) for number in range(asked, 0, -1)]
    for questions, guide in [(asked, GUIDE_ALL), *shorter, (min(asked, 1), GUIDE_PUBLISHER)]:
        lines = _lines(verdict, questions, guide)
        if height(lines) <= MOST_LINES:
            return lines
    return _lines(verdict, 0, GUIDE_PUBLISHER)


def height(lines: Sequence[VerdictLine]) -> int:
    """Return how many lines of 80 columns paragraphs take."""
    return sum(len(wrap(str(line), WIDTH, break_on_hyphens=False)) for line in lines)


def _lines(verdict: Verdict, questions: int, guide: int) -> list[VerdictLine]:
    ranking, pick, sure = verdict.ranking, verdict.pick, verdict.certainty
    said: dict[str, str | None] = {}
    if pick is None or sure is None:
        said["Result"] = next(nothing_fits(ranking), None)
    else:
        said["First"] = _first(verdict, pick)
        said["Fit"] = _fit(verdict, pick)
        said["How sure"] = " ".join(certainty_sentences(sure, ranking))
    said["Ask first"] = _asking(verdict.ask_first[:questions], ranking)
    said["The guide"] = _guide(verdict, guide) if verdict.guide else None
    return [VerdictLine(label, text) for label, text in said.items() if text]


def _first(verdict: Verdict, pick: Standing) -> str:
    role = _role_words(verdict.ranking)
    why = " and ".join(reason_words(one, pick, verdict.ranking) for one in verdict.reasons)
    reasons = f": it {why}" if why else ""
    name = titled(pick, verdict.ranking.catalog)
    return f"{name} for your role, {role}{reasons}. {terms_words(pick)}"


def _role_words(ranking: Ranking) -> str:
    """Return what the user is: the title as it was typed, and how it is read where that differs."""
    applicant = ranking.applicant
    if applicant.title is None:
        return applicant.role.id.replace("-", " ")
    profession = applicant.profession
    if applicant.assumption and profession and profession.assumes:
        return f"{shown(applicant.title)} (taken for {profession.assumes.being}: if not, say so)"
    read = profession.label if profession else applicant.role.label.lower()
    other = other_title(ranking)
    if folded(read) == folded(applicant.title) and not other:
        return shown(applicant.title)
    asked = f"; did you mean {other}?" if other else ""
    return f"{shown(applicant.title)} (read as {read}{asked})"


def terms_words(standing: Standing) -> str:
    """Return what a program costs and takes, or that nobody publishes it, in a sentence."""
    cost, time = cost_words(standing.cost), time_words(standing.taken, standing.weeks)
    if cost and time:
        return f"It costs {cost} and takes {time}."
    if cost:
        return f"It costs {cost}; length not published."
    price = "Price for your role" if standing.taken.facts.price else "Price"
    return (
        f"{price} not published; it takes {time}." if time else f"{price} and length not published."
    )


def reason_words(reason: Reason, pick: Standing, ranking: Ranking) -> str:
    """Return why a criterion speaks for the pick, as what follows "it"."""
    if reason.criterion == "domain_alignment":
        return _fits_job(reason, ranking)
    items = {item.rule.id: item for item in reason.items}
    item = next(items[name] for name in _MERIT_WORDS if name in items)
    exam = item.rule.id == "pass_standard" and has_exam(pick.program.facts)
    words = _MERIT_WORDS["proctored" if exam else item.rule.id]
    return f"{words}, by its own account" if pick.own_claim(*item.basis) else words


def _fits_job(reason: Reason, ranking: Ranking) -> str:
    """Return how it fits the job: by whose word, and how many topics it covers."""
    why = []
    for item in reason.items:
        if item.rule.id == "audience" and isinstance(entry := item.basis[0], AudienceEntry):
            guide = entry.source in ranking.catalog.roles.guide_sources
            who = _named_for(ranking.applicant) if guide else "meant for it"
            why.append(who if item.points == NAMED else f"{who} as a complement")
        elif item.rule.id == "topics":
            topics = len(ranking.applicant.topics)
            why.append(f"{round(item.points * topics)} of {topics} core topics")
    return f"fits your job ({', '.join(why)})" if why else "is about AI in healthcare"


def _named_for(applicant: Applicant) -> str:
    """Return that the guide names it, and for whom, where it does not speak to the user."""
    whom = f" for the role {applicant.role.id}" if _is_not_spoken_to(applicant) else ""
    return f"the guide names it{whom}"


def _is_not_spoken_to(applicant: Applicant) -> bool:
    """Return whether the guide has no advice for the profession, and is only read for it."""
    return bool(applicant.profession and applicant.profession.reading)


_MERIT_WORDS = {
    "proctored": "is earned by exam",
    "pass_standard": "is earned only by reaching a set standard",
    "accredited": "is an accredited certification",
    "graded_work": "has graded work",
    "renewal_years": "must be renewed",
    "recognized": "counts elsewhere (others recognise it)",
    "international": "counts elsewhere (it is recognised in other countries)",
    "ce_credit": "counts elsewhere (it awards continuing-education credit)",
    "framework": "counts elsewhere (it follows a published framework)",
    "cme": "awards credit that counts for you",
}


def _fit(verdict: Verdict, pick: Standing) -> str | None:
    """Say whether the pick surely fits; where it does not, what does or comes nearest."""
    ranking = verdict.ranking
    if verdict.best_sure is pick:
        return "all that you said is known to hold." if pick.needs else None
    maybe = f"maybe; to settle: {_needs(pick.unknown)}."
    if sure := verdict.best_sure:
        name, place = called(ranking, sure.program), _place(ranking, sure.program)
        return f"{maybe} The best that surely fits is {name}, {place}. {terms_words(sure)}"
    nearest = verdict.nearest
    if nearest is None or nearest.program is pick.program:
        return f"{maybe} Nothing surely fits, and nothing comes nearer."
    name = called(ranking, nearest.program)
    return f"{maybe} Nothing surely fits; nearest is {name}, to settle: {_needs(nearest.needs)}."


def _needs(needs: Sequence[Need]) -> str:
    return in_words([need.kind.unknown for need in needs], NAMED_NEEDS)


def certainty_sentences(sure: Certainty, ranking: Ranking) -> Iterator[str]:
    """Say how sure the first place is: in a word, then by weights, unknown facts and claims."""
    yield WORDS[sure.word]
    all_ways = sure.percent == "100%"
    ways = "however you weigh" if all_ways else f"in {sure.percent} of all ways to weigh"
    yield f"Weights: on what is known, first {ways}."
    if sure.close_call:
        yield close_words(sure.close_call, ranking)
    yield f"Unknown: {_unknown(ranking, sure.confirmation)}"
    yield f"Claims: {_claims(ranking, sure)}"


WORDS: dict[Word, str] = {
    "firm": "firm, not easily changed.",
    "leaning": "leaning, it could change.",
    "open": "open, it may well change.",
}


def _unknown(ranking: Ranking, found: Confirmation | None) -> str:
    if len(ranking.ranked) < 2:
        return "no other program is in."
    if found is None:
        return "no answer would put another program first."
    count = len(found.facts)
    answers = f"{_COUNTS.get(count, str(count))} answer{'s' if count > 1 else ''}"
    rival = called(ranking, found.rival.program)
    if count > NAMED_FACTS:
        return f"it takes {answers} to put another first, {rival}."
    what = in_words([CLAUSES[one.fact] for one in found.facts])
    return f"it takes {answers} to put another first: of {rival}, that {what}."


_COUNTS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}


def _claims(ranking: Ranking, sure: Certainty) -> str:
    """Say what remains without what only interested sources say."""
    counted, without = sure.with_claims, sure.without_claims
    now, then = counted.pick.score, without.pick.score
    digits = 0 if round(now) != round(then) else 1
    both = f"score {now:.{digits}f} with {INTERESTED}, {then:.{digits}f} without"
    if leveled(now) == leveled(then):
        both = f"score {now:.0f} with or without {INTERESTED}"
    if counted.leads and without.leads:
        return f"{both}; first either way."
    other = (counted if without.leads else without).leader
    then_first = f"{called(ranking, other.program)} is first"
    return f"{both}; {f'with them {then_first}' if without.leads else f'then {then_first}'}."


def _asking(questions: Sequence[Ask], ranking: Ranking) -> str:
    """Return questions, those on one program together behind its name."""
    about: dict[str, list[str]] = {}
    for one in questions:
        name = called(ranking, one.standing.program)
        about.setdefault(name, []).append(one.asked.question)
    return " ".join(f"{name}: {' '.join(asked)}" for name, asked in about.items())


def _guide(verdict: Verdict, much: int) -> str:
    """Say what the guide names, as the main thing and as a complement; and why not first."""
    catalog = verdict.ranking.catalog
    sources = catalog.roles.guide_sources & catalog.sources.keys()
    promoted = {one for source in sources for one in catalog.sources[source].promotes}
    by = in_words(sorted(catalog.providers[one].short for one in promoted))
    said = [f"published by {by}, which it puts first"] if by else []
    applicant, names = verdict.ranking.applicant, "names"
    if _is_not_spoken_to(applicant) and applicant.profession:
        said.append(f"has no advice for {applicant.profession.plural}")
        names = f"for the role {applicant.role.id} it names"
    for level, how in (("named", names), ("complement", "as a complement")):
        told = verdict.guide if much >= GUIDE_NAMES else ()
        found = [one for one in told if one.entry.level == level]
        if found:
            said.append(f"{how} {', '.join(advice_words(one, verdict.ranking) for one in found)}")
    behind = _behind(verdict) if much >= GUIDE_ALL else ()
    return " ".join([f"{'; '.join(said)}.", *behind])


def advice_words(one: GuideAdvice, ranking: Ranking) -> str:
    """Return a program that the guide names, its price, and its place or what would let it in."""
    name = called(ranking, one.standing.program)
    part = f"'s {one.part.name}" if one.part else ""
    if one.place == 0 and one.part is one.standing.part:
        return f"{name}{part} (1st)"  # its price stands above
    price = cost_words(one.cost) or "price unknown"
    if one.place is not None:
        return f"{name}{part} ({price}, {ordinal(one.place + 1)})"
    never = next((need.detail for need in one.reasons if need.kind.is_rule), None)
    return f"{name}{part} ({price}, out: {never or in_words([need.kind for need in one.reasons])})"


def _place(ranking: Ranking, program: Program) -> str:
    return ordinal((ranking.find(program).place or 0) + 1)


def _behind(verdict: Verdict) -> Iterator[str]:
    """Say, by criterion, which of the guide's programs are furthest behind on it."""
    behind: dict[Criterion, list[str]] = {}
    for one in verdict.guide:
        if one.behind:
            behind.setdefault(one.behind, []).append(called(verdict.ranking, one.standing.program))
    for criterion, names in behind.items():
        rest = len(names) > NAMED_BEHIND and len(names) == len(verdict.guide) - 1
        who = "The others" if rest else in_words(names)
        has = "has" if len(names) == 1 else "have"
        yield f"{who} {has} fewer points for {PLAIN_WORDS[criterion]}."
