"""The user's time zone: the one that is named, else the system's."""

import os
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from certpick.errors import UsageError
from certpick.profile.time_zones import Place, known_zones, read_time_zone
from certpick.text import cleaned

_EXAMPLE = "name it as in --time-zone Europe/Berlin or --time-zone America/New_York"
_OWN = ("localtime", "local", "system")  # what the system calls its own zone, whichever it is


def time_zone(name: str | None) -> Place:
    """Return a time zone by its name, as ``read_time_zone``; None is the system's own.

    Raises:
        UsageError: there is no such zone, or the system does not say which is its own.
    """
    if name is None or cleaned(name).casefold() in _OWN:
        return Place(_system_zone())
    try:
        return read_time_zone(name)
    except UsageError as error:
        raise error.at("--time-zone") from None


def _system_zone() -> ZoneInfo:
    own, known = _own_name(), known_zones()
    if own is None or own.casefold() not in known:
        raise UsageError(
            "the system does not say its time zone", _EXAMPLE, code="time_zone_unknown"
        )
    return ZoneInfo(known[own.casefold()])


def _own_name() -> str | None:
    """Return what the system calls its zone: rules such as CET-1CEST in TZ are no name."""
    import tzlocal

    named = os.environ.get("TZ", "").removeprefix(":")
    if named and not named.startswith("/") and named not in _OWN:
        return named
    try:
        return tzlocal.get_localzone_name()
    except (ZoneInfoNotFoundError, LookupError, ValueError, OSError):
        return None
