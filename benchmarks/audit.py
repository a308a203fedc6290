"""How often the winner changes when weights move a little or a fact becomes known.

``python benchmarks/audit.py`` prints the tables in ``docs/audit.md``: over all roles,
situations and CME needs, with every weight moved by a tenth of itself up and down, and with
each open point shown by itself.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product

from certpick import Profile, Ranking, load_catalog, rank
from certpick.catalog.roles import CmeNeed
from certpick.explaining.explanation import explain
from certpick.profile.criteria import GUIDE_CRITERIA

CATALOG = load_catalog()
NEEDS: tuple[CmeNeed, ...] = ("required", "helpful", "no")
STEP = 0.1


def profiles(role: str) -> Iterator[Profile]:
    """Yield every combination of situations and CME need for a role."""
    names = CATALOG.roles.situation_ids
    for size in range(len(names) + 1):
        for situations, cme in product(combinations(names, size), NEEDS):
            yield Profile(role=role, situations=situations, cme=cme)


def winner(ranking: Ranking) -> str:
    """Return the id of the program that is first."""
    return ranking.ranked[0].program.id


def moved(profile: Profile, ranking: Ranking) -> Iterator[Profile]:
    """Yield the profile with each weight a tenth lower and higher."""
    weights = ranking.applicant.weights
    for name in GUIDE_CRITERIA:
        for factor in (1 - STEP, 1 + STEP):
            changed = {**weights, name: weights[name] * factor}
            yield profile.model_copy(update={"weights": changed})


def one_fact_changes(ranking: Ranking) -> tuple[int, int]:
    """Return how many open points there are, and how many would bring a new winner alone."""
    lifts = [
        (standing, lift)
        for standing in ranking.ranked[1:]
        for lift in explain(ranking, standing.program).lifts
    ]
    best = ranking.ranked[0].score
    return len(lifts), sum(lift.score > best + 1e-9 for _, lift in lifts)


def row(name: str, counts: Counter[str]) -> str:
    """Return one line of the table."""
    weights = f"{counts['weights changed']} of {counts['weights']}"
    facts = f"{counts['facts changed']} of {counts['facts']}"
    claims = f"{counts['claims changed']} of {counts['rankings']}"
    return f"| {name} | {counts['rankings']} | {weights} | {facts} | {claims} |"


def main() -> None:
    """Print the table."""
    total: Counter[str] = Counter()
    print("| role | rankings | a weight 10 % up or down | one open point shown | without claims |")
    print("|---|---:|---:|---:|---:|")
    for role in CATALOG.roles.role_ids:
        counts: Counter[str] = Counter()
        for profile in profiles(role):
            ranking = rank(CATALOG, profile)
            first = winner(ranking)
            counts["rankings"] += 1
            for other in moved(profile, ranking):
                counts["weights"] += 1
                counts["weights changed"] += winner(rank(CATALOG, other)) != first
            facts, changing = one_fact_changes(ranking)
            counts["facts"] += facts
            counts["facts changed"] += changing
            independent = profile.model_copy(update={"evidence": "independent"})
            counts["claims changed"] += winner(rank(CATALOG, independent)) != first
        print(row(role, counts))
        total += counts
    print(row("all", total))


if __name__ == "__main__":
    main()
