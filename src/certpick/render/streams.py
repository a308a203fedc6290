"""Where output goes: stdout for the result, stderr for everything else."""

import contextlib
import io
import json
import os
import shutil
import sys
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TextIO

from certpick.errors import CertpickError, DataError
from certpick.text import shown

if TYPE_CHECKING:
    from rich.console import Console

    from certpick.render.contract.lookups import ErrorDocument

WIDEST, NARROWEST = 110, 24
_MARKS = "█░–…·→"
# Styles by name, each a number in the palette of 256 colours that terminals share. These six, and
# no others of it, have a contrast of 4.5 to 1 on white and on black (WCAG 2.2, 1.4.3). What a
# terminal makes of "dim" or of its own green is not known.
STYLES = {
    "green": "color(29)",
    "blue": "color(63)",
    "violet": "color(98)",
    "red": "color(131)",
    "magenta": "color(163)",
    "dim": "color(243)",
}


class Surface(NamedTuple):
    """What a stream can show: columns, colour, and characters beyond ASCII.

    Only a ``terminal`` has an edge that lines must not cross.
    """

    width: int
    color: bool
    unicode: bool
    terminal: bool = True

    @property
    def dash(self) -> str:
        """The sign between two ends of a range."""
        return "–" if self.unicode else "-"

    def console(self, out: io.StringIO) -> "Console":
        """Return a rich console that draws for this surface and never reads markup."""
        from rich.console import Console
        from rich.theme import Theme

        return Console(
            file=out,
            width=self.width,
            force_terminal=self.color,
            force_jupyter=False,  # in a notebook it would show the text, and leave the file empty
            color_system="256" if self.color else None,
            theme=Theme(STYLES),
            no_color=not self.color,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
        )


def surface(stream: TextIO) -> Surface:
    """Return what a stream can show. NO_COLOR and FORCE_COLOR (not 0) decide before its kind."""
    columns = shutil.get_terminal_size().columns
    return Surface(
        width=max(NARROWEST, min(columns, WIDEST)),
        color=_color(stream),
        unicode=_encodes(stream, _MARKS),
        terminal=stream.isatty(),
    )


def _color(stream: TextIO) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0").lower() not in ("", "0", "false"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _encodes(stream: TextIO, text: str) -> bool:
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def write_result(text: str) -> None:
    """Write the result to stdout; a reader that has left early is no error.

    Raises:
        DataError: stdout cannot be written, as on a full disk.
    """
    try:
        _replacing(sys.stdout).write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_stdout()
    except OSError as error:
        raise cannot_write(error) from None


def write_spreadsheet(text: str) -> None:
    """Write a CSV to stdout, whatever its encoding, so that a spreadsheet knows it to be UTF-8.

    Raises:
        DataError: as ``write_result``.
    """
    write_result_bytes(io.BytesIO(text.encode("utf-8-sig")))


def write_result_bytes(content: BinaryIO) -> None:
    """Write what a file holds to stdout, as ``write_result`` writes text.

    Raises:
        DataError: as there.
    """
    try:
        sys.stdout.flush()
        content.seek(0)
        shutil.copyfileobj(content, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _discard_stdout()
    except OSError as error:
        raise cannot_write(error) from None


def on_terminal() -> bool:
    """Return whether the result goes to a terminal."""
    return sys.stdout.isatty()


def say(text: str) -> None:
    """Write a line to stderr; where nobody can read it, nothing is lost."""
    with contextlib.suppress(OSError):
        _replacing(sys.stderr).write(f"{shown(text, 2000)}\n")
        sys.stderr.flush()


def cannot_write(error: OSError) -> DataError:
    """Return what to say of a stdout that takes nothing, and let the rest of it go nowhere."""
    _discard_stdout()
    reason = error.strerror or "standard output is closed"
    return DataError(f"cannot write the result: {reason.lower()}", code="file_unwritable")


def write_error(error: CertpickError, as_json: bool) -> None:
    """Write an error to stderr: one line and its hint, or one JSON object."""
    if as_json:
        lines = [json.dumps(error_document(error), sort_keys=True)]  # in ASCII, and never cut
    else:
        text = "\n".join([f"certpick: {error}", *getattr(error, "__notes__", ())])
        lines = [shown(line, 2000) for line in text.split("\n")]
    with contextlib.suppress(OSError):
        _replacing(sys.stderr).write("\n".join(lines) + "\n")
        sys.stderr.flush()


def error_document(error: CertpickError) -> "ErrorDocument":
    """Return an error as plain data."""
    return {
        "error": {
            "code": error.code,
            "message": str(error),
            "hint": error.hint,
            "faults": list(error.faults),
            "candidates": list(error.candidates),
            "exit_code": error.exit_code,
        }
    }


def _replacing(stream: TextIO) -> TextIO:
    """Return the stream, made to replace what its encoding lacks."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return stream


def _discard_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's last flush cannot fail."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
