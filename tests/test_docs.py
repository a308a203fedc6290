"""The documentation is whole: what there is stands in it, and its links and examples hold."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from commands import command_pages
from conftest import ROOT, Run
from documents import index_page, schema_page
from ranking import synthetic
from written import blocks

from certpick import load_catalog
from certpick.catalog.facts import FACT_NAMES
from certpick.profile.options import OPTIONS
from certpick.render.contract.forms import FORMS

README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = sorted(
    path.relative_to(ROOT) for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
)
PAGES = command_pages()


def test_the_readme_is_one_screen_with_real_output() -> None:
    """That the output is real is a test of all pages."""
    assert len(README.splitlines()) <= 70
    assert "```console\n$ certpick rank " in README


def test_the_reference_shows_every_command_and_option(cli: Callable[..., Run]) -> None:
    commands = re.findall(r"^  (\w+)  ", cli("--help").out.partition("Commands:")[2], re.MULTILINE)
    assert len(commands) >= 2
    assert [name for name in commands if f"certpick {name}" not in PAGES] == []
    assert [name for name in OPTIONS if f"`--{name}" not in PAGES["certpick rank"]] == []
    options = re.findall(r"^  (?:-\w, )?(--[\w-]+)", cli("rank", "--help").out, re.MULTILINE)
    assert [name for name in options if f"{name}" not in PAGES["certpick rank"]] == []


@pytest.mark.parametrize("name", ["programs.schema", *(f"schemas/{name}" for name in FORMS)])
def test_the_reference_shows_every_key_of_the_json_and_what_it_means(name: str) -> None:
    schema = json.loads((ROOT / "docs" / f"{name}.json").read_text("utf-8"))
    page = schema_page(f"{name}.json", schema)
    records = [schema, *schema.get("$defs", {}).values()]
    keys = {key: own for one in records for key, own in one.get("properties", {}).items()}
    assert keys or schema["anyOf"]
    assert [key for key in keys if f"| `{key}` |" not in page] == []
    told = [own.get("description", "").replace("|", "\\|") for own in keys.values()]
    assert [text for text in told if text not in page] == []
    assert "any value" not in page or name == "schemas/diff", "it shows what stands in files"


def test_the_reference_lists_every_document_and_what_writes_it() -> None:
    page = index_page()
    for name, form in FORMS.items():
        assert f"[{name}]({name}.md) | `{form.command}` |" in page


def test_a_page_tells_what_the_environment_can_say() -> None:
    page = (ROOT / "docs" / "reference" / "environment.md").read_text("utf-8")
    sources = [path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py")]
    read = re.compile(r'(?:environ(?:\.get\(|\[)|envvar=)"(\w+)"')
    names = {name for source in sources for name in read.findall(source)}
    assert len(names) > 3
    assert [name for name in names if f"| `{name}`" not in page] == []


def test_the_example_of_a_scheduled_job_uses_options_that_there_are(
    cli: Callable[..., Run],
) -> None:
    job = (ROOT / "docs" / "verify-catalog.yml").read_text("utf-8")
    (line,) = [line for line in job.splitlines() if "certpick catalog verify" in line]
    used = re.findall(r"--[a-z-]+", line)
    assert used
    told = cli("catalog", "verify", "--help").out
    assert [option for option in used if option not in told] == []


def test_the_two_lines_that_start_everything() -> None:
    lines = [line for line in README.splitlines() if line.startswith("python3 -m venv")]
    assert lines == [
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/certpick rank --role administrator",
        "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
    ]


@pytest.mark.parametrize("name", DOCUMENTS, ids=str)
def test_local_links_lead_somewhere(name: Path) -> None:
    """To files, where the pages are read as they are in the repository."""
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", (ROOT / name).read_text("utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (ROOT / name.parent / link).exists()] == []


@pytest.fixture
def examples(tmp_path: Path) -> list[Path]:
    """Return the catalogues that the documentation shows, as files."""
    shown = blocks((ROOT / "docs" / "keepers" / "own-catalogue.md").read_text("utf-8"))
    files = [block for block in shown if block.file]
    for block in files:
        (tmp_path / str(block.file)).write_text(block.text, encoding="utf-8")
    return [tmp_path / str(block.file) for block in files]


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
