"""Four programs read a calendar alike: their authors read the standard, each with own code."""

import os
import subprocess
from pathlib import Path
from shutil import which

import pytest
from calendar_readers import by_vobject, install_ical_js, recurring, strictly
from calendars import ZONES, calendars, misplaced, readings

if not (which("node") and which("npm")) and not os.environ.get("CI"):
    pytest.skip("needs node and npm", allow_module_level=True)


@pytest.fixture(scope="module")
def ical_js_script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the script that reads with ical.js, newly installed."""
    try:
        return install_ical_js(tmp_path_factory.mktemp("ical"))
    except subprocess.CalledProcessError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"npm cannot install ical.js: {error}")


def test_four_programs_read_the_same_events_at_the_local_time_that_is_meant(
    ical_js_script: Path,
) -> None:
    """One of eleven; all 504 are those of ``benchmarks/calendars.py``."""
    written = list(calendars(11))
    assert {one.zone.key for one in written} == set(ZONES)
    found = readings(written, ical_js_script)
    assert len(found) == 4
    for name, read in found.items():
        assert sum(map(misplaced, written, read)) == 0, name
        assert read == found["icalendar with recurring_ical_events"], name


def test_a_reader_that_shifts_blocks_would_be_found() -> None:
    """By an hour, as one does that knows no summer time."""
    berlin = next(
        one for one in calendars(11)
        if one.zone.key == "America/New_York" and one.plan.schedule.study
        and one.plan.schedule.study.first.year == 2027
    )  # fmt: skip
    summer = berlin.content.replace(b"BYDAY=2SU;BYMONTH=3", b"BYDAY=2SU;BYMONTH=12")
    assert summer != berlin.content
    for read in (by_vobject, strictly):
        assert misplaced(berlin, read(berlin.content)) == 0
        assert misplaced(berlin, read(summer)) > 0
    assert misplaced(berlin, recurring(summer)) == 0, "it goes by the database"
