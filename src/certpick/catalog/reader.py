"""One catalogue file, read program by program: a large one is never held as objects twice."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from certpick.catalog.encodings import decoded
from certpick.catalog.facts import Sourced
from certpick.catalog.json_mistakes import Mistake, NotJsonError
from certpick.catalog.json_positions import Span, entry_id, layout
from certpick.catalog.model import CatalogFile, Origin, Program
from certpick.catalog.references import (
    Known,
    known_ids,
    no_such,
    program_faults,
    role_faults,
    source_faults,
)
from certpick.catalog.roles import RoleBook
from certpick.catalog.validation import Fault, raise_faults, validation_faults
from certpick.text import shown

T = TypeVar("T")
Json = dict[str, Any]
PROGRESS_STEP = 500
Progress = Callable[[int, int], None]  # programs read so far, and how many there are


class ReadProgram(NamedTuple):
    """A program as it stands in a file: ``program`` is None where its form is wrong.

    ``label`` is its id, or its place in the list where it has none; the places of faults are
    within it: ``facts.price``. ``changes`` names the facts of an entry that is a patch; it is
    None where the entry is whole. ``named`` are the fields that a patch names beside them.
    """

    label: str
    span: Span
    program: Program | None
    faults: tuple[Fault, ...]
    changes: frozenset[str] | None = None
    named: frozenset[str] = frozenset()

    def stated(self) -> list[tuple[str, Sourced]]:
        """Return the facts that the entry itself states, each with its name."""
        stated = self.program.facts.stated() if self.program else ()
        return [
            (name, fact)
            for name, fact in stated
            if self.changes is None or name.partition("[")[0] in self.changes
        ]


class Ground(NamedTuple):
    """What the programs of a file stand on.

    ``head`` is the file's own over that of its base, ``programs`` are those of the base that
    it does not hide, ``known`` the ids that may be referred to, and ``faults`` what is wrong
    in the file beside its programs.
    """

    head: CatalogFile
    programs: dict[str, Program]
    known: Known
    faults: tuple[Fault, ...]


class CatalogText(NamedTuple):
    """A catalogue file whose programs are still text.

    ``head`` is everything else, None where ``faults`` say what is wrong with it; ``ids`` are
    those of the programs. A file that is not JSON has ``mistakes`` and nothing else.
    """

    origin: Origin
    text: str
    head: CatalogFile | None
    faults: tuple[Fault, ...]
    spans: tuple[Span, ...]
    ids: tuple[str, ...]
    mistakes: tuple[Mistake, ...] = ()

    def programs(self, ground: Ground | None) -> Iterator[ReadProgram]:
        """Yield the programs in order; without a ``ground``, only their form is checked."""
        seen: set[str] = set()
        for index, span in enumerate(self.spans):
            content = self.text[span.start : span.end]
            try:
                one = _whole(_adapter(Program).validate_json(content), span)
            except ValidationError as error:
                one = _partial(json.loads(content), str(index), span, error, ground)
            if one.program:
                found = list(program_faults(one.program, ground.known)) if ground else []
                if one.program.id in seen:
                    found.append(Fault("id", "is used by more than one program"))
                seen.add(one.program.id)
                one = one._replace(faults=tuple(found))
            yield one


def open_catalog(content: bytes, name: str) -> CatalogText:
    """Return the catalogue file of this name, with its head read."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        text = decoded(content, name)
        value, spans, ids = layout(text, name, "programs")
    except NotJsonError as error:
        return CatalogText(Origin(name, "", sha256), error.text, None, (), (), (), error.mistakes)
    if isinstance(value, dict):
        value.pop("$schema", None)  # for the editor that completes the file
    head: CatalogFile | None = None
    faults: tuple[Fault, ...] = ()
    try:  # read as JSON, so that its arrays are strict tuples
        head = _adapter(CatalogFile).validate_json(json.dumps(value))
    except ValidationError as error:
        faults = tuple(validation_faults(error, value, CatalogFile))
    origin = Origin(name, head.as_of if head else "", sha256)
    return CatalogText(origin, text, head, faults, spans, ids)


def read_over(
    base: CatalogFile | None, text: CatalogText, roles: RoleBook, progress: Progress | None = None
) -> CatalogFile:
    """Return a file's records over those of its base; entries with the same id are the file's.

    Raises:
        DataError: it is not JSON, or breaks a rule.
    """
    if text.mistakes:
        raise NotJsonError(text.origin.name, text.text, text.mistakes)
    ground = ground_of(base, text, roles)
    faults = [*text.faults, *(ground.faults if ground else ())]
    programs = dict(ground.programs) if ground else {}
    for one in with_progress(text.programs(ground), len(text.spans), progress):
        faults += _placed(one)
        if one.program:
            programs[one.program.id] = one.program
    raise_faults(text.origin.name, faults, "catalog_invalid")
    return replace(cast(Ground, ground).head, programs=tuple(programs.values()))


def ground_of(base: CatalogFile | None, text: CatalogText, roles: RoleBook) -> Ground | None:
    """Return what the programs of a file stand on, None where its head cannot be read."""
    if text.head is None:
        return None
    head = _over(base, text.head)
    programs = {program.id: program for program in (base.programs if base else ())}
    known = known_ids(head, roles, (*programs, *text.ids))
    faults = (
        *source_faults(head, known),
        *_hide_faults(text.head.hide, programs),
        *role_faults(text.head.roles, known),
    )
    shown = {name: one for name, one in programs.items() if name not in text.head.hide}
    return Ground(head, shown, known, faults)


def _over(base: CatalogFile | None, head: CatalogFile) -> CatalogFile:
    if base is None:
        return head
    return replace(
        head,
        as_of=max(base.as_of, head.as_of),
        sources={**base.sources, **head.sources},
        providers={**base.providers, **head.providers},
        roles=base.roles.with_rows(head.roles),
    )


def _hide_faults(hide: tuple[str, ...], base: dict[str, Program]) -> Iterator[Fault]:
    for index, name in enumerate(hide):
        if name not in base:
            yield Fault(f"hide[{index}]", _no_base_program(name, base))


def _no_base_program(name: str, base: dict[str, Program]) -> str:
    if not base:
        return "the file builds on no other: say what it extends, or name that file before it"
    return no_such("program", name, frozenset(base))


def _whole(program: Program, span: Span) -> ReadProgram:
    return ReadProgram(program.id, span, program, ())


def _partial(
    entry: Any, place: str, span: Span, error: ValidationError, ground: Ground | None
) -> ReadProgram:
    """Return an entry that is no whole program: a patch over the base's, or what is wrong."""
    name = entry_id(entry)
    label = place if name is None else shown(name)
    fault: Fault | None = None
    if not isinstance(entry, dict) or "patch" not in entry:
        return ReadProgram(label, span, None, tuple(_faults(error, entry, ground)))
    if entry["patch"] is not True:
        fault = Fault("patch", "must be true, or left out")
    elif name is None:
        fault = Fault("id", "must name the program to change")
    elif ground and name in ground.head.hide:
        fault = Fault("id", "is hidden by this file")
    elif ground and name not in ground.programs:
        fault = Fault("id", _no_base_program(name, ground.programs))
    elif ground:
        return _patched(ground.programs[name], entry, span, ground)
    return ReadProgram(label, span, None, (fault,) if fault else ())


def _faults(error: ValidationError, entry: Any, ground: Ground | None) -> Iterator[Fault]:
    return validation_faults(error, entry, Program, ground.known.hint if ground else None)


def _patched(base: Program, entry: Json, span: Span, ground: Ground) -> ReadProgram:
    """Return a program with what a patch names; a fact that is null there becomes unknown."""
    whole, named = asdict(base), {key: entry[key] for key in entry if key != "patch"}
    changes = frozenset[str]()
    if isinstance(named.get("facts"), dict):
        changes = frozenset(named["facts"])
        facts = {**whole["facts"], **named["facts"]}
        named["facts"] = {name: fact for name, fact in facts.items() if fact is not None}
    merged = {**whole, **named}
    try:
        program = _adapter(Program).validate_json(json.dumps(merged))
    except ValidationError as error:
        faults = tuple(_faults(error, merged, ground))
        return ReadProgram(base.id, span, None, faults, changes)
    return ReadProgram(base.id, span, program, (), changes, frozenset(named))


@cache
def _adapter(record: type[T]) -> TypeAdapter[T]:
    """Return what checks a record; building it takes longer than reading a small file."""
    return TypeAdapter(record)


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
