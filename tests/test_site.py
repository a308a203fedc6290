"""The documentation as a site: built without a warning, whole, and asking nothing of anybody."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from browsers import SCHEMES, hindrances, messages, started, visit, wider_than_the_screen
from commands import command_pages, page_name
from conftest import ROOT
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

import certpick

if not find_spec("mkdocs") and not os.environ.get("CI"):
    pytest.skip("needs the extra docs", allow_module_level=True)

pytestmark = pytest.mark.slow
SHOWN = ("howto/one-credential", "reference/python")
# Rules of axe that the theme itself breaks; of wide blocks it does so only where nothing points.
THEME = ("aria-dialog-name", "landmark-unique", "scrollable-region-focusable")
browser = pytest.fixture(scope="module")(started)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as its keeper would."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder)], cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


def test_the_page_of_python_has_every_public_name(site: Path) -> None:
    page = (site / "reference" / "python.html").read_text("utf-8")
    assert [name for name in certpick.__all__ if f'id="certpick.{name}"' not in page] == []


def test_every_command_has_a_page(site: Path) -> None:
    page = (site / "reference" / "index.html").read_text("utf-8")
    names = [page_name(words).removesuffix(".md") for words in command_pages()]
    assert [name for name in names if f'href="commands/{name}.html"' not in page] == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", SHOWN)
def test_a_page_can_be_read_by_everybody(
    browser: webdriver.Chrome, site: Path, name: str, scheme: str
) -> None:
    visit(browser, (site / f"{name}.html").as_uri(), 1280, scheme)
    assert [found for found in hindrances(browser) if found[0] not in THEME] == []
    visit(browser, (site / f"{name}.html").as_uri(), 390, scheme)
    assert wider_than_the_screen(browser) <= 0


def test_a_search_needs_no_server_and_nobody_elses(browser: webdriver.Chrome, site: Path) -> None:
    visit(browser, (site / "index.html").as_uri(), 1280, "light")
    browser.find_element(By.CSS_SELECTOR, "input.md-search__input").send_keys("triangle")
    found = WebDriverWait(browser, 20).until(
        lambda driver: driver.find_elements(By.CSS_SELECTOR, "a.md-search-result__link")
    )
    assert any("method.html" in str(link.get_attribute("href")) for link in found)
    asked = browser.execute_script(
        "return performance.getEntriesByType('resource').map(one => one.name)"
    )
    assert [address for address in asked if not address.startswith(("file:", "data:"))] == []
    assert messages(browser) == []
