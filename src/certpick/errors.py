"""What certpick raises when it cannot do what was asked."""

from collections.abc import Iterator
from contextlib import contextmanager


class CertpickError(Exception):
    """Base of every error that certpick raises on purpose.

    ``str(error)`` is one line that says what is wrong and where; ``hint`` says what
    to do about it and may be None; ``faults`` lists every single fault where one
    file has several, and is empty otherwise; ``candidates`` are words that may have been
    meant instead, each ready to be given.
    """

    exit_code = 1

    def __init__(
        self,
        message: str,
        hint: str | None = None,
        faults: tuple[str, ...] = (),
        candidates: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.hint = hint
        self.faults = faults
        self.candidates = candidates


class DataError(CertpickError):
    """A file cannot be read, or what it holds breaks a rule."""


class MissingExtraError(CertpickError, ImportError):
    """Something was used that needs packages which are not installed; the hint installs them."""


class UsageError(CertpickError):
    """A value that the user gave cannot be used: an unknown role, a negative budget."""

    exit_code = 2


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
        message = f"this needs the package {error.name!r}, which is not installed"
        raise MissingExtraError(message, f"pip install 'certpick[{name}]'") from None
