"""How many questions the quiz asks, over every path of offered answers.

``python benchmarks/quiz_paths.py`` prints the table in ``docs/quiz.md``. It takes some
minutes: it walks the engine through each combination of the first four answers and then
through each answer to each follow-up that the engine asks.
"""

from collections import Counter
from contextlib import AbstractContextManager
from functools import lru_cache
from itertools import combinations, product
from typing import Any
from unittest.mock import patch

from certpick import Catalog, Profile, load_catalog
from certpick.quiz import relevance
from certpick.quiz.engine import Quiz, answered, next_question, table
from certpick.quiz.questions import Question, first_questions


def work_out_once(catalog: Catalog) -> AbstractContextManager[Any]:
    """Let neighbouring paths share who fits and in which order; what is asked stays the same.

    Who fits depends neither on situations nor on the priority, the order of those who fit on
    neither pace nor deadline: no program of the bundled catalogue is an exception.
    """
    fitting, ranked = relevance._fitting, relevance._ranked

    @lru_cache(1000)
    def fits(profile: Profile) -> relevance.Fitting:
        return fitting(catalog, profile, catalog.programs)

    @lru_cache(10_000)
    def order(profile: Profile, programs: frozenset[Any]) -> Any:
        return ranked(catalog, profile, dict(programs))

    def fits_once(_: object, profile: Profile, __: object) -> relevance.Fitting:
        return fits(profile.model_copy(update={"situations": (), "priority": None}))

    def order_once(_: object, profile: Profile, programs: relevance.Fitting) -> Any:
        plain = profile.model_copy(update={"pacing": None, "weeks": None})
        return order(plain, frozenset(programs.items()))

    return patch.multiple(relevance, _fitting=fits_once, _ranked=order_once)


def values(question: Question) -> list[Any]:
    """Return every answer that the question offers, typed ones aside."""
    offered = [choice.value for choice in question.choices]
    if not question.several:
        return offered
    sizes = range(len(offered) + 1)
    return [subset for size in sizes for subset in combinations(offered, size)]


def walk(quiz: Quiz, counts: Counter[int]) -> None:
    """Count the questions of every path from here on."""
    question = next_question(quiz)
    if question is None:
        counts[len(quiz.answers)] += 1
        return
    for value in values(question):
        walk(answered(quiz, question.id, value), counts)


def row(name: str, counts: Counter[int]) -> str:
    """Return one line of the table."""
    paths = counts.total()
    mean = sum(asked * times for asked, times in counts.items()) / paths
    four = counts[4] / paths
    return f"| {name} | {paths:,} | {mean:.2f} | {max(counts)} | {four:.1%} |"


def main() -> None:
    """Print the table."""
    catalog = load_catalog()
    with work_out_once(catalog):
        print_table(catalog)


def print_table(catalog: Catalog) -> None:
    """Print a row for each role, and one for all."""
    total: Counter[int] = Counter()
    print("| role | paths | mean | maximum | only the first four |")
    print("|---|---:|---:|---:|---:|")
    for role in catalog.roles.role_ids:
        counts: Counter[int] = Counter()
        begun = answered(Quiz(catalog, Profile()), "role", role)
        first = [table(begun)[one.id] for one in first_questions(catalog.roles)[1:]]
        for answers in product(*map(values, first)):
            quiz = begun
            for question, value in zip(first, answers, strict=True):
                quiz = answered(quiz, question.id, value)
            walk(quiz, counts)
        print(row(role, counts), flush=True)
        total += counts
    print(row("all", total))


if __name__ == "__main__":
    main()
