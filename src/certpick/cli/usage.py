"""Typer's usage errors in certpick's form: one line, and a hint."""

import typer

from certpick.errors import Code, UsageError
from certpick.text import shown

# What typer's mistakes are, by the names of classes that it does not show.
_CODES: dict[str, Code] = {
    "NoSuchOption": "option_unknown",
    "MissingParameter": "value_missing",
    "BadParameter": "value_invalid",
}


def usage_error(error: typer.TyperException) -> UsageError:
    """Return the same mistake as a UsageError."""
    command = getattr(getattr(error, "ctx", None), "command_path", "certpick")
    help_page = f"see {command} --help"
    if found := _none_of_few(error, help_page):
        return found
    if isinstance(error, typer.BadParameter):
        message, hint = _bad_value(error), None
    else:
        message, hint = _bad_word(error)
    plain = shown(message.strip().rstrip("."), 300)
    return UsageError(
        plain[:1].lower() + plain[1:],
        hint or help_page,
        candidates=tuple(getattr(error, "possibilities", None) or ()),
        code=_code(error),
    )


def _code(error: typer.TyperException) -> Code:
    from pydantic import ValidationError

    from certpick.catalog.validation import value_code

    if isinstance(error.__cause__, ValidationError):
        return value_code(error.__cause__)
    kind = type(error).__name__
    if kind == "BadOptionUsage":  # a flag with a value, or an option without one
        return "value_missing" if "requires" in error.message else "value_invalid"
    return _CODES.get(kind, "option_unknown")


def _bad_word(error: typer.TyperException) -> tuple[str, str | None]:
    """Explain an option or command that there is not, or that stands in the wrong place."""
    raised = str(error.args[0])
    if options := getattr(error, "possibilities", None):
        return raised, f"did you mean {' or '.join(options)}?"
    # Typer suggests commands nowhere but behind the message that it raised first.
    suggestion = error.message.removeprefix(raised).strip()
    return raised, suggestion[:1].lower() + suggestion[1:] or None


def _none_of_few(error: typer.TyperException, hint: str) -> UsageError | None:
    """Return the error that a word is none of those that an option takes, where they are few."""
    from pydantic import ValidationError

    from certpick.profile.options import none_of

    option, found = getattr(error, "param", None), error.__cause__
    words = getattr(getattr(option, "type_descriptor", None), "choices", None)
    if option is None or not words or not isinstance(found, ValidationError):
        return None
    said = str(found.errors(include_url=False)[0]["input"])
    return none_of(said, tuple(map(str, words))).at(option.opts[0], hint)


def _bad_value(error: typer.BadParameter) -> str:
    """Explain a value that is missing or that cannot be what its option needs."""
    from pydantic import ValidationError

    from certpick.catalog.validation import validation_faults

    found = error.__cause__
    if not isinstance(found, ValidationError) or error.param is None:
        return error.format_message()
    whole = found.errors(include_url=False)[0]["type"].startswith("int_parsing")
    reason = "must be a whole number" if whole else next(validation_faults(found, None)).message
    return f"invalid value for {error.param.get_error_hint()}: {reason}"
