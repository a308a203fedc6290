"""Which renderer writes what. Each is imported only when it is asked for."""

import sys
from pathlib import Path

from certpick.catalog import Catalog, Program
from certpick.output.formats import Format
from certpick.output.streams import surface, write_result
from certpick.ranking import Ranking
from certpick.writing import write_whole


def show_ranking(ranking: Ranking, form: Format, top: int | None) -> None:
    """Write a ranking to stdout; ``top`` keeps that many ranked programs."""
    if form is Format.TABLE:
        from certpick.output.table import ranking_table

        write_result(ranking_table(ranking, top, surface(sys.stdout)))
    elif form is Format.MARKDOWN:
        from certpick.output.markdown import ranking_markdown

        write_result(ranking_markdown(ranking, top))
    else:
        from certpick.output import structured

        renderers = {
            Format.JSON: structured.ranking_json,
            Format.NDJSON: structured.ranking_ndjson,
            Format.CSV: structured.ranking_csv,
        }
        write_result(renderers[form](ranking, top))


def show_programs(catalog: Catalog, as_json: bool) -> None:
    """Write the list of a catalogue's programs to stdout."""
    from certpick.output import listing

    if as_json:
        write_result(listing.programs_json(catalog))
    else:
        write_result(listing.programs_table(catalog, surface(sys.stdout)))


def show_program(catalog: Catalog, program: Program, as_json: bool) -> None:
    """Write one program's facts and their sources to stdout."""
    from certpick.output import listing

    if as_json:
        write_result(listing.program_json(catalog, program))
    else:
        write_result(listing.program_page(catalog, program, surface(sys.stdout)))


def show_explanation(ranking: Ranking, program: Program, as_json: bool) -> None:
    """Write why a program stands where it does to stdout."""
    from certpick.explain import explain
    from certpick.output import explanation as output

    found = explain(ranking, program)
    if as_json:
        write_result(output.explanation_json(found, ranking))
    else:
        write_result(output.explanation_page(found, ranking, surface(sys.stdout)))


def show_comparison(ranking: Ranking, programs: list[Program], as_json: bool) -> None:
    """Write programs side by side to stdout."""
    from certpick.output import comparison

    if as_json:
        write_result(comparison.comparison_json(ranking, programs))
    else:
        write_result(comparison.comparison_page(ranking, programs, surface(sys.stdout)))


def show_map(ranking: Ranking, svg: Path | None) -> None:
    """Write the triangle of weights to stdout, or as a picture to a file."""
    from certpick.output import weightmap

    if svg:
        write_whole(svg, weightmap.map_svg(ranking))
    else:
        write_result(weightmap.map_page(ranking, surface(sys.stdout)))
