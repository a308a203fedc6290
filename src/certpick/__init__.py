"""certpick: which AI-in-healthcare certification fits, with the facts behind it.

    >>> from certpick import Profile, load_catalog, rank
    >>> ranking = rank(load_catalog(), Profile(role="administrator"))
    >>> ranking.ranked[0].program.id
    'iabac-ai-healthcare'

A ``Catalog`` and a ``Profile`` make a ``Ranking``, of which ``verdict``, ``explain``, ``compare``,
``firmness``, ``notes`` and ``plan`` tell the rest; ``pair`` finds two programs, ``rank_many`` and
``Recommender`` serve many people. ``to_dict``, ``to_frame`` and ``to_html`` give other forms. All
of it is pure but for what reads files, and the day is an argument: ``today``.

Errors: ``CertpickError`` is the base of ``DataError`` (a file), ``UsageError`` (a value) and
``MissingExtraError`` (a package); each has a ``code`` that stays, and nothing else is raised.
"""

from importlib import import_module
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from certpick.batch.many import rank_many
    from certpick.batch.recommend import Recommender
    from certpick.catalog.loader import load_catalog
    from certpick.catalog.model import Catalog, Program
    from certpick.errors import CertpickError, DataError, MissingExtraError, UsageError
    from certpick.explaining.explanation import Explanation, explain
    from certpick.explaining.notes import notes
    from certpick.explaining.robustness import Firmness, firmness
    from certpick.explaining.verdict import Verdict, verdict
    from certpick.pairs.pairing import Pairing, pair
    from certpick.planning.plan import Plan, plan
    from certpick.planning.study import StudyDays
    from certpick.profile.file import load_profile
    from certpick.profile.profile import Answers, Profile
    from certpick.render.comparison import Comparison, compare
    from certpick.render.results import to_dict, to_frame, to_html
    from certpick.scoring.ranking import Ranking, RuledOut, Standing, rank

    __version__: str

# Names are imported when they are used, so that ``certpick --help`` does not pay for models.
_HOMES = {
    "Answers": "profile.profile",
    "Catalog": "catalog.model",
    "CertpickError": "errors",
    "Comparison": "render.comparison",
    "DataError": "errors",
    "Explanation": "explaining.explanation",
    "Firmness": "explaining.robustness",
    "MissingExtraError": "errors",
    "Pairing": "pairs.pairing",
    "Plan": "planning.plan",
    "Profile": "profile.profile",
    "Program": "catalog.model",
    "Ranking": "scoring.ranking",
    "Recommender": "batch.recommend",
    "RuledOut": "scoring.ranking",
    "Standing": "scoring.ranking",
    "StudyDays": "planning.study",
    "UsageError": "errors",
    "Verdict": "explaining.verdict",
    "compare": "render.comparison",
    "explain": "explaining.explanation",
    "firmness": "explaining.robustness",
    "load_catalog": "catalog.loader",
    "load_profile": "profile.file",
    "notes": "explaining.notes",
    "pair": "pairs.pairing",
    "plan": "planning.plan",
    "rank": "scoring.ranking",
    "rank_many": "batch.many",
    "to_dict": "render.results",
    "to_frame": "render.results",
    "to_html": "render.results",
    "verdict": "explaining.verdict",
}
_EXTRAS = {"Recommender": ("batch", "pyarrow")}  # what a name needs: an extra, for a package
__all__ = [
    "Answers",
    "Catalog",
    "CertpickError",
    "Comparison",
    "DataError",
    "Explanation",
    "Firmness",
    "MissingExtraError",
    "Pairing",
    "Plan",
    "Profile",
    "Program",
    "Ranking",
    "Recommender",
    "RuledOut",
    "Standing",
    "StudyDays",
    "UsageError",
    "Verdict",
    "compare",
    "explain",
    "firmness",
    "load_catalog",
    "load_profile",
    "notes",
    "pair",
    "plan",
    "rank",
    "rank_many",
    "to_dict",
    "to_frame",
    "to_html",
    "verdict",
]

# ``from certpick import *`` and ``help`` leave out what is not installed.
_MISSING = {name for name, (_, package) in _EXTRAS.items() if not PathFinder.find_spec(package)}
globals()["__all__"] = [name for name in __all__ if name not in _MISSING]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("certpick")
    if name not in _HOMES:
        raise AttributeError(f"module 'certpick' has no attribute {name!r}")
    if name not in _EXTRAS:
        return getattr(import_module(f"certpick.{_HOMES[name]}"), name)
    from certpick.errors import extra

    with extra(_EXTRAS[name][0]):
        return getattr(import_module(f"certpick.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
