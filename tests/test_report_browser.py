"""The report in a real browser: it fits every width, asks for nothing, and everybody can read it."""

import json
import re
from base64 import b64decode
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browsers import SCHEMES, hindrances, messages, started, visit, wider_than_the_screen
from conftest import ROOT, program
from making import BUNDLED, NEEDS, ROLES
from selenium import webdriver

from certpick import Profile, rank
from certpick.render.report.assembly import report
from certpick.render.report.html import report_html

pytestmark = pytest.mark.slow
WIDTHS = (320, 390, 800, 1280)
A4_WIDTH, A4_HEIGHT = 702, 1039  # what margins of 12 and 11 mm leave, in CSS pixels
A4, LETTER = (8.27, 11.69), (8.5, 11)  # inches
REPORTS = {
    "many": ("--role", "physician", "--budget", "3000", "--hours", "5", "--title", "resident"),
    "none": ("--role", "physician", "--budget", "0", "--strict", "--weeks", "1", "--hours", "1"),
}


browser = pytest.fixture(scope="module")(started)


@pytest.fixture(scope="module", params=REPORTS)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write a report and return its address."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    run = program("report", *REPORTS[request.param], "-o", str(path))
    assert run.code == 0
    return path.as_uri()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_it_fits_and_is_silent(
    browser: webdriver.Chrome, page: str, width: int, scheme: str
) -> None:
    visit(browser, page, width, scheme)
    assert wider_than_the_screen(browser) <= 0
    asked = browser.execute_script(
        "return performance.getEntriesByType('resource').map(one => one.name)"
    )
    assert asked == []
    assert messages(browser) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_everybody_can_read_it(
    browser: webdriver.Chrome, page: str, width: int, scheme: str
) -> None:
    visit(browser, page, width, scheme)
    assert hindrances(browser) == []


def test_the_schemes_differ(browser: webdriver.Chrome, page: str) -> None:
    paper = []
    for scheme in SCHEMES:
        visit(browser, page, 800, scheme)
        paper.append(
            browser.execute_script("return getComputedStyle(document.body).backgroundColor")
        )
    assert paper == ["rgb(255, 255, 255)", "rgb(20, 24, 27)"]


def test_it_fits_a_sheet_of_paper_in_ink(browser: webdriver.Chrome, page: str) -> None:
    visit(browser, page, A4_WIDTH, "dark")
    wanted = [{"name": "prefers-color-scheme", "value": "dark"}]
    media = {"media": "print", "features": wanted}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    assert wider_than_the_screen(browser) <= 0
    look = browser.execute_script(
        "return [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor,"
        " getComputedStyle(document.querySelector('nav')).display]"
    )
    assert look == ["rgb(28, 33, 39)", "rgb(255, 255, 255)", "none"]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


@pytest.mark.parametrize("needs", NEEDS)
@pytest.mark.parametrize("role", ROLES)
def test_five_programs_are_at_most_four_printed_pages(
    browser: webdriver.Chrome, tmp_path: Path, role: str, needs: dict[str, Any]
) -> None:
    path = tmp_path / "report.html"
    found = report(rank(BUNDLED, Profile(role=role, **needs)), date(2026, 11, 22))
    assert len(found.places) == 5
    path.write_text(report_html(found), "utf-8")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    browser.get(path.as_uri())
    for width, height in (A4, LETTER):
        paper = {"paperWidth": width, "paperHeight": height, "preferCSSPageSize": True}
        printed = b64decode(browser.execute_cdp_cmd("Page.printToPDF", paper)["data"])
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 4


def test_what_the_verdict_says_fits_page_one(browser: webdriver.Chrome, page: str) -> None:
    visit(browser, page, A4_WIDTH, "light")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    end = browser.execute_script("return document.querySelector('header').offsetHeight")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    assert end < A4_HEIGHT


def test_the_longest_words_do_not_widen_it(browser: webdriver.Chrome, tmp_path: Path) -> None:
    document = json.loads((ROOT / "data" / "programs.json").read_text("utf-8"))
    for row in document["programs"]:
        row["name"] = f"{'W' * 300}{row['id']}"
    for row in document["providers"].values():
        row["name"] = row["short"] = "M" * 300
    for row in document["sources"].values():
        row["title"] = "Q" * 500
    catalog, path = tmp_path / "long.json", tmp_path / "long.html"
    catalog.write_text(json.dumps(document))
    assert program("report", "--role", "physician", "--catalog", str(catalog), "-o", str(path)).code == 0  # fmt: skip
    for width in WIDTHS:
        visit(browser, path.as_uri(), width, "light")
        assert wider_than_the_screen(browser) <= 0, width


@pytest.mark.parametrize("role", ["physician", "administrator"])
def test_the_picture_of_the_map_cuts_off_no_text(
    browser: webdriver.Chrome, tmp_path: Path, role: str
) -> None:
    names = json.loads((ROOT / "data" / "programs.json").read_text("utf-8"))
    for at, one in enumerate(names["programs"]):
        one["name"] = (f"{one['name']} AND ITS LONGER NAME {at} " * 4)[:190].strip()
    catalog, picture = tmp_path / "catalog.json", tmp_path / "map.svg"
    catalog.write_text(json.dumps(names))
    run = program("map", "--role", role, "--catalog", str(catalog), "--svg", str(picture))
    assert run.code == 0
    visit(browser, picture.as_uri(), 700, "light")
    outside = """
        const [, , width, height] = document.documentElement.getAttribute("viewBox").split(" ")
        return [...document.querySelectorAll("text")].filter(text => {
            const box = text.getBBox()
            return box.x < 0 || box.y < 0 || box.x + box.width > width
                || box.y + box.height > height
        }).map(text => text.textContent)
    """
    assert browser.execute_script(outside) == []
