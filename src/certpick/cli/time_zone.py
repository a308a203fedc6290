"""The user's time zone: the one that is named, else the system's."""

import os
from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from certpick.errors import UsageError
from certpick.text import cleaned, nearest, shown

_EXAMPLE = "name it as in --time-zone Europe/Berlin or --time-zone America/New_York"


def time_zone(name: str | None) -> ZoneInfo:
    """Return a time zone by its name in the IANA database; None is the system's own.

    Raises:
        UsageError: there is no such zone, or the system does not say which is its own.
    """
    known = available_timezones()
    if name is None:
        own = _system_zone()
        if own not in known:
            raise UsageError(
                "the system does not say its time zone", _EXAMPLE, code="time_zone_unknown"
            )
        return ZoneInfo(own)
    zones = {zone.casefold(): zone for zone in sorted(known)}
    wanted = cleaned(name).casefold()
    if wanted in zones:
        return ZoneInfo(zones[wanted])
    raise UsageError(
        f"--time-zone: unknown time zone {shown(name)!r}",
        _suggestion(wanted, zones),
        code="time_zone_unknown",
    )


def _system_zone() -> str | None:
    """Return what the system calls its zone: rules such as CET-1CEST in TZ are no name."""
    import tzlocal

    named = os.environ.get("TZ", "").removeprefix(":")
    if named and not named.startswith("/"):
        return named
    try:
        return tzlocal.get_localzone_name()
    except (ZoneInfoNotFoundError, LookupError, ValueError, OSError):
        return None


def _suggestion(name: str, zones: Mapping[str, str]) -> str:
    """Return the nearest names; the city alone counts. ``zones`` has them by lower case."""
    cities = {word.rpartition("/")[2]: zone for word, zone in zones.items()}
    words = {**cities, **zones}
    word = name.replace(" ", "_")
    close = list(dict.fromkeys(words[one] for one in nearest(word, list(words))))
    return f"did you mean {' or '.join(close)}?" if close else _EXAMPLE
