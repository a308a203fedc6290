"""JSON documents against JSON Schemas by ajv, which editors and most of JavaScript use."""

import json
import os
import shutil
import subprocess
from pathlib import Path

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


def _is_here(node: str | None) -> bool:
    if node is None:
        return False
    return subprocess.run([node, "-e", "require('ajv')"], stderr=-3, check=False).returncode == 0
