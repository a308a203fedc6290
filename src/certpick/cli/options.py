"""The options that every command shares, and how a command gets the profile that they say."""

import inspect
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, cast

import typer

from certpick.cli.clock import today
from certpick.cli.help import ABOUT_YOU, MATTERS, NEEDS, OUTPUT, STUDY
from certpick.errors import CertpickError, UsageError
from certpick.profile.meanings import MEANINGS, SORT, START
from certpick.render.formats import Format
from certpick.scoring.ranking import Sort

AnyFormat = TypeVar("AnyFormat", bound=StrEnum)

if TYPE_CHECKING:
    from certpick.catalog.model import Catalog
    from certpick.catalog.roles import RoleBook
    from certpick.profile.profile import Profile


def _catalog_of(context: typer.Context) -> "Catalog | None":
    """Return the catalogue that the line, or the environment, names; None if it cannot be read."""
    from certpick.catalog.loader import load_catalog

    try:
        return load_catalog(*(context.params.get("catalogs") or ()))
    except CertpickError:
        return None


def _roles_of(context: typer.Context) -> "RoleBook":
    from certpick.catalog.loader import load_roles

    if not context.params.get("catalogs"):
        return load_roles()
    catalog = _catalog_of(context)
    return catalog.roles if catalog else load_roles()


def complete_role(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the roles and professions whose id starts so, and the titles of one word.

    A title of several words would have to be quoted, which not every shell does.
    """
    book = _roles_of(context)
    offered = {row.id: row.label for row in book.roles}
    for row in book.professions:
        titles = row.titles.all() if incomplete else ()
        words = [title.lower() for title in titles if " " not in title]
        offered = {**dict.fromkeys(words, row.label), row.id: row.label, **offered}
    begun = incomplete.lower()
    found = sorted(name for name in offered if name.startswith(begun))
    return [(incomplete + name[len(begun) :], offered[name]) for name in found]


def _complete_situation(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    rows = _roles_of(context).situations
    return [(row.id, row.label) for row in rows if row.id.startswith(incomplete)]


def _complete_credit(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    rows = _roles_of(context).credits
    return [(row.id, row.label) for row in rows if row.id.startswith(incomplete)]


def complete_program(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the programs whose id starts so, of the catalogue that the line names."""
    catalog = _catalog_of(context)
    rows = catalog.programs if catalog else ()
    return [(row.id, row.name) for row in rows if row.id.startswith(incomplete)]


def _complete_priority(incomplete: str) -> list[str]:
    """Return the order so far with each criterion that is not in it."""
    from certpick.profile.criteria import SHORT_NAMES

    before, comma, begun = incomplete.rpartition(",")
    left = [name for name in SHORT_NAMES if name not in (*before.split(","), "cme")]
    return [f"{before}{comma}{name}" for name in left if name.startswith(begun)]


def complete_time_zone(incomplete: str) -> list[str]:
    """Return the time zones whose name starts so."""
    from zoneinfo import available_timezones

    return sorted(name for name in available_timezones() if name.startswith(incomplete))


def one_of(*words: str) -> Callable[[str], list[str]]:
    """Return the completion of a choice of words."""
    return lambda incomplete: [word for word in words if word.startswith(incomplete)]


def complete_form(incomplete: str) -> list[tuple[str, str]]:
    """Return the JSON documents whose name starts so."""
    from certpick.render.contract.forms import FORMS

    return [(name, form.command) for name, form in FORMS.items() if name.startswith(incomplete)]


SEVERAL = " Repeat it for several."
ProfileFile = Annotated[
    Path | None,
    typer.Option(
        "--profile",
        rich_help_panel=ABOUT_YOU,
        metavar="FILE",
        help="Read answers from a JSON file, - for stdin; an option beats it.",
    ),
]
CatalogPaths = Annotated[
    list[Path] | None,
    typer.Option(
        "--catalog",
        metavar="FILE",
        envvar="CERTPICK_CATALOG",
        help="Use this catalogue instead of the bundled one. Repeat it for several: a later "
        "one adds to the earlier and overrides by id. Default: the files in CERTPICK_CATALOG, "
        "with : between them (on Windows ;).",
    ),
]

RoleOption = Annotated[
    str | None,
    typer.Option(
        "--role",
        rich_help_panel=ABOUT_YOU,
        metavar="ROLE",
        autocompletion=complete_role,
        help=MEANINGS["role"],
    ),
]
HoursOption = Annotated[
    str | None,
    typer.Option("--hours", rich_help_panel=NEEDS, metavar="HOURS", help=MEANINGS["hours"]),
]
PacingOption = Annotated[
    str | None,
    typer.Option(
        "--pacing",
        rich_help_panel=NEEDS,
        metavar="self-paced|cohort",
        autocompletion=one_of("self-paced", "cohort"),
        help=MEANINGS["pacing"],
    ),
]
CountryOption = Annotated[
    str | None,
    typer.Option("--country", rich_help_panel=NEEDS, metavar="COUNTRY", help=MEANINGS["country"]),
]
LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language", rich_help_panel=NEEDS, metavar="LANGUAGE", help=MEANINGS["language"]
    ),
]
Every = Annotated[
    bool,
    typer.Option(
        "--all",
        rich_help_panel=OUTPUT,
        help="A table of all that fit; as ndjson, csv or excel also what is ruled out, and why.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", rich_help_panel=OUTPUT, help="Write JSON.")]
AsExcel = Annotated[
    bool,
    typer.Option(
        "--excel",
        rich_help_panel=OUTPUT,
        help="Write CSV that a spreadsheet opens with every letter right.",
    ),
]

Start = Annotated[
    str | None,
    typer.Option("--start", rich_help_panel=STUDY, metavar="DATE", help=START),
]
Top = Annotated[
    int | None,
    typer.Option(
        "--top",
        rich_help_panel=OUTPUT,
        min=1,
        metavar="N",
        help="Show the best N programs only; a table shows five.",
    ),
]
SortOption = Annotated[
    Sort,
    typer.Option("--sort", rich_help_panel=OUTPUT, help=SORT),
]
Details = Annotated[
    bool,
    typer.Option(
        "--details",
        rich_help_panel=OUTPUT,
        help="Also show ratings, what is ruled out and why, and notes.",
    ),
]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", rich_help_panel=OUTPUT, help="How to write the ranking."),
]

# Option names as in ``words.OPTIONS``; the type is what typer hands over.
PROFILE_OPTIONS: dict[str, Any] = {
    "role": RoleOption,
    "title": Annotated[
        str | None,
        typer.Option(
            "--title",
            rich_help_panel=ABOUT_YOU,
            metavar="TITLE",
            help=MEANINGS["title"],
        ),
    ],
    "budget": Annotated[
        str | None,
        typer.Option("--budget", rich_help_panel=NEEDS, metavar="USD", help=MEANINGS["budget"]),
    ],
    "hours": HoursOption,
    "weeks": Annotated[
        str | None,
        typer.Option(
            "--weeks",
            rich_help_panel=NEEDS,
            metavar="TIME",
            help=MEANINGS["weeks"],
        ),
    ],
    "cme": Annotated[
        str | None,
        typer.Option(
            "--cme",
            rich_help_panel=NEEDS,
            metavar="required|helpful|no",
            autocompletion=one_of("required", "helpful", "no"),
            help=MEANINGS["cme"],
        ),
    ],
    "credit": Annotated[
        list[str] | None,
        typer.Option(
            "--credit",
            rich_help_panel=NEEDS,
            metavar="KIND",
            autocompletion=_complete_credit,
            help=MEANINGS["credit"] + SEVERAL,
        ),
    ],
    "pacing": PacingOption,
    "no-programming": Annotated[
        bool,
        typer.Option("--no-programming", rich_help_panel=NEEDS, help=MEANINGS["no-programming"]),
    ],
    "country": CountryOption,
    "language": LanguageOption,
    "situation": Annotated[
        list[str] | None,
        typer.Option(
            "--situation",
            rich_help_panel=ABOUT_YOU,
            metavar="NAME",
            autocompletion=_complete_situation,
            help=MEANINGS["situation"] + SEVERAL,
        ),
    ],
    "hold": Annotated[
        list[str] | None,
        typer.Option(
            "--hold",
            rich_help_panel=ABOUT_YOU,
            metavar="PROGRAM",
            autocompletion=complete_program,
            help=MEANINGS["hold"] + SEVERAL,
        ),
    ],
    "priority": Annotated[
        str | None,
        typer.Option(
            "--priority",
            rich_help_panel=MATTERS,
            metavar="ORDER",
            autocompletion=_complete_priority,
            help=MEANINGS["priority"],
        ),
    ],
    "weights": Annotated[
        str | None,
        typer.Option(
            "--weights",
            rich_help_panel=MATTERS,
            metavar="PAIRS",
            help=MEANINGS["weights"],
        ),
    ],
    "evidence": Annotated[
        str | None,
        typer.Option(
            "--evidence",
            rich_help_panel=MATTERS,
            metavar="all|independent",
            autocompletion=one_of("all", "independent"),
            help=MEANINGS["evidence"],
        ),
    ],
    "strict": Annotated[
        bool, typer.Option("--strict", rich_help_panel=NEEDS, help=MEANINGS["strict"])
    ],
}


def takes_profile(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the profile options; it receives the Profile as its first argument."""

    def run(*, profile_file: Path | None = None, **arguments: Any) -> None:
        from certpick.profile.options import read_profile

        words = {name: arguments.pop(_parameter(name)) for name in PROFILE_OPTIONS}
        command(read_profile(words, _profile_in(profile_file), today()), **arguments)

    own = list(inspect.signature(command).parameters.values())[1:]
    arguments = [parameter for parameter in own if parameter.default is parameter.empty]
    options = [parameter for parameter in own if parameter.default is not parameter.empty]
    shared = [
        _keyword(_parameter(name), option, False if name in ("no-programming", "strict") else None)
        for name, option in PROFILE_OPTIONS.items()
    ]
    file = _keyword("profile_file", ProfileFile, None)
    parameters = [*(each.replace(kind=each.KEYWORD_ONLY) for each in arguments), *shared, file]
    parameters += [each.replace(kind=each.KEYWORD_ONLY) for each in options]
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    cast(Any, run).__signature__ = inspect.Signature(parameters)
    return run


def _profile_in(file: Path | None) -> "Profile | None":
    if file is None:
        return None  # and the reading of files need not be imported
    from certpick.profile.file import load_profile

    return load_profile(file)


def _parameter(option: str) -> str:
    return option.replace("-", "_")


def _keyword(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


def one_format(
    kinds: type[AnyFormat], form: AnyFormat | None, *, as_json: bool = False, excel: bool = False
) -> AnyFormat | None:
    """Return the format that --format, --json or --excel asks for; None where none does.

    Raises:
        UsageError: they contradict each other.
    """
    asked = {f"--format {form}": form, "--json": as_json and "json", "--excel": excel and "excel"}
    if excel and form == "csv":
        del asked[f"--format {form}"]
    said = {option: str(kind) for option, kind in asked.items() if kind}
    if len(set(said.values())) > 1:
        raise UsageError(
            f"{' and '.join(said)} exclude each other", "give one of them", code="options_conflict"
        )
    return kinds(next(iter(said.values()))) if said else None
