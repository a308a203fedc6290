"""The public holidays of a country or one of its regions, by the library ``holidays``."""

from collections.abc import Mapping
from datetime import date

from certpick.errors import UsageError, extra
from certpick.profile.options import code_of
from certpick.text import in_words, shown

_EXAMPLE = "a country, as in --holidays US, or one of its regions, as in --holidays US-CA"
_REGIONS_NAMED = 20


def public_holidays(place: str) -> Mapping[date, str]:
    """Return the names of public holidays by day, of whichever year is asked for.

    Raises:
        UsageError: there is no such country or region.
        MissingExtraError: the library is not installed.
    """
    with extra("holidays"):
        import holidays
    regions = holidays.list_supported_countries()
    country, _, region = code_of(place).upper().partition("-")
    if country not in regions:
        raise UsageError(
            f"--holidays: no holidays known of {shown(place)!r}", _EXAMPLE, code="value_unknown"
        )
    names = {name.upper(): name for name in regions[country]}
    if region and region not in names:
        known = in_words(regions[country], _REGIONS_NAMED) or "none"
        message = f"--holidays: unknown region {shown(region)!r} of {country}"
        raise UsageError(message, f"its regions are {known}", code="value_unknown")
    english = "en_US" if "en_US" in holidays.list_localized_countries().get(country, ()) else None
    return holidays.country_holidays(country, subdiv=names.get(region), language=english)
