"""Tables of people to tables of what they are recommended: the kernel of everything here."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from certpick.batch.asked import Answers
from certpick.batch.budget import Offer
from certpick.batch.cells import Codes
from certpick.batch.choices import Choices, Chooser
from certpick.batch.columns import RANK, Columns, columns
from certpick.batch.people import People, PeopleReader, Title
from certpick.batch.results import Results, lines, result_schema
from certpick.batch.tables import limits
from certpick.batch.titles import Fault
from certpick.catalog.model import Catalog, Program
from certpick.errors import check_kind
from certpick.profile.amounts import check_count
from certpick.profile.profile import Profile


class Recommender:
    """Recommends programs to many people at once, each as ``rank`` would alone.

    ``profile`` answers for whoever gives no answer of their own. ``titles`` settles job
    titles: a role or another title for each. ``renamed`` gives the column of an option
    whose column has another name, ``carried`` columns that only look like an option.
    ``top`` is the number of programs for each person, 1 or more.

    It is called with an iterable of record batches and yields one for each, which is what
    Spark's ``mapInArrow`` takes; it can be pickled.

    Raises:
        UsageError: ``top`` is below 1.
    """

    def __init__(
        self,
        catalog: Catalog,
        profile: Profile | None = None,
        *,
        titles: Mapping[str, str] | None = None,
        renamed: Mapping[str, str] | None = None,
        carried: Collection[str] = (),
        top: int = 1,
    ) -> None:
        check_kind(Catalog, catalog=catalog)
        check_kind(Profile, profile=profile or Profile())
        check_count(top, "top")
        self._given = (catalog, profile or Profile(), dict(titles or {}))
        self._renamed, self._carried, self._top = dict(renamed or {}), tuple(carried), top
        self._start()

    def _start(self) -> None:
        catalog, profile, titles = self._given
        spans = limits()
        self._reader = PeopleReader(catalog, profile, spans, titles)
        ordering, needing = self._reader.order, self._reader.needs
        self._answers = Answers(catalog, spans, ordering, needing)
        self._chooser = Chooser(self._answers)
        self._results = Results(catalog, self._answers)

    def __getstate__(self) -> dict[str, Any]:
        """Return what it was made with; what it has learnt since can be learnt again."""
        kept = ("_given", "_renamed", "_carried", "_top")
        return {name: self.__dict__[name] for name in kept}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Make it anew."""
        self.__dict__.update(state)
        self._start()

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield what ``recommend`` returns for each batch."""
        for batch in batches:
            yield self.recommend(batch)

    def columns(self, names: Iterable[str]) -> Columns:
        """Return which columns of a table are read and which are carried through.

        Raises:
            UsageError: one is missing, stands twice or looks like a misspelt option.
        """
        return columns(list(names), self._renamed, bool(self._given[1].role), self._carried)

    def schema(self, people: pa.Schema) -> pa.Schema:
        """Return the schema of what is recommended to people of this one.

        Raises:
            UsageError: as ``columns``.
        """
        carried = self.columns(people.names).carried
        fields = [people.field(name).with_name(new) for new, name in carried.items()]
        return pa.schema([*fields, *result_schema(self._top)])

    def titles(self, batch: pa.RecordBatch) -> tuple[list[Title], Codes]:
        """Return the roles and job titles as they are read, and which each row has."""
        return self._reader.titles(batch, self.columns(batch.schema.names))

    def read(self, batch: pa.RecordBatch, faults: Mapping[int, Fault] | None = None) -> People:
        """Return a batch's people; ``faults`` are what is known to be wrong, by row."""
        if self._reader.is_full:
            self._start()
        return self._reader.read(batch, self.columns(batch.schema.names), faults)

    def choose(self, people: People) -> Choices | None:
        """Return what is chosen for people; None where nobody can be answered."""
        return self._chooser.choose(people, self._top) if len(people.rows) else None

    def sure(self, people: People) -> list[tuple[Offer, ...]]:
        """Return for each person who can be answered what surely fits at a known cost."""
        return self._chooser.sure(people) if len(people.rows) else []

    @property
    def programs(self) -> list[Program]:
        """The programs that can be recommended, in the order of their ids."""
        return self._answers.programs

    def recommend(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return what is recommended to the people of a batch, in their order.

        Raises:
            UsageError: it is no record batch; or a column is missing, stands twice or looks like
                a misspelt option.
        """
        check_kind(pa.RecordBatch, batch=batch)
        people = self.read(batch)
        return self.said(batch, people, self.choose(people))

    def said(
        self, batch: pa.RecordBatch, people: People, choices: Choices | None
    ) -> pa.RecordBatch:
        """Return what was chosen for the people of a batch as a table."""
        at = lines(people, choices)
        found = self._results.columns(people, choices, at)
        if self._top > 1:
            found = {RANK: pa.array(at.places + 1), **found}
        rows = pa.array(at.rows)
        carried = self.columns(batch.schema.names).carried
        kept = [batch.column(name).take(rows) for name in carried.values()]
        return pa.RecordBatch.from_arrays(
            [*kept, *found.values()], schema=self.schema(batch.schema)
        )
