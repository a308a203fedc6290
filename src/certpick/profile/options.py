"""The words of the command line: what each option's text means, and a profile in these words."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, get_args

from certpick.catalog.codes import NAMES
from certpick.catalog.facts import Pacing
from certpick.catalog.roles import CmeNeed
from certpick.errors import UsageError
from certpick.profile.amounts import (
    numeral,
    read_day,
    read_dollars,
    read_hours,
    read_number,
    read_weeks,
)
from certpick.profile.criteria import SHORT_NAMES
from certpick.profile.profile import Evidence, Profile, ProfileError
from certpick.text import cleaned, did_you_mean, folded, shown

# Each option, the field that it sets, and an example for whoever got it wrong.
OPTIONS: dict[str, tuple[str, str]] = {
    "role": ("role", "--role administrator, or a job title: --role 'charge nurse'"),
    "title": ("title", "--title resident, beside --role physician"),
    "budget": ("budget", "an amount in USD for the whole program: --budget 3000"),
    "hours": ("hours_per_week", "hours of study a week, from 0.1 to 168: --hours 4"),
    "weeks": (
        "weeks",
        "the time until it must be done, or the day: --weeks 12, --weeks '3 months' or "
        "--weeks 2027-03-01",
    ),
    "cme": ("cme", "--cme required, --cme helpful or --cme no"),
    "credit": ("credit", "the credit you need: --credit contact-hours, --credit acpe"),
    "pacing": ("pacing", "--pacing self-paced or --pacing cohort"),
    "no-programming": ("no_programming", "--no-programming"),
    "country": ("country", "where you are: --country US or --country 'the United Kingdom'"),
    "language": ("language", "the language you learn in: --language en or --language English"),
    "situation": ("situations", "--situation manages"),
    "hold": ("hold", "what you have completed: --hold 'Google Cloud'"),
    "priority": ("priority", "the most important first: --priority rigor,domain,portability"),
    "weights": ("weights", "any positive scale: --weights domain=50,rigor=30,portability=20"),
    "evidence": ("evidence", "--evidence all or --evidence independent"),
    "strict": ("strict", "--strict"),
}
# Options that take one of a few words.
CHOICES: dict[str, tuple[str, ...]] = {
    "cme": get_args(CmeNeed),
    "pacing": get_args(Pacing),
    "evidence": get_args(Evidence),
}
_FIELD_OPTIONS = {field: option for option, (field, _) in OPTIONS.items()}


def read_date(text: str, option: str) -> date:
    """Return the day that an option names as year-month-day.

    Raises:
        UsageError: it is not so written, or there is no such day.
    """
    try:
        return read_day(text)
    except UsageError as error:
        hint = f"year-month-day, as in --{option} 2027-03-01"
        raise error.at(f"--{option}", hint) from None


def choice(*choices: str) -> Callable[[str], str]:
    """Return a function that reads one of these words, or raises UsageError."""

    def read(text: str) -> str:
        word = cleaned(text).casefold()
        if word in choices:
            return word
        raise none_of(text, choices)

    return read


def none_of(text: str, choices: tuple[str, ...]) -> UsageError:
    """Return the error that a text is none of the few words that can be chosen."""
    hint = did_you_mean(cleaned(text).casefold(), list(choices))
    message = f"{shown(text)!r} is none of {', '.join(choices)}"
    return UsageError(
        f"{message}; {hint}" if hint else message, candidates=choices, code="value_unknown"
    )


def read_choice(text: str, among: Sequence[str], place: str, hint: str | None = None) -> str:
    """Return one of a few words, whatever its case.

    Raises:
        UsageError: it is none of them; the message begins with the ``place`` of the word.
    """
    try:
        return choice(*among)(text)
    except UsageError as error:
        raise error.at(place, hint) from None


def read_names(texts: str | list[str]) -> list[str]:
    """Split names that were given one by one or with commas.

    Raises:
        UsageError: there is no name.
    """
    joined = texts if isinstance(texts, str) else ",".join(texts)
    names = [name for part in joined.split(",") if (name := cleaned(part).casefold())]
    if not names:
        raise UsageError("names nothing", code="value_missing")
    return names


def _pairs(text: str) -> dict[str, float]:
    pairs: dict[str, float] = {}
    for part in text.split(","):
        said, equals, value = part.partition("=")
        name = cleaned(said).casefold()
        if not equals:
            raise UsageError(
                f"{shown(part)!r} is not a criterion=weight pair", code="value_invalid"
            )
        if name in pairs:
            raise UsageError(f"{shown(name)!r} stands twice", code="options_conflict")
        pairs[name] = read_number(value)
    return pairs


def code_of(text: str) -> str:
    """Return the code of a country or language that is named, or the text as it is."""
    wanted = folded(text).removeprefix("the ")
    names = {folded(name).removeprefix("the "): code for code, name in NAMES.items()}
    return names.get(wanted, cleaned(text))


def _same(value: Any) -> Any:
    return value


_READERS: dict[str, Callable[[Any], Any]] = {
    "role": cleaned,
    "title": cleaned,
    "budget": read_dollars,
    "hours": read_hours,
    **{option: choice(*words) for option, words in CHOICES.items()},
    "country": lambda text: code_of(text).upper(),
    "language": lambda text: code_of(text).lower(),
    "situation": lambda texts: [name.replace(" ", "-") for name in read_names(texts)],
    "hold": read_names,
    "credit": read_names,
    "priority": read_names,
    "weights": _pairs,
}


def read_profile(
    words: Mapping[str, Any], base: Profile | None = None, today: date | None = None
) -> Profile:
    """Return the profile that options say; an option beats the same answer in ``base``.

    ``words`` holds option names without dashes; None, False and [] are options not given.
    ``today`` is the day from which a deadline that is a date is counted.

    Raises:
        UsageError: a text cannot be read, or a value is out of range; the message names
            the option and the hint shows an example.
    """
    given = {option: word for option, word in words.items() if _is_said(word)}
    readers = {**_READERS, "weeks": lambda text: read_weeks(text, today)}
    fields = {
        OPTIONS[option][0]: _read(option, word, readers.get(option, _same))
        for option, word in given.items()
    }
    try:
        return Profile.model_validate(overridden(said_by(base) if base else {}, fields))
    except ProfileError as error:
        raise _wrong_value(error, given) from None


def said_by(profile: Profile) -> dict[str, Any]:
    """Return the answers that a profile gives; null and an empty list are none."""
    values = {name: getattr(profile, name) for name in profile.model_fields_set}
    return {name: value for name, value in values.items() if value is not None and value != ()}


def overridden(known: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, Any]:
    """Return earlier answers with later ones over them; a priority and weights exclude another."""
    rivals = {"priority": "weights", "weights": "priority", "role": "title"}
    dropped = {other for name, other in rivals.items() if name in later}
    return {**{name: known[name] for name in known if name not in dropped}, **later}


def _read(option: str, word: Any, reader: Callable[[Any], Any]) -> Any:
    try:
        return reader(word)
    except UsageError as error:
        example = OPTIONS[option][1]
        raise error.at(f"--{option}", example) from None


def _wrong_value(error: ProfileError, given: Mapping[str, Any]) -> UsageError:
    place, message = error.found[0]
    option = _FIELD_OPTIONS.get(place.split(".")[0].split("[")[0])
    if option is None:
        what, _, hint = message.partition("; ")
        return UsageError(what, hint or None, code=error.code)
    word = shown(str(given[option])) or "''"
    said = f"--{option} {word}: {message}"
    return UsageError(said, OPTIONS[option][1], candidates=error.candidates, code=error.code)


def command_line(profile: Profile) -> str:
    """Return the options that say this profile, ready to be pasted into a shell."""
    import shlex

    words: list[str] = []
    for option, text in option_words(profile).items():
        words += [f"--{option}"] if text == FLAG else [f"--{option}", text]
    return shlex.join(words)


_OPTION = re.compile(r"--([a-z]+(?:-[a-z]+)*)")
_COMMAND = re.compile(r"\bcertpick ([a-z]+)\b")


def in_words_of(text: str, option: Callable[[str], str], commands: Mapping[str, str]) -> str:
    """Return a sentence as one says it who has no command line.

    ``option`` returns what an option without its dashes is called there, and ``commands`` has
    what stands for a command; one that has nothing stays as it is.
    """
    plain = _OPTION.sub(lambda found: option(found[1]), text)
    return _COMMAND.sub(lambda found: commands.get(found[1], found[0]), plain)


FLAG = ""  # what stands for the text of an option that takes none


def option_words(profile: Profile) -> dict[str, str]:
    """Return the text of each option that says something of this profile, in their order."""
    return {
        option: _written(value)
        for option, (field, _) in OPTIONS.items()
        if field in profile.model_fields_set and _is_said(value := getattr(profile, field))
    }


def _is_said(value: object) -> bool:
    """Return whether this is an answer: 0 is one."""
    return value is not None and value is not False and value != [] and value != ()


def _written(value: Any) -> str:
    if value is True:
        return FLAG
    short: dict[str, str] = {name: word for word, name in SHORT_NAMES.items()}
    if isinstance(value, Mapping):
        return ",".join(f"{short[name]}={numeral(weight)}" for name, weight in value.items())
    if isinstance(value, tuple):
        return ",".join(short.get(str(name), str(name)) for name in value)
    if isinstance(value, float):
        return repr(int(value)) if value == int(value) else numeral(value)
    return str(value)
