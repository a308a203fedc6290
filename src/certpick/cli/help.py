"""Help pages: how a command is used, an example, and its options in groups.

A group is what Typer calls a panel; Typer itself shows them only by way of rich, which would
double the time that a page takes.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from typer import get_terminal_size
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from certpick.text import wrapped

ABOUT_YOU = "About you"
NEEDS = "What you need"
MATTERS = "What matters to you"
STUDY = "When you study"
QUIZ = "The quiz"
PEOPLE = "The file of people"
OUTPUT = "Output"
COMMANDS, ARGUMENTS, OTHER, OPTIONS = "Commands", "Arguments", "Other options", "Options"
_HEADINGS = (
    COMMANDS, ARGUMENTS, ABOUT_YOU, NEEDS, MATTERS, STUDY, QUIZ, PEOPLE, OUTPUT, OTHER, OPTIONS,
)  # fmt: skip
WIDEST, NARROWEST = 80, 24
_TWO_COLUMNS = 60  # on a narrower screen a meaning stands below its option
_LABEL = 28  # a longer one stands on a line of its own
Row = tuple[str, str]


class _Page:
    def format_help(self, context: Any, formatter: Any) -> None:
        """Write the page of a command into Typer's formatter."""
        width = max(NARROWEST, min(get_terminal_size().columns, WIDEST) - 2)
        formatter.write("\n".join(_lines(context, width)))


class Command(_Page, TyperCommand):
    """A command with such a page."""


class Group(_Page, TyperGroup):
    """A command that has others, with such a page."""


def usage(context: Any) -> str:
    """Return how a command is called: ``certpick explain [OPTIONS] PROGRAM``."""
    command = context.command
    rest = ["COMMAND ..."] if isinstance(command, TyperGroup) else []
    return " ".join([context.command_path, "[OPTIONS]", *map(_place, _arguments(context)), *rest])


def described(context: Any) -> tuple[list[str], str]:
    """Return what a command does, in paragraphs, and an example of a command line."""
    text, _, example = (context.command.help or "").partition("Example: ")
    paragraphs = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    return paragraphs, " ".join(example.split())


def sections(context: Any) -> dict[str, list[Row]]:
    """Return what a page lists: under each heading names with their meanings."""
    found: dict[str, list[Row]] = {heading: [] for heading in _HEADINGS}
    if isinstance(context.command, TyperGroup):
        found[COMMANDS] += _commands(context.command)
    found[ARGUMENTS] += [(one.metavar, one.help) for one in _arguments(context)]
    options = [one for one in context.command.get_params(context) if isinstance(one, TyperOption)]
    rest = OTHER if any(one.rich_help_panel for one in options) else OPTIONS
    for one in options:
        found[one.rich_help_panel or rest].append((_label(one, context), _meaning(one)))
    return {heading: rows for heading, rows in found.items() if rows}


def _arguments(context: Any) -> list[Any]:
    return [one for one in context.command.params if isinstance(one, TyperArgument)]


def _place(argument: Any) -> str:
    """Return an argument as it stands in a command line."""
    several = "..." if argument.nargs == -1 else ""
    return f"{argument.metavar}{several}" if argument.required else f"[{argument.metavar}{several}]"


def _label(option: Any, context: Any) -> str:
    """Return an option as it is written: ``-o, --output FILE``, ``--sort score|fit``."""
    names = ", ".join(sorted(option.opts, key=len))
    value = option.metavar or ("" if option.is_flag else option.display_type(context).strip("<>"))
    return f"{names} {value}".rstrip()


def _meaning(option: Any) -> str:
    told = option.default not in (None, False)
    return f"{option.help} Default: {option.default}." if told else option.help


def _commands(group: TyperGroup) -> Iterator[Row]:
    for name, command in group.commands.items():
        yield name, " ".join((command.help or "").partition("\n\n")[0].split())


def _lines(context: Any, width: int) -> Iterator[str]:
    yield _beside("Usage: ", usage(context), width)
    paragraphs, example = described(context)
    for paragraph in paragraphs:
        yield "\n" + _beside("  ", paragraph, width)
    if example:
        yield "\n" + command_lines(f"  Example: {example}", width)
    listed = sections(context)
    column = _column(row for heading, rows in listed.items() if heading != COMMANDS for row in rows)
    for heading, rows in listed.items():
        yield f"\n{heading}:"
        yield from _table(rows, _column(rows) if heading == COMMANDS else column, width)


def _column(rows: Iterable[Row]) -> int:
    return max(len(name) for name, _ in rows if len(name) <= _LABEL)


def _table(rows: list[Row], column: int, width: int) -> Iterator[str]:
    for name, meaning in rows:
        if width >= _TWO_COLUMNS and len(name) <= column:
            yield _beside(f"  {name:<{column}}  ", meaning, width)
        else:
            yield _filled(re.findall(r"[^|]+\|?", f"  {name}"), width, indent="    ")
            yield _beside(" " * (column + 4 if width >= _TWO_COLUMNS else 4), meaning, width)


def command_lines(command: str, width: int) -> str:
    r"""Return a command line that, where it is too long, goes on after ``\`` and stays one."""
    if len(command) <= width:
        return command
    options = re.findall(r"""\s*(?:-\S+ )?(?:"[^"]*"|'[^']*'|\S)+""", command)
    return _filled(options, width, indent="   ", end=" \\")


def _filled(parts: list[str], width: int, indent: str, end: str = "") -> str:
    """Return parts in lines of a width, each line but the last with an end."""
    lines = [""]
    for part in parts:
        if lines[-1] and len(lines[-1] + part + end) > width:
            lines.append(indent)
        lines[-1] += part
    return f"{end}\n".join(lines)


def _beside(label: str, text: str, width: int) -> str:
    """Return a text to the right of its label, with all lines at the same place."""
    lines = wrapped(text, width - len(label))
    return label + lines.replace("\n", "\n" + " " * len(label))
