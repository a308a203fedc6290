"""What mkdocs builds beside the pages in ``docs``: those that the code, or another file, says."""

import json
from pathlib import Path

from commands import command_pages, page_name
from documents import index_page, schema_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from certpick.render.contract.forms import FORMS
from certpick.render.contract.schema import json_schema

ROOT = Path(__file__).parent.parent
# Files of the project that are pages as they stand.
PROJECT = {
    "README.md": "index.md",
    "CHANGELOG.md": "changes.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "promises.md",
}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put a page for each command under ``Commands``, and for each document under ``JSON``."""
    made = {
        "Commands": [{words: _command(words)} for words in command_pages()],
        "JSON": [_json("index"), *({form.command: _json(name)} for name, form in FORMS.items())],
    }
    for section in config.nav or []:
        for part in section.get("Reference", []):
            if isinstance(part, dict):  # else a page by itself
                part.update({name: made[name] for name in made if name in part})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made."""
    made = {_command(words): text for words, text in command_pages().items()}
    schema = json.loads((ROOT / "docs" / "programs.schema.json").read_text("utf-8"))
    made["reference/catalogue-file.md"] = schema_page("../programs.schema.json", schema)
    made[_json("index")] = index_page()
    for name in FORMS:
        made[_json(name)] = schema_page(f"../../schemas/{name}.json", json_schema(name))
    made |= {page: _as_page((ROOT / name).read_text("utf-8")) for name, page in PROJECT.items()}
    for page, text in made.items():
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Let links to files of the project lead to their pages."""
    up = "../" * page.file.src_uri.count("/")
    for name, made in PROJECT.items():
        markdown = markdown.replace(f"]({up}../{name}", f"]({up}{made}")
    return markdown


def _command(words: str) -> str:
    return f"reference/commands/{page_name(words)}"


def _json(name: str) -> str:
    return f"reference/json/{name}.md"


def _as_page(text: str) -> str:
    """Return the text of a file of the project, whose links lead to pages."""
    for name, page in {**PROJECT, "docs/": ""}.items():
        text = text.replace(f"]({name}", f"]({page}")
    return text
