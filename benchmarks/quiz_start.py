"""Time until the quiz shows its first question, as a ratio to a hello-world program.

``python benchmarks/quiz_start.py`` runs both in a pseudo-terminal, in turns, and prints the
median of 20. The rival is a one-option Typer program that imports questionary.
"""

import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 20
HELLO = """
import questionary
import typer

app = typer.Typer()


@app.command()
def hello(name: str = "world") -> None:
    print(f"hello {name}")


app()
"""


def seconds_until(command: list[str], words: bytes) -> float:
    """Return the time until a program in a terminal of its own has shown these words."""
    master, slave = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    start = time.perf_counter()
    child = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=env)
    os.close(slave)
    shown = b""
    while words not in shown:
        shown += os.read(master, 4096)
    taken = time.perf_counter() - start
    child.kill()
    child.wait()
    os.close(master)
    return taken


def main() -> None:
    """Print the medians and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO)
        certpick = str(Path(sys.executable).parent / "certpick")
        rival = ([sys.executable, str(hello)], b"hello world")
        quiz = ([certpick, "quiz"], b"What do you do?")
        times: tuple[list[float], list[float]] = ([], [])
        for turn in range(RUNS + 1):
            for case, taken in zip((rival, quiz), times, strict=True):
                measured = seconds_until(*case)
                if turn:  # the first turn fills caches
                    taken.append(measured)
    hello_median, quiz_median = (statistics.median(one) for one in times)
    ratio = quiz_median / hello_median
    print(f"hello world with questionary {1000 * hello_median:5.0f} ms")
    print(f"first question of the quiz   {1000 * quiz_median:5.0f} ms   {ratio:.2f} x")


if __name__ == "__main__":
    main()
