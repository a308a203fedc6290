"""Time of ``verdict()`` beside that of ``rank()``, over the bundled catalogue, in one run.

``python benchmarks/verdict.py`` prints for each role, without needs and with all of them, the
shortest of many runs: of a ranking, and of what its verdict takes beyond it.
"""

import time
from typing import Any

from certpick import Profile, load_catalog, rank, verdict

RUNS = 300
NEEDS: dict[str, dict[str, Any]] = {
    "no needs": {},
    "all needs": {
        "budget": 3000, "hours_per_week": 5, "weeks": 26, "cme": "required", "pacing": "self-paced",
        "no_programming": True, "country": "US", "language": "en",
    },
}  # fmt: skip


def main() -> None:
    """Print the times and their ratios."""
    catalog = load_catalog()
    ratios = []
    for role in catalog.roles.role_ids:
        for name, needs in NEEDS.items():
            profile = Profile(role=role, **needs)
            ranked, judged = [], []
            for _ in range(RUNS):
                start = time.perf_counter()
                ranking = rank(catalog, profile)
                middle = time.perf_counter()
                verdict(ranking)
                ranked.append(middle - start)
                judged.append(time.perf_counter() - middle)
            before, beyond = min(ranked), min(judged)
            ratios.append(beyond / before)
            print(
                f"{role}, {name}: rank {1000 * before:.2f} ms, verdict {1000 * beyond:.2f} ms "
                f"more, {ratios[-1]:.2f} x"
            )
    print(f"worst: {max(ratios):.2f} x rank()")


if __name__ == "__main__":
    main()
