"""What is shipped: the wheel holds the package and its data, and keeps what SECURITY.md promises."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from conftest import PINNED, ROOT

import certpick
from certpick.render.contract.forms import FORMS

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the source distribution, as an installer would."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run([*build, "-t", "sdist"], cwd=ROOT, check=True, capture_output=True)
    (archive,) = folder.glob("*.tar.gz")
    subprocess.run(["tar", "xzf", str(archive)], cwd=folder, check=True)  # noqa: S607
    unpacked = folder / archive.name.removesuffix(".tar.gz")
    subprocess.run([*build, "-t", "wheel"], cwd=unpacked, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_exactly_the_package_its_data_and_its_manual(wheel: Path) -> None:
    source = ROOT / "src"
    kinds = ("*.py", "*.j2", "*.css", "*.js", "*.svg")
    expected = {
        str(path.relative_to(source))
        for kind in kinds
        for path in (source / "certpick").rglob(kind)
    } | {
        "certpick/py.typed",
        "certpick/data/programs.json",
        "certpick/data/programs.schema.json",
        *(f"certpick/data/schemas/{name}.json" for name in FORMS),
        "certpick/data/roles.json",
    }
    expected.add(f"certpick-{certpick.__version__}.data/data/share/man/man1/certpick.1")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in names if ".dist-info/" not in name} == expected


def test_the_wheel_runs_from_the_root_folder(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "import certpick, sys; sys.argv[1:] = ['report', '--role', 'administrator']\n"
    code += "from certpick.__main__ import main; print(certpick.__file__, file=sys.stderr); main()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd="/", capture_output=True, text=True, check=True,
        env={**os.environ, **PINNED, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert str(tmp_path) in done.stderr
    assert "<h1>AI certifications in healthcare</h1>" in done.stdout


def test_the_version_is_that_of_the_project() -> None:
    assert certpick.__version__ == PROJECT["version"]
    assert "__version__" in dir(certpick)


def test_importing_the_package_does_not_look_the_version_up() -> None:
    code = "import certpick, sys; print('importlib.metadata' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_workflow_runs_every_python_that_the_project_names() -> None:
    named = [
        row.removeprefix("Programming Language :: Python :: ")
        for row in PROJECT["classifiers"]
        if re.search(r" :: 3\.\d+$", row)
    ]
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    matrix = re.findall(r"^ *python: \[(.+)\]$", workflow, re.MULTILINE)
    listed = re.findall(r"^ +(3\.\d+)$", workflow, re.MULTILINE)
    assert [row.replace('"', "").split(", ") for row in matrix] == [named]
    assert listed == named[::-1], "the last one is python3"
    assert PROJECT["requires-python"] == f">={named[0]}"


@pytest.mark.skipif(not shutil.which("sh"), reason="the hook needs a shell")
def test_the_hook_checks_every_file_and_fails_if_one_is_bad(tmp_path: Path) -> None:
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    (entry,) = re.findall(r"^  entry: (.+)$", hook, re.MULTILINE)
    bad = tmp_path / "a bad one.json"
    bad.write_text("{}")
    good = ROOT / "data" / "programs.json"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    def run(*files: Path) -> tuple[int, str]:
        done = subprocess.run(
            [*shlex.split(entry), *map(str, files)], capture_output=True, text=True, check=False,
            env={**os.environ, **PINNED, "PATH": path},
        )  # fmt: skip
        return done.returncode, done.stdout

    alone = run(good)
    assert alone[0] == 0
    code, out = run(bad, good)
    assert code == 1
    assert f"{bad}:1: error: " in out
    assert out.endswith(alone[1])


@pytest.mark.parametrize(
    "command",
    [
        "rank --role physician",
        "rank --role physician --json",
        "explain stanford --role physician",
        "compare harvard hopkins --role physician",
        "map --role physician",
        "pair --role physician",
        "plan stanford --role physician",
        "report --role physician",
        "programs --search ethics",
        "catalog check",
        "catalog schema",
    ],
)
def test_a_command_opens_no_connection_and_writes_nothing_unasked(command: str) -> None:
    code = (
        "import os, sys\n"
        "from certpick.__main__ import main\n"
        "def watch(event, given):\n"
        "    writes = event == 'open' and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)\n"
        "    acts = event.startswith(('socket.', 'subprocess.', 'os.mkdir', 'os.re'))\n"
        "    if writes or acts:\n"
        "        print(event, given, file=sys.stderr)\n"
        "sys.addaudithook(watch)\n"
        "sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, *command.split()], cwd="/", capture_output=True,
        env={**os.environ, **PINNED}, check=True,
    )  # fmt: skip
    assert done.stdout
    assert done.stderr == b""
