"""Time zones as people name them, and as a calendar file needs them."""

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from calendar_readers import offset_at, onsets
from conftest import Run
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Timezone
from tzlocal.windows_tz import win_tz

from certpick.cli.time_zone import time_zone
from certpick.errors import UsageError
from certpick.profile.time_zones import Place
from certpick.render.time_zones import time_zone_component

Cli = Callable[..., Run]
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
         "Africa/Cairo", "Asia/Kolkata", "Europe/Dublin", "America/St_Johns", "UTC")  # fmt: skip
EXAMPLE = "as in Europe/Berlin"


def lines(zone: str, first: date = date(2026, 11, 23), last: date = date(2027, 6, 1)) -> list[str]:
    """Return the lines of a zone's component."""
    text: str = time_zone_component(ZoneInfo(zone), first, last).to_ical().decode()
    return text.strip().split("\r\n")


@cache
def by_dateutil(zone: str) -> tzinfo:
    """Return a zone as another parser reads it from a file."""
    component = time_zone_component(ZoneInfo(zone), date(2027, 2, 1), date(2028, 5, 1))
    found: tzinfo = tzical(io.StringIO(component.to_ical().decode())).get()
    return found


# As people name them


@pytest.mark.parametrize("name", ["Europe/Berlin", " europe/BERLIN\r"])
def test_blanks_and_case_of_a_time_zone_do_not_matter(name: str) -> None:
    assert time_zone(name) == Place(BERLIN)


@pytest.mark.parametrize(
    ("name", "key", "hours"),
    [
        ("GMT+1", "Etc/GMT-1", 1), ("UTC+1", "Etc/GMT-1", 1), ("utc -5", "Etc/GMT+5", -5),
        ("UTC+01:00", "Etc/GMT-1", 1), ("+14", "Etc/GMT-14", 14), ("UTC\N{MINUS SIGN}0300", "Etc/GMT+3", -3),
        ("UTC+0", "UTC", 0), ("GMT-0", "UTC", 0),
    ],
)  # fmt: skip
def test_a_distance_from_utc_is_counted_eastward(name: str, key: str, hours: int) -> None:
    place = time_zone(name)
    assert place.zone.key == key
    assert datetime(2027, 7, 1, tzinfo=place.zone).utcoffset() == timedelta(hours=hours)
    ahead = "ahead of" if hours > 0 else "behind"
    assert (place.choice is None) == (hours == 0)
    assert not place.choice or f"{ahead} UTC all year; name a city" in place.choice


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("EST", "America/New_York"), ("est", "America/New_York"), ("EST5EDT", "America/New_York"),
        ("Eastern", "America/New_York"), ("US Eastern Time", "America/New_York"),
        ("Eastern Daylight Time", "America/New_York"), ("PST", "America/Los_Angeles"),
        ("CST", "America/Chicago"), ("MST", "America/Denver"), ("HST", "Pacific/Honolulu"),
        ("CET", "Europe/Brussels"), ("CEST", "Europe/Brussels"), ("BST", "Europe/London"),
        ("Eastern Standard Time", "America/New_York"), ("w. europe standard time", "Europe/Berlin"),
        ("US Mountain Standard Time", "America/Phoenix"), ("India Standard Time", "Asia/Calcutta"),
    ],
)  # fmt: skip
def test_what_people_and_windows_call_a_zone_is_that_of_a_city(name: str, key: str) -> None:
    place = time_zone(name)
    assert place.zone.key == key
    assert place.choice == f"{name} is taken as the time of {key}"


def test_a_name_of_the_database_is_taken_as_it_is() -> None:
    for name in ("Etc/GMT+1", "Asia/Calcutta", "US/Eastern", "Chile/EasterIsland"):
        assert time_zone(name) == Place(ZoneInfo(name))


@pytest.mark.parametrize(
    ("name", "words", "hint"),
    [
        ("berlin", "unknown time zone 'berlin'", "did you mean Europe/Berlin?"),
        ("Kolkatta", "unknown", "did you mean Asia/Kolkata?"),
        ("new york", "unknown", "did you mean America/New_York?"),
        ("Europe", "unknown", EXAMPLE),
        ("Eastern Europe Summer", "unknown", EXAMPLE),
        ("Factory", "unknown", EXAMPLE),
        ("../etc/passwd", "unknown", EXAMPLE),
        ("", "unknown time zone ''", EXAMPLE),
        ("IST", "the time of several places", "Asia/Kolkata or Europe/Dublin or Asia/Jerusalem"),
        (
            "UTC+5:30",
            "no zone is called 'UTC+5:30'",
            "with that time: Asia/Calcutta or Asia/Colombo",
        ),
        ("UTC+15", "no zone is called 'UTC+15'", EXAMPLE),
    ],
)
def test_what_names_no_zone_or_several_is_refused(name: str, words: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        time_zone(name)
    assert words in str(caught.value)
    assert hint in str(caught.value.hint)


def test_the_system_zone_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("America/New_York", ":America/New_York"):
        monkeypatch.setenv("TZ", name)
        assert time_zone(None) == Place(ZoneInfo("America/New_York"))
    monkeypatch.delenv("TZ")
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: None)
    with pytest.raises(UsageError, match="does not say its time zone") as caught:
        time_zone(None)
    assert "--time-zone Europe/Berlin" in str(caught.value.hint)


@pytest.mark.parametrize("own", ["localtime", ":localtime", ":/etc/localtime", ""])
def test_localtime_is_the_zone_that_the_system_means(
    monkeypatch: pytest.MonkeyPatch, own: str
) -> None:
    monkeypatch.setenv("TZ", own)
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "Asia/Tokyo")
    assert time_zone("localtime") == time_zone(None) == Place(ZoneInfo("Asia/Tokyo"))


@pytest.mark.parametrize("rules", ["CET-1CEST", "EST5EDT4", ":CET-1CEST", "GMT+1", "Factory"])
def test_rules_for_a_zone_without_a_name_are_not_taken_as_another(
    monkeypatch: pytest.MonkeyPatch, rules: str
) -> None:
    monkeypatch.setenv("TZ", rules)
    with pytest.raises(UsageError, match="does not say its time zone"):
        time_zone(None)


def test_the_choice_is_said_on_stderr(cli: Cli, tmp_path: Path) -> None:
    words = ("--role", "physician", "--hours", "5", "--ics", str(tmp_path / "a.ics"))
    run = cli("plan", "stanford", *words, "--time-zone", "EST", "--json")
    assert run.json()["calendar"]["time_zone"] == "America/New_York"
    assert run.err == "EST is taken as the time of America/New_York\n"
    assert b"TZID=America/New_York:" in (tmp_path / "a.ics").read_bytes()


# As a calendar file needs them


def test_a_zone_with_rules_has_them_from_the_year_in_which_they_began() -> None:
    assert lines("Europe/Berlin") == [
        "BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
        "BEGIN:DAYLIGHT", "DTSTART:19960331T020000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:CEST", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:CET", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD",
        "END:VTIMEZONE",
    ]  # fmt: skip
    assert "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3" in lines("America/New_York")


@pytest.mark.parametrize(
    ("zone", "onset"),
    [("Asia/Kolkata", "19451015T000000"), ("America/Phoenix", "19671029T020000"),
     ("Europe/Istanbul", "20160327T030000"), ("Etc/GMT-1", "19700101T000000")],
)  # fmt: skip
def test_a_zone_that_keeps_its_time_has_its_last_change_alone(zone: str, onset: str) -> None:
    """1970 stands for the change that a zone never had."""
    found = lines(zone)
    assert [line for line in found if line.startswith("DTSTART")] == [f"DTSTART:{onset}"]
    assert "BEGIN:DAYLIGHT" not in found
    assert not [line for line in found if line.startswith("RRULE")]


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "Africa/Cairo", "Asia/Jerusalem"])
def test_a_zone_without_a_rule_that_importers_know_has_each_change(zone: str) -> None:
    found = lines(zone)
    onsets = [line for line in found if line.startswith("DTSTART")]
    assert len(onsets) == len(set(onsets)) >= 3
    assert not [line for line in found if line.startswith(("RRULE", "RDATE"))]
    assert "BEGIN:STANDARD" in found


def test_ireland_has_its_summer_time_in_summer() -> None:
    """Its law calls summer the standard; Outlook reads the other way round."""
    found = lines("Europe/Dublin")
    assert found[found.index("BEGIN:DAYLIGHT") + 2].endswith("BYMONTH=3")


@pytest.mark.parametrize("zone", ZONES)
@given(day=st.integers(0, 8 * 56 - 1), minute=st.integers(0, 24 * 60 - 1))
@settings(max_examples=30)
def test_the_time_zone_in_the_file_is_that_of_the_database(
    zone: str, day: int, minute: int
) -> None:
    """Read by another parser, at any local minute that exists once."""
    parsed = by_dateutil(zone)
    local = datetime(2027, 2, 1) + timedelta(days=day, minutes=minute)
    once = local.replace(tzinfo=ZoneInfo(zone))
    if once.utcoffset() == once.replace(fold=1).utcoffset():
        assert local.replace(tzinfo=parsed).utcoffset() == once.utcoffset()


@pytest.mark.parametrize("first", [date(2026, 11, 23), date(2027, 7, 1), date(2008, 1, 1)])
def test_every_zone_of_the_world_is_right_by_its_onsets_and_rules_alone(first: date) -> None:
    """One city of each that Windows knows, at noon in the middle of each month of a year."""
    last = first + timedelta(days=366)
    for key in sorted({*win_tz.values(), "America/Resolute"}):  # whose rules began in 2007 and 2008
        zone = ZoneInfo(key)
        written = time_zone_component(zone, first, last).to_ical()
        known = list(onsets(Timezone.from_ical(written)))
        for month in range(12):
            noon = datetime(first.year, first.month, 1, 12) + timedelta(days=15 + month * 30)
            assert offset_at(noon, known) == noon.replace(tzinfo=zone).utcoffset(), (key, noon)
