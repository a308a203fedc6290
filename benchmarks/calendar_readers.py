"""Programs that read calendar files, each with its own code: what they make of one is compared.

Each yields the events between two days as (UID, begin, end) in seconds of UTC, or in dates.
"""

import json
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from shutil import which
from typing import Any

import recurring_ical_events
import vobject
from dateutil.rrule import rruleset, rrulestr
from icalendar import Calendar

FIRST, LAST = date(2020, 1, 1), date(2040, 1, 1)
Moment = int | str
Read = tuple[str, Moment, Moment]
Onsets = list[tuple[datetime, timedelta]]

_ICAL_JS = """
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

function moment(at) {
  return at.isDate ? at.toString() : at.toUnixTime();
}
function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const found = [];
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    const days = event.iterator();
    for (let at = days.next(); at; at = days.next()) {
      const times = event.getOccurrenceDetails(at);
      found.push([event.uid, moment(times.startDate), moment(times.endDate)]);
    }
  }
  return found;
}
const files = JSON.parse(readFileSync(0, "utf-8"));
console.log(JSON.stringify(files.map(read)));
"""


def install_ical_js(folder: Path) -> Path:
    """Install ical.js in a folder and return the script that reads with it.

    Raises:
        subprocess.CalledProcessError: npm cannot do so.
    """
    words = [
        str(which("npm")),
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(folder),
    ]
    subprocess.run([*words, "ical.js@2"], check=True, capture_output=True)
    script = folder / "read.mjs"
    script.write_text(_ICAL_JS, encoding="utf-8")
    return script


def ical_js(script: Path, files: Sequence[bytes]) -> list[list[Read]]:
    """Read files with ical.js, by the time zones in the files."""
    given = json.dumps([content.decode() for content in files])
    run = subprocess.run(
        [str(which("node")), str(script)], input=given, check=True, capture_output=True, text=True
    )
    return [sorted(tuple(event) for event in events) for events in json.loads(run.stdout)]


def recurring(content: bytes) -> list[Read]:
    """Read a file with icalendar and recurring_ical_events, by the IANA database."""
    expanded = recurring_ical_events.of(Calendar.from_ical(content)).between(FIRST, LAST)
    return sorted(
        (str(event["UID"]), _moment(event["DTSTART"].dt), _moment(event.end)) for event in expanded
    )


def by_vobject(content: bytes) -> list[Read]:
    """Read a file with vobject, by the time zones in it and not by those of a file before."""
    getattr(vobject.icalendar, "__tzidMap").clear()
    return sorted(_vobject_events(content))


def _vobject_events(content: bytes) -> Iterator[Read]:
    for event in vobject.readOne(content.decode()).vevent_list:
        begin, uid = event.dtstart.value, event.uid.value
        end = event.dtend.value if hasattr(event, "dtend") else begin + timedelta(days=1)
        for at in event.getrruleset(True) or [begin]:
            start = at if isinstance(begin, datetime) else begin
            yield uid, _moment(start), _moment(start + (end - begin))


def _moment(at: date | datetime) -> Moment:
    return round(at.timestamp()) if isinstance(at, datetime) else at.isoformat()


def strictly(content: bytes) -> list[Read]:
    """Read a file as an importer does that knows of a time zone no more than DTSTART and RRULE.

    Each of its parts begins at its DTSTART and recurs by its RRULE, as RFC 5545 says; RDATE,
    which Outlook and others ignore, is ignored.
    """
    calendar = Calendar.from_ical(content)
    zones = {str(zone["TZID"]): list(onsets(zone)) for zone in calendar.walk("VTIMEZONE")}
    events = calendar.walk("VEVENT")
    return sorted(read for event in events for read in _strict_events(event, zones))


def onsets(zone: Any) -> Iterator[tuple[datetime, timedelta]]:
    """Yield each onset in local time of before, and the offset after it."""
    for part in zone.walk():
        if part.name in ("STANDARD", "DAYLIGHT"):
            begin, rule = part["DTSTART"].dt, part.get("RRULE")
            text = rule.to_ical().decode() if rule else "FREQ=YEARLY;COUNT=1"
            for local in rrulestr(text, dtstart=begin).between(
                begin, datetime.combine(LAST, time()), inc=True
            ):
                yield local - part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td


def _strict_events(event: Any, zones: dict[str, Onsets]) -> Iterator[Read]:
    uid, begin = str(event["UID"]), event["DTSTART"].dt
    if not isinstance(begin, datetime):
        end = event["DTEND"].dt if "DTEND" in event else begin + timedelta(days=1)
        yield uid, begin.isoformat(), end.isoformat()
        return
    wall, zone = begin.replace(tzinfo=None), event["DTSTART"].params.get("TZID")
    length = event["DTEND"].dt.replace(tzinfo=None) - wall
    for local in _locally(event, wall):
        at = local.replace(tzinfo=UTC) - offset_at(local, zones.get(zone))
        yield uid, _moment(at), _moment(at + length)


def _locally(event: Any, wall: datetime) -> Iterator[datetime]:
    days = rruleset()
    if "RRULE" not in event:
        yield wall
        return
    days.rrule(rrulestr(event["RRULE"].to_ical().decode(), dtstart=wall))
    for one in event["EXDATE"].dts if "EXDATE" in event else []:
        days.exdate(one.dt.replace(tzinfo=None))
    yield from days


def offset_at(local: datetime, onsets: Onsets | None) -> timedelta:
    """Return the offset of the last onset that is not after a local time; without a zone, UTC."""
    if onsets is None:
        return timedelta()
    return max((at, offset) for at, offset in onsets if at + offset <= local)[1]
