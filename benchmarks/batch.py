"""Time and memory of ``certpick batch``, beside a loop over ``rank()`` in the same run.

``python benchmarks/batch.py`` makes files of 10,000, 25,000, 100,000 and 1,000,000 people with
job titles of the role table, budgets and hours drawn from a continuous range and weeks, runs
the program on each in a process of its own, and prints seconds, memory and microseconds a
person, also of those beyond the file before. The loop reads the same rows and ranks the first
of them one by one.
``python benchmarks/batch.py 1000000 ndjson`` runs one size in another form.
"""

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from certpick import UsageError, load_catalog, rank
from certpick.profile.options import read_profile

SIZES = (10_000, 25_000, 100_000, 1_000_000)
TITLES = 900
LOOPED = 400  # people of the loop, which would take half an hour for a million
DEPARTMENTS = ("ICU", "Radiology", "Pharmacy", "IT", "Nursing", "Quality")


def titles() -> list[str]:
    """Return job titles that are read: those of the table, and the same with a unit."""
    book = load_catalog().roles
    known = [title for one in book.professions for title in one.titles.all()]
    found = []
    for title in (*known, *(f"{title}, ICU" for title in known)):
        with suppress(UsageError):
            book.read(title)
            found.append(title)
    return found[:TITLES]


def write_people(path: Path, count: int) -> None:
    """Write a file of this many people, the same in every run."""
    chance, jobs = random.Random(5), titles()  # noqa: S311  people, not secrets
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "department", "title", "budget", "hours", "weeks"])
        for number in range(count):
            budget, hours = chance.uniform(0, 6000), chance.uniform(1, 20)
            writer.writerow(
                [
                    number,
                    chance.choice(DEPARTMENTS),
                    chance.choice(jobs),
                    f"{budget:.2f}",
                    f"{hours:.2f}",
                    chance.randint(2, 52),
                ]
            )


def loop(path: Path) -> float:
    """Return the seconds a person of the shortest program: read a row, rank, take the first."""
    catalog = load_catalog()
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row, _ in zip(csv.DictReader(file), range(LOOPED), strict=False)]
    start = time.perf_counter()
    for row in rows:
        words = {"role": row["title"], **{name: row[name] for name in ("budget", "hours", "weeks")}}
        ranking = rank(catalog, read_profile(words))
        _ = next((one for one in ranking.ranked if one.fit == "sure"), None)
    return (time.perf_counter() - start) / len(rows)


def run(people: Path, picks: Path, *options: str) -> tuple[float, float]:
    """Return the seconds and the megabytes that the program takes, in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    command = [sys.executable, "-m", "certpick", "batch", str(people), "-o", str(picks)]
    start = time.perf_counter()
    done = subprocess.run([*command, *options], check=True, capture_output=True, text=True)
    taken = time.perf_counter() - start
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"  {done.stderr.splitlines()[-1]}" + ("" if most > before else " (memory: no more)"))
    return taken, most / 1024


def main() -> None:
    """Print the figures."""
    sizes = [int(sys.argv[1])] if len(sys.argv) > 1 else SIZES
    form = sys.argv[2] if len(sys.argv) > 2 else "csv"
    with tempfile.TemporaryDirectory() as folder:
        before = None
        for size in sizes:
            people = Path(folder) / f"{size}.csv"
            write_people(people, size)
            alone = loop(people)
            taken, megabytes = run(people, Path(folder) / f"picks.{form}")
            each = taken / size
            more = (taken - before[0]) / (size - before[1]) if before else None
            before = taken, size
            print(
                f"{size:9,} people: {taken:6.2f} s, {megabytes:5.0f} MB, {1e6 * each:6.1f} us each"
                + (f", {1e6 * more:.1f} us each further one" if more else "")
                + f"; a loop over rank(): {1e6 * alone:6.0f} us each, {alone / each:.0f} x"
            )


if __name__ == "__main__":
    main()
