"""How many questions the quiz asks, over every path of offered answers.

``python benchmarks/quiz_paths.py`` prints the table in ``docs/quiz.md``. It takes some
minutes: it walks the engine through each combination of the first four answers and then
through each answer to each follow-up that the engine asks.
"""

from collections import Counter
from itertools import combinations, product
from typing import Any

from certpick import Profile, load_catalog
from certpick.quiz.engine import Quiz, answered, next_question
from certpick.quiz.questions import Question, first_questions


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
    first = first_questions(catalog.roles)
    total: Counter[int] = Counter()
    print("| role | paths | mean | maximum | only the first four |")
    print("|---|---:|---:|---:|---:|")
    for role in catalog.roles.role_ids:
        counts: Counter[int] = Counter()
        for answers in product(*(values(question) for question in first[1:])):
            quiz = answered(Quiz(catalog, Profile()), "role", role)
            for question, value in zip(first[1:], answers, strict=True):
                quiz = answered(quiz, question.id, value)
            walk(quiz, counts)
        print(row(role, counts), flush=True)
        total += counts
    print(row("all", total))


if __name__ == "__main__":
    main()
