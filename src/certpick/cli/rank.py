"""The command that ranks."""

from typing import TYPE_CHECKING

from certpick.cli.clock import today
from certpick.cli.options import (
    AsExcel,
    AsJson,
    CatalogPaths,
    Details,
    Every,
    FormatOption,
    SortOption,
    Top,
    one_format,
    takes_profile,
)
from certpick.render.formats import Format, View

if TYPE_CHECKING:
    from certpick.profile.profile import Profile


@takes_profile
def rank_command(
    profile: "Profile",
    catalogs: CatalogPaths = None,
    top: Top = None,
    sort: SortOption = "score",
    details: Details = False,
    every: Every = False,
    form: FormatOption = None,
    as_json: AsJson = False,
    excel: AsExcel = False,
) -> None:
    """Rank the programs for a role, with reasons.

    Example: certpick rank --role "charge nurse" --budget 3000 --hours 5
    """
    from certpick.render.progress import open_catalogs
    from certpick.render.show import show_ranking
    from certpick.scoring.ranking import rank

    chosen = one_format(Format, form, as_json=as_json, excel=excel) or Format.TABLE
    ranking = rank(open_catalogs(catalogs, today()), profile)
    show_ranking(ranking, chosen, View(top, sort, details, every))
