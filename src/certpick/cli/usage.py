"""Typer's usage errors in certpick's form: one line, and a hint."""

from enum import Enum

import typer

from certpick.errors import Code, UsageError
from certpick.text import did_you_mean, shown

# What typer's mistakes are, by the names of classes that it does not show.
_CODES: dict[str, Code] = {
    "NoSuchOption": "option_unknown",
    "MissingParameter": "value_missing",
    "BadOptionUsage": "value_missing",
    "BadParameter": "value_invalid",
}


def usage_error(error: typer.TyperException) -> UsageError:
    """Return the same mistake as a UsageError."""
    if isinstance(error, typer.BadParameter):
        message, hint = _bad_value(error)
    else:
        message, hint = _bad_word(error)
    command = getattr(getattr(error, "ctx", None), "command_path", "certpick")
    plain = shown(message.strip().rstrip("."), 300)
    return UsageError(
        plain[:1].lower() + plain[1:],
        hint or f"see {command} --help",
        candidates=tuple(getattr(error, "possibilities", None) or _choices(error)),
        code=_code(error),
    )


def _code(error: typer.TyperException) -> Code:
    from pydantic import ValidationError

    from certpick.catalog.validation import value_code

    if isinstance(error.__cause__, ValidationError):
        return "value_unknown" if _choices(error) else value_code(error.__cause__)
    return _CODES.get(type(error).__name__, "option_unknown")


def _bad_word(error: typer.TyperException) -> tuple[str, str | None]:
    """Explain an option or command that there is not, or that stands in the wrong place."""
    raised = str(error.args[0])
    if options := getattr(error, "possibilities", None):
        return raised, f"did you mean {' or '.join(options)}?"
    # Typer suggests commands nowhere but behind the message that it raised first.
    suggestion = error.message.removeprefix(raised).strip()
    return raised, suggestion[:1].lower() + suggestion[1:] or None


def _bad_value(error: typer.BadParameter) -> tuple[str, str | None]:
    """Explain a value that is missing or that cannot be what its option needs."""
    from pydantic import ValidationError

    from certpick.catalog.validation import validation_faults

    found = error.__cause__
    if not isinstance(found, ValidationError) or error.param is None:
        return error.format_message(), None
    problem = found.errors(include_url=False)[0]
    whole = problem["type"].startswith("int_parsing")
    reason = "must be a whole number" if whole else next(validation_faults(found, None)).message
    message = f"invalid value for {error.param.get_error_hint()}: {reason}"
    return message, did_you_mean(str(problem["input"]), _choices(error))


def _choices(error: typer.TyperException) -> list[str]:
    """Return the words that the option at fault can take, where they are few."""
    descriptor = getattr(getattr(error, "param", None), "type_descriptor", None)
    choices = getattr(descriptor, "annotation", None)
    if not (isinstance(choices, type) and issubclass(choices, Enum)):
        return []
    return [str(one.value) for one in choices]
