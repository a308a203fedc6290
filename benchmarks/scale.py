"""Time of the Spark recipe of docs/scale.md: two executors on this machine, and no cluster.

``python benchmarks/scale.py`` runs it on 100,000 and on 1,000,000 people, each in a process of
its own from the start of Spark to its end, beside ``certpick batch`` on the same people in the
same run, compares the picks, and prints seconds and what a further person costs. It needs
pyspark, pandas and Java 17.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from batch import write_people
from pyarrow import csv

SIZES = (100_000, 1_000_000)
PARTS = 8
RECIPE = Path(__file__).parent.parent / "docs" / "scale.md"
TWO_EXECUTORS = (
    "--master local-cluster[2,1,2048] --conf spark.executor.memory=2g "
    "--conf spark.ui.enabled=false --conf spark.sql.files.maxPartitionBytes=4m pyspark-shell"
)


def write_parts(folder: Path, count: int) -> None:
    """Write people as several Parquet files, and as one beside them."""
    write_people(folder / "people.csv", count)
    words = dict.fromkeys(("title", "department", "budget", "hours"), pa.string())
    options = csv.ConvertOptions(column_types=words)
    people = csv.read_csv(folder / "people.csv", convert_options=options)
    pq.write_table(people, folder / "people.parquet")
    (folder / "people").mkdir()
    size = count // PARTS
    for part in range(PARTS):
        pq.write_table(people.slice(part * size, size), folder / "people" / f"part-{part}.parquet")


def timed(*command: str, folder: Path) -> float:
    """Return the seconds that a command takes."""
    env = {
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_SUBMIT_ARGS": TWO_EXECUTORS,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(folder / "work"),
    }
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *command], cwd=folder, env={**os.environ, **env}, check=True,
        capture_output=True,
    )  # fmt: skip
    return time.perf_counter() - start


def same(folder: Path) -> bool:
    """Return whether Spark's picks are those of the program."""
    parts = [pq.read_table(one) for one in sorted((folder / "picks").glob("*.parquet"))]
    spark = pa.concat_tables(parts).sort_by("id").replace_schema_metadata().combine_chunks()
    local = pq.read_table(folder / "local.parquet").replace_schema_metadata().combine_chunks()
    return bool(spark.equals(local))


def main() -> None:
    """Print the figures."""
    text = RECIPE.read_text("utf-8")
    (recipe,) = re.findall(r"### Spark\n\n```python\n(.*?)```", text, re.DOTALL)
    taken: list[tuple[float, float]] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_parts(folder, size)
            (folder / "recipe.py").write_text(recipe, encoding="utf-8")
            arguments = ("-m", "certpick", "batch", "people.parquet", "-o", "local.parquet")
            local = timed(*arguments, folder=folder)
            spark = timed("recipe.py", folder=folder)
            picks = (folder / "local.parquet").stat().st_size / 1e6
            print(
                f"{size:9,} people: certpick batch {local:6.2f} s, Spark with two executors "
                f"{spark:6.2f} s from start to end; same picks: {same(folder)}; {picks:.1f} MB"
            )
            taken.append((local, spark))
    more = SIZES[1] - SIZES[0]
    local, spark = (1e6 * (last - first) / more for first, last in zip(*taken, strict=True))
    print(f"a further person: {local:.1f} us locally, {spark:.1f} us on Spark")


if __name__ == "__main__":
    main()
