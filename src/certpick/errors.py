"""What certpick raises when it cannot do what was asked, each with a code for programs."""

import copyreg
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any, Literal, Self

Code = Literal[
    "role_missing",
    "role_unknown",
    "role_ambiguous",
    "situation_unknown",
    "credit_unknown",
    "program_unknown",
    "program_ambiguous",
    "option_unknown",
    "options_conflict",
    "value_missing",
    "value_invalid",
    "value_out_of_range",
    "value_unknown",
    "value_ambiguous",
    "time_zone_unknown",
    "time_zone_ambiguous",
    "column_missing",
    "column_unknown",
    "column_ambiguous",
    "format_unusable",
    "terminal_missing",
    "page_unknown",
    "request_refused",
    "file_unreadable",
    "file_too_large",
    "file_unwritable",
    "file_changed",
    "file_invalid",
    "json_invalid",
    "catalog_invalid",
    "profile_invalid",
    "people_invalid",
    "row_invalid",
    "answers_lost",
    "nothing_to_write",
    "address_unusable",
    "network_unreachable",
    "missing_extra",
    "internal_error",
]
# What each code says. A code is never renamed, and its meaning stays; new ones may come.
CODES: dict[Code, str] = {
    "role_missing": "no role or job title was given, and without one nothing can be ranked",
    "role_unknown": "no role, profession or job title is so called",
    "role_ambiguous": "a job title can mean several professions, or says too little",
    "situation_unknown": "no situation is so called",
    "credit_unknown": "no kind of continuing-education credit is so called",
    "program_unknown": "no program of the catalogue has this id or name",
    "program_ambiguous": "several programs have this in their names",
    "option_unknown": "no option, command, argument or word of an address is so called",
    "options_conflict": "two answers or options exclude each other, or one stands twice",
    "value_missing": "something that is needed was not given",
    "value_invalid": "a value cannot be read, or is of another kind than is asked for",
    "value_out_of_range": "a number, date or text lies outside of what is possible",
    "value_unknown": "a word is none of those that can be chosen",
    "value_ambiguous": "a number can be read as two, such as 3.000",
    "time_zone_unknown": "no time zone is so called, or the system does not say its own",
    "time_zone_ambiguous": "several time zones are so called",
    "column_missing": "a table of people lacks a column that is needed",
    "column_unknown": "a table has no column of the name that was given",
    "column_ambiguous": "a column stands twice, says the same as another, or may be a misspelt one",
    "format_unusable": "a result cannot be written in this form, or not to this place",
    "terminal_missing": "there is no terminal to ask in",
    "page_unknown": "there is nothing at this address",
    "request_refused": "a request is too long, or asks for more than reading",
    "file_unreadable": "a file cannot be read: it is not there, not allowed, or damaged",
    "file_too_large": "a file is larger than is read without --max-size, or does not end",
    "file_unwritable": "a result or file cannot be written",
    "file_changed": "a file has changed while it was worked on, so it was not written",
    "file_invalid": "a file holds something else than is asked for",
    "json_invalid": "a file is not JSON, or not text in UTF-8",
    "catalog_invalid": "a catalogue breaks a rule; each fault names its place",
    "profile_invalid": "a file of answers breaks a rule; each fault names its place",
    "people_invalid": "a file of people is empty, or breaks off",
    "row_invalid": "a row of a file of people cannot be read, or has other cells than the others",
    "answers_lost": "no answers of an interrupted quiz are kept, or they cannot be read",
    "nothing_to_write": "there is nothing to put in a calendar or a mail",
    "address_unusable": "the web server cannot listen at this address",
    "network_unreachable": "not one page that a catalogue cites could be reached",
    "missing_extra": "a package is not installed that this needs; the hint installs it",
    "internal_error": "something went wrong that is not the user's doing",
}


class CertpickError(Exception):
    """Base of every error that certpick raises on purpose.

    ``str(error)`` is one line that says what is wrong and where; ``code`` is one of ``CODES``,
    for programs; ``hint`` says what to do about it and may be None; ``faults`` lists every
    single fault where one file has several, and is empty otherwise; ``candidates`` are words
    that may have been meant instead, each ready to be given. Faults and hint are notes of
    the exception too, so that a traceback ends with them.
    """

    exit_code: Literal[1, 2] = 1

    def __init__(
        self,
        message: str,
        hint: str | None = None,
        faults: tuple[str, ...] = (),
        candidates: tuple[str, ...] = (),
        *,
        code: Code,
    ) -> None:
        super().__init__(message)
        self.code: Code = code
        self.hint = hint
        self.faults = faults
        self.candidates = candidates
        self._note()

    def _note(self) -> None:
        several = self.faults if len(self.faults) > 1 else ()
        said = [f"hint: {self.hint}"] if self.hint else []
        self.__notes__ = [*(f"  {fault}" for fault in several), *said]

    def at(self, place: str, hint: str | None = None) -> Self:
        """Return the same error told with the place where it was made, and perhaps another hint."""
        found = copy(self)
        found.args, found.hint = (f"{place}: {self}",), hint or self.hint
        found._note()
        return found

    def retold(self, told: Callable[[str], str]) -> Self:
        """Return the same error with its sentences told otherwise."""
        found = copy(self)
        found.args, found.hint = (told(str(self)),), told(self.hint) if self.hint else None
        found._note()
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it be pickled and copied, as between processes, although ``code`` must be named."""
        return copyreg.__newobj__, (type(self), *self.args), vars(self)  # type: ignore[attr-defined]


class DataError(CertpickError):
    """A file cannot be read or written, or what it holds breaks a rule."""


class MissingExtraError(CertpickError, ImportError):
    """Something was used that needs packages which are not installed; the hint installs them."""


class UsageError(CertpickError):
    """A value that the user gave cannot be used: an unknown role, a negative budget."""

    exit_code = 2


def check_kind(kind: type, **arguments: object) -> None:
    """Check what was given from Python, so that nothing else fails deep within.

    Raises:
        UsageError: an argument is of another kind.
    """
    for name, value in arguments.items():
        if not isinstance(value, kind):
            message = f"{name}: must be {kind.__name__}, not {type(value).__name__}"
            raise UsageError(message, code="value_invalid")


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Guard imports of the packages that the extra ``name`` installs.

    Raises:
        MissingExtraError: one of them is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if str(error.name).startswith("certpick"):
            raise
        raise missing(str(error.name), f"'certpick[{name}]'") from None


def missing(package: str, install: str) -> MissingExtraError:
    """Return the error that a package is missing, which ``pip install`` of something brings."""
    message = f"this needs the package {package!r}, which is not installed"
    return MissingExtraError(message, f"pip install {install}", code="missing_extra")
