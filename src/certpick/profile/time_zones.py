"""Time zones as people name them."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from certpick.errors import UsageError
from certpick.text import cleaned, counted, nearest, shown

_EXAMPLE = "name a city, as in Europe/Berlin or America/New_York"
_NO_PLACES = ("Factory", "localtime", "posixrules")  # in the database, and nobody's time
_CLOSE = 0.8  # how alike a name must be to be what was meant
# What people call the time of a place. The database has some of these too, without the clock
# changes that people mean, or as a rule that calendar programs do not know by name.
_CITIES = {
    "America/New_York": "ET EST EDT EST5EDT Eastern",
    "America/Chicago": "CT CST CDT CST6CDT Central",
    "America/Denver": "MT MST MDT MST7MDT Mountain",
    "America/Los_Angeles": "PT PST PDT PST8PDT Pacific",
    "America/Anchorage": "AKST AKDT Alaska",
    "America/Halifax": "AST ADT Atlantic",
    "America/St_Johns": "NST NDT Newfoundland",
    "Pacific/Honolulu": "HST Hawaii",
    "Europe/London": "BST",
    "Europe/Lisbon": "WET WEST",
    "Europe/Brussels": "CET CEST MET MEST",
    "Europe/Athens": "EET EEST",
    "Europe/Moscow": "MSK",
    "Asia/Tokyo": "JST",
    "Asia/Hong_Kong": "HKT",
    "Asia/Singapore": "SGT",
    "Australia/Sydney": "AEST AEDT",
    "Australia/Adelaide": "ACST ACDT",
    "Australia/Perth": "AWST",
    "Pacific/Auckland": "NZST NZDT",
}
_SEVERAL = {"ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem")}
_OFFSET = re.compile(
    r"(?:utc|gmt|z)? ?(?P<sign>[+\N{MINUS SIGN}-]) ?(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?",
    re.ASCII | re.IGNORECASE,
)


class Place(NamedTuple):
    """A time zone, and in words how a name was read that can be read in several ways."""

    zone: ZoneInfo
    choice: str | None = None


def read_time_zone(name: str) -> Place:
    """Return a time zone by its name.

    It is one of the IANA database, one of Windows (as the Unicode CLDR maps it), one by which
    people call a country's time, or a distance from UTC.

    Raises:
        UsageError: there is no such zone, or there are several.
    """
    said = cleaned(name)
    wanted, known = said.casefold(), known_zones()
    if wanted in _SEVERAL:
        message = f"{shown(said)} is the time of several places"
        raise UsageError(
            message, f"name one: {' or '.join(_SEVERAL[wanted])}", code="time_zone_ambiguous"
        )
    if offset := _OFFSET.fullmatch(wanted):
        return _fixed(said, offset)
    if city := _of_windows(wanted) or _of_people(wanted):
        return Place(ZoneInfo(city), f"{shown(said)} is taken as the time of {city}")
    if wanted in known:
        return Place(ZoneInfo(known[wanted]))
    raise UsageError(
        f"unknown time zone {shown(said)!r}", _suggestion(wanted, known), code="time_zone_unknown"
    )


def known_zones() -> dict[str, str]:
    """Return the names of the IANA database by themselves in lower case."""
    return {zone.casefold(): zone for zone in sorted(available_timezones() - {*_NO_PLACES})}


def _of_windows(name: str) -> str | None:
    from tzlocal.windows_tz import win_tz

    names = {windows.casefold(): zone for windows, zone in win_tz.items() if " " in windows}
    return names.get(name)


def _of_people(name: str) -> str | None:
    word = re.sub(r" (?:daylight |standard )?time$", "", name.removeprefix("us "))
    cities = {alias.casefold(): city for city, names in _CITIES.items() for alias in names.split()}
    return cities.get(word)


def _fixed(said: str, offset: re.Match[str]) -> Place:
    """Return a distance from UTC that never changes: in the database east is minus."""
    minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
    east = minutes if offset["sign"] == "+" else -minutes
    if not east:
        return Place(ZoneInfo("UTC"))
    key = f"Etc/GMT{-east // 60:+d}"
    if east % 60 or key.casefold() not in known_zones():
        there = _cities_at(timedelta(minutes=east))
        hint = f"name a city with that time: {' or '.join(there)}" if there else _EXAMPLE
        raise UsageError(f"no zone is called {shown(said)!r}", hint, code="time_zone_unknown")
    way = "ahead of" if east > 0 else "behind"
    hours = counted(abs(east) / 60, "hour")
    choice = f"{shown(said)} is {hours} {way} UTC all year; name a city if its clocks change"
    return Place(ZoneInfo(key), choice)


def _cities_at(offset: timedelta) -> list[str]:
    """Return some cities that are so far from UTC in January."""
    from tzlocal.windows_tz import win_tz

    winter = datetime(2027, 1, 1, tzinfo=UTC)
    found = {
        city for city in win_tz.values() if winter.astimezone(ZoneInfo(city)).utcoffset() == offset
    }
    return sorted(found)[:3]


def _suggestion(name: str, zones: Mapping[str, str]) -> str:
    """Return the nearest names; the city alone counts. ``zones`` has them by lower case."""
    cities = {word.rpartition("/")[2]: zone for word, zone in zones.items() if "/" in word}
    words = {**cities, **zones}
    word = name.replace(" ", "_")
    near = nearest(word, list(words), cutoff=_CLOSE)
    close = list(dict.fromkeys(words[one] for one in near))
    return f"did you mean {' or '.join(close)}?" if close else _EXAMPLE
