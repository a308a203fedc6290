"""The one place that reads the clock."""

import os
from datetime import UTC, date, datetime

from certpick.errors import UsageError
from certpick.text import shown


def today() -> date:
    """Return today's date; as ``now``."""
    return now().date()


def now() -> datetime:
    """Return this moment, or the one that SOURCE_DATE_EPOCH sets for reproducible output.

    Raises:
        UsageError: SOURCE_DATE_EPOCH is not a number of seconds since 1970.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return datetime.now().astimezone()
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH: {shown(seconds)!r} is not a number of seconds"
        raise UsageError(
            message, "unset it, or give seconds since 1970", code="value_invalid"
        ) from None
