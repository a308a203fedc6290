"""Taking the quiz in a terminal: which way to ask, and what happens when it is interrupted."""

import contextlib
import json
import os
import shlex
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from certpick.catalog.model import Catalog
from certpick.errors import CertpickError, UsageError
from certpick.profile.options import command_line, overridden, said_by
from certpick.profile.profile import Profile
from certpick.quiz import state
from certpick.quiz.engine import Quiz, check, profile_of, without_old_presets
from certpick.quiz.session import Asker, run
from certpick.render.files import write_whole
from certpick.render.formats import Format, View
from certpick.text import shown

WELCOME = "A few short questions. Ctrl-C stops and keeps your answers."


def check_terminal(given: Profile) -> None:
    """Raise before the first question where nobody could see or answer it.

    Raises:
        UsageError: stdin or stderr is no terminal; the hint names the command to use.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        said = command_line(given)
        line = f"certpick rank {said or '--role administrator'}"
        raise UsageError(
            "the quiz needs a terminal to ask in",
            f"without questions: {line}",
            code="terminal_missing",
        )


def take(
    quiz: Quiz, *, plain: bool, resume: bool, again: str, finish: Callable[[Profile], None]
) -> None:
    """Ask the user, and hand the profile that the answers make to ``finish``.

    Until that is done the answers are kept, whatever happens; ``again`` is the rest of the
    line that resumes them.

    Raises:
        DataError: ``resume`` is set and no answers are kept.
        UsageError: the given role or a situation is unknown, or answers contradict each other.
        KeyboardInterrupt: the user stopped.
    """
    check(quiz)
    left_out: tuple[str, ...] = ()
    if resume:
        quiz, left_out = _resumed(quiz)
        check(quiz)
    _end_as_ctrl_c_does()
    latest = quiz

    def keep(changed: Quiz) -> None:
        nonlocal latest
        latest = changed
        with contextlib.suppress(CertpickError):  # said at the end, if it comes to that
            state.save(changed)

    try:
        asker = _asker(quiz.catalog, plain or os.environ.get("TERM") == "dumb")
        asker.say(WELCOME)
        if left_out:
            asker.say(shown(f"Left out of what was kept: {', '.join(left_out)}.", 500))
        if not resume and state.is_kept():
            asker.say("An earlier quiz is kept; certpick quiz --resume goes on with it instead.")
        finish(profile_of(run(quiz, asker, keep)))
    except BaseException:
        _say_kept(latest, again)
        raise
    state.forget()


def _resumed(quiz: Quiz) -> state.Kept:
    """Return the kept quiz; what is given now beats what was said then."""
    kept, left_out = state.load(quiz.catalog)
    now = said_by(quiz.given)
    given = Profile.model_validate(overridden(said_by(kept.given), now))
    answers = overridden(dict(kept.answers), now)
    left = tuple((name, answers[name]) for name in answers if name not in now)
    changed = kept._replace(given=given, answers=left, ask_all=quiz.ask_all)
    return state.Kept(without_old_presets(kept, changed), left_out)


def save_profile(profile: Profile, path: Path) -> None:
    """Write the profile as a file that ``rank --profile`` reads.

    Raises:
        DataError: the file cannot be written.
    """
    said = profile.model_dump(mode="json", exclude_unset=True)
    write_whole(path, json.dumps(said, indent=2) + "\n")


def say_command(profile: Profile, rest: str) -> None:
    """Show the command that gives the same ranking without questions."""
    line = " ".join(filter(None, ["certpick rank", command_line(profile), rest]))
    sys.stderr.write(f"\nThe same without questions:\n{line}\n\n")


def output_words(catalogs: list[Path] | None, form: Format, view: View) -> str:
    """Return the options that choose a catalogue and the form of the result."""
    words = [word for path in catalogs or () for word in ("--catalog", str(path))]
    words += ["--top", str(view.top)] if view.top is not None else []
    words += ["--sort", view.sort] if view.sort != "score" else []
    words += ["--details"] if view.details else []
    words += ["--format", form] if form is not Format.TABLE else []
    return shlex.join(words)


def resuming_words(rest: str, report: Path | None) -> str:
    """Return the options that an interrupted quiz goes on with."""
    return f"{rest} {shlex.join(['--report', str(report)])}".lstrip() if report else rest


def _asker(catalog: Catalog, plain: bool) -> Asker:
    if plain:
        from certpick.quiz.plain import Plain

        return Plain(catalog, sys.stdin, sys.stderr, shutil.get_terminal_size().columns)
    from certpick.quiz.prompts import Prompts

    return Prompts(catalog)


def _end_as_ctrl_c_does() -> None:
    """Make a request to end, and a terminal that closes, an interrupt like any other.

    Through SIGINT, which prompt_toolkit takes in its event loop: an exception raised by a
    handler can land in a callback that swallows it.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job may start with it ignored
    for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):  # Windows has only the first
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    signal.raise_signal(signal.SIGINT)


def _say_kept(quiz: Quiz, again: str) -> None:
    """Say how to go on, or, where the answers could not be written, what they were."""
    if not (quiz.answers or quiz.drafts):
        return
    try:
        state.save(quiz)
        message = f"Your answers are kept. To go on: certpick quiz --resume {again}".rstrip()
    except CertpickError as error:
        said = command_line(profile_of(quiz))
        message = f"certpick: {error}\nYour answers so far: certpick quiz {said} {again}".rstrip()
    with contextlib.suppress(OSError):
        sys.stderr.write(f"\n{message}\n")
