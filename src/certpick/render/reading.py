"""How a job title is read, which credit counts and who decides: a page, a row, a list."""

from certpick.catalog.fact_text import CREDIT_SYSTEMS
from certpick.catalog.model import Catalog
from certpick.catalog.professions import CreditKind
from certpick.catalog.roles import Reading, RoleBook
from certpick.explaining.notes import guide_notes
from certpick.profile.credit import counting_profession, wanted_credit
from certpick.render.encode import as_csv
from certpick.render.markdown import escape
from certpick.render.page import Page
from certpick.render.streams import Surface
from certpick.text import shown

_COLUMNS = ("text", "title", "profession", "role", "credits", "board", "assumed", "steps", "guide")


def reading_csv(text: str, reading: Reading, catalog: Catalog) -> str:
    """Return how a text is read, in one row."""
    profession = reading.profession
    row = {
        "text": text,
        "title": reading.title,
        "profession": profession and profession.id,
        "role": reading.role.id,
        "credits": credits_words(reading, catalog.roles),
        "board": board_words(reading, catalog.roles),
        "assumed": reading.assumed,
        "steps": "; ".join(read_steps(reading, catalog.roles)),
        "guide": guide_words(reading, catalog),
    }
    return as_csv(_COLUMNS, [row])


def reading_markdown(text: str, reading: Reading, catalog: Catalog) -> str:
    """Return how a text is read, as a list."""
    lines = (f"- {head}: {escape(said)}" for head, said in reading_lines(reading, catalog))
    return "\n".join([f"## {escape(shown(text))}", "", *lines]) + "\n"


def reading_page(text: str, reading: Reading, catalog: Catalog, surface: Surface) -> str:
    """Return how a text is read and what follows, with what to do next."""
    page = Page(surface)
    for head, said in reading_lines(reading, catalog):
        page.line((head, "bold"), f": {said}")
    page.blank()
    page.line(f"certpick rank --role {_quoted(text)}")
    return page.text()


def _quoted(text: str) -> str:
    import shlex

    return shlex.quote(shown(text))


def reading_lines(reading: Reading, catalog: Catalog) -> list[tuple[str, str]]:
    """Return how a text is read and what follows from it, under headings."""
    roles = catalog.roles
    topics = ", ".join(roles.topic_labels[core.topic] for core in reading.role.topics)
    assumed = [("Assumed", f"{reading.assumed}.")] if reading.assumed else []
    other = roles.slip(reading.said)
    return [
        ("How it is read", f"{'; '.join(reading.steps)}."),
        *([("Did you mean", f"{other}?")] if other else []),
        *assumed,
        ("Whose topics apply", f"{reading.role.label} ({reading.role.id}): {topics}."),
        ("Credit that counts", f"{credits_words(reading, roles)}."),
        ("Who decides about any other", f"{board_words(reading, catalog.roles)}."),
        ("What the guide says", guide_words(reading, catalog)),
    ]


def read_steps(reading: Reading, roles: RoleBook) -> list[str]:
    """Return how it is read step by step, with another profession that may be meant."""
    other = roles.slip(reading.said)
    return [*reading.steps, *([f"did you mean {other}?"] if other else [])]


def guide_words(reading: Reading, catalog: Catalog) -> str:
    """Return whether the guide speaks to whoever is meant."""
    told = " ".join(guide_notes(reading.role, reading.profession, catalog))
    whom = reading.profession.plural if reading.profession else f"the role {reading.role.id}"
    return told or f"It speaks to {whom}."


def board_words(reading: Reading, roles: RoleBook) -> str:
    """Return who decides about credit."""
    return wanted_credit((), reading, roles).board


def credits_words(reading: Reading, roles: RoleBook) -> str:
    """Return the credit that counts by itself, with the systems that are it."""
    wanted = wanted_credit((), reading, roles)
    if counting_profession(reading, roles) is None:
        return _systems(tuple(sorted(wanted.systems))) or "none by itself"
    return ", ".join(map(_kind_words, wanted.kinds)) or "none by itself"


def _kind_words(kind: CreditKind) -> str:
    if len(kind.systems) == 1:
        return kind.label
    return f"{kind.label} ({_systems(kind.systems) or 'your board confirms each'})"


def _systems(systems: tuple[str, ...]) -> str:
    return "; ".join(CREDIT_SYSTEMS[name] for name in systems)
