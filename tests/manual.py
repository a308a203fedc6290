"""The manual page of certpick, made from its help."""

from collections.abc import Iterable, Iterator
from typing import Any

from commands import contexts

import certpick
from certpick.cli.help import (
    ABOUT_YOU,
    COMMANDS,
    MATTERS,
    NEEDS,
    OPTIONS,
    OTHER,
    Row,
    described,
    sections,
    usage,
)

SHARED = (ABOUT_YOU, NEEDS, MATTERS, OTHER)
HELP = "-h, --help"
EXIT = (
    ("0", "Done, also where no program fits."),
    ("1", "It could not be done: a file that is not there or has faults, a full disk."),
    ("2", "The command line cannot be: an unknown option, a value that is none."),
    ("130", "Ended by Ctrl-C."),
)
ENVIRONMENT = (
    (
        "CERTPICK_CATALOG",
        "The catalogue files to use where --catalog names none, with : between them (on Windows "
        ";). A later one adds to the earlier and overrides by id.",
    ),
    (
        "CERTPICK_MAX_SIZE",
        "The largest catalogue or profile to read where --max-size names none.",
    ),
    ("COLUMNS", "The width of what is written to a terminal."),
    ("NO_COLOR, FORCE_COLOR", "Whether to write colours, whatever stdout is; NO_COLOR wins."),
    ("SOURCE_DATE_EPOCH", "Stands in for the clock, in seconds since 1970."),
)


def manual() -> str:
    """Return the page in the language of man."""
    program, *commands = contexts()
    rank = next(sections(one) for one in commands if one.info_name == "rank")
    shared = {heading: rank[heading] for heading in SHARED}
    lines = [
        r".\" Made from the help of certpick: pytest --update-golden tests/test_help.py",
        f'.TH CERTPICK 1 "" "certpick {certpick.__version__}" "User Commands"',
        *(".nh", ".ad l"),  # words stay whole, as they are typed
        ".SH NAME",
        r"certpick \- AI\-in\-healthcare certifications that fit you, with the facts behind it",
        *(".SH SYNOPSIS", ".B certpick", _text("[OPTIONS] COMMAND ...")),
        *(".SH DESCRIPTION", *_described(program)),
        *(".SH OPTIONS", *_rows(sections(program)[OPTIONS])),
        *(".SH COMMANDS", *(line for one in commands for line in _command(one, shared))),
        ".SH OPTIONS OF SEVERAL COMMANDS",
        *(line for heading, rows in shared.items() for line in (f".SS {heading}", *_rows(rows))),
        *(".SH EXIT STATUS", *_rows(EXIT)),
        *(".SH ENVIRONMENT", *_rows(ENVIRONMENT)),
    ]
    return "\n".join(lines) + "\n"


def _command(context: Any, shared: dict[str, list[Row]]) -> Iterator[str]:
    """Yield what a command does, its own options, and which it takes of those told elsewhere."""
    told = [row for rows in shared.values() for row in rows]
    pages = sections(context).items()
    rows = [row for heading, each in pages if heading != COMMANDS for row in each]
    yield f".SS {_text(usage(context))}"
    yield from _described(context)
    yield from _rows(row for row in rows if row not in told)
    taken = [row[0].split()[0] for row in told if row in rows and row[0] != HELP]
    if len(taken) == len(told) - 1:
        yield from (".PP", "It also takes all options of several commands, which are told below.")
    elif taken:
        said = f"Of the options of several commands, which are told below, it takes {', '.join(taken)}."
        yield from (".PP", _text(said))


def _described(context: Any) -> Iterator[str]:
    (first, *rest), example = described(context)
    yield _text(first)
    for paragraph in rest:
        yield from (".PP", _text(paragraph))
    yield from (".PP", "Example:", ".PP", ".RS 4", ".EX", _text(example), ".EE", ".RE")


def _rows(rows: Iterable[Row]) -> Iterator[str]:
    for name, meaning in rows:
        yield from (".TP", rf"\fB{_text(name)}\fR", _text(meaning))


def _text(text: str) -> str:
    """Return a text in which nothing is an instruction, and a sign is the sign that is typed."""
    signs = {"\\": r"\e", "-": r"\-", "'": r"\(aq", '"': r"\(dq", "^": r"\(ha", "~": r"\(ti"}
    plain = "".join(
        signs.get(one, one if one.isascii() else rf"\[u{ord(one):04X}]") for one in text
    )
    return rf"\&{plain}" if plain.startswith(".") else plain
