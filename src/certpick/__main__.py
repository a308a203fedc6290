"""Entry point: errors become one line and an exit code, Ctrl-C becomes 130."""

import gc
import os
import sys
from pathlib import Path

INTERRUPTED = 130


def main() -> int:
    """Run the command line and return its exit code: 0, 1, 2 or 130."""
    gc.disable()  # a run is over before there is garbage worth collecting
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # certpick has none to look for
    _stand_in_for_closed_streams()
    sys.argv = [word.rstrip("\r") for word in sys.argv]  # of a script with Windows line ends
    try:  # the imports too: Ctrl-C during start-up is as quiet as later
        import typer

        from certpick.cli.app import app_for
        from certpick.cli.usage import usage_error
        from certpick.errors import CertpickError
        from certpick.render.streams import cannot_write, write_error

        try:
            result = app_for(sys.argv[1:])(standalone_mode=False, prog_name="certpick")
        except CertpickError as error:
            found = error
        except typer.TyperException as error:
            found = usage_error(error)
        except OSError as error:  # typer's own output, such as help
            found = cannot_write(error)
        else:
            return result if isinstance(result, int) else 0
        write_error(found, as_json=_wants_json(sys.argv))
        return found.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED


def _stand_in_for_closed_streams() -> None:
    """Give a stream that the caller has closed a stand-in: Python leaves None in its place."""
    nothing = Path(os.devnull)
    if sys.stdin is None:
        sys.stdin = nothing.open(encoding="utf-8")
    if sys.stdout is None:  # not writable, so that a lost result is an error
        sys.stdout = nothing.open(encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = nothing.open("w", encoding="utf-8")


def _wants_json(arguments: list[str]) -> bool:
    """Tell from the bare words, since the error may be that they cannot be read."""
    joined = " ".join(" ".join(arguments).casefold().replace("--format=", "--format ").split())
    return "--json" in joined.split() or "--format json" in joined or "--format ndjson" in joined


if __name__ == "__main__":
    sys.exit(main())
