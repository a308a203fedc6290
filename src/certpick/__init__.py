"""certpick: which AI-in-healthcare certification fits, with the facts behind it.

    >>> from certpick import Profile, load_catalog, rank
    >>> ranking = rank(load_catalog(), Profile(role="administrator"))
    >>> ranking.ranked[0].program.id
    'iabac-ai-healthcare'

Errors: ``CertpickError`` is the base of ``DataError`` (a file) and ``UsageError`` (a value).
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from certpick.catalog import Catalog, Program
    from certpick.errors import CertpickError, DataError, UsageError
    from certpick.loading import load_catalog, load_profile
    from certpick.pairing import Pairing, pair
    from certpick.planning import Plan, plan
    from certpick.profile import Profile
    from certpick.ranking import Ranking, RuledOut, Standing, rank
    from certpick.remarks import notes

# Names are imported when they are used, so that ``certpick --help`` does not pay for models.
_HOMES = {
    "Catalog": "catalog",
    "CertpickError": "errors",
    "DataError": "errors",
    "Pairing": "pairing",
    "Plan": "planning",
    "Profile": "profile",
    "Program": "catalog",
    "Ranking": "ranking",
    "RuledOut": "ranking",
    "Standing": "ranking",
    "UsageError": "errors",
    "load_catalog": "loading",
    "load_profile": "loading",
    "notes": "remarks",
    "pair": "pairing",
    "plan": "planning",
    "rank": "ranking",
}
__all__ = [
    "Catalog",
    "CertpickError",
    "DataError",
    "Pairing",
    "Plan",
    "Profile",
    "Program",
    "Ranking",
    "RuledOut",
    "Standing",
    "UsageError",
    "load_catalog",
    "load_profile",
    "notes",
    "pair",
    "plan",
    "rank",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'certpick' has no attribute {name!r}")
    return getattr(import_module(f"certpick.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
