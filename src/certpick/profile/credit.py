"""Continuing-education credit: which kinds count for an applicant, and who decides on others."""

from typing import NamedTuple

from certpick.catalog.fact_text import CREDIT_SYSTEMS
from certpick.catalog.facts import Credit
from certpick.catalog.professions import CreditKind, Profession
from certpick.catalog.roles import Reading, RoleBook
from certpick.errors import UsageError
from certpick.text import folded, nearest, shown

NO_CREDIT = "none"  # the word for wanting none


class WantedCredit(NamedTuple):
    """The credit that counts for an applicant by itself: of these systems.

    ``kinds`` are what it is called, the usual first; ``board`` is who decides about any other.
    """

    kinds: tuple[CreditKind, ...]
    systems: frozenset[str]
    board: str

    def counts(self, credit: Credit) -> bool:
        """Return whether a credit is of a system that counts; of any other the board decides."""
        return credit.system in self.systems

    @property
    def label(self) -> str:
        """What it is called in a sentence, by its usual name."""
        return self.kinds[0].label if self.kinds else "CME or CE credit"


def wanted_credit(said: tuple[str, ...], read: Reading, roles: RoleBook) -> WantedCredit:
    """Return the credit of the kinds that are said, else of the profession, else of the role.

    A role that is a profession too, such as a physician's, counts as that.

    Raises:
        UsageError: the table has no such kind.
    """
    role, profession = read.role, counting_profession(read, roles)
    board = profession.board if profession else "your board"
    if said or profession:
        names = said or (profession.credits if profession else ())
        kinds = tuple(credit_kind(name, roles) for name in names if name != NO_CREDIT)
        systems = frozenset(system for kind in kinds for system in kind.systems)
        return WantedCredit(kinds, systems, board)
    counting = frozenset(role.credit_systems)
    kinds = tuple(one for one in roles.credits if one.systems and counting.issuperset(one.systems))
    return WantedCredit(kinds, counting, board)


def counting_profession(read: Reading, roles: RoleBook) -> Profession | None:
    """Return the profession whose credit counts: what was said, or what a role is by itself."""
    namesake = (one for one in roles.professions if one.id == read.role.id)
    return read.profession or next(namesake, None)


def credit_kind(name: str, roles: RoleBook) -> CreditKind:
    """Return the kind that an id, a label or the name of one of its systems means.

    Raises:
        UsageError: there is none; the hint lists them.
    """
    wanted = folded(name)
    for kind in roles.credits:
        if wanted in (folded(kind.id), folded(kind.label)):
            return kind
    for kind in roles.credits:
        if wanted in (folded(CREDIT_SYSTEMS[system]) for system in kind.systems):
            return kind
    known = [*(kind.id for kind in roles.credits), NO_CREDIT]
    raise UsageError(
        f"--credit: unknown kind of credit {shown(name)!r}",
        f"kinds: {', '.join(known)}",
        candidates=tuple(nearest(name, known) or known),
        code="credit_unknown",
    )
