"""The encoding of a file: UTF-8, or which other it is, and how to save it anew."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE

from certpick.catalog.json_mistakes import Mistake, NotJsonError

# What other files begin with, and what they are.
_OTHER_FILES = {
    b"PK\x03\x04": "a document of Word or Excel, or another zip file",
    b"\xd0\xcf\x11\xe0": "an old document of Word or Excel",
    b"{\\rtf": "text with formats (RTF)",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file (gzip)",
    b"\x89PNG": "a picture",
    b"\0\0\0\0": "no text: it begins with zeros",
}
_MARKED = {  # the longer marks first: they begin as the shorter ones do
    BOM_UTF32_LE: "UTF-32",
    BOM_UTF32_BE: "UTF-32",
    BOM_UTF16_LE: "UTF-16",
    BOM_UTF16_BE: "UTF-16",
}
_PLAIN = "save it as plain text with the encoding UTF-8"
_SAVE = "save it as UTF-8: in Notepad or TextEdit, Save as, Encoding: UTF-8"


def decoded(content: bytes, name: str) -> str:
    """Return the text of a file of this name.

    Raises:
        NotJsonError: it is not UTF-8; its text is good for nothing but to count lines.
    """
    for start, kind in _OTHER_FILES.items():
        if content.startswith(start):
            raise NotJsonError(name, "", [Mistake(0, f"it is {kind}", _PLAIN)])
    if encoding := _wide(content):
        raise NotJsonError(name, "", [Mistake(0, f"it is saved as {encoding}", _SAVE)])
    content = content.removeprefix(BOM_UTF8)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _narrow(content, error.start, name) from None


def _wide(content: bytes) -> str | None:
    """Return the encoding of two or four bytes a character that a file has, None for others."""
    for mark, encoding in _MARKED.items():
        if content.startswith(mark):
            return encoding
    every_other = (content[0:4:2], content[1:4:2])
    return "UTF-16" if b"\0\0" in every_other else None


def _narrow(content: bytes, at: int, name: str) -> NotJsonError:
    """Return what is wrong with a file of one byte a character, or of no known encoding."""
    before = content[:at].decode("utf-8")
    rest = content[at:].decode("cp1252", "replace")
    if rest[0].isprintable() and rest[0] != "\N{REPLACEMENT CHARACTER}":
        message = f"{rest[0]!r} is saved as Windows-1252 or Latin-1"
    else:
        message = f"byte {at + 1} is not UTF-8 text"
    return NotJsonError(name, before + rest, [Mistake(len(before), message, _SAVE)])
