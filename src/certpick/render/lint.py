"""What a check of a catalogue found, one line each, as an editor or a script reads it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from certpick.catalog.reader import CatalogText
from certpick.keeping.lint import Finding, lines
from certpick.keeping.sifting import KINDS, Sifted
from certpick.text import counted

MOST = 1000  # findings that a person is shown
LISTED = 10  # warnings of a kind that are listed one by one unless all are asked for
Placed = tuple[int, Finding]  # with its line


def findings_text(text: CatalogText, found: Sifted, details: bool = False) -> str:
    """Return ``file:line: severity: place: message [kind]`` for each, and the count.

    Of a kind with many warnings one line says how many, unless ``details`` are asked for.
    Where there are too many to read, all errors come before any warning is left out.
    """
    errors = [one for one in found.findings if one.severity == "error"]
    warnings = [one for one in found.findings if one.severity != "error"]
    wanted = [*errors, *warnings] if details else errors
    told = wanted[:MOST] if details else [*wanted[:MOST], *warnings]
    placed = list(lines(text.text, told))
    rows = [f"{text.origin.name}:{row}" for row in (_each if details else _grouped)(placed)]
    if left := Counter(one.severity for one in wanted[MOST:]):
        said = " and ".join(counted(count, severity) for severity, count in left.items())
        rows.append(f"{said} more; --json lists all")
    return "\n".join([*rows, *_summary(text, found, details)]) + "\n"


def _each(placed: Iterable[Placed]) -> Iterator[str]:
    for line, one in placed:
        kind = f" [{one.kind}]" if one.kind else ""
        said = ": ".join(filter(None, (str(line), one.severity, one.place, one.message)))
        yield said + kind


def _grouped(placed: list[Placed]) -> Iterator[str]:
    counts = Counter(one.kind for _, one in placed if one.kind)
    told = set()
    for line, one in placed:
        if one.kind is None or counts[one.kind] <= LISTED:
            yield from _each([(line, one)])
        elif one.kind not in told:
            told.add(one.kind)
            many = f"{counts[one.kind]} {KINDS[one.kind]}"
            yield f"{line}: {one.severity}: {many}, first {one.place} [{one.kind}]"


def _summary(text: CatalogText, found: Sifted, details: bool) -> Iterator[str]:
    errors, kinds = error_count(found), Counter(one.kind for one in found.findings if one.kind)
    said = [counted(errors, "error"), counted(len(found.findings) - errors, "warning")]
    said += [f"{found.ignored} ignored"] if found.ignored else []
    said += [f"{found.known} in the baseline"] if found.known else []
    programs = counted(len(text.spans), "program")
    sha256 = text.origin.sha256[:12]
    yield f"{text.origin.name}: {programs}, sha256 {sha256}: {', '.join(said)}"
    if found.gone:
        yield f"{counted(found.gone, 'warning')} of the baseline no more: write it anew"
    if not details and any(count > LISTED for count in kinds.values()):
        yield "--details lists every warning; --ignore KIND leaves a kind out"


def error_count(found: Sifted) -> int:
    """Return how many of the findings are errors."""
    return sum(one.severity == "error" for one in found.findings)
