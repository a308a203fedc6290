"""A report as one page that needs nothing but itself: no script, no request to anywhere."""

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from certpick.render.phrases import ASSURANCE, MARKS, SCORE
from certpick.render.report.model import Report

SECTIONS = PackageLoader("certpick.render", "report")


def environment(loader: BaseLoader, optimized: bool = True) -> Environment:
    """Return what fills templates; every word that they are given is text, whatever it holds.

    ``optimized`` pays where a template is used more than once.
    """
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=optimized,
    )


def picture(svg: str | None) -> Markup | None:
    """Return a drawing of certpick's own as markup."""
    return Markup(svg) if svg else None  # noqa: S704  its names are escaped


def report_html(report: Report) -> str:
    """Return the page."""
    words = report._asdict() | {
        "picture": picture(report.picture),
        "assurance": ASSURANCE,
        "score": SCORE,
        "marks": MARKS,
    }
    return environment(SECTIONS, optimized=False).get_template("page.html.j2").render(words)
