"""The documentation is true: its commands run, and its output is the program's."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import jsonschema
import pytest
from conftest import PINNED, ROOT, Run, press_enter_to_the_end
from ranking import synthetic

from certpick import load_catalog
from certpick.catalog.facts import FACT_NAMES
from certpick.profile.options import OPTIONS

README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = (
    "docs/answers.md",
    "docs/audit.md",
    "docs/completeness.md",
    "docs/quiz.md",
    "docs/scale.md",
    "docs/titles.md",
    "docs/verdict.md",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
)
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if ".venv" not in line
]
QUIZZES = [line for line in COMMANDS if line.startswith("certpick quiz")]
SERVERS = [line for line in COMMANDS if line == "certpick serve"]


def test_the_readme_opens_with_its_real_output(
    cli: Callable[..., Run], request: pytest.FixtureRequest
) -> None:
    match = re.search(r"```console\n\$ certpick (.*?)\n(.*?)```", README, re.DOTALL)
    assert match
    out = cli(*shlex.split(match[1])).out
    if request.config.getoption("--update-golden"):
        updated = README[: match.start(2)] + out + README[match.end(2) :]
        (ROOT / "README.md").write_text(updated, encoding="utf-8")
    else:
        assert match[2] == out


@pytest.mark.slow
@pytest.mark.parametrize("command", [line for line in COMMANDS if line not in QUIZZES + SERVERS])
def test_every_command_of_the_readme_runs(command: str, tmp_path: Path) -> None:
    program = f"{shlex.quote(sys.executable)} -m certpick "
    real = re.sub(r"(^|&& |\| )certpick ", lambda start: start[1] + program, command)
    (tmp_path / "mine.json").write_bytes((ROOT / "data" / "programs.json").read_bytes())
    done = subprocess.run(
        ["sh", "-c", real], cwd=tmp_path, env={**os.environ, **PINNED}, capture_output=True, text=True, timeout=60, check=False,  # noqa: S607
    )  # fmt: skip
    assert done.returncode == 0
    said = r"(wrote \S+\n|\d+ people: [^\n]+\n)*"
    assert re.fullmatch(said, done.stderr), "nothing but what was written, and of how many people"
    assert done.stdout or done.stderr.startswith("wrote ")


@pytest.mark.slow
@pytest.mark.parametrize("command", SERVERS)
def test_every_server_of_the_readme_answers(command: str, tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", *shlex.split(command)], cwd=tmp_path,
        env={**os.environ, **PINNED}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with child:
        assert child.stderr
        address = re.findall(r"http://\S+", child.stderr.readline())[0]
        with urlopen(address, timeout=20) as page:  # noqa: S310  the address is http
            assert b"What do you do?" in page.read()
        child.send_signal(signal.SIGINT)
        assert child.wait(20) == 130


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("command", QUIZZES)
def test_every_quiz_of_the_readme_runs(command: str, tmp_path: Path) -> None:
    import pexpect

    words = ["-m", "certpick", *shlex.split(command)[1:]]
    env = {**os.environ, **PINNED, "XDG_STATE_HOME": str(tmp_path), "PROMPT_TOOLKIT_NO_CPR": "1"}
    child = pexpect.spawn(
        sys.executable, words, cwd=str(tmp_path), env=env, encoding="utf-8", timeout=20
    )
    press_enter_to_the_end(child)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_the_readme_shows_every_command_and_option(cli: Callable[..., Run]) -> None:
    commands = re.findall(r"^  (\w+)  ", cli("--help").out.partition("Commands:")[2], re.MULTILINE)
    assert len(commands) >= 2
    assert [name for name in commands if f"certpick {name}" not in README] == []
    assert [name for name in OPTIONS if f"--{name}" not in README] == []


def test_the_example_of_a_scheduled_job_uses_options_that_there_are(
    cli: Callable[..., Run],
) -> None:
    job = (ROOT / "docs" / "verify-catalog.yml").read_text("utf-8")
    (line,) = [line for line in job.splitlines() if "certpick catalog verify" in line]
    used = re.findall(r"--[a-z-]+", line)
    assert used
    told = cli("catalog", "verify", "--help").out
    assert [option for option in used if option not in told] == []


def test_the_python_of_the_readme_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("iabac-ai-healthcare 85")


def test_the_two_lines_that_start_everything() -> None:
    lines = [line for line in README.splitlines() if line.startswith("python3 -m venv")]
    assert lines == [
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/certpick rank --role administrator",
        "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_local_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", text)
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (ROOT / link).exists()] == []


@pytest.fixture
def examples(tmp_path: Path) -> list[Path]:
    """Return the catalogues that the guide for contributors shows, as files."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paths = []
    for index, example in enumerate(re.findall(r"```json\n(.*?)```", text, re.DOTALL)):
        paths.append(tmp_path / f"{index}.json")
        paths[-1].write_text(example, encoding="utf-8")
    return paths


def test_the_examples_of_own_catalogues_have_no_faults(
    cli: Callable[..., Run], examples: list[Path]
) -> None:
    assert len(examples) == 2
    schema = json.loads((ROOT / "docs" / "programs.schema.json").read_text("utf-8"))
    for path in examples:
        jsonschema.validate(json.loads(path.read_text("utf-8")), schema)
        assert cli("catalog", "check", str(path), "--json").json()["errors"] == 0


def test_the_example_of_an_own_program_works(cli: Callable[..., Run], examples: list[Path]) -> None:
    command = ("rank", "--role", "nurse manager", "--json", "--catalog", str(examples[0]))
    ranked = cli(*command).json()["ranking"]
    assert "acme-ai-nursing" in [one["id"] for one in ranked[:3]]


def test_the_example_of_an_own_price_works(cli: Callable[..., Run], examples: list[Path]) -> None:
    """A hospital's price changes, every other fact stays, and its role can be asked for."""
    before, after = load_catalog(), load_catalog(examples[1])
    old, new = (one.find("johns-hopkins-ai-healthcare").facts for one in (before, after))
    assert new.price
    assert old.pacing
    assert (new.price.value.amount, new.pacing) == (2400, None)
    kept = set(FACT_NAMES) - {"price", "pacing"}
    assert {name: repr(getattr(new, name)) for name in kept} == {
        name: repr(getattr(old, name)) for name in kept
    }
    assert len(after.programs) == len(before.programs) - 1
    command = ("rank", "--role", "nurse educator", "--json", "--catalog", str(examples[1]))
    assert cli(*command).json()["profile"]["role"] == "nurse-educator"


@pytest.mark.parametrize("name", ["completeness", "titles"])
def test_a_page_is_what_its_script_prints(name: str) -> None:
    script = [sys.executable, str(ROOT / "benchmarks" / f"{name}.py")]
    printed = subprocess.run(script, capture_output=True, text=True, check=True).stdout
    assert printed.strip() in (ROOT / "docs" / f"{name}.md").read_text("utf-8")


def test_the_larger_catalogues_of_a_benchmark_can_be_read() -> None:
    size = 2 * len(load_catalog().programs)
    assert len(synthetic(size).programs) == size
