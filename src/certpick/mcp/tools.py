"""The tools: what each is for, what it takes, and what it answers in plain data and in words."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple, get_args

from certpick.catalog.model import Catalog
from certpick.catalog.roles import RoleBook
from certpick.errors import UsageError
from certpick.explaining.explanation import explain
from certpick.mcp import texts
from certpick.mcp.arguments import (
    ONE_PROGRAM,
    ONE_TITLE,
    PLAN,
    RANK,
    SEVERAL_PROGRAMS,
    Schema,
    argument,
    profile_arguments,
    read_arguments,
    search_arguments,
)
from certpick.planning.plan import plan
from certpick.profile.amounts import read_count
from certpick.profile.options import OPTIONS, read_choice, read_date, read_names, read_profile
from certpick.render.comparison import compare
from certpick.render.contract.schema import json_schema
from certpick.render.documents.comparison import comparison_document
from certpick.render.documents.explanation import explanation_document
from certpick.render.documents.plan import plan_document
from certpick.render.documents.programs import program_document, programs_document
from certpick.render.documents.ranking import ranking_document
from certpick.render.documents.roles import reading_document, roles_document
from certpick.scoring.ranking import USUAL_TOP, Ranking, Sort, rank
from certpick.scoring.search import MatchSort, in_order, read_query, search


class Asked(NamedTuple):
    """A call: the catalogue as seen today, and the words that its arguments say."""

    catalog: Catalog
    today: date
    words: Mapping[str, Any]

    def ranking(self) -> Ranking:
        """Return the ranking for the profile that the words say."""
        said = {option: self.words.get(argument(option)) for option in OPTIONS}
        return rank(self.catalog, read_profile(said, today=self.today))


class Answer(NamedTuple):
    """What the command prints as JSON, and the same for a person in short."""

    document: Mapping[str, Any]
    text: str


class Tool(NamedTuple):
    """What a client is told of a tool, and what answers a call.

    ``output`` names the document that it answers with, where clients are told its schema: they may
    hand it to a model, and those of all tools are longer than every answer.
    """

    title: str
    description: str
    arguments: Callable[[RoleBook], dict[str, Schema]]
    required: tuple[str, ...]
    answer: Callable[[Asked], Answer]
    output: str | None = None

    def input_schema(self, roles: RoleBook) -> Schema:
        """Return what a call may say as JSON Schema."""
        return {
            "type": "object",
            "properties": self.arguments(roles),
            "required": list(self.required),
            "additionalProperties": False,
        }

    def output_schema(self) -> Schema | None:
        """Return what an answer holds as JSON Schema, where that is worth telling."""
        return json_schema(self.output) if self.output else None

    def call(self, catalog: Catalog, today: date, given: Mapping[str, Any]) -> Answer:
        """Answer a call.

        Raises:
            CertpickError: an argument cannot be used.
        """
        words = read_arguments(given, self.arguments(catalog.roles), self.required)
        return self.answer(Asked(catalog, today, words))


def _rank(asked: Asked) -> Answer:
    ranking, words = asked.ranking(), asked.words
    top = _top(asked)
    sort: Sort = _sort(asked, get_args(Sort)) or "score"
    with_ruled_out = bool(words.get("ruled_out"))
    document = ranking_document(ranking, top, sort)
    if not with_ruled_out:
        document["left_out"]["ruled_out"] = len(document["ruled_out"])
        document["ruled_out"] = []
    return Answer(document, texts.rank_text(ranking, top, sort, with_ruled_out, asked.today))


def _top(asked: Asked) -> int:
    """Return how many are wanted."""
    word = asked.words.get("top")
    return USUAL_TOP if word is None else read_count(word, "top")


def _sort(asked: Asked, orders: tuple[Any, ...]) -> Any:
    """Return the order that is wanted, or None where none is said."""
    word = asked.words.get("sort")
    return None if word is None else read_choice(word, orders, "sort")


def _explain(asked: Asked) -> Answer:
    ranking = asked.ranking()
    found = explain(ranking, asked.catalog.find(asked.words["program"]))
    return Answer(explanation_document(found), texts.explain_text(found, ranking, asked.today))


def _compare(asked: Asked) -> Answer:
    names = asked.words["programs"]
    listed = read_names(names) if isinstance(names, str) else names
    ranking, programs = asked.ranking(), asked.catalog.find_several(listed)
    document = comparison_document(compare(ranking, programs))
    return Answer(document, texts.compare_text(ranking, programs, asked.today))


def _plan(asked: Asked) -> Answer:
    words = asked.words
    start = read_date(words["start"], "start") if "start" in words else None
    program = asked.catalog.find(words["program"])
    found = plan(asked.ranking(), program, asked.today, start)
    return Answer(plan_document(found), texts.plan_text(found, asked.today))


def _programs(asked: Asked) -> Answer:
    catalog, words = asked.catalog, asked.words
    if "program" in words:
        return _program(asked)
    top = _top(asked)
    sort: MatchSort | None = _sort(asked, get_args(MatchSort))
    query = read_query(_searched(words), catalog)
    matches = in_order(search(catalog, query), sort)
    document = programs_document(catalog, matches, query, top)
    return Answer(document, texts.programs_text(catalog, matches, top))


def _searched(words: Mapping[str, Any]) -> dict[str, Any]:
    flags = {name: bool(words.get(name)) for name in ("cme", "strict")}
    names = ("search", "role", "max-cost", "hours", "pacing", "country", "language", "focus")
    return {**{name: words.get(argument(name)) for name in names}, **flags}


def _program(asked: Asked) -> Answer:
    catalog, words = asked.catalog, asked.words
    if len(words) > 1:
        raise UsageError(
            "a program and a search exclude each other", "give one of them", code="options_conflict"
        )
    program = catalog.find(words["program"])
    document = program_document(catalog, program)
    return Answer(document, texts.program_text(catalog, program, asked.today))


def _roles(asked: Asked) -> Answer:
    catalog, title = asked.catalog, asked.words.get("title")
    if title is None:
        return Answer(roles_document(catalog), texts.roles_text(catalog))
    found = catalog.roles.read(title)
    document = reading_document(title, found, catalog)
    return Answer(document, texts.reading_text(found, catalog))


def _with_profile(own: Mapping[str, Schema]) -> Callable[[RoleBook], dict[str, Schema]]:
    return lambda roles: {**own, **profile_arguments(roles)}


TOOLS = {
    "rank": Tool(
        title="Which program fits",
        description="Ranks the AI-in-healthcare certifications for a person: the verdict, how sure "
        "it is, what to ask first, the best programs with fit, score, cost, time and credit, and "
        "the quotes that the first rests on. Say only what the person said.",
        arguments=_with_profile(RANK),
        required=("role",),
        answer=_rank,
        output="rank",
    ),
    "explain": Tool(
        title="Why a program stands where it does",
        description="Goes through one program's points with the words that each rests on, says "
        "what separates it from its neighbours, what unknowns could change, and what rules it out.",
        arguments=_with_profile(ONE_PROGRAM),
        required=("program", "role"),
        answer=_explain,
    ),
    "compare": Tool(
        title="Programs side by side",
        description="Puts two or more programs side by side for a person: place, score, cost, "
        "time and every fact, what differs first.",
        arguments=_with_profile(SEVERAL_PROGRAMS),
        required=("programs", "role"),
        answer=_compare,
    ),
    "plan": Tool(
        title="Before paying for a program",
        description="Says what to settle before paying for one program: dates on the person's "
        "hours, cost over time, credit, renewal, and what to ask the provider, the most important "
        "first.",
        arguments=_with_profile(PLAN),
        required=("program", "role"),
        answer=_plan,
    ),
    "programs": Tool(
        title="Look up programs",
        description="Searches the catalogue, or with program alone gives that program's facts, "
        "each with its source, date and quote. It judges nothing: rank does.",
        arguments=lambda roles: {**ONE_PROGRAM, **search_arguments(roles)},
        required=(),
        answer=_programs,
    ),
    "roles": Tool(
        title="How a job title is read",
        description="Lists roles, professions and situations, or says how a job title is read: "
        "whose topics apply, which credit counts, and who decides about any other.",
        arguments=lambda _: ONE_TITLE,
        required=(),
        answer=_roles,
    ),
}
