"""Colours are readable on a light terminal as on a dark one.

Assumed is xterm's palette of 256 colours, which other terminals share from 16 on; the first 16
are each terminal's own, here xterm's. Contrast is that of WCAG 2.2. Letters without a colour
are the terminal's own and readable on its ground, bold or reversed too.
"""

import io
import re
from collections.abc import Callable

import pytest
from conftest import Run
from making import BUNDLED
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from certpick.quiz.prompts import Prompts
from certpick.quiz.questions import Question, questions
from certpick.render.streams import STYLES

OWN = [
    *((0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205)),
    *((0, 205, 205), (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0)),
    *((92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255)),
]
LEVELS = (0, 95, 135, 175, 215, 255)
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
WITHOUT_COLOR = {0, 1, 3, 4, 7, 22, 23, 24, 27, 39, 49}  # bold, italic, underlined, reversed


def value(number: int) -> tuple[int, int, int]:
    """Return red, green and blue of a number of the palette."""
    if number < 16:
        return OWN[number]
    if number >= 232:
        grey = 8 + 10 * (number - 232)
        return grey, grey, grey
    at = number - 16
    return LEVELS[at // 36], LEVELS[at // 6 % 6], LEVELS[at % 6]


def luminance(color: tuple[int, int, int]) -> float:
    """Return the relative luminance, from 0 to 1."""
    shares = (part / 255 for part in color)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return the contrast, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(number: int) -> bool:
    """Return whether a colour of the palette can be read on white and on black."""
    return min(contrast(value(number), WHITE), contrast(value(number), BLACK)) >= 4.5


def colors(text: str) -> set[int]:
    """Return the numbers of the colours that escape codes choose; fail on a code of another kind."""
    found = set()
    for codes in re.findall(r"\x1b\[([\d;]*)m", text):
        parts = [int(part) for part in codes.split(";") if part]
        while parts:
            code = parts.pop(0)
            if code == 38:
                assert parts.pop(0) == 5, codes
                found.add(parts.pop(0))
            elif 30 <= code <= 37 or 90 <= code <= 97:
                found.add(code - 30 if code < 90 else code - 82)
            else:
                assert code in WITHOUT_COLOR, f"{code} in {codes}: how it looks is not known"
    return found


@pytest.mark.parametrize(
    "words",
    [
        "rank --role physician --top 3",
        "explain stanford --role physician",
        "compare stanford abaim --role physician",
        "map --role physician --cme no",
        "pair --role informatics",
        "plan stanford --role physician",
        "programs stanford",
        "programs --role physician --max-cost 500",
        "catalog check",
    ],
)
def test_what_is_written_in_colour_can_be_read_on_any_ground(
    cli: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    run = cli(*words.split())
    assert run.code == 0
    assert {number for number in colors(run.out + run.err) if not readable(number)} == set()


@pytest.mark.parametrize("question", questions(BUNDLED.roles), ids=lambda one: one.id)
def test_the_quiz_can_be_read_on_any_ground(question: Question) -> None:
    out = io.StringIO()
    screen = Vt100_Output(out, lambda: Size(rows=40, columns=80), enable_cpr=False)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=screen):
        entry = question.entry
        pipe.send_text(f"\x1b[A\r{entry.example}\r" if entry else "\r")
        Prompts(BUNDLED, screen).ask(
            question, () if question.several else question.choices[0].value
        )
    assert "\x1b[" in out.getvalue()
    assert {number for number in colors(out.getvalue()) if not readable(number)} == set()


def test_every_named_style_can_be_read_and_no_other_colour_of_the_palette() -> None:
    named = {int(style.removeprefix("color(").removesuffix(")")) for style in STYLES.values()}
    assert named == {number for number in range(16, 256) if readable(number)}


def test_a_map_has_a_colour_for_each_of_the_first_leaders(
    cli: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    leaders = cli("map", "--role", "physician", "--cme", "no").out
    count = len(re.findall(r"^(?:\x1b\[[\d;]*m)?[A-Z](?:\x1b\[0m)?  ", leaders, re.MULTILINE))
    assert len(colors(leaders)) == min(count, len(STYLES))
    assert count >= 2


def test_the_measure_of_contrast() -> None:
    """The ends of the scale, and the grey that is the usual example of the limit."""
    assert contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    assert contrast((0x76, 0x76, 0x76), WHITE) == pytest.approx(4.54, abs=0.005)
    assert not readable(2), "a terminal's own green on white"
