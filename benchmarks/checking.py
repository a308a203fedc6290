"""Time and memory of ``certpick catalog check`` on growing synthetic catalogues.

``python benchmarks/checking.py`` prints them beside what Python takes to parse the same file
with ``json.load`` alone, in the same run. A synthetic catalogue repeats the bundled programs
under new ids, written with indents as a person keeps it.
"""

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from certpick.catalog.loader import data_folder

SIZES = (1_000, 10_000, 100_000)
PARSE = "import json, sys; json.load(open(sys.argv[1], encoding='utf-8'))"


def write(path: Path, size: int) -> None:
    """Write a catalogue of this many programs."""
    document = json.loads((data_folder() / "programs.json").read_text("utf-8"))
    bundled = document["programs"]
    document["programs"] = [
        {**bundled[index % len(bundled)], "id": f"p{index}"} for index in range(size)
    ]
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")


def measured(*command: str) -> tuple[float, float]:
    """Return the seconds that a command takes and its peak memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{command} failed")
    unit = 1 if sys.platform == "darwin" else 1024
    return time.perf_counter() - start, usage.ru_maxrss * unit / 1e6


def main() -> None:
    """Print the times and peaks."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.json"
        for size in SIZES:
            # In a process of its own: a child's peak starts at its parent's.
            writer = multiprocessing.get_context("spawn").Process(target=write, args=(path, size))
            writer.start()
            writer.join()
            seconds, peak = measured("-m", "certpick", "catalog", "check", str(path))
            alone, parsed = measured("-c", PARSE, str(path))
            print(
                f"{size:7} programs, {path.stat().st_size / 1e6:5.0f} MB: "
                f"{seconds:6.2f} s, {peak:5.0f} MB; json.load alone {alone:5.2f} s, "
                f"{parsed:5.0f} MB: {seconds / alone:.1f} x its time"
            )


if __name__ == "__main__":
    main()
