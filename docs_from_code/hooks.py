"""What mkdocs builds beside the pages in ``docs``: those that the code, or another file, says."""

import json
import re
from pathlib import Path

from commands import command_pages, page_name
from documents import schema_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parent.parent
# Files of the project that are pages as they stand.
PROJECT_PAGES = {"changes.md": "CHANGELOG.md", "promises.md": "SECURITY.md"}
SCHEMAS = {"ranking.schema.json": "JSON of a ranking", "programs.schema.json": "A catalogue file"}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put a page for each command under ``Commands``."""
    commands = [{words: _command(words)} for words in command_pages()]
    for section in config.nav or []:
        for part in section.get("Reference", []):
            if "Commands" in part:
                part["Commands"] = commands
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made."""
    for words, text in command_pages().items():
        files.append(File.generated(config, _command(words), content=text))
    for name, heading in SCHEMAS.items():
        schema = json.loads((ROOT / "docs" / name).read_text("utf-8"))
        page = f"reference/{name.partition('.')[0]}-json.md"
        files.append(File.generated(config, page, content=schema_page(name, heading, schema)))
    for page, name in PROJECT_PAGES.items():
        text = (ROOT / name).read_text("utf-8")
        text = re.sub(r"\]\(docs/", "](", text)
        files.append(File.generated(config, page, content=text))
    return files


def _command(words: str) -> str:
    return f"reference/commands/{page_name(words)}"
