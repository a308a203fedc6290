"""Help: every page is whole, in groups, fits the screen, and has an example that runs."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from commands import contexts
from conftest import PINNED, ROOT, Run, program
from manual import ENVIRONMENT, manual

from certpick.catalog.loader import data_folder
from certpick.cli.help import COMMANDS, OTHER, command_lines, described, sections
from certpick.profile.options import OPTIONS

Cli = Callable[..., Run]
Golden = Callable[[Path, str], None]
GOLDEN = Path(__file__).parent / "golden"
PAGES = {one.command_path: one for one in contexts()}
MANUAL = ROOT / "docs" / "certpick.1"
WITHOUT_NETWORK = {"certpick catalog verify": ("--offline", ".")}
ELSEWHERE = (
    "certpick quiz",
    "certpick serve",
)  # test_docs_pages.py runs them, since pages have them


def words(path: str) -> list[str]:
    """Return the command line of a page without the program's name."""
    return path.split()[1:]


@pytest.mark.parametrize("path", PAGES)
def test_help(cli: Cli, golden: Golden, path: str) -> None:
    run = cli(*words(path), "--help")
    assert (run.code, run.err) == (0, "")
    golden(GOLDEN / f"help-{'-'.join(words(path)) or 'certpick'}.txt", run.out)
    assert cli(*words(path), "-h").out == run.out


def test_help_on_a_narrow_screen(cli: Cli, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    golden(GOLDEN / "help-narrow.txt", cli("programs", "--help").out)


@pytest.mark.parametrize("columns", [34, 40, 59, 60, 80, 200])
def test_no_line_of_help_is_wider_than_the_screen(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for path in PAGES:
        lines = cli(*words(path), "--help").out.splitlines()
        assert max(map(len, lines)) <= min(columns, 80), path


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_for_people_and_not_for_python(cli: Cli, path: str) -> None:
    page = cli(*words(path), "--help").out
    assert not re.search(r"\[\[|\{|<\w+|list\[|\.{4}|\[required|\[default|\[env|x>=|None", page)


def test_the_options_of_a_profile_stand_in_three_groups() -> None:
    page = sections(PAGES["certpick rank"])
    assert list(page) == [
        "About you", "What you need", "What matters to you", "Output", "Other options",
    ]  # fmt: skip
    listed = {name.split()[0]: heading for heading, rows in page.items() for name, _ in rows}
    assert {listed[f"--{name}"] for name in OPTIONS} == set(list(page)[:3])


@pytest.mark.parametrize("path", PAGES)
def test_where_options_are_in_groups_each_is_in_one(path: str) -> None:
    rest = [name.split()[0] for name, _ in sections(PAGES[path]).get(OTHER, [])]
    assert set(rest) <= {"--catalog", "-h,"}


@pytest.mark.parametrize("path", PAGES)
def test_every_option_has_a_meaning_that_names_its_variable(path: str) -> None:
    for option in PAGES[path].command.params:
        assert option.help.endswith((".", "…"))
        assert not option.envvar or option.envvar in option.help


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the files that the examples name, and make it the current one."""
    monkeypatch.chdir(tmp_path)
    for name in ("mine", "ours", "old", "new"):
        shutil.copy(data_folder() / "programs.json", tmp_path / f"{name}.json")
    (tmp_path / "staff.csv").write_text("department,title\nICU,charge nurse\nIT,CMIO\n")
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("path", [path for path in PAGES if path != "certpick mcp"])
def test_the_example_of_a_page_runs(cli: Cli, path: str) -> None:
    _, example = described(PAGES[path])
    assert example.startswith(path)
    if example in ELSEWHERE:
        pages = [page.read_text("utf-8") for page in (ROOT / "docs" / "howto").glob("*.md")]
        assert f"\n{example}\n" in "".join(pages)
        return
    run = cli(*shlex.split(example)[1:], *WITHOUT_NETWORK.get(path, ()))
    assert run.code == 0
    assert run.out or run.err or path == "certpick catalog format"


@pytest.mark.slow
def test_the_example_of_an_assistant_runs(folder: Path) -> None:
    _, example = described(PAGES["certpick mcp"])
    assert example.startswith("certpick mcp ")
    assert program(*shlex.split(example)[1:], cwd=str(folder)).code == 0


def test_an_example_that_goes_on_in_the_next_line_is_one_command() -> None:
    command = "certpick rank --role 'charge nurse' --hours 5 --json"
    broken = command_lines(command, 30)
    assert broken == "certpick rank \\\n    --role 'charge nurse' \\\n    --hours 5 --json"
    assert shlex.split(broken.replace("\\\n", "")) == shlex.split(command)
    assert command_lines(command, len(command)) == command


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("--show-completion bash", "complete -o default -F _certpick_completion certpick\n"),
        ("--show-completion ZSH", "\ncompdef _certpick_completion certpick\n"),
        ("--show-completion=fish", "complete --command certpick "),
        ("--show-completion pwsh", "Register-ArgumentCompleter -Native -CommandName certpick "),
    ],
)
def test_completion_is_that_of_the_shell_that_is_named(asked: str, written: str) -> None:
    run = program(*asked.split())
    assert (run.code, run.err) == (0, "")
    assert written in run.out


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_completion_is_that_of_the_current_shell_where_none_is_named(tmp_path: Path) -> None:
    home = {**os.environ, **PINNED, "HOME": str(tmp_path)}
    python = shlex.quote(sys.executable)
    command = f"{python} -m certpick --show-completion; {python} -m certpick --install-completion"
    done = subprocess.run(
        ["bash", "-c", command], env=home, capture_output=True, check=True, text=True,  # noqa: S607
    )  # fmt: skip
    assert "complete -o default -F _certpick_completion certpick\n" in done.stdout
    assert (tmp_path / ".bash_completions" / "certpick.sh").exists()


def test_an_unknown_shell_is_told(cli: Cli) -> None:
    for option in ("--show-completion", "--install-completion"):
        run = cli(option, "zhs")
        assert (run.code, run.out) == (2, "")
        assert run.err == (
            f"certpick: {option}: 'zhs' is none of bash, zsh, fish, powershell, pwsh\n"
            "hint: did you mean 'zsh'?\n"
        )


def test_the_manual_page_is_made_from_the_help(golden: Golden) -> None:
    golden(MANUAL, manual())


@pytest.mark.skipif(not shutil.which("mandoc") and not os.environ.get("CI"), reason="needs mandoc")
def test_the_manual_page_has_no_fault() -> None:
    """That it has no date is meant: it changes with the help and not with the day."""
    lint = ["mandoc", "-Tlint", "-W", "warning", str(MANUAL)]
    done = subprocess.run(lint, capture_output=True, text=True, check=False)
    faults = [line for line in done.stdout.splitlines() if "missing date" not in line]
    assert (faults, done.stderr) == ([], "")


@pytest.mark.skipif(not shutil.which("mandoc") and not os.environ.get("CI"), reason="needs mandoc")
def test_the_manual_page_shows_every_command_and_option_as_it_is_typed() -> None:
    show = ["mandoc", "-Tutf8", "-O", "width=500", str(MANUAL)]
    done = subprocess.run(show, capture_output=True, text=True, check=True)
    page = " ".join(re.sub(".\b", "", done.stdout).split())
    for path, context in PAGES.items():
        assert f"{path} [OPTIONS]" in page
        assert described(context)[1] in page
        listed = {
            heading: rows for heading, rows in sections(context).items() if heading != COMMANDS
        }
        for name, meaning in chain.from_iterable(listed.values()):
            assert f"{name} {meaning}" in page


def test_every_variable_of_an_option_stands_in_the_manual_page() -> None:
    named = {one.envvar for context in PAGES.values() for one in context.command.params}
    assert named - {None} <= {name for name, _ in ENVIRONMENT}
