"""Time of ``rank()`` in process: the bundled catalogue, and growing synthetic ones.

``python benchmarks/ranking.py`` prints the best of several runs. A synthetic catalogue
repeats the bundled programs under new ids, read from JSON like any other file, so that
every program has facts of its own.
"""

import gc
import json
import tempfile
import time
from itertools import cycle
from pathlib import Path
from typing import Any

from certpick import Catalog, Profile, load_catalog, rank
from certpick.catalog.loader import data_folder

SIZES = (1_000, 10_000, 100_000)
PROFILES = {
    "role only": Profile(role="administrator"),
    "all needs": Profile(
        role="physician", budget=3000, hours_per_week=5, weeks=26, cme="required", pacing="cohort"
    ),
}


def best(catalog: Catalog, profile: Profile, runs: int) -> float:
    """Return the shortest time of one ranking, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        ranking = rank(catalog, profile)
        times.append(time.perf_counter() - start)
        del ranking
    return min(times)


def synthetic(size: int) -> Catalog:
    """Return a catalogue of this many programs: the bundled ones, and again under other ids."""
    document: dict[str, Any] = json.loads((data_folder() / "programs.json").read_text("utf-8"))
    bundled = document["programs"]
    document["programs"] = [
        row if index < len(bundled) else {**row, "id": f"{row['id']}-{index}"}
        for index, row in zip(range(size), cycle(bundled), strict=False)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return load_catalog(path)


def main() -> None:
    """Print the times."""
    bundled = load_catalog()
    for name, profile in PROFILES.items():
        print(f"bundled, {name}: {1000 * best(bundled, profile, 200):.3f} ms")
    first: dict[str, float] = {}
    for size in SIZES:
        catalog = synthetic(size)
        gc.collect()
        for name, profile in PROFILES.items():
            taken = best(catalog, profile, 5)
            each = taken / size
            first.setdefault(name, each)
            ratio = each / first[name]
            print(
                f"{size:7} programs, {name}: {taken:6.2f} s, {1e6 * each:5.1f} us each, "
                f"{ratio:.2f} x the smallest catalogue"
            )


if __name__ == "__main__":
    main()
