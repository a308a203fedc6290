"""Every address: what answers it, and which words it takes. A table, no behaviour."""

from collections.abc import Callable
from typing import NamedTuple

from certpick.profile.options import OPTIONS
from certpick.web import api, asking, pages
from certpick.web.visit import Reply, Visit

PROFILE = tuple(OPTIONS)


def is_api(path: str) -> bool:
    """Return whether an address answers with JSON, errors included."""
    return path.startswith("/api/")


class Route(NamedTuple):
    """A path, ``{program}`` in it being an id or part of a name, and the words it takes.

    ``gives`` says in a few words what the JSON of it is, ``forms`` names its documents.
    """

    path: str
    answer: Callable[[Visit], Reply]
    words: tuple[str, ...] = ()
    gives: str = ""
    forms: tuple[str, ...] = ()

    @property
    def is_api(self) -> bool:
        """Whether it answers with JSON, errors included."""
        return is_api(self.path)


ROUTES = (
    Route("/", pages.home),
    Route("/quiz", pages.quiz, (*PROFILE, *asking.WORDS)),
    Route("/rank", pages.result, (*PROFILE, "top", "sort")),
    Route("/explain/{program}", pages.explanation, PROFILE),
    Route("/compare", pages.comparison, (*PROFILE, "program")),
    Route("/plan/{program}/calendar.ics", pages.calendar, (*PROFILE, *pages.STUDY, "time-zone")),
    Route("/plan/{program}", pages.before_paying, (*PROFILE, *pages.STUDY)),
    Route("/report", pages.report, (*PROFILE, "start")),
    Route("/programs", pages.programs, pages.SEARCH),
    Route("/programs/{program}", pages.program),
    Route(
        "/api/rank",
        api.ranked,
        (*PROFILE, "top", "sort"),
        "The programs that fit, best first, who is ruled out, and the verdict.",
        ("rank",),
    ),
    Route(
        "/api/explain/{program}",
        api.explained,
        PROFILE,
        "Why a program stands where it does, and what would change it.",
        ("explain",),
    ),
    Route(
        "/api/compare",
        api.compared,
        (*PROFILE, "program"),
        "Programs side by side.",
        ("compare",),
    ),
    Route("/api/map", api.mapped, PROFILE, "Who leads at which weights of the criteria.", ("map",)),
    Route(
        "/api/pair",
        api.paired,
        (*PROFILE, "with", "top"),
        "The best two programs together.",
        ("pair",),
    ),
    Route(
        "/api/plan/{program}",
        api.planned,
        (*PROFILE, *pages.STUDY),
        "What to settle before paying for a program: dates, cost, and what to ask.",
        ("plan",),
    ),
    Route(
        "/api/report",
        api.reported,
        (*PROFILE, "start"),
        "The whole result: the ranking, and what belongs to the best.",
        ("report",),
    ),
    Route(
        "/api/programs",
        api.searched,
        pages.SEARCH,
        "The programs that a search finds.",
        ("programs",),
    ),
    Route(
        "/api/programs/{program}",
        api.shown,
        (),
        "What is known of a program, with sources.",
        ("program",),
    ),
    Route(
        "/api/roles",
        api.who,
        ("title",),
        "Roles, professions and situations; with a title, how that is read.",
        ("roles", "title"),
    ),
)
