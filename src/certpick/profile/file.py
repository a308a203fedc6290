"""A profile read from a JSON file."""

import sys
from pathlib import Path

from certpick.catalog.encodings import decoded
from certpick.catalog.files import path_of, read_bytes, read_stream
from certpick.catalog.json_positions import parsed
from certpick.catalog.validation import raise_faults
from certpick.profile.profile import Profile, ProfileError
from certpick.text import shown


def load_profile(path: str | Path) -> Profile:
    """Return the profile in a JSON file, as ``Profile`` takes it; ``-`` reads standard input.

    What a ranking printed as its ``profile`` can be read too, and ranks the same.

    Raises:
        DataError: the file cannot be read, is not JSON, or has an unknown key or a
            value out of range.
        UsageError: the path is neither a text nor a path.
    """
    if str(path) == "-":
        return parse_profile(read_stream(sys.stdin.buffer, "stdin"), "stdin")
    name = shown(str(path), 200)
    return parse_profile(read_bytes(path_of(path)), name)


def parse_profile(content: bytes, name: str) -> Profile:
    """Return the profile in the JSON of a file of this name.

    Raises:
        DataError: as ``load_profile``.
    """
    data = parsed(decoded(content, name), name)
    try:
        return Profile.model_validate(data)
    except ProfileError as error:
        raise_faults(name, error.found, "profile_invalid")
        raise
