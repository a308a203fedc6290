"""A page for each command, made from its help."""

import re
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from certpick.cli.app import app_for
from certpick.cli.help import COMMANDS, Row, described, sections, usage


def contexts() -> list[Any]:
    """Return the contexts of certpick and of all its commands, in the order of the help."""
    program: Any = get_command(app_for([]))
    return list(_with_commands(program.make_context("certpick", [], resilient_parsing=True)))


def _with_commands(context: Any) -> Iterator[Any]:
    yield context
    for name, command in getattr(context.command, "commands", {}).items():
        inner = command.make_context(name, [], parent=context, resilient_parsing=True)
        yield from _with_commands(inner)


def command_pages() -> dict[str, str]:
    """Return the page of each command by its words; ``certpick`` alone is the first."""
    return {one.command_path: "\n\n".join(_page(one)) + "\n" for one in contexts()}


def page_name(words: str) -> str:
    """Return the name of a command's page: ``certpick catalog check`` is ``catalog-check.md``."""
    return words.removeprefix("certpick ").replace(" ", "-") + ".md"


def _page(context: Any) -> Iterator[str]:
    paragraphs, example = described(context)
    yield f"# {context.command_path}"
    yield from map(_escaped, paragraphs)
    yield f"```text\n{usage(context)}\n```"
    yield f"For example:\n\n```sh\n{example}\n```"
    for heading, rows in sections(context).items():
        yield f"## {heading}"
        entry = _command if heading == COMMANDS else _option
        yield from (entry(context.command_path, row) for row in rows)


def _command(path: str, row: Row) -> str:
    words = f"{path} {row[0]}"
    return f"[`{words}`]({page_name(words)})\n:   {_escaped(row[1])}"


def _option(_path: str, row: Row) -> str:
    """Return an entry of a list, with an anchor that is the name of the option."""
    anchor = re.sub(r"^(?:-\w, )?-*([\w-]*).*", r"\1", row[0]).lower()
    return f'<span id="{anchor}"></span>`{row[0]}`\n:   {_escaped(row[1])}'


def _escaped(text: str) -> str:
    """Return a text in which nothing is taken for markup."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text)
