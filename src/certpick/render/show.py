"""Which renderer writes what. Each is imported only when it is asked for."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from certpick.catalog.model import Catalog, Program
from certpick.errors import CertpickError, UsageError
from certpick.render.files import write_whole
from certpick.render.formats import Format, ListFormat, ReportFormat, View
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

    from certpick.keeping.differences import Differences
    from certpick.pairs.pairing import Pairing
    from certpick.planning.plan import Plan
    from certpick.render.plan import Written
    from certpick.scoring.search import Match


def show_ranking(ranking: Ranking, form: Format, view: View) -> None:
    """Write a ranking to stdout, as much of it as is asked for."""
    if form is Format.TABLE:
        from certpick.render import ranking as details
        from certpick.render.result import result_page

        page = details.details_page if view.details else result_page
        write_result(page(ranking, view, surface(sys.stdout)))
    elif form is Format.MARKDOWN:
        from certpick.render.ranking import ranking_markdown

        write_result(ranking_markdown(ranking, view))
    else:
        from certpick.render import documents

        renderers = {
            Format.JSON: documents.ranking_json,
            Format.NDJSON: documents.ranking_ndjson,
            Format.CSV: documents.ranking_csv,
            Format.EXCEL: documents.ranking_csv,
        }
        _write(renderers[form](ranking, view.top, view.sort), form)


def show_programs(catalog: Catalog, matches: "Sequence[Match]", form: ListFormat) -> None:
    """Write the programs that match to stdout."""
    from certpick.render import jsonld, programs

    if form is ListFormat.TABLE:
        write_result(programs.programs_table(catalog, matches, surface(sys.stdout)))
        return
    renderers = {
        ListFormat.JSON: programs.programs_json,
        ListFormat.NDJSON: programs.programs_ndjson,
        ListFormat.CSV: programs.programs_csv,
        ListFormat.EXCEL: programs.programs_csv,
        ListFormat.MARKDOWN: programs.programs_markdown,
        ListFormat.JSONLD: jsonld.programs_jsonld,
    }
    _write(renderers[form](catalog, matches), form)


def show_program(catalog: Catalog, program: Program, form: ListFormat) -> None:
    """Write one program's facts and their sources to stdout, or its row of a list."""
    if form is ListFormat.TABLE:
        from certpick.render.programs import program_page

        write_result(program_page(catalog, program, surface(sys.stdout)))
    elif form is ListFormat.JSON:
        from certpick.render.programs import program_json

        write_result(program_json(catalog, program))
    else:
        from certpick.scoring.search import Query, search

        only = replace(catalog, programs=(program,))
        show_programs(catalog, search(only, Query()), form)


def show_roles(catalog: Catalog, form: Format) -> None:
    """Write the roles, professions and situations to stdout."""
    from certpick.render import roles

    if form is Format.TABLE:
        write_result(roles.roles_page(catalog.roles, surface(sys.stdout)))
        return
    renderers = {
        Format.JSON: roles.roles_json,
        Format.NDJSON: roles.roles_ndjson,
        Format.CSV: roles.roles_csv,
        Format.EXCEL: roles.roles_csv,
        Format.MARKDOWN: roles.roles_markdown,
    }
    _write(renderers[form](catalog), form)


def show_reading(catalog: Catalog, text: str, form: Format) -> None:
    """Write how a job title, or the id of a role or profession, is read to stdout."""
    from certpick.render import reading

    found = catalog.roles.read(text)
    if form is Format.TABLE:
        write_result(reading.reading_page(text, found, catalog, surface(sys.stdout)))
        return
    renderers = {
        Format.JSON: reading.reading_json,
        Format.NDJSON: reading.reading_ndjson,
        Format.CSV: reading.reading_csv,
        Format.EXCEL: reading.reading_csv,
        Format.MARKDOWN: reading.reading_markdown,
    }
    _write(renderers[form](text, found, catalog), form)


def _write(text: str, form: Format | ListFormat) -> None:
    write = write_spreadsheet if form in (Format.EXCEL, ListFormat.EXCEL) else write_result
    write(text)


def show_explanation(ranking: Ranking, program: Program, as_json: bool) -> None:
    """Write why a program stands where it does to stdout."""
    from certpick.explaining.explanation import explain
    from certpick.render import explanation as output

    found = explain(ranking, program)
    if as_json:
        write_result(output.explanation_json(found, ranking))
    else:
        write_result(output.explanation_page(found, ranking, surface(sys.stdout)))


def show_comparison(ranking: Ranking, programs: list[Program], as_json: bool) -> None:
    """Write programs side by side to stdout."""
    from certpick.render import comparison

    if as_json:
        write_result(comparison.comparison_json(ranking, programs))
    else:
        write_result(comparison.comparison_page(ranking, programs, surface(sys.stdout)))


def show_pairs(pairing: "Pairing", as_json: bool) -> None:
    """Write the best pairs of programs to stdout."""
    from certpick.render import pairs

    if as_json:
        write_result(pairs.pairs_json(pairing))
    else:
        write_result(pairs.pairs_page(pairing, surface(sys.stdout)))


def show_differences(found: "Differences", as_json: bool) -> None:
    """Write what differs between two catalogues to stdout."""
    from certpick.render import differences

    if as_json:
        write_result(differences.differences_json(found))
    else:
        write_result(differences.differences_page(found, surface(sys.stdout)))


def write_calendar(plan: "Plan", path: Path, zone: "ZoneInfo", moment: "datetime") -> "Written":
    """Write a plan as a calendar file."""
    from certpick.render.calendar import plan_calendar
    from certpick.render.plan import Written

    write_whole(path, plan_calendar(plan, zone, moment))
    return Written(path, zone.key)


def show_plan(plan: "Plan", as_json: bool, calendar: "Written | None") -> None:
    """Write a plan to stdout; ``calendar`` is what it was written to as well."""
    from certpick.render import plan as output

    if as_json:
        write_result(output.plan_json(plan, calendar))
    else:
        write_result(output.plan_page(plan, surface(sys.stdout), calendar))


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


def show_map(ranking: Ranking, svg: Path | None) -> None:
    """Write the triangle of weights to stdout, or as a picture to a file."""
    from certpick.explaining.robustness import Robustness
    from certpick.render import weight_map

    robustness = Robustness(ranking)
    if svg:
        write_whole(svg, weight_map.map_svg(robustness))
    else:
        write_result(weight_map.map_page(robustness, surface(sys.stdout)))


def write_report(
    ranking: Ranking,
    path: Path | None,
    form: ReportFormat | None,
    today: "date",
    start: "date | None" = None,
) -> None:
    """Write a report to a file, and say so; to stdout without a path, or where it is ``-``.

    Raises:
        UsageError: a page would go to a terminal.
        DataError: the file cannot be written.
    """
    chosen = form or _form_of(path)
    if path is None and chosen is ReportFormat.HTML and on_terminal():
        hint = "add -o report.html, or --format markdown to read it here"
        raise UsageError("a page is not for a terminal", hint, code="format_unusable")
    text = _report_text(ranking, chosen, today, start)
    if path is None or str(path) == "-":
        write_result(text)
    else:
        write_whole(path, text)
        say(f"wrote {path}")


def _form_of(path: Path | None) -> ReportFormat:
    markdown = path is not None and path.suffix.lower() in (".md", ".markdown")
    return ReportFormat.MARKDOWN if markdown else ReportFormat.HTML


def _report_text(ranking: Ranking, form: ReportFormat, today: "date", start: "date | None") -> str:
    from certpick.render.report.assembly import report

    found = report(ranking, today, start)
    if form is ReportFormat.MARKDOWN:
        from certpick.render.report.mail import report_markdown

        return report_markdown(found)
    from certpick.render.report.html import report_html

    return report_html(found)
