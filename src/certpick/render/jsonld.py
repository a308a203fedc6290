"""The catalogue as linked data in schema.org's terms (release 30.0).

Two things that look right there are wrong: ``timeToComplete`` is the time of full-time
study, so calendar weeks are the ``duration`` of a CourseInstance; and ``teaches`` and
``audience`` belong to a Course, not to a program. Whether an exam is proctored, and what it
takes to pass, schema.org has no terms for.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from certpick.catalog.fact_text import credit_text, fact_text
from certpick.catalog.facts import Facts, Length
from certpick.catalog.in_force import status_on
from certpick.catalog.model import Catalog, Program, Source
from certpick.catalog.references import cited_by
from certpick.render.encode import as_json
from certpick.scoring.search import Match
from certpick.scoring.terms import cost_for_anybody
from certpick.text import number

Node = dict[str, Any]
SCHEMA = "https://schema.org"


def programs_jsonld(catalog: Catalog, matches: Sequence[Match]) -> str:
    """Return the programs as one JSON-LD graph; what is unknown is left out."""
    graph = [program_node(match.program, catalog) for match in matches]
    text = as_json({"@context": SCHEMA, "@graph": graph})
    return text.replace("<", "\\u003c")  # it is pasted into pages, where a tag would end it


def program_node(program: Program, catalog: Catalog) -> Node:
    """Return one program as an EducationalOccupationalProgram."""
    facts = program.facts
    return _known(
        {
            "@type": "EducationalOccupationalProgram",
            "@id": f"urn:certpick:{program.id}",
            "identifier": program.id,
            "name": program.name,
            "url": facts.url and facts.url.value,
            "provider": {
                "@type": "Organization",
                "name": catalog.providers[program.provider].name,
            },
            "educationalProgramMode": _modes(facts),
            "programPrerequisites": facts.prerequisites and facts.prerequisites.value,
            "occupationalCategory": _occupations(facts, catalog),
            "offers": [{**one, **_availability(facts, catalog)} for one in _offers(facts)],
            "educationalCredentialAwarded": _credential(program),
            "hasCourse": _course(program, catalog),
        }
    )


def _known(node: Node) -> Node:
    return {
        key: value
        for key, value in node.items()
        if value is not False and value not in (None, [], "")
    }


def _modes(facts: Facts) -> list[str]:
    return [fact.value for fact in (facts.delivery, facts.pacing) if fact]


def _occupations(facts: Facts, catalog: Catalog) -> list[str]:
    labels = {role.id: role.label for role in catalog.roles.roles}
    named = (entry.role for entry in facts.audience if entry.level == "named")
    return list(dict.fromkeys(labels[role] for role in named if role in labels))


def _offers(facts: Facts) -> Iterator[Node]:
    """Yield an offer for each price as it is stated, each kind of applicant by its own."""
    if facts.price is None:
        return
    price = facts.price.value
    amounts: dict[str, float | None] = {**price.by_role, **price.by_title}
    amounts = amounts or {"": price.amount}
    for applicant, amount in amounts.items():
        money: Node = {"price": amount, "priceCurrency": price.currency}
        if price.unit != "program":  # a price of the whole would be another claim
            unit = {"@type": "UnitPriceSpecification", **money, "unitText": price.unit}
            money = {"priceSpecification": unit}
        yield _known({"@type": "Offer", "name": f"for {applicant}" if applicant else None, **money})


_AVAILABILITY = {"offered": "InStock", "retired": "Discontinued", "announced": "PreOrder"}


def _availability(facts: Facts, catalog: Catalog) -> Node:
    """Return whether it can be had on the catalogue's day, and from when until when."""
    state = status_on(facts, catalog.day).state
    status = facts.status.value if facts.status else None
    return _known(
        {
            "availability": _AVAILABILITY.get(state) and f"{SCHEMA}/{_AVAILABILITY[state]}",
            "availabilityStarts": status and status.state == "announced" and status.start,
            "availabilityEnds": status and status.state == "offered" and status.end,
        }
    )


def _credential(program: Program) -> Node:
    facts = program.facts
    kind, years = facts.credential_type, facts.renewal_years
    return _known(
        {
            "@type": "EducationalOccupationalCredential",
            "name": program.name,
            "credentialCategory": kind and kind.value,
            "validFor": f"P{number(years.value)}Y" if years and years.value else None,
        }
    )


def _course(program: Program, catalog: Catalog) -> Node | None:
    """Return the study itself, where something is known of it."""
    facts = program.facts
    topics = [catalog.roles.topic_labels[entry.topic] for entry in facts.topics]
    hours, units, credit = facts.total_hours, facts.academic_credits, facts.ce_credit
    course = _known(
        {
            "teaches": topics,
            "timeRequired": f"PT{number(hours.value)}H" if hours else None,
            "numberOfCredits": units
            and {"@type": "StructuredValue", "name": f"{number(units.value)} credits"},
            "educationalCredentialAwarded": [credit_text(one) for one in credit.value]
            if credit
            else None,
            "offers": _whole_offer(program),
            "hasCourseInstance": _session(program, catalog),
        }
    )
    if not course:
        return None
    provider = catalog.providers[program.provider].name
    about = facts.structure.value if facts.structure else f"{program.name}, by {provider}"
    return {
        "@type": "Course",
        "name": program.name,
        "description": about,
        "provider": {"@type": "Organization", "name": provider},
        "isBasedOn": [_page(catalog.sources[name]) for name in cited_by(program)],
        **course,
    }


def _whole_offer(program: Program) -> Node | None:
    """Return what the whole costs, where that is known, and how it is paid."""
    price, whole = program.facts.price, cost_for_anybody(program, None)
    if price is None or whole.usd is None:
        return None
    monthly = "Subscription" if price.value.unit == "month" else "Paid"
    category = monthly if whole.usd else "Free"
    return {"@type": "Offer", "category": category, "price": whole.usd, "priceCurrency": "USD"}


def _page(source: Source) -> Node:
    """Return where facts come from, and when the page was last seen."""
    return _known(
        {
            "@type": "WebPage",
            "name": source.title,
            "url": source.url,
            "lastReviewed": source.checked,
        }
    )


_MODES = {"online": "Online", "onsite": "Onsite", "blended": "Blended"}


def _session(program: Program, catalog: Catalog) -> Node | None:
    facts = program.facts
    weeks = facts.weeks if facts.weeks and facts.weeks.value.unit == "program" else None
    hours, dates = facts.hours_per_week, facts.dates
    session = _known(
        {
            "courseMode": facts.delivery and _MODES[facts.delivery.value],
            "duration": _duration(weeks.value) if weeks else None,
            "courseWorkload": f"{fact_text('hours_per_week', hours, catalog.roles)} hours a week"
            if hours
            else None,
            "startDate": dates and dates.value.start,
            "endDate": dates and dates.value.end,
        }
    )
    return {"@type": "CourseInstance", **session} if session else None


def _duration(length: Length) -> str:
    """Return an ISO 8601 duration: whole weeks, or days."""
    weeks = length.weeks
    return f"P{weeks:.0f}W" if weeks == int(weeks) else f"P{weeks * 7:.0f}D"
