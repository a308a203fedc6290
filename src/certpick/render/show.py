"""Which renderer writes what. Each is imported only when it is asked for."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from certpick.catalog.model import Catalog, Program
from certpick.errors import CertpickError, UsageError
from certpick.render.encode import as_json
from certpick.render.files import write_whole
from certpick.render.formats import Format, ListFormat, ReportFormat, View
from certpick.render.page import Page
from certpick.render.streams import (
    on_terminal,
    say,
    surface,
    write_result,
    write_spreadsheet,
)
from certpick.scoring.ranking import Ranking

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from certpick.catalog.reader import CatalogText
    from certpick.keeping.differences import Differences
    from certpick.keeping.sifting import Sifted
    from certpick.keeping.verification import Verification
    from certpick.pairs.pairing import Pairing
    from certpick.planning.plan import Plan
    from certpick.render.plan import Written
    from certpick.scoring.search import Match, MatchSort, Query


def show_ranking(ranking: Ranking, form: Format, view: View) -> None:
    """Write a ranking to stdout, as much of it as is asked for.

    Raises:
        UsageError: all of it and the best of it are wanted.
    """
    if view.all and view.top is not None:
        raise UsageError(
            "--all and --top exclude each other", "give one of them", code="options_conflict"
        )
    if form is Format.TABLE:
        from certpick.render import ranking as details
        from certpick.render.result import result_page

        page = details.details_page if view.details else result_page
        write_result(page(ranking, view, surface(sys.stdout)))
    elif form is Format.MARKDOWN:
        from certpick.render.ranking import ranking_markdown

        write_result(ranking_markdown(ranking, view))
    else:
        from certpick.render.documents import ranking as documents

        renderers = {
            Format.JSON: _ranking_json,
            Format.NDJSON: documents.ranking_ndjson,
            Format.CSV: documents.ranking_csv,
            Format.EXCEL: documents.ranking_csv,
        }
        _write(renderers[form](ranking, view), form)


def _ranking_json(ranking: Ranking, view: View) -> str:
    from certpick.render.documents.ranking import ranking_document

    return as_json(ranking_document(ranking, view.top, view.sort))


def show_programs(
    catalog: Catalog, query: "Query", sort: "MatchSort | None", form: ListFormat
) -> None:
    """Write the programs that match to stdout."""
    from certpick.render import programs
    from certpick.scoring.search import in_order, search

    matches = in_order(search(catalog, query), sort)
    if form is ListFormat.TABLE:
        write_result(programs.programs_table(catalog, matches, surface(sys.stdout)))
    else:
        _write_matches(catalog, matches, query, form)


def show_program(catalog: Catalog, program: Program, form: ListFormat) -> None:
    """Write one program's facts and their sources to stdout, or its row of a list."""
    if form is ListFormat.TABLE:
        from certpick.render.programs import program_page

        write_result(program_page(catalog, program, surface(sys.stdout)))
    elif form is ListFormat.JSON:
        from certpick.render.documents.programs import program_document

        write_result(as_json(program_document(catalog, program)))
    else:
        from certpick.scoring.search import Query, search

        only = replace(catalog, programs=(program,))
        _write_matches(catalog, search(only, Query()), Query(), form)


def _write_matches(
    catalog: Catalog, matches: "Sequence[Match]", query: "Query", form: ListFormat
) -> None:
    from certpick.render import jsonld, programs
    from certpick.render.documents.programs import programs_document, programs_ndjson

    if form is ListFormat.JSON:
        write_result(as_json(programs_document(catalog, matches, query)))
        return
    renderers = {
        ListFormat.NDJSON: programs_ndjson,
        ListFormat.CSV: programs.programs_csv,
        ListFormat.EXCEL: programs.programs_csv,
        ListFormat.MARKDOWN: programs.programs_markdown,
        ListFormat.JSONLD: jsonld.programs_jsonld,
    }
    _write(renderers[form](catalog, matches), form)


def show_roles(catalog: Catalog, form: Format) -> None:
    """Write the roles, professions and situations to stdout."""
    from certpick.render import roles
    from certpick.render.documents.roles import roles_document, roles_ndjson

    if form is Format.TABLE:
        write_result(roles.roles_page(catalog.roles, surface(sys.stdout)))
        return
    renderers = {
        Format.JSON: lambda catalog: as_json(roles_document(catalog)),
        Format.NDJSON: roles_ndjson,
        Format.CSV: roles.roles_csv,
        Format.EXCEL: roles.roles_csv,
        Format.MARKDOWN: roles.roles_markdown,
    }
    _write(renderers[form](catalog), form)


def show_reading(catalog: Catalog, text: str, form: Format) -> None:
    """Write how a job title, or the id of a role or profession, is read to stdout."""
    from certpick.render import reading
    from certpick.render.documents.roles import reading_document, reading_ndjson

    found = catalog.roles.read(text)
    if form is Format.TABLE:
        write_result(reading.reading_page(text, found, catalog, surface(sys.stdout)))
        return
    renderers = {
        Format.JSON: lambda *said: as_json(reading_document(*said)),
        Format.NDJSON: reading_ndjson,
        Format.CSV: reading.reading_csv,
        Format.EXCEL: reading.reading_csv,
        Format.MARKDOWN: reading.reading_markdown,
    }
    _write(renderers[form](text, found, catalog), form)


def _write(text: str, form: Format | ListFormat) -> None:
    write = write_spreadsheet if form in (Format.EXCEL, ListFormat.EXCEL) else write_result
    write(text)


def show_explanation(ranking: Ranking, program: Program, in_json: bool) -> None:
    """Write why a program stands where it does to stdout."""
    from certpick.explaining.explanation import explain

    found = explain(ranking, program)
    if in_json:
        from certpick.render.documents.explanation import explanation_document

        write_result(as_json(explanation_document(found)))
    else:
        from certpick.render.explanation import explanation_page

        write_result(explanation_page(found, ranking, surface(sys.stdout)))


def show_comparison(ranking: Ranking, programs: list[Program], in_json: bool) -> None:
    """Write programs side by side to stdout."""
    from certpick.render import comparison

    if in_json:
        from certpick.render.documents.comparison import comparison_document

        write_result(as_json(comparison_document(comparison.compare(ranking, programs))))
    else:
        write_result(comparison.comparison_page(ranking, programs, surface(sys.stdout)))


def show_pairs(pairing: "Pairing", in_json: bool) -> None:
    """Write the best pairs of programs to stdout."""
    if in_json:
        from certpick.render.documents.pairs import pairs_document

        write_result(as_json(pairs_document(pairing)))
    else:
        from certpick.render.pairs import pairs_page

        write_result(pairs_page(pairing, surface(sys.stdout)))


def show_differences(found: "Differences", in_json: bool) -> None:
    """Write what differs between two catalogues to stdout."""
    if in_json:
        from certpick.render.documents.keepers import differences_document

        write_result(as_json(differences_document(found)))
    else:
        from certpick.render.differences import differences_page

        write_result(differences_page(found, surface(sys.stdout)))


def show_checks(
    text: "CatalogText", found: "Sifted", day: "date", details: bool, in_json: bool
) -> None:
    """Write the mistakes and doubts in a catalogue file to stdout."""
    if in_json:
        from certpick.render.documents.keepers import checks_document

        write_result(as_json(checks_document(text, found, day)))
    else:
        from certpick.render.lint import findings_text

        write_result(findings_text(text, found, details))


def show_verification(found: "Verification", written: bool, day: "date", in_json: bool) -> None:
    """Write what the pages say of a catalogue file to stdout."""
    if in_json:
        from certpick.render.documents.verification import verification_document

        write_result(as_json(verification_document(found, written, day)))
    else:
        from certpick.render.verification import verification_text

        write_result(verification_text(found, written))


def show_schema(name: str) -> None:
    """Write the JSON Schema of the document of this name to stdout."""
    from certpick.render.contract.schema import json_schema

    write_result(as_json(json_schema(name)))


def show_forms() -> None:
    """Write the names of all documents to stdout, with the command that writes each."""
    from certpick.render.contract.forms import FORMS

    page, widest = Page(surface(sys.stdout)), max(map(len, FORMS))
    for name, form in FORMS.items():
        page.line((name.ljust(widest), "bold"), f"  {form.command}")
    page.blank()
    page.line("certpick schema NAME prints the JSON Schema of one.")
    write_result(page.text())


def write_calendar(plan: "Plan", path: Path, zone: "ZoneInfo", moment: "datetime") -> "Written":
    """Write a plan as a calendar file."""
    from certpick.render.calendar import plan_calendar
    from certpick.render.plan import Written

    write_whole(path, plan_calendar(plan, zone, moment))
    return Written(path, zone.key)


def show_plan(plan: "Plan", in_json: bool, calendar: "Written | None") -> None:
    """Write a plan to stdout; ``calendar`` is what it was written to as well."""
    if in_json:
        from certpick.render.documents.plan import plan_document

        write_result(as_json(plan_document(plan, calendar)))
    else:
        from certpick.render.plan import plan_page

        write_result(plan_page(plan, surface(sys.stdout), calendar))


def show_letter(plan: "Plan", as_link: bool) -> None:
    """Write a mail that asks the provider a plan's questions to stdout, or a link that opens it.

    Raises:
        CertpickError: there is nothing to ask.
    """
    from certpick.render.letter import letter, letter_link, letter_text

    found = letter(plan)
    if found is None:
        raise CertpickError("nothing to ask: all that matters is known", code="nothing_to_write")
    if not as_link:
        write_result(letter_text(found))
        return
    link, questions = letter_link(found), len(found.questions)
    write_result(f"{link.url}\n")
    if link.asked < questions:
        say(f"the link has room for {link.asked} of {questions} questions: --mail has them all")


def show_map(ranking: Ranking, svg: Path | None, in_json: bool) -> None:
    """Write the triangle of weights to stdout, or as a picture to a file."""
    from certpick.explaining.robustness import Robustness
    from certpick.render import weight_map

    robustness = Robustness(ranking)
    if svg:
        write_whole(svg, weight_map.map_svg(robustness))
    if in_json:
        from certpick.render.documents.weight_map import map_document

        write_result(as_json(map_document(robustness)))
    elif not svg:
        write_result(weight_map.map_page(robustness, surface(sys.stdout)))


def write_report(
    ranking: Ranking,
    path: Path | None,
    form: ReportFormat,
    today: "date",
    start: "date | None" = None,
) -> None:
    """Write a report to a file, and say so; to stdout without a path, or where it is ``-``.

    Raises:
        UsageError: a page would go to a terminal.
        DataError: the file cannot be written.
    """
    if path is None and form is ReportFormat.HTML and on_terminal():
        hint = "add -o report.html, or --format markdown to read it here"
        raise UsageError("a page is not for a terminal", hint, code="format_unusable")
    text = _report_text(ranking, form, today, start)
    if path is None or str(path) == "-":
        write_result(text)
    else:
        write_whole(path, text)
        say(f"wrote {path}")


def _report_text(ranking: Ranking, form: ReportFormat, today: "date", start: "date | None") -> str:
    if form is ReportFormat.JSON:
        from certpick.render.documents.report import report_document

        return as_json(report_document(ranking, today, start))
    from certpick.render.report.assembly import report

    found = report(ranking, today, start)
    if form is ReportFormat.MARKDOWN:
        from certpick.render.report.mail import report_markdown

        return report_markdown(found)
    from certpick.render.report.html import report_html

    return report_html(found)
