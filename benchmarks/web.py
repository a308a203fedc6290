"""Load on ``certpick serve``: replies a second, their times, and memory.

``python benchmarks/web.py`` starts a server on this computer and asks it with wrk (Debian: ``wrk``)
over 32 connections, a few seconds for each case, and then 100,000 times in all. A known address is
one that was asked before on the same day; a new one is worked out. ``--requests N`` takes fewer.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

WRK = shutil.which("wrk") or ""
CONNECTIONS, SECONDS = 32, 5
ROLES = ("physician", "nurse-leader", "administrator", "clinician", "informatics")
# Each case with its address; %d is another number for every request.
CASES = {
    "result page, known": "/rank?role=nurse-leader&budget=3000",
    "result page, new": "/rank?role=%s&budget=%d",
    "/api/rank, known": "/api/rank?role=nurse-leader&budget=3000",
    "/api/rank, known, five best": "/api/rank?role=nurse-leader&budget=3000&top=5",
    "/api/rank, new": "/api/rank?role=%s&budget=%d",
    "/api/rank, new, five best": "/api/rank?role=%s&budget=%d&top=5",
    "/healthz, for comparison": "/healthz",
}
MIX = "/rank?role=%s&budget=%d"
# Adds a role in turn and a number that no request had before.
SCRIPT = """
local roles = {{{roles}}}
local count = {start}
wrk.headers["accept-encoding"] = "gzip"
request = function()
  count = count + 1
  local path = "{path}"
  if path:find("%%d") then path = path:format(roles[count % #roles + 1], count) end
  return wrk.format("GET", path)
end
"""


class Load(NamedTuple):
    """What a run of the generator measured; times in milliseconds."""

    rate: float
    half: float
    slowest: float
    asked: int
    faults: int


@contextmanager
def serving() -> Iterator[tuple[str, int]]:
    """Start a server, and yield its address and the id of its process."""
    command = [sys.executable, "-m", "certpick", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        told = process.stderr.readline() if process.stderr else ""
        yield found(r"at (http\S+)", told), process.pid
        process.terminate()


def load(site: str, path: str, start: int, seconds: float = SECONDS) -> Load:
    """Ask for one address, once more before all else, or for ever new ones."""
    if "%" not in path:
        urlopen(f"{site}{path}").close()  # noqa: S310  the server that was started here
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        roles = ", ".join(f'"{role}"' for role in ROLES)
        script.write(SCRIPT.format(roles=roles, start=start, path=path))
        script.flush()
        options = [
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{seconds:.0f}s",
            "--timeout",
            "20s",
            "--latency",
            "-s",
            script.name,
        ]
        done = subprocess.run(
            [WRK, *options, site], check=True, capture_output=True, text=True, timeout=120
        )
    return read(done.stdout)


def read(told: str) -> Load:
    """Return what the generator wrote as numbers."""
    faults = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    broken = re.search(r"Socket errors: .*", told)
    if broken:
        print(f"  {broken[0]}")
    return Load(
        rate=float(found(r"Requests/sec:\s+([\d.]+)", told)),
        half=milliseconds(found(r"50%\s+([\d.]+\w+)", told)),
        slowest=milliseconds(found(r"99%\s+([\d.]+\w+)", told)),
        asked=int(found(r"(\d+) requests in", told)),
        faults=int(faults[1]) if faults else 0,
    )


def found(pattern: str, told: str) -> str:
    """Return what a pattern finds in the words of the generator."""
    place = re.search(pattern, told)
    if place is None:
        raise SystemExit(f"not what was expected:\n{told}")
    return place[1]


def milliseconds(words: str) -> float:
    """Return a time such as ``1.5s`` in milliseconds."""
    amount, unit = re.fullmatch(r"([\d.]+)(\w+)", words).groups()  # type: ignore[union-attr]
    return float(amount) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]


def memory(process: int) -> float:
    """Return the resident memory of a process in megabytes."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(found(r"VmRSS:\s+(\d+)", status)) / 1024


def main() -> None:
    """Print the figures of every case, and memory after every so many requests."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--requests", type=int, default=100_000)
    wanted = parser.parse_args().requests
    if not WRK:
        raise SystemExit("needs wrk")
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with serving() as (site, process):
        print(f"{'':<30} {'a second':>9} {'median':>8} {'p99':>8}  {CONNECTIONS} connections")
        for number, (name, path) in enumerate(CASES.items(), start=1):
            one = load(site, path, number * 10_000_000)
            faults = f"  {one.faults} refused" if one.faults else ""
            print(f"{name:<30} {one.rate:9.0f} {one.half:6.1f}ms {one.slowest:6.1f}ms{faults}")
    with serving() as (site, process):
        print(f"memory at the start: {memory(process):.0f} MB")
        asked = 0
        for step in range(1, 1000):
            known = step % 2
            asked += load(site, CASES["result page, known"] if known else MIX, asked).asked
            print(f"after {asked:7,} requests: {memory(process):.0f} MB")
            if asked >= wanted:
                break


if __name__ == "__main__":
    main()
