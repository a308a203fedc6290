"""What a page makes of each statement that cites it."""

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from certpick.keeping.passages import Difference, Nearest, PageWords
from certpick.keeping.statements import Statement

if TYPE_CHECKING:  # who only compares or describes needs no reader of pages
    from certpick.keeping.visits import Visit

# In the order of what a keeper does about them.
Kind = Literal[
    "number-changed",
    "quote-changed",
    "page-gone",
    "cannot-tell",
    "no-address",
    "no-quote",
    "stands",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
BAD: frozenset[Kind] = frozenset({"number-changed", "quote-changed", "page-gone"})
ALIKE = "the same words with other marks, or in another order"


class Finding(NamedTuple):
    """What became of a statement: ``detail`` says why it is so, ``nearest`` what is there now."""

    statement: Statement
    kind: Kind
    detail: str = ""
    nearest: Nearest | None = None

    @property
    def start(self) -> int:
        """Where the statement's program stands in the text."""
        return self.statement.start

    @property
    def field(self) -> str:
        """The place of the statement within its program."""
        return self.statement.field

    @property
    def place(self) -> str:
        """The place in the file: ``programs[some-id].facts.price``."""
        return f"programs[{self.statement.program}].{self.statement.field}"


class Judge:
    """Compares what cites one page with the page, whose words are found once."""

    def __init__(self, visit: "Visit | None") -> None:
        """Take what became of the page; None where the source has no address."""
        self._visit = visit
        self._words = PageWords(visit.page.text) if visit and visit.page else None

    def judge(self, statement: Statement) -> Finding:
        """Return what the page makes of a statement."""
        visit = self._visit
        if visit is None:
            return Finding(statement, "no-address")
        stands = bool(self._words and statement.words and self._words.has(statement.words))
        if visit.gone:
            return Finding(statement, "page-gone", "the words stand there" if stands else "")
        if stands:
            return Finding(statement, "stands")
        if visit.page is None or self._words is None:
            return Finding(statement, "cannot-tell", visit.trouble)
        if statement.words is None or not statement.verbatim:
            return self._without_quote(statement, visit)
        nearest = self._words.nearest(statement.words)
        if nearest is None:
            return self._without_trace(statement, visit)
        kind: Kind = "number-changed" if _is_number(nearest.differences) else "quote-changed"
        return Finding(statement, kind, "" if nearest.differences else ALIKE, nearest)

    @staticmethod
    def _without_quote(statement: Statement, visit: "Visit") -> Finding:
        if visit.page and visit.page.missing:
            return Finding(statement, "page-gone", "its title says so")
        return Finding(statement, "no-quote")

    @staticmethod
    def _without_trace(statement: Statement, visit: "Visit") -> Finding:
        """Say of a quote that nothing like it is left on the page."""
        if visit.page and visit.page.missing:
            return Finding(statement, "page-gone", "its title says so")
        if visit.page and visit.page.scripted:
            return Finding(statement, "cannot-tell", "shows its text by a script")
        return Finding(statement, "quote-changed", "nothing like it is left on the page")


def _is_number(differences: tuple[Difference, ...]) -> bool:
    return any(one.of_numbers for one in differences)
