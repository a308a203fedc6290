"""One catalogue file, read program by program: a large one is never held as objects twice."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from certpick.catalog.json_positions import Span, decoded, entry_id, layout
from certpick.catalog.model import CatalogFile, Origin, Program
from certpick.catalog.references import Known, known_ids, program_faults, source_faults
from certpick.catalog.roles import RoleBook
from certpick.catalog.validation import Fault, raise_faults, validation_faults
from certpick.text import shown

T = TypeVar("T")
PROGRESS_STEP = 500
Progress = Callable[[int, int], None]  # programs read so far, and how many there are


class ReadProgram(NamedTuple):
    """A program as it stands in a file: ``program`` is None where its form is wrong.

    ``label`` is its id, or its place in the list where it has none; the places of faults are
    within it: ``facts.price``.
    """

    label: str
    span: Span
    program: Program | None
    faults: tuple[Fault, ...]


class CatalogText(NamedTuple):
    """A catalogue file whose programs are still text.

    ``head`` is everything else, None where ``faults`` say what is wrong with it; ``ids`` are
    those of the programs.
    """

    origin: Origin
    text: str
    head: CatalogFile | None
    faults: tuple[Fault, ...]
    spans: tuple[Span, ...]
    ids: tuple[str, ...]

    def programs(self, known: Known | None) -> Iterator[ReadProgram]:
        """Yield the programs in order; without ``known`` ids, what they refer to is not checked."""
        adapter = _adapter(Program)
        seen: set[str] = set()
        for index, span in enumerate(self.spans):
            content = self.text[span.start : span.end]
            try:
                program = adapter.validate_json(content)
            except ValidationError as error:
                data = json.loads(content)
                faults = tuple(validation_faults(error, data))
                yield ReadProgram(_label(data, index), span, None, faults)
                continue
            found = tuple(program_faults(program, known)) if known else ()
            if program.id in seen:
                found += (Fault("id", "is used by more than one program"),)
            seen.add(program.id)
            yield ReadProgram(program.id, span, program, found)


def open_catalog(content: bytes, name: str) -> CatalogText:
    """Return the catalogue file of this name, with its head read.

    Raises:
        DataError: it is not JSON.
    """
    text = decoded(content, name)
    value, spans, ids = layout(text, name, "programs")
    if isinstance(value, dict):
        value.pop("$schema", None)  # for the editor that completes the file
    head: CatalogFile | None = None
    faults: tuple[Fault, ...] = ()
    try:  # read as JSON, so that its arrays are strict tuples
        head = _adapter(CatalogFile).validate_json(json.dumps(value))
    except ValidationError as error:
        faults = tuple(validation_faults(error, value))
    origin = Origin(name, head.as_of if head else "", hashlib.sha256(content).hexdigest())
    return CatalogText(origin, text, head, faults, spans, ids)


def read_over(
    base: CatalogFile | None, text: CatalogText, roles: RoleBook, progress: Progress | None = None
) -> CatalogFile:
    """Return a file's records over those of its base; entries with the same id are the file's.

    Raises:
        DataError: it breaks a rule.
    """
    head = over(base, text.head) if text.head else None
    known = known_ids(head, roles, text.ids) if head else None
    faults = [*text.faults, *(source_faults(head, known) if head and known else ())]
    programs = {program.id: program for program in (head.programs if head else ())}
    for one in with_progress(text.programs(known), len(text.spans), progress):
        faults += _placed(one)
        if one.program:
            programs[one.program.id] = one.program
    raise_faults(text.origin.name, faults)
    return replace(cast(CatalogFile, head), programs=tuple(programs.values()))


def over(base: CatalogFile | None, head: CatalogFile) -> CatalogFile:
    """Return the head of a file over its base, with the programs of the base."""
    if base is None:
        return head
    return replace(
        base,
        as_of=max(base.as_of, head.as_of),
        sources={**base.sources, **head.sources},
        providers={**base.providers, **head.providers},
    )


@cache
def _adapter(record: type[T]) -> TypeAdapter[T]:
    """Return what checks a record; building it takes longer than reading a small file."""
    return TypeAdapter(record)


def _label(data: Any, index: int) -> str:
    label = entry_id(data)
    return str(index) if label is None else shown(label)


def _placed(one: ReadProgram) -> Iterator[Fault]:
    """Yield a program's faults with their places in the file."""
    for fault in one.faults:
        inner = f".{fault.place}" if fault.place else ""
        yield Fault(f"programs[{one.label}]{inner}", fault.message)


def with_progress(
    programs: Iterator[ReadProgram], total: int, progress: Progress | None
) -> Iterator[ReadProgram]:
    """Pass the programs on, and tell how many there have been."""
    for done, one in enumerate(programs, start=1):
        yield one
        if progress and done % PROGRESS_STEP == 0:
            progress(done, total)
