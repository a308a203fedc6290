"""What the user said, in words, and what was assumed."""

from collections.abc import Iterator

from certpick.explaining.notes import weight_words
from certpick.profile.profile import Applicant, Profile
from certpick.render.report.model import Answer
from certpick.scoring.ranking import Ranking
from certpick.text import counted, money, shown, weeks_words

_CREDIT = {"required": "{} required", "helpful": "{} would help", "no": "not needed"}


def audience(applicant: Applicant) -> str:
    """Return whom the report is for: the role, and the job title where one was said."""
    title = applicant.title
    return f"{applicant.role.label} ({shown(title)})" if title else applicant.role.label


def answers(ranking: Ranking) -> Iterator[Answer]:
    """Yield what was said or assumed, in the order in which it is asked."""
    applicant = ranking.applicant
    yield Answer("Role", audience(applicant))
    yield from _limits(applicant.profile)
    need = _CREDIT[applicant.cme].format(applicant.credit.label)
    yield Answer("Credit", need, "cme" in applicant.assumed)
    if situations := _situations(ranking):
        yield Answer("Situation", situations)
    yield Answer("What counts", weight_words(applicant), "weights" in applicant.assumed)
    if applicant.profile.evidence == "independent":
        yield Answer("Evidence", "without what only sources that sell or promote it say")
    if applicant.profile.strict:
        yield Answer("Unknowns", "a need that nobody answers rules a program out")


def _limits(profile: Profile) -> Iterator[Answer]:
    """Yield what rules programs out."""
    if profile.budget is not None:
        yield Answer("Budget", f"{money(profile.budget)} at most for the whole program")
    if profile.hours_per_week is not None:
        yield Answer("Study time", f"{counted(profile.hours_per_week, 'hour')} a week")
    if profile.weeks is not None:
        yield Answer("Done in", weeks_words(profile.weeks))
    if profile.pacing is not None:
        yield Answer("Pacing", f"only {profile.pacing}")
    if profile.no_programming:
        yield Answer("Programming", "none wanted")


def _situations(ranking: Ranking) -> str:
    chosen = ranking.applicant.situations
    rows = ranking.catalog.roles.situations
    return "; ".join(row.label for row in rows if row.id in chosen)


def unsaid(applicant: Applicant) -> Iterator[str]:
    """Yield the limits that were not said, so that nothing is ruled out by them."""
    profile = applicant.profile
    limits = {
        "budget": profile.budget,
        "study time": profile.hours_per_week,
        "deadline": profile.weeks,
        "pacing": profile.pacing,
    }
    yield from (name for name, value in limits.items() if value is None)
