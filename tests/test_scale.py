"""The recipes for clusters in docs/scale.md run, and say what the program says on one machine."""

import os
import random
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import PINNED, ROOT, program
from people import random_row, table

PEOPLE, PARTS, ALIKE = 100_000, 4, 500
RECIPES = dict(
    re.findall(
        r"^### (\w+)\n\n```python\n(.*?)```",
        (ROOT / "docs" / "scale.md").read_text("utf-8"),
        re.DOTALL | re.MULTILINE,
    )
)
NEEDED = {"Spark": "pyspark", "Dask": "dask"}
# Two executors with a core and 1 GB each, in processes of their own, without a web page.
TWO_EXECUTORS = (
    "--master local-cluster[2,1,1024] --conf spark.executor.memory=1g --conf spark.ui.enabled=false "
    "--conf spark.sql.files.openCostInBytes=1 --conf spark.sql.files.maxPartitionBytes=1m "
    "--conf spark.sql.codegen.wholeStage=false pyspark-shell"
)
# What runs for seconds is not worth optimising, neither the code of Java nor that of a query.
SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
pytestmark = pytest.mark.slow


def write_people(folder: Path, count: int) -> None:
    """Write people in several files; they are the same in every run, and some are alike."""
    chance = random.Random(13)  # noqa: S311  people, not secrets
    folder.mkdir()
    for part in range(PARTS):
        size = count // PARTS
        ids = list(range(part * size, (part + 1) * size))
        some = [random_row(chance, simple=True) for _ in range(ALIKE)]
        batch = table([some[one % ALIKE] for one in ids], id=ids)
        pq.write_table(pa.Table.from_batches([batch]), folder / f"part-{part}.parquet")


def as_csv(files: list[Path], target: Path) -> bytes:
    """Return the picks in files as one CSV by id, written by the program's own writer."""
    from certpick.batch.writers import to_csv

    whole = pa.concat_tables([pq.read_table(one) for one in files]).sort_by("id")
    with target.open("wb") as file:
        writer = to_csv(file, whole.schema.remove_metadata())
        for batch in whole.replace_schema_metadata().combine_chunks().to_batches():
            writer.write(batch)
        writer.close()
    return target.read_bytes()


def can_run(recipe: str) -> bool:
    """Return whether what a recipe needs is installed."""
    java = recipe != "Spark" or shutil.which("java") is not None
    return java and find_spec(NEEDED[recipe]) is not None


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with people in several files, and what the program says of them."""
    folder = tmp_path_factory.mktemp("scale")
    write_people(folder / "people", PEOPLE)
    parts = [pq.read_table(one) for one in sorted((folder / "people").iterdir())]
    pq.write_table(pa.concat_tables(parts), folder / "people.parquet")
    run = program("batch", str(folder / "people.parquet"), "-o", str(folder / "local.csv"))
    assert (run.code, run.err.count(f"{PEOPLE:,} people: ")) == (0, 1)
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="local-cluster needs a Unix")
@pytest.mark.parametrize("recipe", sorted(NEEDED))
def test_a_cluster_says_what_one_machine_says(recipe: str, people: Path, tmp_path: Path) -> None:
    if not can_run(recipe) and not os.environ.get("CI"):
        pytest.skip(
            f"needs {NEEDED[recipe]}: pip install -e '.[scale-test]', and Java 17 for Spark"
        )
    (tmp_path / "people").symlink_to(people / "people")
    (tmp_path / "recipe.py").write_text(RECIPES[recipe], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "recipe.py"], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False,
        env={
            **os.environ, **PINNED, "PYSPARK_PYTHON": sys.executable, "PYSPARK_SUBMIT_ARGS": TWO_EXECUTORS,
            "JAVA_TOOL_OPTIONS": SHORT_LIVED, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_WORKER_DIR": str(tmp_path / "work"),
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    picks = sorted((tmp_path / "picks").glob("*.parquet"))
    assert len(picks) > 1, "more than one worker has written"
    assert as_csv(picks, tmp_path / "cluster.csv") == (people / "local.csv").read_bytes()
