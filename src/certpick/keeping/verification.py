"""A catalogue against the pages that it cites: each is asked for once, and compared."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from urllib.parse import urldefrag

from certpick.catalog.facts import Fact, Status
from certpick.catalog.model import CatalogFile, Source
from certpick.catalog.reader import CatalogText, Progress, ground_of
from certpick.catalog.references import cited_by
from certpick.catalog.roles import RoleBook
from certpick.errors import UsageError
from certpick.keeping.hints import Hint, hints
from certpick.keeping.judging import BAD, Finding, Judge, Kind
from certpick.keeping.marking import Mark, marks
from certpick.keeping.page_reader import PageReader
from certpick.keeping.statements import Selection, Statement, statements
from certpick.keeping.visits import Answers, Visit, visit
from certpick.text import did_you_mean, shown


@dataclass(frozen=True, slots=True)
class Verification:
    """What the pages say of a file: ``findings`` on what was asked about, in the file's order.

    ``visits`` and ``hints`` are by source, and ``marks`` what may be marked as checked.
    """

    text: CatalogText
    sources: Mapping[str, Source]
    findings: tuple[Finding, ...]
    visits: Mapping[str, Visit]
    hints: Mapping[str, list[Hint]]
    marks: tuple[Mark, ...]

    @property
    def counts(self) -> Counter[Kind]:
        """How many statements there are of each kind."""
        return Counter(one.kind for one in self.findings)

    @property
    def is_bad(self) -> bool:
        """Whether something changed or is gone."""
        return any(one.kind in BAD for one in self.findings)

    @property
    def is_cut_off(self) -> bool:
        """Whether pages were asked for, and not one host was reached."""
        return bool(self.visits) and all(one.unreached for one in self.visits.values())


def verify(
    text: CatalogText,
    base: CatalogFile | None,
    roles: RoleBook,
    selection: Selection,
    answers: Answers,
    progress: Progress,
) -> Verification:
    """Return what the pages say of a file; ``base`` is what it builds on.

    Raises:
        DataError: the file breaks a rule, or pages cannot be kept.
        UsageError: what is to be verified is not in the file.
    """
    ground = ground_of(base, text, roles)
    stated = statements(text, ground)
    sources = ground.head.sources if ground else {}
    _check_ids(selection, stated)
    pages = _Pages(stated, sources)
    cited = {one.source for one in stated if selection.wants(one)}
    asyncio.run(pages.read(cited, answers, progress))
    findings = [pages.found[one] for one in stated if one in pages.found]
    return Verification(
        text=text,
        sources=sources,
        findings=tuple(one for one in findings if selection.wants(one.statement)),
        visits=pages.visits,
        hints=pages.hints,
        marks=tuple(marks(findings, pages.days, _own_sources(text, base, roles), sources)),
    )


class _Pages:
    """The pages of sources: read one by one, compared with what cites them, and forgotten."""

    def __init__(self, stated: list[Statement], sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._citing = defaultdict[str, list[Statement]](list)
        for one in stated:
            self._citing[one.source].append(one)
        self._ended = {one.program for one in stated if _is_over(one)}
        self.found: dict[Statement, Finding] = {}
        self.visits: dict[str, Visit] = {}
        self.days: dict[str, str] = {}
        self.hints: dict[str, list[Hint]] = {}

    async def read(self, names: Iterable[str], answers: Answers, progress: Progress) -> None:
        """Ask for the page of each source, and compare what cites it."""
        by_url = defaultdict[str, list[str]](list)
        for name in sorted(names):
            by_url[urldefrag(self._sources[name].url or "").url].append(name)
        self._compare(by_url.pop("", []), None)
        read = 0

        async def one(url: str, names: list[str], reader: PageReader) -> None:
            nonlocal read
            self._compare(names, await visit(url, answers, reader))
            read += 1
            progress(read, len(by_url))

        try:
            with closing(PageReader()) as reader:
                await asyncio.gather(*(one(url, names, reader) for url, names in by_url.items()))
        finally:
            await answers.close()

    def _compare(self, names: Iterable[str], found: Visit | None) -> None:
        judge = Judge(found)
        for name in names:
            for statement in self._citing[name]:
                self.found[statement] = judge.judge(statement)
            if found:
                self._keep(name, found)

    def _keep(self, name: str, found: Visit) -> None:
        """Keep what became of a page, without its text."""
        self.visits[name] = replace(found, page=None)
        if found.page and not found.gone:
            self.days[name] = found.day
            offered = {one.program for one in self._citing[name]} - self._ended
            if offered and (signs := hints(found.page.text)):
                self.hints[name] = signs


def _is_over(statement: Statement) -> bool:
    """Return whether a statement says that its program is not to be had."""
    value = statement.fact.value if isinstance(statement.fact, Fact) else None
    return isinstance(value, Status) and value.state in ("paused", "retired")


def _own_sources(text: CatalogText, base: CatalogFile | None, roles: RoleBook) -> frozenset[str]:
    """Return the sources of a file that nothing but its own programs cites."""
    if text.head is None:
        return frozenset()
    elsewhere = roles.cited | text.head.roles.cited
    elsewhere |= {name for program in (base.programs if base else ()) for name in cited_by(program)}
    return frozenset(text.head.sources) - elsewhere


def _check_ids(selection: Selection, stated: list[Statement]) -> None:
    known = {one.program for one in stated} | {one.source for one in stated}
    for name in sorted(selection.only - known):
        message = f"no program or source {shown(name)!r} is cited in the file"
        raise UsageError(message, did_you_mean(name, sorted(known)), code="value_unknown")
