"""A mail to the provider: a greeting, the plan's questions in their order, and nothing else."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from making import BUNDLED, ROLES, fact, make_catalog, make_program

from certpick import Plan, Profile, Program, plan, rank
from certpick.render.letter import Letter, letter, letter_link, letter_text
from certpick.render.report.assembly import report

Cli = Callable[..., Run]
SUNDAY = date(2026, 11, 22)
CUT = 2000  # characters, past which mail programs cut a link
# As a person writes to a provider: "you" would be the provider.
ADDRESSED = re.compile(r"\byou(r|rs)?\b", re.IGNORECASE)


def bundled(program: Program, **answers: Any) -> Plan:
    """Return the plan of a bundled program."""
    return plan(rank(BUNDLED, Profile(**{"role": "nurse-leader", **answers})), program, SUNDAY)


def written(found: Plan) -> Letter:
    """Return the mail of a plan that has questions."""
    mail = letter(found)
    assert mail
    return mail


def opened(url: str) -> tuple[str, str]:
    """Return the subject and the body that a mail program reads from a link."""
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc, parts.path) == ("mailto", "", "")
    fields = parse_qs(parts.query, strict_parsing=True)
    assert set(fields) == {"subject", "body"}
    return fields["subject"][0], fields["body"][0]


def test_a_mail_is_a_greeting_and_the_questions_in_their_order() -> None:
    found = bundled(BUNDLED.find("iabac"))
    lines = letter_text(written(found)).splitlines()
    assert lines[:4] == [
        "Hello,",
        "",
        'I am considering "AI in healthcare certification". Before I decide, I would like to know:',
        "",
    ]
    asked = [f"{at}. {one.question}" for at, one in enumerate(found.questions, start=1)]
    assert lines[4:] == asked


@pytest.mark.parametrize("role", ROLES)
def test_every_mail_can_be_sent_to_a_provider_and_opened_by_a_link(role: str) -> None:
    ranking = rank(BUNDLED, Profile(role=role, cme="required", hours_per_week=4, country="FR"))
    for program in BUNDLED.programs:
        mail = written(plan(ranking, program, SUNDAY))
        assert [one for one in mail.questions if ADDRESSED.search(one)] == []
        link = letter_link(mail)
        assert len(link.url) <= CUT
        assert re.fullmatch(r"mailto:\?subject=[\w.~%-]+&body=[\w.~%-]+", link.url, re.ASCII)
        subject, body = opened(link.url)
        whole = letter_text(mail).rstrip("\n").split("\n")
        assert (subject, body.split("\r\n")) == (mail.subject, whole[: 4 + link.asked])


@given(st.lists(st.text(st.characters(categories=("L", "P", "Zs")), max_size=300)))
def test_a_link_has_as_many_of_the_first_questions_as_there_is_room_for(
    questions: list[str],
) -> None:
    mail = Letter("Questions", ("Hello,",), tuple(questions))
    link = letter_link(mail)
    assert len(link.url) <= CUT
    only = mail._replace(questions=mail.questions[: link.asked])
    assert opened(link.url)[1] == letter_text(only)[:-1].replace("\n", "\r\n")
    if questions[link.asked :]:
        more = mail._replace(questions=mail.questions[: link.asked + 1])
        assert letter_link(more) == link, "the next has no room"


def test_a_part_is_named_and_a_long_name_is_cut() -> None:
    part = written(bundled(BUNDLED.find("harvard-ai-h"), role="administrator", budget=3000))
    assert part.subject == (
        "Questions about AI in Health Care Certificate, only its innovation module"
    )
    long = make_program("x" * 70)
    object.__setattr__(long, "name", "Ü" * 2000)
    found = plan(rank(make_catalog(long), Profile(role="physician")), long, SUNDAY)
    link = letter_link(written(found))
    assert len(link.url) <= CUT
    assert link.asked > 0


def test_the_command_writes_the_mail_or_the_link_alone(cli: Cli) -> None:
    words = ("plan", "iabac", "--role", "nurse-leader")
    mail = written(bundled(BUNDLED.find("iabac")))
    run = cli(*words, "--mail")
    assert (run.code, run.out, run.err) == (0, letter_text(mail), "")
    link = cli(*words, "--mailto")
    assert (link.code, link.out, link.err) == (0, f"{letter_link(mail).url}\n", "")
    document = cli(*words, "--json").json()["mail"]
    assert document == {
        "subject": mail.subject,
        "text": run.out,
        "link": link.out.strip(),
        "link_questions": len(mail.questions),
    }


def test_questions_for_which_a_link_has_no_room_are_told(cli: Cli) -> None:
    words = ("plan", "iabac", "--role", "physician", "--title", "CMIO", "--situation", "manages")
    mail = cli(*words, "--cme", "required", "--mail").out
    run = cli(*words, "--cme", "required", "--mailto")
    told = re.fullmatch(
        r"the link has room for (\d+) of (\d+) questions: --mail has them all\n", run.err
    )
    held = opened(run.out.strip())[1].count("\r\n") - 3
    asked = len(mail.splitlines()) - 4
    assert (told and (int(told[1]), int(told[2]))) == ((held, asked) if held < asked else None)


@pytest.mark.parametrize("more", [["--json"], ["--mailto"], ["--ics", "x.ics"]])
def test_a_mail_is_written_alone(
    cli: Cli, tmp_path: Any, monkeypatch: Any, more: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run = cli("plan", "iabac", "--role", "nurse-leader", "--mail", *more)
    assert (run.code, run.out) == (2, "")
    assert "a mail is written alone" in run.err
    assert list(tmp_path.iterdir()) == []


def test_where_all_is_known_there_is_nothing_to_write(cli: Cli, monkeypatch: Any) -> None:
    monkeypatch.setattr("certpick.planning.plan.questions", lambda _: ())
    run = cli("plan", "iabac", "--role", "nurse-leader", "--mail")
    assert (run.code, run.out) == (1, "")
    assert run.err == "certpick: nothing to ask: all that matters is known\n"
    assert cli("plan", "iabac", "--role", "nurse-leader", "--json").json()["mail"] is None


@pytest.mark.parametrize("role", ROLES)
def test_the_report_asks_what_the_mail_does(role: str) -> None:
    ranking = rank(BUNDLED, Profile(role=role))
    first = report(ranking, SUNDAY).to_settle
    assert first
    mail = written(plan(ranking, ranking.ranked[0].program, SUNDAY))
    assert tuple(one.text for one in first.questions) == mail.questions
    assert first.mail == letter_link(mail).url


@pytest.mark.parametrize(
    ("facts", "asked", "not_asked"),
    [
        (
            {"price": {"amount": 0, "unit": "program"}},
            {"certificate_fee", "renewal_years"},
            {"membership_fee", "renewal_fee"},
        ),
        ({"price": {"amount": 2990, "unit": "program"}}, set(), {"certificate_fee"}),
        (
            {"price": {"amount": 0, "unit": "program"}, "fees": [("certificate", 49)]},
            set(),
            {"certificate_fee"},
        ),
        (
            {"price": {"amount": 599, "member": 459, "unit": "exam"}},
            {"price", "membership_fee"},
            {"certificate_fee"},
        ),
        (
            {"price": {"amount": 599, "member": 459, "unit": "exam"}, "fees": [("membership", 90)]},
            {"price"},
            {"membership_fee"},
        ),
        ({"years": 2, "renewal": "20 credits"}, {"renewal_fee"}, {"renewal"}),
        ({"years": 2}, {"renewal"}, {"renewal_fee"}),
        (
            {"years": 2, "renewal": "20 credits", "fees": [("renewal", 70)]},
            set(),
            {"renewal", "renewal_fee"},
        ),
        ({"years": 0}, set(), {"renewal", "renewal_fee"}),
    ],
)
def test_what_is_paid_beside_the_price_is_asked_where_nobody_states_it(
    facts: dict[str, Any], asked: set[str], not_asked: set[str]
) -> None:
    lately: dict[str, Any] = {"checked": "2026-11-01"}
    known: dict[str, Any] = {}
    if price := facts.get("price"):
        known["price"] = fact({"currency": "USD", **price}, **lately)
    if "years" in facts:
        known["renewal_years"] = fact(facts["years"], **lately)
    if "renewal" in facts:
        known["renewal"] = fact(facts["renewal"], **lately)
    known["fees"] = [
        {"kind": kind, "amount": amount, "currency": "USD", "per": "once", "source": "course-list"}
        for kind, amount in facts.get("fees", [])
    ]
    program = make_program("one", **known)
    ranking = rank(make_catalog(program), Profile(role="physician"))
    abouts = {one.about for one in plan(ranking, program, SUNDAY).questions}
    assert asked <= abouts
    assert not_asked & abouts == set()
