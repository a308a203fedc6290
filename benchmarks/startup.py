"""Start-up time of the program, as a ratio to a one-option hello-world Typer program.

``python benchmarks/startup.py`` prints the median of 20 runs of each, taken in turns so
that a slow moment of the machine falls on all of them.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 20
HELLO = """
import typer

app = typer.Typer()


@app.command()
def hello(name: str = "world") -> None:
    print(f"hello {name}")


app()
"""
CASES = {
    "rank --json": ["rank", "--role", "administrator", "--json"],
    "rank (table)": ["rank", "--role", "administrator"],
    "report (html)": ["report", "--role", "administrator"],
    "rank --help": ["rank", "--help"],
    "--help": ["--help"],
}


def seconds(command: list[str]) -> float:
    """Return how long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print the medians and their ratios to the hello-world program."""
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO)
        certpick = str(Path(sys.executable).parent / "certpick")
        commands = {"hello world": [sys.executable, str(hello)]}
        commands |= {name: [certpick, *words] for name, words in CASES.items()}
        times: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(RUNS + 1):
            for name, command in commands.items():
                taken = seconds(command)
                if turn:  # the first turn fills caches
                    times[name].append(taken)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, median in medians.items():
        ratio = median / medians["hello world"]
        print(f"{name:14} {1000 * median:7.0f} ms   {ratio:5.2f} x hello world")


if __name__ == "__main__":
    main()
