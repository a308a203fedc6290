"""A page for each command, made from the help that the program itself prints."""

import re
from collections.abc import Iterator
from typing import Any

import typer

from certpick.cli.app import app_for


def command_pages() -> dict[str, str]:
    """Return the page of each command by its words; ``certpick`` alone is the first."""
    program: Any = typer.main.get_command(app_for([]))
    context = typer.Context(program, info_name="certpick", **program.context_settings)
    return dict(_pages(context))


def page_name(words: str) -> str:
    """Return the name of a command's page: ``certpick catalog check`` is ``catalog-check.md``."""
    return words.removeprefix("certpick ").replace(" ", "-") + ".md"


def _pages(context: Any) -> Iterator[tuple[str, str]]:
    yield context.command_path, "\n\n".join(_page(context)) + "\n"
    for command in _commands(context):
        own = typer.Context(command, parent=context, info_name=command.name)
        yield from _pages(own)


def _commands(context: Any) -> list[Any]:
    """Return the commands of a group, in the order of its help."""
    return list(getattr(context.command, "commands", {}).values())


def _page(context: Any) -> Iterator[str]:
    command = context.command
    yield f"# {context.command_path}"
    yield from _paragraphs(command.help)
    yield f"```text\n{command.get_usage(context).removeprefix('Usage: ')}\n```"
    yield from _paragraphs(command.epilog or "")
    for own in _commands(context):
        words = f"{context.command_path} {own.name}"
        yield f"[`{words}`]({page_name(words)})\n:   {_escaped(own.get_short_help_str(200))}"
    for group, entries in _groups(context).items():
        yield from (f"## {group}", *entries)


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a help text, its example as a command that can be copied."""
    for paragraph in map(str.strip, text.split("\n\n")):
        if paragraph.startswith("Example"):
            lines = paragraph.partition(":")[2].strip().splitlines()
            yield "\n".join(["```sh", *map(str.strip, lines), "```"])
        elif paragraph:
            yield _escaped(" ".join(paragraph.split()))


def _groups(context: Any) -> dict[str, list[str]]:
    """Return arguments and options as entries of a list, under the names of their groups."""
    groups: dict[str, list[str]] = {}
    for own in context.command.get_params(context):
        usual = "Options" if own.param_type_name == "option" else "Arguments"
        if row := own.get_help_record(context):
            group = getattr(own, "rich_help_panel", None) or usual
            groups.setdefault(group, []).append(_entry(max(own.opts, key=len), *row))
    return groups


def _entry(name: str, names: str, meaning: str) -> str:
    """Return an entry of a list, with an anchor that is the option's name."""
    return f'<span id="{name.lstrip("-")}"></span>`{names}`\n:   {_escaped(meaning)}'


def _escaped(text: str) -> str:
    """Return a text in which nothing is taken for markup."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text)
