"""What is shipped: the wheel holds the package and its data, and runs from anywhere."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import PINNED, ROOT

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


def test_the_wheel_holds_exactly_the_package_and_its_data(wheel: Path) -> None:
    source = ROOT / "src"
    expected = {str(path.relative_to(source)) for path in (source / "certpick").rglob("*.py")} | {
        "certpick/py.typed",
        "certpick/render/report/page.html.j2",
        "certpick/data/programs.json",
        "certpick/data/roles.json",
    }
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
