"""The questions: what is asked, why, and which answers there are. A table, no behaviour."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import Enum, auto
from typing import Any, NamedTuple

from certpick.catalog.model import Catalog
from certpick.catalog.professions import CreditKind
from certpick.catalog.roles import AmbiguousTitleError, CmeNeed, Reading, RoleBook
from certpick.profile.amounts import read_dollars, read_hours, read_weeks
from certpick.profile.credit import credit_kind
from certpick.profile.options import read_names
from certpick.text import capitalized, counted, in_words, money

Reader = Callable[[str, Catalog], Any]
# Credit that is offered to whoever has said a role, but no profession.
COMMON_CREDITS = ("cme", "contact-hours", "acpe", "ceu")


class Move(Enum):
    """What a user does instead of answering."""

    BACK = auto()
    SHOW_RESULT = auto()


class TitledRole(NamedTuple):
    """A role's id and the job title that led to it, which may decide a price."""

    role: str
    title: str


class NeededCredit(NamedTuple):
    """How much credit is wanted, and of which kinds, by their ids."""

    cme: CmeNeed
    credit: tuple[str, ...]


class Choice(NamedTuple):
    """An answer to pick; ``value`` None leaves the question open."""

    label: str
    value: Any
    detail: str = ""


class Entry(NamedTuple):
    """An answer to type. ``read`` returns its value, or the question that clears it up.

    ``words`` says a number in words. It is there where the answer is a number: a plain terminal
    then asks for nothing else, so that no amount is taken for the number of a choice.
    """

    label: str
    prompt: str
    example: str
    read: Reader
    words: Callable[[float], str] | None = None


class Question(NamedTuple):
    """One question; ``id`` is the field of the profile that it sets, ``name`` its short name.

    ``several`` lets the user pick any number of choices; the value is then a tuple.
    ``echoed`` says that a plain terminal repeats the answer.
    """

    id: str
    name: str
    prompt: str
    why: str
    choices: tuple[Choice, ...]
    entry: Entry | None = None
    several: bool = False
    echoed: bool = True


_WHY_ASKED = "It decides which credit counts, and whose topics and prices apply."


def _read_role(text: str, catalog: Catalog) -> TitledRole | Question:
    """Return what a title leads to, or the question that decides what it means."""
    title, roles = text.strip(), catalog.roles
    try:
        read = roles.read(title)
    except AmbiguousTitleError as error:
        labels = {row.id: row.label for row in roles.roles}
        labels |= {row.id: row.label for row in roles.professions}
        choices = [(capitalized(labels[name]), name) for name in error.candidates]
        return _which("Which comes closest?", f"{capitalized(str(error))}.", title, choices)
    if meant := _meant(read, title, roles):
        return meant
    if read.assumed and read.profession and read.profession.assumes:
        assumes = read.profession.assumes
        otherwise = roles.role(assumes.otherwise)
        choices = [("Yes", read.profession.id), (f"No: {otherwise.label}", otherwise.id)]
        return _which(f"Are you {assumes.being}?", _WHY_ASKED, title, choices)
    return _titled(read, title)


def _titled(read: Reading, title: str) -> TitledRole:
    return TitledRole(read.profession.id if read.profession else read.role.id, title)


def _meant(read: Reading, title: str, roles: RoleBook) -> Question | None:
    """Return the question that tells a misspelt title from what it is read as."""
    right = roles.slip(title)
    if right is None:
        return None
    try:
        other = roles.read(right)
    except AmbiguousTitleError:
        return None
    label = read.profession.label if read.profession else read.role.label
    choices = (
        Choice(f"Yes: {right}", _titled(other, right)),
        Choice(f"No: {label}", _titled(read, title)),
    )
    return Question("role", "Role", f"Did you mean {right}?", _WHY_ASKED, choices)


def _which(prompt: str, why: str, title: str, choices: list[tuple[str, str]]) -> Question:
    told = tuple(Choice(label, TitledRole(name, title)) for label, name in choices)
    return Question("role", "Role", prompt, why, told)


def _read_credit(text: str, catalog: Catalog) -> NeededCredit:
    kinds = (credit_kind(name, catalog.roles) for name in read_names(text))
    return NeededCredit("required", tuple(kind.id for kind in kinds))


def _read_held(text: str, catalog: Catalog) -> tuple[str, ...]:
    return tuple(catalog.find(name).id for name in read_names(text))


def questions(
    roles: RoleBook, today: date | None = None, counting: Sequence[CreditKind] = ()
) -> tuple[Question, ...]:
    """Return all questions: the guide's four, those that may matter, and what is held.

    ``counting`` are the kinds of credit that count in the user's profession.
    """
    return (*first_questions(roles, counting), *follow_ups(roles, today), HELD)


HELD = Question(
    "hold",
    "I hold",
    "Which program have you completed already?",
    "It leaves the ranking, and what it covers counts as had.",
    (Choice("None, or skip", None),),
    Entry("Type its name", "Its name, or several with commas", "Google Cloud", _read_held),
)


def first_questions(roles: RoleBook, counting: Sequence[CreditKind] = ()) -> tuple[Question, ...]:
    """Return the four that the guide asks of everybody, the fourth in the profession's words."""
    return (
        Question(
            "role",
            "Role",
            "What do you do?",
            "Your role decides which topics count and which programs are made for you.",
            tuple(Choice(role.label, role.id, role.description) for role in roles.roles),
            Entry(
                "Something else: type my job title",
                "Your job title",
                "charge nurse",
                _read_role,
            ),
        ),
        Question(
            "budget",
            "Budget",
            "What can you spend on the whole program?",
            "A program that costs more is ruled out; one whose price is unknown stays in.",
            (
                Choice("No limit, or not sure: skip", None),
                Choice("Nothing: free programs only", 0.0),
                Choice("Up to $500", 500.0),
                Choice("Up to $1,500", 1500.0),
                Choice("Up to $3,000", 3000.0),
                Choice("Up to $5,000", 5000.0),
            ),
            Entry(
                "Another amount",
                "The most you can spend, in US dollars; 0 for free programs only",
                "2500",
                lambda text, _: read_dollars(text),
                money,
            ),
        ),
        Question(
            "hours_per_week",
            "Hours a week",
            "How many hours a week can you study?",
            "Your hours decide how long a self-paced program takes you and what it costs.",
            (
                Choice("Not sure: skip", None),
                Choice("About 2 hours", 2.0),
                Choice("About 4 hours", 4.0),
                Choice("About 6 hours", 6.0),
                Choice("About 10 hours", 10.0),
            ),
            Entry(
                "Another number",
                "Hours a week, up to 168",
                "3",
                lambda text, _: read_hours(text),
                lambda hours: counted(hours, "hour"),
            ),
        ),
        Question(
            "cme",
            "Credit",
            "Do you need continuing-education credit?",
            "Licensed clinicians need it to recertify, and each board accepts its own kind: "
            "contact hours for nurses, AMA PRA Category 1 for physicians.",
            (
                *_yes_to(counting, roles),
                Choice("It would help", "helpful"),
                Choice("No", "no"),
                Choice("Not sure: skip, and use what is usual for my role", None),
            ),
            Entry(
                "Yes, another kind",
                "The credit that you need",
                "contact hours, AMA PRA Category 1",
                _read_credit,
            ),
        ),
    )


def _yes_to(counting: Sequence[CreditKind], roles: RoleBook) -> Iterator[Choice]:
    """Yield that what counts in the profession is needed; without one, each common kind."""
    if counting:
        yield Choice(f"Yes, I need {in_words([kind.label for kind in counting], 2)}", "required")
        return
    for kind in roles.credits:
        if kind.id in COMMON_CREDITS:
            yield Choice(f"Yes, I need {kind.label}", NeededCredit("required", (kind.id,)))


def follow_ups(roles: RoleBook, today: date | None = None) -> tuple[Question, ...]:
    """Return the questions that are asked only where an answer can matter.

    A deadline that is typed as a date is counted from ``today``.
    """
    return (
        Question(
            "situations",
            "True of you",
            "Which of these are true of you?",
            "The guide's advice differs for people in these situations.",
            tuple(Choice(capitalized(row.label), row.id) for row in roles.situations),
            several=True,
        ),
        Question(
            "priority",
            "Most important",
            "What matters most to you?",
            "Programs are strong in different things; this decides which comes first.",
            (
                Choice("Not sure: skip, and use the guide's order", None),
                Choice("That it fits my role", ("domain_alignment",)),
                Choice("That it is earned: exam, proctoring, renewal", ("assessment_rigor",)),
                Choice("That it counts elsewhere: other employers, countries", ("portability",)),
            ),
        ),
        Question(
            "pacing",
            "Pace",
            "At your own pace, or with a group?",
            "A program of the other kind is ruled out.",
            (
                Choice("Either is fine, or not sure: skip", None),
                Choice("At my own pace", "self-paced"),
                Choice("With a group and fixed dates", "cohort"),
            ),
        ),
        Question(
            "weeks",
            "Deadline",
            "When must you be done?",
            "A program that takes longer is ruled out.",
            (
                Choice("No deadline, or not sure: skip", None),
                Choice("In 6 weeks", 6.0),
                Choice("In 3 months", 13.0),
                Choice("In 6 months", 26.0),
                Choice("In a year", 52.0),
            ),
            Entry(
                "Another time, or a date",
                "How long you have, or the day as in 2027-03-01",
                "5 months",
                lambda text, _: read_weeks(text, today),
                lambda weeks: counted(weeks, "week"),
            ),
        ),
    )
