"""A report as one page that needs nothing but itself: no script, no request to anywhere."""

from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from certpick.render.phrases import ASSURANCE, SCORE
from certpick.render.report.model import Report


def report_html(report: Report) -> str:
    """Return the page; every word of the report is text in it, whatever it holds."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,
    )
    source = (files("certpick.render.report") / "page.html.j2").read_text("utf-8")
    picture = Markup(report.picture) if report.picture else None  # noqa: S704  its names are escaped
    words = report._asdict() | {"picture": picture, "assurance": ASSURANCE, "score": SCORE}
    return environment.from_string(source).render(words)
