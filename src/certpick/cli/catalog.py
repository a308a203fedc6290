"""The commands for whoever keeps a catalogue."""

from pathlib import Path
from typing import Annotated

import typer

from certpick.cli.help import Command, Group

app = typer.Typer(
    name="catalog",
    cls=Group,
    rich_markup_mode=None,
    invoke_without_command=True,
)


@app.callback()
def catalog(context: typer.Context) -> None:
    """Check, compare, verify and lay out catalogues, or print the form that a file must have.

    Example: certpick catalog check
    """
    if context.invoked_subcommand is None:
        from certpick.render.streams import write_result

        write_result(context.get_help() + "\n")


File = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help="A catalogue file; without it, the bundled one."),
]
Over = Annotated[
    list[Path] | None,
    typer.Option("--over", metavar="BASE", help="A catalogue file that it builds on; repeatable."),
]


def _complete_kind(incomplete: str) -> list[tuple[str, str]]:
    from certpick.keeping.sifting import KINDS

    return [(kind, said) for kind, said in KINDS.items() if kind.startswith(incomplete)]


@app.command("check", cls=Command)
def check_command(
    file: File = None,
    over: Over = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    details: Annotated[bool, typer.Option("--details", help="List every warning.")] = False,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="KIND",
            autocompletion=_complete_kind,
            help="Leave out a kind of warning, such as stale; repeatable.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            metavar="FILE",
            help="Leave out the warnings in what --json wrote before.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """List errors and warnings by line and field; exit 1 if there are errors.

    Example: certpick catalog check mine.json
    """
    from certpick.catalog.files import read_bytes
    from certpick.catalog.loader import load_roles, open_for_check
    from certpick.cli.clock import today
    from certpick.keeping.lint import check
    from certpick.keeping.sifting import read_baseline, read_kinds, sift
    from certpick.render.progress import progress
    from certpick.render.show import show_checks

    day, kinds = today(), read_kinds(ignore or ())
    known = read_baseline(read_bytes(baseline), str(baseline)) if baseline else None
    text, base = open_for_check(file, over or ())
    with progress() as show:
        found = sift(check(text, base, load_roles(), day, show), kinds, known)
    show_checks(text, found, day, details, as_json)
    if any(strict or one.severity == "error" for one in found.findings):
        raise typer.Exit(1)


@app.command("diff", cls=Command)
def diff_command(
    before: Annotated[Path, typer.Argument(metavar="A", help="A catalogue file.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="Another, or a later version of it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Say what differs between two catalogues, by program, and whose first three change.

    Example: certpick catalog diff old.json new.json
    """
    from certpick.cli.clock import today
    from certpick.keeping.differences import differences
    from certpick.render.progress import open_catalogs
    from certpick.render.show import show_differences

    old, new = (open_catalogs([file], today()) for file in (before, after))
    show_differences(differences(old, new), as_json)


@app.command("format", cls=Command)
def format_command(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Catalogue files to lay out anew.")
    ],
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 if a file would change.")
    ] = False,
) -> None:
    """Lay out catalogue files as the bundled one is: a fact a line, keys in one order.

    Example: certpick catalog format mine.json
    """
    from certpick.render.layout import show_layout

    if show_layout(files, check) and check:
        raise typer.Exit(1)


@app.command("verify", cls=Command)
def verify_command(
    file: File = None,
    over: Over = None,
    write: Annotated[
        bool, typer.Option("--write", help="Mark what still stands as checked, in FILE.")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Only what was last checked before that day."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Only this program or source; repeatable."),
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where pages are kept; without it, in your cache."),
    ] = None,
    offline: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Read only the pages kept there; no network."),
    ] = None,
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", help="Also ask addresses that are not public."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Compare every quote with the page that it is from; exit 1 if one changed or is gone.

    The only command that opens the network. It asks each host for one page at a time, and
    changes nothing without --write.

    Example: certpick catalog verify mine.json --since 2026-06-01
    """
    from certpick.catalog.loader import load_roles, open_for_check
    from certpick.cli.clock import today
    from certpick.errors import UsageError
    from certpick.keeping.fetch import answers
    from certpick.keeping.statements import Selection
    from certpick.keeping.verification import verify
    from certpick.profile.options import read_date
    from certpick.render.progress import progress
    from certpick.render.show import show_verification
    from certpick.render.verification import check_reached, write_marked

    selection = Selection(read_date(since, "since") if since else None, frozenset(only or ()))
    if write and file is None:
        raise UsageError(
            "--write needs a file", "name the catalogue that is to be marked", code="value_missing"
        )
    day = today()
    pages = answers(day, cache, offline, allow_private=allow_private)
    text, base = open_for_check(file, over or ())
    with progress("reading pages") as show:
        found = verify(text, base, load_roles(), selection, pages, show)
    if write and file is not None:
        write_marked(file, found)
    show_verification(found, write, day, as_json)
    check_reached(found)
    if found.is_bad:
        raise typer.Exit(1)


@app.command("schema", cls=Command)
def schema_command() -> None:
    """Print the JSON Schema of a catalogue file, for editors that complete and check it.

    Example: certpick catalog schema
    """
    from certpick.catalog.loader import load_roles
    from certpick.catalog.schema import catalog_schema
    from certpick.render.encode import as_json
    from certpick.render.streams import write_result

    write_result(as_json(catalog_schema(load_roles())))
