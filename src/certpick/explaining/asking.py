"""What to ask about a fact that decides, in plain words, and whom to ask."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from certpick.catalog.codes import code_name
from certpick.catalog.facts import Facts, TopicEntry
from certpick.catalog.in_force import why_none_granted
from certpick.catalog.roles import RoleBook
from certpick.profile.profile import Applicant
from certpick.scoring.needs import Need, NeedKind
from certpick.scoring.ranking import Standing
from certpick.scoring.rubric import Item
from certpick.scoring.terms import waits_for_hours, weekly_load, workload
from certpick.text import counted, in_words, money

Whom = Literal["provider", "board", "employer", "you"]
CLAIMS_NAMED = 2  # so many claims are named in one question
# What a need, the cost or a criterion rests on, in words that the provider can be asked in;
# what anybody settles before paying stands in the order in which to ask it.
NEEDS: dict[str, str] = {
    "price": "What does it cost in all{certificate}, and who pays less?",
    "prerequisites": "What is needed to enrol: a licence, a degree, experience?",
    "dates": "When does the next session start and end?",
    "weeks": "How long does it take, in weeks and in hours of study?",
    "hours_per_week": "How many hours of study a week does it ask for?",
    "pacing": "Can one start and study at any time, or are there fixed dates?",
    "certificate_fee": "Is the certificate included in the price, or what does it cost?",
    "membership_fee": "Members pay {member} instead of {amount}: what does membership cost?",
    "renewal": "What does renewal take, and what does it cost?",
    "renewal_fee": "What does renewal cost?",
    "status": "Is it offered now, or when will it be?",
    "enrolment": "Who exactly may enrol ({condition})?",
    "countries": "Is it open to people in {country}?",
    "languages": "Is it taught in {language}?",
    "parts": "Can its {part} be taken alone, and at which price?",
    "programming_required": "Does it need programming?",
}
CRITERIA: dict[str, str] = {
    "focus": "Is it about AI in healthcare throughout?",
    "audience": "Which {people} have earned it, and what for?",
    "topics": "Does its syllabus cover {topics}?",
    "graded_work": "Is the work graded?",
    "pass_standard": "Is there a set passing standard for earning it?",
    "proctored": "Is the exam proctored?",
    "renewal_years": "Does it expire, {expiry}?",
    "accredited": "Is the certification accredited by NCCA or to ISO/IEC 17024?",
    "recognized": "Who recognises it: which employers, boards or credentialing committees?",
    "ce_credit": "Does it award {credit} at present, and in what amount?",
    "framework": "Is it mapped to a published framework that others keep?",
    "international": "Who recognises it in other countries?",
}
QUESTIONS = {**NEEDS, **CRITERIA}
# What somebody else than the provider can answer better.
_OF_OTHERS: dict[Whom, str] = {
    "board": "Does your board count the credit that it awards?",
    "employer": "Would your employer recognise it?",
    "you": "Ask yourself how many hours a week you can study: cost or length depends on it.",
}
# What a yes comes to, as what follows "that".
CLAUSES: dict[str, str] = {
    "focus": "it is about AI in healthcare",
    "audience": "it is meant for your role",
    "topics": "it covers all your core topics",
    "graded_work": "its work is graded",
    "pass_standard": "there is a passing standard",
    "proctored": "its exam is proctored",
    "renewal_years": "it must be renewed",
    "accredited": "it is accredited",
    "recognized": "others recognise it",
    "ce_credit": "it awards credit that counts",
    "framework": "it follows a published framework",
    "international": "other countries recognise it",
}


class Asked(NamedTuple):
    """A question, and who can answer it; ``you`` is the user."""

    question: str
    whom: Whom


def asked(about: str, standing: Standing, roles: RoleBook, topics: Sequence[str] = ()) -> Asked:
    """Return what to ask about a fact of a program, and whom; ``topics`` are ids to name."""
    whom = _who_knows(about, standing)
    question = _OF_OTHERS.get(whom) or question_about(about, standing, roles, topics)
    return Asked(question, whom)


def proof_of(facts: Sequence[str]) -> Asked:
    """Return how to ask a provider who else confirms these facts, which it claims."""
    named, more = facts[:CLAIMS_NAMED], len(facts) - CLAIMS_NAMED
    rest = f", and {counted(more, 'other claim')}" if more > 0 else ""
    clauses = in_words([CLAUSES[one] for one in named])
    return Asked(f"Who else confirms that {clauses}{rest}?", "provider")


def _who_knows(about: str, standing: Standing) -> Whom:
    applicant, facts = standing.applicant, standing.program.facts
    if about == "recognized":
        return "employer"
    if about == "ce_credit" and facts.ce_credit and facts.ce_credit.value:
        granted = why_none_granted(facts.ce_credit.value, applicant.day) is None
        return "board" if granted else "provider"
    if about in ("price", "weeks"):
        known = standing.taken.facts.price if about == "price" else True
        mine = waits_for_hours(standing.taken, applicant.profile.hours_per_week)
        return "you" if known and mine else "provider"
    return "provider"


def question_about(
    about: str, standing: Standing, roles: RoleBook, topics: Sequence[str] = ()
) -> str:
    """Return what to ask a provider about a fact of a program; ``topics`` are ids to name."""
    facts, applicant = standing.program.facts, standing.applicant
    profile, price = applicant.profile, facts.price.value if facts.price else None
    if about == "proctored" and not has_exam(facts):
        return "Is there an exam, and is it proctored?"
    return QUESTIONS[about].format(
        certificate="" if _is_included(facts) else ", the certificate included",
        member=money(price.member or 0.0, price.currency) if price else "",
        amount=money(price.amount or 0.0, price.currency) if price else "",
        expiry="and after how many years" if facts.renewal_years else _RENEWAL,
        people=_people(applicant, roles),
        credit="CME or CE credit" if applicant.cme == "no" else applicant.credit.label,
        topics=topic_words(topics, roles) if topics else "the core topics of the role",
        country=code_name(profile.country) if profile.country else "other countries",
        language=code_name(profile.language) if profile.language else "other languages",
        part=standing.part.name if standing.part else "parts",
        condition=facts.enrolment.value.condition if facts.enrolment else "",
    )


_RENEWAL = "after how many years, and what does renewal cost"


def _is_included(facts: Facts) -> bool:
    """Return whether it is known what the certificate costs; who pays for an exam gets one."""
    by_exam = facts.price is not None and facts.price.value.unit == "exam"
    return by_exam or has_fee(facts, "certificate")


def has_fee(facts: Facts, kind: str) -> bool:
    """Return whether a fee of a kind is stated."""
    return any(fee.kind == kind for fee in facts.fees)


def _people(applicant: Applicant, roles: RoleBook) -> str:
    """Return what people like the applicant are called: ``nurse leaders``."""
    known = {one.id: one.plural for one in roles.professions}
    said = applicant.profession.id if applicant.profession else applicant.role.id
    return known.get(said) or f"people in the role of {applicant.role.label.lower()}"


def settled_by(need: Need, standing: Standing) -> str | None:
    """Return the fact that settles an open need; None where only the applicant can.

    Hours or weeks that are enough at one's own pace rest on whose the pace is.
    """
    taken, hours = standing.taken, standing.applicant.profile.hours_per_week
    if waits_for_hours(taken, hours) and need.kind in (NeedKind.WEEKS, NeedKind.BUDGET):
        return None
    paced = taken.facts.pacing or not (workload(taken) or weekly_load(taken))
    by_pace = not paced and need.kind in (NeedKind.HOURS, NeedKind.WEEKS)
    return "pacing" if by_pace else need.kind.fact


def has_exam(facts: Facts) -> bool:
    """Return whether anything is known of an exam."""
    proctored = facts.proctored and facts.proctored.value
    return bool(facts.exam_questions or facts.exam_minutes or facts.pass_mark or proctored)


def topics_listed(item: Item) -> list[str]:
    """Return the ids of the topics that an item rests on."""
    return [fact.topic for fact in item.basis if isinstance(fact, TopicEntry)]


def topics_left(item: Item, applicant: Applicant) -> list[str]:
    """Return the ids of the applicant's topics that no source lists."""
    listed = topics_listed(item)
    return [one for one in applicant.topics if one not in listed]


def topic_words(topics: Sequence[str], roles: RoleBook) -> str:
    """Return the labels of topics in words: ``EHR data, AI governance and patient safety``."""
    return in_words([roles.topic_labels[topic] for topic in topics])
