"""Time of ``pair()`` in process: the bundled catalogue, 30 programs, and 1,000.

``python benchmarks/pairs.py`` prints the best of several runs, as a ratio to looking at every
pair item by item, which is what a direct reading of the rule does; both must find the same.
Facts of a synthetic program are those of the bundled ones at random, so that few are alike.
"""

import itertools
import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from certpick import Catalog, Profile, load_catalog, pair, rank
from certpick.catalog.facts import TopicEntry
from certpick.catalog.loader import data_folder
from certpick.pairs.pairing import audience
from certpick.scoring.ranking import Standing

PROFILES = {
    "role only": Profile(role="administrator"),
    "all needs": Profile(role="physician", budget=3000, hours_per_week=8, weeks=26, cme="required"),
    "tiny budget": Profile(role="physician", budget=100, hours_per_week=8, weeks=26),
}


def synthetic(size: int) -> Catalog:
    """Return a catalogue of this many programs."""
    chance = random.Random(7)  # noqa: S311  a fixed catalogue, not a secret
    document: dict[str, Any] = json.loads((data_folder() / "programs.json").read_text("utf-8"))
    bundled = [one["facts"] for one in document["programs"]]
    together = ("parts", "audience")  # an audience names parts of its own program
    names = {name for facts in bundled for name in facts} - {"focus", *together}
    programs = []
    for index in range(size):
        facts = {name: chance.choice(bundled).get(name) for name in sorted(names)}
        donor = chance.choice(bundled)
        facts |= {name: donor.get(name) for name in together}
        known = {name: value for name, value in facts.items() if value is not None}
        one = {**document["programs"][0], "id": f"p{index}", "not_to_confuse_with": []}
        programs.append({**one, "facts": {"focus": bundled[0]["focus"], **known}})
    document["programs"] = programs
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return load_catalog(path)


def item_by_item(catalog: Catalog, profile: Profile) -> float:
    """Return the score of the best pair, from the ratings of every two that may be for the role."""
    standings = [one for one in rank(catalog, profile).ranked if audience(one) != "not named"]
    rated = [(one, [item for r in one.ratings.values() for item in r.items]) for one in standings]
    worth: dict[str, float] = {}
    for name, rating in standings[0].ratings.items():
        weight = 100 * standings[0].applicant.weights[name] / rating.max
        worth |= {item.rule.id: weight for item in rating.items}
    return max(_together(a, b, worth) for a, b in itertools.combinations(rated, 2))


def _together(
    first: tuple[Standing, list[Any]], second: tuple[Standing, list[Any]], worth: dict[str, float]
) -> float:
    total = 0.0
    for one, other in zip(first[1], second[1], strict=True):
        points = max(one.points, other.points)
        if one.rule.id == "topics":
            facts = (*one.basis, *other.basis)
            covered = {each.topic for each in facts if isinstance(each, TopicEntry)}
            points = len(covered) / len(first[0].applicant.topics)
        total += worth[one.rule.id] * points
    return total


def best(function: Callable[[], object], runs: int) -> float:
    """Return the shortest time of a call, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the times."""
    catalogs = {"bundled": load_catalog(), "30": synthetic(30), "1000": synthetic(1000)}
    for size, catalog in catalogs.items():
        runs = 3 if size == "1000" else 50
        for name, profile in PROFILES.items():
            taken = best(lambda c=catalog, p=profile: pair(c, p), runs)  # type: ignore[misc]
            print(f"{size:>7} programs, {name}: {1000 * taken:8.2f} ms")
    catalog, profile = catalogs["1000"], PROFILES["role only"]
    mine = best(lambda: pair(catalog, profile), 3)
    theirs = best(lambda: item_by_item(catalog, profile), 1)
    same = abs(pair(catalog, profile).pairs[0].score - item_by_item(catalog, profile)) < 1e-6
    print(f"item by item, 1000 programs: {theirs:.1f} s, {theirs / mine:.0f} x; same best: {same}")


if __name__ == "__main__":
    main()
