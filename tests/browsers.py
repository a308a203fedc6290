"""A real browser for tests, and what every page is asked in it."""

import os
import shutil
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
if not (CHROMIUM and DRIVER) and not os.environ.get("CI"):
    pytest.skip("needs chromium and chromedriver", allow_module_level=True)

from selenium import webdriver  # noqa: E402  only where there is a browser
from selenium.webdriver.chrome.service import Service  # noqa: E402

SCHEMES = ("light", "dark")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip


def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Start a browser that has never been used; a file of tests makes it its fixture."""
    assert CHROMIUM, "chromium is not installed"
    assert DRIVER, "chromedriver is not installed"
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('browser')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


def visit(browser: webdriver.Chrome, page: str, width: int, scheme: str) -> None:
    """Open a page on a screen of this width, for a reader who wants this scheme."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    wanted = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": wanted})
    browser.get(page)


def wider_than_the_screen(browser: webdriver.Chrome) -> int:
    """Return by how much the page is wider than what shows it."""
    script = "return document.documentElement.scrollWidth - window.innerWidth"
    return int(browser.execute_script(script))


def messages(browser: webdriver.Chrome) -> list[Any]:
    """Return what the browser wrote to its console since it was last asked."""
    return list(browser.get_log("browser"))  # type: ignore[no-untyped-call]


def hindrances(browser: webdriver.Chrome) -> list[tuple[str, str]]:
    """Return what keeps somebody from reading the page, by the rules of axe."""
    # A colour on its way to another is none that stays.
    browser.execute_script("document.getAnimations().forEach((one) => one.cancel())")
    browser.execute_script((files("axe_core_python") / "axe.min.js").read_text("utf-8"))
    script = "const done = arguments[arguments.length - 1]; axe.run().then(done)"
    found: Any = browser.execute_async_script(script)
    assert len(found["passes"]) > 15
    return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]
