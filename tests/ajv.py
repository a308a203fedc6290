"""What JavaScript says of JSON: documents against their schemas by ajv, and one way to write it."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

_SCRIPT = """
const fs = require("fs");
const draft = process.argv.at(-1);
const Ajv = require(draft === "2020-12" ? "ajv/dist/2020" : "ajv");
const read = (path) => JSON.parse(fs.readFileSync(path));
const told = JSON.parse(fs.readFileSync(0)).map(([schema, files]) => {
  const valid = new Ajv().compile(read(schema));
  return files.map((file) => valid(read(file)) ? "" : JSON.stringify(valid.errors));
});
console.log(JSON.stringify(told));
"""


def faults(draft: str, asked: dict[Path, list[Path]]) -> dict[Path, list[str]]:
    """Return what is wrong with each file by its schema; nothing is empty.

    Ajv is strict, with its defaults, and tells of schemas that it doubts on stderr: none may be.
    """
    node = shutil.which("node")
    if not _is_here(node) and not os.environ.get("CI"):
        pytest.skip("needs node, and NODE_PATH with ajv: npm install --prefix FOLDER ajv")
    pairs = [[str(schema), list(map(str, files))] for schema, files in asked.items()]
    done = subprocess.run(
        [node or "node", "-e", _SCRIPT, "--", draft],
        input=json.dumps(pairs),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return dict(zip(asked, json.loads(done.stdout), strict=True))


def canonical(values: list[Any]) -> list[str]:
    """Return each object as JavaScript writes it, with its keys sorted and no blanks."""
    node = shutil.which("node")
    if node is None and not os.environ.get("CI"):
        pytest.skip("needs node")
    done = subprocess.run(
        [node or "node", "-e", _CANONICAL],
        input=json.dumps(values),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[str] = json.loads(done.stdout)
    return found


_CANONICAL = """
const sorted = (one) => one && typeof one === "object" && !Array.isArray(one)
  ? Object.fromEntries(Object.keys(one).sort().map((key) => [key, sorted(one[key])])) : one;
const values = JSON.parse(require("fs").readFileSync(0));
console.log(JSON.stringify(values.map((one) => JSON.stringify(sorted(one)))));
"""


def _is_here(node: str | None) -> bool:
    if node is None:
        return False
    return subprocess.run([node, "-e", "require('ajv')"], stderr=-3, check=False).returncode == 0
