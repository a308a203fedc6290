"""What a person does, as their row says it: whose advice applies, and what is not read."""

from collections.abc import Mapping
from typing import NamedTuple, Self

from certpick.catalog.model import Catalog
from certpick.errors import Code, UsageError
from certpick.profile.options import overridden, said_by
from certpick.profile.profile import Applicant, Profile, ProfileError, resolve
from certpick.scoring.terms import stated_cost
from certpick.text import folded, shown


class Fault(NamedTuple):
    """Why a row is not answered, as an error says it: ``code`` is one of ``errors.CODES``."""

    code: Code
    message: str
    hint: str | None = None
    candidates: tuple[str, ...] = ()

    @classmethod
    def of(cls, error: UsageError) -> Self:
        """Return what an error says; a column has the name of an option without its dashes."""
        return cls(error.code, str(error).removeprefix("--"), error.hint, error.candidates)


class Who(NamedTuple):
    """How a role and a job title are read.

    ``kind`` is the same number for all whose programs, prices and rules are the same;
    ``said`` is the profile's words for that, and ``read_as`` the title that was understood.
    """

    kind: int
    said: Mapping[str, str]
    role: str | None
    profession: str | None
    read_as: str | None
    fault: Fault | None = None


class Desk:
    """Reads roles and titles, each spelling once."""

    def __init__(self, catalog: Catalog, base: Profile, settled: Mapping[str, str]) -> None:
        self._catalog, self._base = catalog, base
        self._settled = {folded(title): role for title, role in settled.items()}
        self.known: dict[tuple[str | None, str | None], Who] = {}
        self._kinds: dict[object, int] = {}
        self._by_title = [
            program
            for program in catalog.programs
            if program.facts.price and program.facts.price.value.by_title
        ]

    def read(self, role: str | None, title: str | None) -> Who:
        """Return how a row's role and title are read; None is what it does not say."""
        found = self.known.get((role, title))
        if found is None:
            found = self.known[role, title] = self._reading(role, title)
        return found

    def _reading(self, role: str | None, title: str | None) -> Who:
        said = self._words(role, title)
        try:
            profile = Profile.model_validate(overridden(said_by(self._base), said))
            return self._understood(said, profile)
        except ProfileError as error:  # too long, or it holds what no terminal should see
            message = f"role or title: {shown(role or title or '')!r} is no plain name"
            return _not_read(Fault(error.code, message))
        except UsageError as error:
            return _not_read(Fault.of(error))

    def _words(self, role: str | None, title: str | None) -> dict[str, str]:
        """Return the profile's role and title; a title alone is a role in other words."""
        settled = self._settled.get(folded(title or role or ""))
        if settled is not None:
            return {"role": settled, "title": title or role or settled}
        if role is None and title is not None:
            return {"role": title}
        both = {"role": role, "title": title}
        return {name: word for name, word in both.items() if word is not None}

    def _understood(self, said: Mapping[str, str], profile: Profile) -> Who:
        bare = Profile(role=profile.role, title=profile.title)
        applicant = resolve(bare, self._catalog.roles, self._catalog.day)
        kind = self._kinds.setdefault(self._likeness(applicant), len(self._kinds))
        profession = applicant.profession.id if applicant.profession else None
        read_as = self._catalog.roles.read(str(profile.role)).title
        return Who(kind, said, applicant.role.id, profession, read_as)

    def _likeness(self, applicant: Applicant) -> object:
        """Return what is equal for two applicants whom ``scoring`` cannot tell apart."""
        prices = tuple(stated_cost(one, applicant) for one in self._by_title)
        rest = applicant._asdict()
        for name in ("profile", "title", "weights"):
            rest.pop(name)
        return (*(getattr(value, "id", value) for value in rest.values()), prices)


def _not_read(fault: Fault) -> Who:
    return Who(-1, {}, None, None, None, fault)
