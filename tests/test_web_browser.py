"""The pages in a real browser: by keyboard alone, on every screen, for everybody, from here only."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from browsers import SCHEMES, hindrances, messages, started, visit, wider_than_the_screen
from conftest import Run, program
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.wait import WebDriverWait
from serving import serving

from certpick.scoring.ranking import USUAL_TOP
from certpick.web.address import FLAGS

pytestmark = pytest.mark.slow
WIDTHS = (360, 800, 1280)
MOST_BYTES = 60_000  # of the first page, with all that it asks for
MOST_TABS = 120
ROUNDED = 0.55  # JSON has a score to one decimal, a page in whole numbers
SAID = "role=nurse-leader&budget=3000&hours=4"
PAGES = {
    "home": "/",
    "question": "/quiz?role=physician",
    "several": "/quiz?role=physician&ask=situations",
    "not taken": "/quiz?role=physician&ask=budget&typed=soon",
    "review": "/quiz?role=physician&budget=3000&hours=4&cme=no&situation=&weeks=&pacing=&priority=",
    "result": f"/rank?{SAID}",
    "nothing fits": "/rank?role=physician&budget=0&strict=true&weeks=1&hours=1",
    "explanation": f"/explain/stanford?{SAID}",
    "comparison": f"/compare?program=stanford&program=harvard-ai&program=hopkins&{SAID}",
    "plan": f"/plan/stanford?{SAID}&start=2027-01-11",
    "programs": "/programs?search=nurse&max-cost=500",
    "not found": "/programs?search=zebra",
    "not read": "/programs?max-cost=cheap",
    "program": "/programs/stanford-ai-healthcare",
    "failure": "/rank?role=astronaut",
}

browser = pytest.fixture(scope="module")(started)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Start a server and return where it is."""
    with serving() as served:
        yield f"http://127.0.0.1:{served.port}"


def requested(browser: webdriver.Chrome) -> list[str]:
    """Return every address that the browser asked for since it was last asked."""
    return [one["request"]["url"] for one in events(browser, "Network.requestWillBeSent")]


def events(browser: webdriver.Chrome, name: str) -> list[dict[str, Any]]:
    """Return what the browser's network did since it was last asked."""
    log: Any = browser.get_log("performance")  # type: ignore[no-untyped-call]
    told = [json.loads(one["message"])["message"] for one in log]
    return [one["params"] for one in told if one["method"] == name]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody_on_every_screen_and_asks_nobody_else(
    browser: webdriver.Chrome, site: str, name: str
) -> None:
    requested(browser)
    for width in WIDTHS:
        visit(browser, site + PAGES[name], width, "dark" if width == WIDTHS[0] else "light")
        assert wider_than_the_screen(browser) <= 0, width
        if width != 800:
            assert hindrances(browser) == [], width
    asked = requested(browser)
    assert len(asked) >= len(WIDTHS)
    assert [one for one in asked if not one.startswith((f"{site}/", "data:"))] == []
    told = [one for one in messages(browser) if "status of 400" not in one["message"]]
    assert told == [], "a page that tells of a mistake has its status, and nothing else is told"


def test_the_policy_of_the_report_lets_its_own_style_in(
    browser: webdriver.Chrome, site: str
) -> None:
    visit(browser, f"{site}/report?{SAID}", 800, "light")
    panel = browser.find_element(By.CLASS_NAME, "panel")
    assert panel.value_of_css_property("border-left-width") == "4px"
    assert messages(browser) == []


def test_the_first_page_is_small(browser: webdriver.Chrome, site: str) -> None:
    browser.execute_cdp_cmd("Network.clearBrowserCache", {})
    browser.get("about:blank")
    events(browser, "")
    visit(browser, f"{site}/", 360, "light")
    browser.execute_async_script("setTimeout(arguments[0], 300)")  # until the icon has come
    loaded = events(browser, "Network.loadingFinished")
    assert len(loaded) >= 3
    assert 0 < sum(one["encodedDataLength"] for one in loaded) <= MOST_BYTES


# --- by keyboard alone ---


def press(browser: webdriver.Chrome, *keys: str) -> None:
    """Press keys where the focus is."""
    for key in keys:
        browser.switch_to.active_element.send_keys(key)


def focused(browser: webdriver.Chrome) -> str:
    """Return the kind, the place among its like and the words of what has the focus."""
    script = """
        const one = document.activeElement;
        return `${one.type || one.tagName.toLowerCase()} ${one.id || one.textContent.trim()}`
    """
    return str(browser.execute_script(script)).strip()


def tab_to(browser: webdriver.Chrome, wanted: str) -> None:
    """Press Tab until the focus is on what is wanted, and see that it can be seen there."""
    for _ in range(MOST_TABS):
        press(browser, Keys.TAB)
        if focused(browser).startswith(wanted):
            shown = "return document.activeElement.closest('label, a, button, input').checkVisibility()"  # fmt: skip
            assert browser.execute_script(shown)
            return
    raise AssertionError(f"Tab never comes to {wanted!r}")


def heading(browser: webdriver.Chrome) -> str:
    return browser.find_element(By.TAG_NAME, "h1").text


def chosen(browser: webdriver.Chrome) -> list[str]:
    """Return the words of what is chosen."""
    script = "return [...document.querySelectorAll('input:checked')].map(one => one.labels[0].innerText)"  # fmt: skip
    return [str(one).split("\n")[0].strip() for one in browser.execute_script(script)]


def submitted(browser: webdriver.Chrome, keys: str = Keys.ENTER) -> None:
    """Press a key that sends the form, and wait for another page."""
    browser.execute_script("window.old = true")
    press(browser, keys)
    for _ in range(100):
        if browser.execute_script("return !window.old && document.readyState === 'complete'"):
            return
    raise AssertionError("no other page comes")


def said_on_the_way(browser: webdriver.Chrome) -> list[str]:
    """Answer by keyboard whatever is asked, up to the review; return the questions."""
    asked = []
    while heading(browser) != "Are these answers right?":
        asked.append(heading(browser))
        kind = "checkbox" if browser.find_elements(By.CSS_SELECTOR, "[type=checkbox]") else "radio"
        tab_to(browser, kind)
        press(browser, Keys.SPACE if kind == "checkbox" else Keys.ARROW_DOWN)
        assert chosen(browser)
        submitted(browser)
    return asked


@pytest.mark.parametrize("width", WIDTHS)
def test_the_quiz_leads_to_a_result_by_keyboard_alone(
    browser: webdriver.Chrome, site: str, width: int
) -> None:
    visit(browser, f"{site}/", width, SCHEMES[width == WIDTHS[0]])
    press(browser, Keys.TAB)
    assert focused(browser) == "a Skip to the content"
    submitted_within(browser)
    tab_to(browser, "radio")
    press(browser, Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert chosen(browser) == ["Nurse leader"]
    tab_to(browser, "submit Next")
    submitted(browser)
    assert heading(browser) == "What can you spend on the whole program?"
    tab_to(browser, "text typed")
    press(browser, "2,750")
    submitted(browser)
    asked = said_on_the_way(browser)
    assert len(asked) >= 2

    tab_to(browser, "a Change the answer to Budget")
    submitted(browser)
    assert browser.find_element(By.ID, "typed").get_attribute("value") == "$2,750"
    tab_to(browser, "radio")
    press(browser, Keys.SPACE)
    assert chosen(browser) == ["No limit, or not sure: skip"]
    tab_to(browser, "a Back")
    submitted(browser)
    assert chosen(browser), "the last answer is marked"
    submitted_from(browser, "radio")
    said_on_the_way(browser)
    tab_to(browser, "a Show the result")
    submitted(browser)
    assert_result_of_the_command(browser)
    assert messages(browser) == []


def submitted_within(browser: webdriver.Chrome) -> None:
    """Follow a link within the page."""
    press(browser, Keys.ENTER)
    assert browser.current_url.endswith("#main")


def submitted_from(browser: webdriver.Chrome, wanted: str) -> None:
    tab_to(browser, "checkbox" if browser.find_elements(By.CSS_SELECTOR, "[type=checkbox]") else wanted)  # fmt: skip
    submitted(browser)


def command_of(address: str) -> Run:
    """Return what the command line says to the words of an address."""
    words = parse_qsl(urlsplit(address).query)
    options = [
        part
        for name, text in words
        for part in ((f"--{name}",) if name in FLAGS else (f"--{name}", text))
    ]
    return program("rank", *options, "--json")


def assert_result_of_the_command(browser: webdriver.Chrome) -> None:
    """Check that a result shows what ``certpick rank`` says to the words of its address."""
    assert urlsplit(browser.current_url).path == "/rank"
    ranking = command_of(browser.current_url).json()["ranking"][:USUAL_TOP]
    rows = browser.find_elements(By.CSS_SELECTOR, "#ranking tbody tr")
    assert len(rows) == len(ranking)
    for row, one in zip(rows, ranking, strict=True):
        assert row.find_element(By.CSS_SELECTOR, "th").text.startswith(one["name"])
        shown = row.find_element(By.CSS_SELECTOR, ".score b").text.split(" to ")
        for words, score in zip(
            (shown[0], shown[-1]), (one["score"], one["score_high"]), strict=True
        ):
            assert abs(int(words) - score) <= ROUNDED


# --- with and without JavaScript ---


@pytest.fixture
def without_scripts(browser: webdriver.Chrome) -> Iterator[None]:
    """Let no script of a page run."""
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    yield
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.usefixtures("without_scripts")
def test_all_of_it_works_without_javascript(browser: webdriver.Chrome, site: str) -> None:
    visit(browser, f"{site}/", 360, "light")
    browser.find_element(By.CSS_SELECTOR, "[type=radio]").click()
    while not browser.find_elements(By.LINK_TEXT, "Show the result"):
        button = browser.find_element(By.CSS_SELECTOR, "button")
        button.click()
        WebDriverWait(browser, 20).until(staleness_of(button))
        WebDriverWait(browser, 20).until(lambda one: one.find_elements(By.TAG_NAME, "footer"))
    browser.find_element(By.LINK_TEXT, "Show the result").click()
    WebDriverWait(browser, 20).until(lambda one: one.find_elements(By.ID, "again"))
    assert browser.find_elements(By.CLASS_NAME, "copy") == []
    assert_result_of_the_command(browser)
    browser.find_element(By.LINK_TEXT, "Compare the first 3").click()
    assert browser.find_element(By.ID, "side").is_displayed()


def test_a_link_and_a_command_can_be_copied(browser: webdriver.Chrome, site: str) -> None:
    visit(browser, site + PAGES["result"], 1280, "light")
    allowed = {"origin": site, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    browser.execute_cdp_cmd("Browser.grantPermissions", allowed)
    link, command = browser.find_elements(By.CLASS_NAME, "copy")
    read: Callable[[], str] = lambda: str(  # noqa: E731
        browser.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    )
    link.click()
    assert read() == browser.find_element(By.CSS_SELECTOR, "[data-copy-link]").get_attribute("href")
    assert link.text == "Copied"
    command.click()
    assert read() == browser.find_element(By.CSS_SELECTOR, "[data-copy]").text
