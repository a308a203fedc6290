"""Rankings for many profiles, one after the other."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from certpick.catalog.model import Catalog, Program
from certpick.errors import UsageError, check_kind
from certpick.profile.profile import Applicant, Profile, applicant_for
from certpick.scoring.ranking import Ranking, ranking_of, score


def rank_many(catalog: Catalog, profiles: Iterable[Profile]) -> Iterator[Ranking | UsageError]:
    """Yield for each profile, in their order, what ``rank`` returns or the error that it raises.

    The day is the catalogue's; nothing is worked out before it is asked for. Programs
    are scored once for all profiles that weigh them alike. Where a table of what is recommended
    is enough, ``Recommender`` is far faster.

    Raises:
        UsageError: it is no catalogue, or one profile alone.
    """
    check_kind(Catalog, catalog=catalog)
    if isinstance(profiles, Profile):
        raise UsageError("profiles: must be several, not one Profile", code="value_invalid")
    return _ranked(catalog, profiles)


def _ranked(catalog: Catalog, profiles: Iterable[Profile]) -> Iterator[Ranking | UsageError]:
    scorers: dict[object, Callable[[Program], tuple[float, float]]] = {}
    for profile in profiles:
        try:
            check_kind(Profile, profile=profile)
            applicant = applicant_for(profile, catalog)
            score_of = scorers.setdefault(_alike(applicant), _scorer(applicant, catalog))
            yield ranking_of(catalog, applicant, score_of)
        except UsageError as error:
            yield error


def _scorer(applicant: Applicant, catalog: Catalog) -> Callable[[Program], tuple[float, float]]:
    return cache(lambda program: score(program, applicant, catalog.sources))


def _alike(applicant: Applicant) -> object:
    """Return what is equal for applicants who score every program alike."""
    rest = applicant._asdict()
    profile, weights = rest.pop("profile"), rest.pop("weights")
    for name in ("title", "held"):
        rest.pop(name)
    words = (getattr(value, "id", value) for value in rest.values())
    return (*words, *weights.items(), profile.evidence)
