"""The triangle of weights: who leads where, and where the user stands. As text and as SVG."""

from collections.abc import Iterator
from html import escape
from typing import NamedTuple
from unicodedata import east_asian_width

from certpick.catalog.model import Catalog
from certpick.explaining.notes import catalog_line, weight_words
from certpick.explaining.robustness import Robustness, Territory, guide_weights
from certpick.explaining.simplex import Point
from certpick.profile.criteria import GUIDE_CRITERIA, PLAIN_WORDS
from certpick.render.page import Page
from certpick.render.phrases import named
from certpick.render.streams import Surface
from certpick.scoring.ranking import Ranking
from certpick.text import percentages

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
COLORS = ("green", "blue", "magenta", "violet", "red", "dim")
FILLS = ("#8dd3c7", "#80b1d3", "#fdb462", "#bebada", "#b3de69", "#fb8072")
# Strokes on a tile of 12 by 12, and their width: what tells territories apart without colour.
# There is one more than there are colours, so that both together repeat late.
HATCHES = (
    ("", 0.0),
    ("M-2 2L2 -2M0 12L12 0M10 14L14 10", 1.5),
    ("M3 3h.01M9 9h.01", 3.5),
    ("M-2 10L2 14M0 0L12 12M10 -2L14 2", 1.5),
    ("M0 6H12", 1.5),
    ("M6 0V12", 1.5),
    ("M0 6H12M6 0V12", 1.5),
)
WIDEST = 64
HERE = "@"
NOBODY = "No program fits, so there is nobody to draw."
# Corners of the drawing, from 0 to 1 across and down: domain on top, rigor left, portability right.
_CORNERS = ((0.5, 0.0), (0.0, 1.0), (1.0, 1.0))


class Mark(NamedTuple):
    """A territory with what stands for it: a letter, a colour on a terminal, and a pattern.

    ``paint`` is the pattern as SVG fills with it, ``percent`` the share in whole percent.
    """

    letter: str
    color: str
    paint: str
    territory: Territory
    percent: str


def map_marks(robustness: Robustness) -> list[Mark]:
    """Return the leaders, the largest territory first, each with its letter and colours."""
    found = robustness.territories
    shown = zip(found, percentages([one.share for one in found]), strict=True)
    return [
        Mark(LETTERS[at % len(LETTERS)], COLORS[at % len(COLORS)], f"url(#map-{at})", *one)
        for at, one in enumerate(shown)
    ]


def own_weights(ranking: Ranking) -> Point:
    """Return the user's weights as a point of the triangle."""
    weights = guide_weights(ranking.applicant)
    return weights[0] / sum(weights), weights[1] / sum(weights)


def _on_paper(point: Point) -> Point:
    """Return where a point of the triangle is drawn, from 0 to 1 across and down."""
    shares = (point[0], point[1], 1 - point[0] - point[1])
    across, down = (
        sum(share * corner[axis] for share, corner in zip(shares, _CORNERS, strict=True))
        for axis in (0, 1)
    )
    return across, down


def map_page(robustness: Robustness, surface: Surface) -> str:
    """Return the triangle drawn in letters, with its legend."""
    page, ranking = Page(surface), robustness.ranking
    marks = map_marks(robustness)
    if not marks:
        page.line(NOBODY)
        return page.text()
    width = min(surface.width, WIDEST) // 2 * 2 - 1
    top, left, right = (PLAIN_WORDS[name] for name in GUIDE_CRITERIA)
    page.line(f"all weight on {top}".center(width))
    for line in _rows(ranking, marks, width):
        page.line(*line)
    page.line(left + right.rjust(width - len(left)))
    page.blank()
    for mark in marks:
        page.line((mark.letter, mark.color), f"  {mark_words(mark, ranking.catalog)}")
    page.line(f"{HERE}  your weights")
    page.line(f"{catalog_line(ranking.catalog)}.")
    return page.text()


def mark_words(mark: Mark, catalog: Catalog) -> str:
    """Return who leads in a territory, and in what share of all weightings."""
    names = " and ".join(named(one.program, catalog) for one in mark.territory.leaders)
    return f"{names}: {mark.percent}"


def _rows(ranking: Ranking, marks: list[Mark], width: int) -> list[list[tuple[str, str]]]:
    """Return the lines of the drawing, each cell a letter with its colour."""
    height = (width + 1) // 4
    across, down = _on_paper(own_weights(ranking))
    here = (round(down * (height - 1)), round(across * (width - 1)))
    lines = []
    for row in range(height):
        depth = row / (height - 1)
        half = round(depth * (width - 1) / 2)
        middle = (width - 1) // 2
        line = [(" " * (middle - half), "")]
        for column in range(middle - half, middle + half + 1):
            mark = _leader(marks, _point_at(depth, column, middle, half))
            cell = (mark.letter, mark.color)
            line.append((HERE, "bold") if (row, column) == here else cell)
        lines.append(line)
    return lines


def _point_at(depth: float, column: int, middle: int, half: int) -> Point:
    """Return the weights of domain and rigor at a cell of the drawing."""
    right = (column - (middle - half)) / (2 * half) if half else 0.5
    return 1 - depth, depth * (1 - right)


def _leader(marks: list[Mark], point: Point) -> Mark:
    weights = (point[0], point[1], 1 - point[0] - point[1])
    return max(
        marks,
        key=lambda mark: sum(
            weight * rating for weight, rating in zip(weights, mark.territory.row, strict=True)
        ),
    )


def map_svg(robustness: Robustness) -> str:
    """Return the triangle as an SVG picture that reads without colour too."""
    ranking, marks = robustness.ranking, map_marks(robustness)
    legend = list(_legend(marks, ranking.catalog))
    lines = sum(len(words) for _, words in legend)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {494 + _LINE * lines}" '
            'role="img" font-family="sans-serif" font-size="15">',
            "<title>Who leads at which weights</title>",
            '<rect width="100%" height="100%" fill="#ffffff"/>',
            *_drawing(ranking, marks),
            _circle(67, 475),
            _text(84, 480, "your weights" if marks else NOBODY),
            *_drawn_legend(legend),
            "</svg>\n",
        ]
    )


_LINE = 24  # from one line of the legend to the next
_LEGEND_WIDTH = 540  # what is left beside the key


def _legend(marks: list[Mark], catalog: Catalog) -> Iterator[tuple[Mark, list[str]]]:
    """Yield each mark with its words in lines that fit the picture."""
    from textwrap import wrap

    for mark in marks:
        words = f"{mark.letter}  {mark_words(mark, catalog)}"
        width = sum(map(_width, words)) / len(words)
        yield mark, wrap(words, int(_LEGEND_WIDTH / width), drop_whitespace=True)


def _width(character: str) -> float:
    """Return about how wide a character is drawn, rather too wide than too narrow."""
    if east_asian_width(character) in "WF":
        return 16
    return 11.5 if character.isupper() or character in "mw@%&" else 7.8


def _drawn_legend(legend: list[tuple[Mark, list[str]]]) -> Iterator[str]:
    y = 480
    for mark, lines in legend:
        look = f'fill="{mark.paint}" stroke="#333333"'
        yield f'<rect x="60" y="{y + _LINE - 12}" width="14" height="14" {look}/>'
        for line in lines:
            y += _LINE
            yield _text(84, y, line)


def map_figure(robustness: Robustness) -> str:
    """Return the triangle as an SVG element for a page that writes the legend beside it."""
    ranking, marks = robustness.ranking, map_marks(robustness)
    legend = "; ".join(f"{mark.letter}, {mark_words(mark, ranking.catalog)}" for mark in marks)
    parts = [
        '<svg viewBox="30 0 580 468" role="img" aria-labelledby="map-title map-legend" '
        'font-size="24">',
        '<title id="map-title">Who leads at which weights of the three criteria</title>',
        f'<desc id="map-legend">A triangle of all ways to weigh them. {escape(legend)}. '
        f"A ring marks your weights: {escape(weight_words(ranking.applicant))}.</desc>",
        *_drawing(ranking, marks),
    ]
    return "\n".join([*parts, "</svg>"])


def _drawing(ranking: Ranking, marks: list[Mark]) -> list[str]:
    """Return the triangle: territories and their letters, the corners, the user's weights."""
    parts = ["<defs>", *map(_pattern, range(len(marks))), "</defs>"] if marks else []
    for mark in marks:
        for piece in mark.territory.pieces:
            corners = " ".join(f"{x:.2f},{y:.2f}" for x, y in map(_pixel, piece))
            parts.append(f'<polygon points="{corners}" fill="{mark.paint}" stroke="{mark.paint}"/>')
    for mark in marks:
        x, y = _pixel((mark.territory.center[0], mark.territory.center[1]))
        parts.append(_letter(x, y + 5, mark.letter))
    outline = " ".join(f"{x:.2f},{y:.2f}" for x, y in map(_pixel, ((1, 0), (0, 1), (0, 0))))
    top, left, right = (PLAIN_WORDS[name] for name in GUIDE_CRITERIA)
    return [
        *parts,
        f'<polygon points="{outline}" fill="none" stroke="#333333"/>',
        _circle(*_pixel(own_weights(ranking))),
        _text(320, 22, f"all weight on {top}", anchor="middle"),
        _text(60, 456, left),
        _text(580, 456, right, anchor="end"),
    ]


def _pattern(at: int) -> str:
    """Return the pattern of a territory: its colour under its strokes."""
    strokes, width = HATCHES[at % len(HATCHES)]
    drawn = (
        f'<path d="{strokes}" fill="none" stroke="#000000" stroke-opacity="0.5" '
        f'stroke-width="{width}" stroke-linecap="round"/>'
    )
    return (
        f'<pattern id="map-{at}" width="12" height="12" patternUnits="userSpaceOnUse">'
        f'<rect width="12" height="12" fill="{FILLS[at % len(FILLS)]}"/>'
        f"{drawn if strokes else ''}</pattern>"
    )


def _pixel(point: Point) -> Point:
    across, down = _on_paper(point)
    return 60 + 520 * across, 32 + 400 * down


def _circle(x: float, y: float) -> str:
    look = 'r="7" fill="#ffffff" stroke="#000000" stroke-width="3"'
    return f'<circle cx="{x:.2f}" cy="{y:.2f}" {look}/>'


def _letter(x: float, y: float, letter: str) -> str:
    """Return a letter with a rim, since a small territory leaves it half outside."""
    look = 'fill="#000000" stroke="#ffffff" stroke-width="4" paint-order="stroke"'
    return f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="middle" {look}>{letter}</text>'


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    place = f'x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}" fill="currentColor"'
    return f"<text {place}>{escape(words)}</text>"
