"""Typer's usage errors in certpick's form: one line, and a hint."""

import re

import typer

from certpick.errors import UsageError
from certpick.text import did_you_mean, shown


def usage_error(error: typer.TyperException) -> UsageError:
    """Return the same mistake as a UsageError."""
    message = error.format_message().replace("Value error, ", "")
    message = message.replace("Input should be", "must be")
    message, _, suggestion = message.partition(" Did you mean ")
    message, _, options = message.partition(" (Possible options: ")
    if suggestion:
        hint: str | None = f"did you mean {suggestion}"
    elif options:
        hint = f"did you mean {options.rstrip(')').replace(', ', ' or ')}?"
    else:
        hint = _nearest_choice(message)
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", "certpick")
    plain = shown(message.strip().rstrip("."), 300)
    return UsageError(plain[:1].lower() + plain[1:], hint or f"see {command} --help")


def _nearest_choice(message: str) -> str | None:
    """Return a hint where the message is "'jsn' is not one of 'json', 'csv'"."""
    found = re.search(r"'([^']*)' is not one of (.*)", message)
    return did_you_mean(found[1], re.findall(r"'([^']+)'", found[2])) if found else None
