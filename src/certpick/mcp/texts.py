"""What a result says in plain sentences, for an assistant to pass on: short, and with its sources.

The sentences are those of the report; sources stand in brackets by their numbers, and at the end
with their dates.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from certpick.catalog.model import Catalog, Program
from certpick.catalog.references import cited_by
from certpick.catalog.roles import Reading
from certpick.explaining.explanation import Explanation, explain
from certpick.explaining.notes import catalog_line, guide_publishers, notes
from certpick.explaining.robustness import Robustness
from certpick.explaining.verdict import verdict
from certpick.mcp.arguments import in_arguments
from certpick.planning.plan import Plan
from certpick.render.comparison import cited_by_rows, comparison_rows
from certpick.render.explanation import cited_by_explanation, ruled_out_lines
from certpick.render.phrases import (
    ASSURANCE,
    MARKS,
    SCORE,
    cost_words,
    credit_words,
    named,
    namesakes,
    said_fit,
    score_words,
    time_words,
    titled,
)
from certpick.render.plan import cited_by_plan
from certpick.render.programs import FactLine, fact_lines, match_words, unknown_facts
from certpick.render.reading import reading_lines
from certpick.render.report import assembly, model
from certpick.render.report.reasoning import (
    Numbering,
    to_settle,
    why,
)
from certpick.render.verdict import verdict_lines
from certpick.scoring.ranking import Place, Ranking, Sort, places
from certpick.scoring.search import Match
from certpick.text import counted

UNKNOWN = "unknown"
CLAIMS = (
    "Own claim: only the provider, or a source that promotes it, says so. A rival's word: only a "
    "rival's source denies it."
)


def rank_text(ranking: Ranking, top: int, sort: Sort, ruled_out: bool, today: date) -> str:
    """Return the verdict, the best programs, and what the first place rests on."""
    robustness = Robustness(ranking)
    shown = places(ranking, sort, top)
    first = explain(ranking, ranking.ranked[0].program, robustness) if shown else None
    numbers = assembly.numbering(cited_by_explanation(first) if first else ())
    reasons = why(robustness, first, numbers) if first else None
    out = [*map(_out, assembly.ruled_out(ranking)), assembly.more_ruled_out(ranking) or ""]
    return _text(
        [str(line) for line in verdict_lines(verdict(ranking, robustness))],
        _section(f"{_best(len(shown), sort)}. {SCORE}", (_place(one, ranking) for one in shown)),
        _section("Ruled out:", out if ruled_out else ()),
        [_not_shown(ranking, len(shown), ruled_out)],
        _section(f"What the points of {reasons.name} rest on:", _checklist(reasons.criteria))
        if reasons
        else [],
        _section("Good to know:", notes(ranking, options=False)),
        _section("Sources:", _references(numbers, ranking.catalog, today)),
        [CLAIMS, ASSURANCE, f"{catalog_line(ranking.catalog)}."],
    )


def _best(count: int, sort: Sort) -> str:
    return f"The best {count}" if sort == "score" else f"{counted(count, 'program')} by {sort}"


_FITS = {"": "", "sure": "surely fits"}


def _place(place: Place, ranking: Ranking) -> str:
    one = place.standing
    fit = _FITS.get(said_fit(one), said_fit(one).replace("maybe: ", "may fit, to settle: "))
    words = [
        *([fit] if fit else []),
        f"score {score_words(one.score, one.score_high)}",
        f"cost {cost_words(one.cost) or UNKNOWN}",
        f"time {time_words(one.taken, one.weeks) or UNKNOWN}",
        f"credit {credit_words(one) or UNKNOWN}",
    ]
    return f"{place.number}. {titled(one, ranking.catalog)} [{one.program.id}]: {'; '.join(words)}"


def _out(one: model.RuledOut) -> str:
    change = f"in with {one.change}" if one.change else "no answer lets it in"
    return f"- {one.name}{f' [{one.id}]' if one.id else ''}: {one.reason}; {change}"


def _not_shown(ranking: Ranking, shown: int, ruled_out: bool) -> str:
    left, out = len(ranking.ranked) - shown, 0 if ruled_out else len(ranking.ruled_out)
    more = [f"{left} more that may fit (top shows more)"] if left else []
    more += [f"{out} that are ruled out (ruled_out shows them)"] if out else []
    return f"Not shown: {' and '.join(more)}." if more else ""


def _checklist(criteria: Iterable[model.Criterion]) -> Iterator[str]:
    """Yield what each criterion's points rest on; what nobody says anything of comes last."""
    for criterion in criteria:
        yield f"{criterion.name}, {criterion.points} points (weight {criterion.weight}):"
        unknown = [
            one.label for one in criterion.checklist if one.state == "open" and not one.evidence
        ]
        yield from (_point(one) for one in criterion.checklist if one.label not in unknown)
        yield f"- not known: {'; '.join(unknown)}" if unknown else ""


_STATES = {"shown": "", "absent": "no: ", "open": "open: "}


def _point(point: model.Point) -> str:
    claim = f" ({point.claim})" if point.claim else ""
    words = " ".join(map(_evidence, point.evidence))
    return f"- {_STATES[point.state]}{point.label}{claim}{f': {words}' if words else ''}"


def _evidence(one: model.Evidence) -> str:
    if one.against:
        return f"But another source says: {one.note}{_cites(one.sources)}."
    quote = f'"{one.quote}"' if one.quote else one.note or "stated, without a quote"
    return f"{quote}{_cites(one.sources)}"


def _cites(numbers: model.Numbers) -> str:
    return f" [{', '.join(map(str, numbers))}]" if numbers else ""


def explain_text(explanation: Explanation, ranking: Ranking, today: date) -> str:
    """Return why a program stands where it does, point by point with the words that count."""
    numbers = assembly.numbering(cited_by_explanation(explanation))
    found = why(Robustness(ranking), explanation, numbers)
    return _text(
        [f"{found.name} ({found.provider}) [{explanation.standing.program.id}]", found.summary],
        _section("Ruled out:", ruled_out_lines(explanation, ranking)),
        _section("Points:", _checklist(found.criteria)),
        *(_section(f"{one.title}:", one.lines) for one in found.reasons),
        _section("Not to be confused with:", namesakes(explanation.standing.program)),
        _ending(ranking.catalog, numbers, today),
        [CLAIMS, ASSURANCE],
    )


def compare_text(ranking: Ranking, programs: list[Program], today: date) -> str:
    """Return in what programs differ or may differ, then in what they are alike."""
    rows = comparison_rows(ranking, programs)
    numbers = assembly.numbering(cited_by_rows(rows))
    found = assembly.side_by_side(rows, programs, ranking, numbers)
    alike = (f"- {row.name}: {_cell(row.cells[0])}" for row in found.rows if not row.differs)
    differs = (_row(row, found.short) for row in found.rows if row.differs)
    return _text(
        [" and ".join(f"{named(one, ranking.catalog)} [{one.id}]" for one in programs)],
        _section("They differ, or may differ, in:", differs),
        _section("They are alike in:", alike),
        _ending(ranking.catalog, numbers, today),
        [MARKS, ASSURANCE],
    )


def _row(row: model.Row, names: Sequence[str]) -> str:
    told = zip(names, row.cells, strict=True)
    return f"- {row.name}: {' | '.join(f'{name}: {_cell(cell)}' for name, cell in told)}"


def _cell(cell: model.Cell) -> str:
    return f"{cell.words or UNKNOWN}{_cites(cell.sources)}"


def plan_text(plan: Plan, today: date) -> str:
    """Return what to settle before paying: dates, cost, what to ask, what to beware of."""
    catalog = plan.ranking.catalog
    numbers = assembly.numbering(cited_by_plan(plan))
    found = to_settle(plan, numbers)
    asked = (f"{at}. {_cited(one)}" for at, one in enumerate(found.questions, start=1))
    return _text(
        [f"{named(plan.program, catalog)} [{plan.program.id}]"],
        *(_section(f"{one.title}:", [" ".join(one.lines)]) for one in found.plan),
        _section("Ask the provider, the most important first:", asked),
        _section("Before you choose it:", map(_cited, found.caveats)),
        _section("Good to know:", map(in_arguments, plan.notes)),
        _ending(catalog, numbers, today),
    )


def _cited(one: model.Cited) -> str:
    return f"{one.text}{f' {one.why}' if one.why else ''}{_cites(one.sources)}"


def program_text(catalog: Catalog, program: Program, today: date) -> str:
    """Return what is known of a program, with the words that it rests on, and what is not."""
    numbers = assembly.numbering(cited_by(program))
    facts = (_fact(one, numbers) for one in fact_lines(catalog, program))
    caveats = (f"{one.text} [{numbers[one.source]}]" for one in program.caveats)
    return _text(
        [f"{named(program, catalog)} [{program.id}]"],
        _section("Facts:", facts),
        _section("Unknown, ask the provider:", [", ".join(unknown_facts(program))]),
        _section("Not to be confused with:", namesakes(program)),
        _section("Before you choose it:", caveats),
        _ending(catalog, numbers, today),
    )


def _fact(one: FactLine, numbers: Numbering) -> str:
    cites = _cites(tuple(numbers[source] for source in one.sources))
    about = f"{one.age}; {one.claim}" if one.claim else one.age
    words = [f'"{one.quote}"' if one.quote else "", one.note or ""]
    words += [f"but [{numbers[source]}] says: {says}" for source, says in one.conflicts]
    rest = "; ".join(filter(None, words))
    return f"- {one.label}: {one.text}{cites} ({about}){f': {rest}' if rest else ''}"


def programs_text(catalog: Catalog, matches: Sequence[Match], top: int) -> str:
    """Return the programs that match, a line each; those that only may match say why."""
    left = [match.program.id for match in matches[top:]]
    rest = f"Not shown: {len(left)} more (top shows more): {', '.join(left)}." if left else ""
    return _text(
        [f"Found: {len(matches)} of {counted(len(catalog.programs), 'program')}."],
        [_match(match, catalog) for match in matches[:top]],
        [rest],
        _ending(catalog, {}, catalog.day),
    )


def _match(match: Match, catalog: Catalog) -> str:
    program = match.program
    may = "may match; " if match.unknown else ""
    return f"- {named(program, catalog)} [{program.id}]: {may}{match_words(match, catalog)}"


def roles_text(catalog: Catalog) -> str:
    """Return the roles with their professions, and the situations."""
    roles = catalog.roles
    professions = {
        role.id: [row.id for row in roles.professions if row.role == role.id]
        for role in roles.roles
    }
    return _text(
        (
            f"{role.id}: {role.description} ({', '.join(professions[role.id])})"
            for role in roles.roles
        ),
        _section("Situations:", (f"{one.id}: {one.label}" for one in roles.situations)),
        ["In brackets stand the professions; any job title can be given as a role, too."],
        [roles.attribution],
    )


def reading_text(reading: Reading, catalog: Catalog) -> str:
    """Return how a job title is read, and what follows from it."""
    return _text([f"{head}: {said}" for head, said in reading_lines(reading, catalog)])


def guide_text(catalog: Catalog) -> str:
    """Return whose guide the rankings follow, and how claims of interested sources are told."""
    guide = sorted(catalog.roles.guide_sources & catalog.sources.keys())
    numbers = assembly.numbering(guide)
    return _text(
        [said for _, said in guide_publishers(catalog)],
        [
            "What only the provider of a program, or a source that promotes it, says of it is "
            "marked as its own claim; what only a rival's source denies is marked, too. With "
            "evidence independent, none of that is counted. Nothing that nobody states is "
            "counted, nor held against a program: it is unknown.",
        ],
        _section("Sources:", _references(numbers, catalog, catalog.day)),
        [ASSURANCE],
    )


def _section(title: str, lines: Iterable[str]) -> list[str]:
    """Return lines under a title; without lines, nothing."""
    said = list(lines)
    return [title, *said] if said else []


def _ending(catalog: Catalog, numbers: Numbering, today: date) -> list[str]:
    """Return the sources, and who publishes the guide."""
    return [
        *_section("Sources:", _references(numbers, catalog, today)),
        *(said for _, said in guide_publishers(catalog)),
        f"{catalog_line(catalog)}.",
    ]


def _references(numbers: Numbering, catalog: Catalog, today: date) -> Iterator[str]:
    return map(_reference, assembly.references(numbers, catalog, today))


def _reference(one: model.Reference) -> str:
    old = ", old: confirm" if one.old else ""
    url = f" {one.url}" if one.url else ""
    return f"[{one.number}] {one.title} ({one.kind}; checked {one.checked}{old}){url}"


def _text(*blocks: Iterable[str]) -> str:
    """Return blocks of lines with an empty line between them; those of nothing are left out."""
    said = ("\n".join(line for line in block if line) for block in blocks)
    return "\n\n".join(filter(None, said)) + "\n"
