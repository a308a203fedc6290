"""How much is known: the share of programs of which each fact is recorded.

``python benchmarks/completeness.py`` prints the tables in ``docs/completeness.md``.
"""

from collections.abc import Callable, Iterable, Iterator

from certpick import Catalog, Program, load_catalog
from certpick.catalog.facts import Facts
from certpick.scoring.terms import stated_weeks, workload

Known = Callable[[Program], object]


def _any_of(*names: str) -> Known:
    def known(program: Program) -> bool:
        return any(getattr(program.facts, name) for name in names)

    return known


def _assessed(facts: Facts) -> bool:
    return bool(facts.graded_work or facts.pass_standard or facts.proctored)


# What a person asks of a program, and what a European micro-credential must state.
ROWS: dict[str, Known] = {
    "price": _any_of("price"),
    "length": stated_weeks,
    "hours of study": workload,
    "length or workload": lambda program: stated_weeks(program) or workload(program),
    "credit (or that there is none)": _any_of("ce_credit"),
    "credit with its amount": lambda program: (
        program.facts.ce_credit and any(one.amount for one in program.facts.ce_credit.value)
    ),
    "assessment": lambda program: _assessed(program.facts),
    "topics": _any_of("topics"),
    "status": _any_of("status"),
    "country": _any_of("countries"),
    "language": _any_of("languages"),
    "level": _any_of("level"),
    "prerequisites": _any_of("prerequisites"),
    "renewal": _any_of("renewal_years"),
    "workload, assessment and participation": lambda program: (
        workload(program)
        and _assessed(program.facts)
        and (program.facts.delivery or program.facts.pacing)
    ),
}
EXAMS: dict[str, Known] = {
    "price": _any_of("price"),
    "exam minutes": _any_of("exam_minutes"),
    "pass mark": _any_of("pass_mark"),
    "prerequisites": _any_of("prerequisites"),
}
# The best open set of the field, of other certifications, as its own files have it.
FIELD = {"price": 87, "exam minutes": 82, "pass mark": 73, "prerequisites": 52}


def share(programs: list[Program], known: Known) -> str:
    """Return of how many programs something is known, and that as a share."""
    count = sum(bool(known(program)) for program in programs)
    return f"{count} of {len(programs)} ({count / len(programs):.0%})"


def tables(catalog: Catalog) -> Iterator[str]:
    """Yield the lines of both tables, in Markdown."""
    every = list(catalog.programs)
    ours = [one for one in every if one.facts.focus.value == "healthcare-ai"]
    yield "| known | AI in healthcare | all programs |"
    yield "|---|---:|---:|"
    for name, known in ROWS.items():
        yield f"| {name} | {share(ours, known)} | {share(every, known)} |"
    exams = [one for one in every if one.facts.credential_type and _is_certification(one)]
    yield ""
    yield "| known of certifications | here | the field's best open set |"
    yield "|---|---:|---:|"
    for name, known in EXAMS.items():
        yield f"| {name} | {share(exams, known)} | {FIELD[name]}% |"


def _is_certification(program: Program) -> bool:
    kind = program.facts.credential_type
    return bool(kind and kind.value == "certification")


def counts(catalog: Catalog) -> str:
    """Return the size of the catalogue in one sentence."""
    facts = [fact for program in catalog.programs for _, fact in program.facts.stated()]
    ours = sum(one.facts.focus.value == "healthcare-ai" for one in catalog.programs)
    return (
        f"{len(catalog.programs)} programs, {ours} of them about AI in healthcare, with "
        f"{len(facts)} facts from {len(catalog.sources)} sources, {quoted(facts)} of them quoted."
    )


def quoted(facts: Iterable[object]) -> str:
    """Return the share of facts that carry the words they rest on."""
    known = list(facts)
    return f"{sum(bool(getattr(fact, 'quote', None)) for fact in known) / len(known):.0%}"


def main() -> None:
    """Print what the page says."""
    catalog = load_catalog()
    print(counts(catalog))
    print()
    print("\n".join(tables(catalog)))


if __name__ == "__main__":
    main()
