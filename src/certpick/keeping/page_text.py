"""What a page says: the text of HTML, of a PDF or of plain text, from its bytes."""

import codecs
import re
from typing import BinaryIO, NamedTuple

from certpick.errors import extra
from certpick.text import shown

with extra("verify"):
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError
    from selectolax.lexbor import LexborHTMLParser

MOST_TEXT = 2_000_000  # characters; nobody quotes from a page beyond it
MOST_PAGES = 500  # of a PDF
# Elements that are paragraphs of their own: their words do not run into others.
_BLOCKS = (
    "address,article,aside,blockquote,br,button,caption,dd,details,div,dl,dt,figcaption,figure,"
    "footer,form,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,ol,option,p,pre,section,summary,table,"
    "td,th,title,tr,ul"
)
# What no reader sees, and what is struck out because it no longer holds.
_UNSAID = ["script", "style", "noscript", "template", "svg", "iframe", "object", "del", "s"]
_UNSAID += ["strike"]
_SCRIPT_ASKED = re.compile(
    r"(enable|turn on|requires?|need) javascript|javascript (is )?(disabled|required)"
    r"|checking your browser|verify(ing)? (that )?you are (a )?human|just a moment",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"\b404\b|\bnot found\b|\b(page|course|content) (is )?(not|no longer) available\b",
    re.IGNORECASE,
)
_FEW, _SOME = 200, 1500  # letters: of a page that says nothing, and of a frame around nothing
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Encodings that a page may name: Python knows others that are none, or take forever.
_ENCODINGS = re.compile(
    r"^(utf-16(-[lb]e)?|iso8859-\d+|cp(125\d|874|866|932|949)|koi8-[ru]|mac-roman|gb18030|gbk"
    r"|gb2312|big5|shift_jis|euc_(jp|kr)|iso2022_jp)$"
)


class PageText(NamedTuple):
    """What a page says, with a blank line between paragraphs.

    ``scripted`` where a script would say more, ``missing`` where its title says that there is
    no such page.
    """

    text: str
    scripted: bool = False
    missing: bool = False


class UnreadableError(Exception):
    """A page is not text; ``str(error)`` is why, as the end of a sentence."""


def page_text(content: bytes, content_type: str, pdf: BinaryIO) -> PageText:
    """Return what a page says; ``pdf`` is the same content as a file.

    Raises:
        UnreadableError: it is not text, or more than a page has.
    """
    kind = content_type.partition(";")[0].strip().casefold()
    if b"%PDF-" in content[:1024]:
        return PageText(_limited(_pdf_text(pdf)))
    if kind and not (kind.startswith("text/") or kind.endswith(("html", "xml", "json"))):
        raise UnreadableError(f"is not text but {shown(kind)}")
    text = decoded(content, content_type)
    if "\0" in text[:1024]:
        raise UnreadableError("is not text")
    looks_marked = (
        "html" in kind or "xml" in kind or re.match(r"\s*<(!doctype|html|\?xml)", text, re.I)
    )
    found = _html_text(text) if looks_marked else PageText(text)
    return found._replace(text=_limited(found.text))


def decoded(content: bytes, content_type: str) -> str:
    """Return bytes as text in the encoding that they are in, whatever they are said to be in.

    Bytes that are UTF-8 are hardly ever anything else.
    """
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    header = _HEADER_CHARSET.search(content_type)
    inside = _DECLARED.search(content[:4096])
    declared = [header[1]] if header else []
    declared += [inside[1].decode("ascii", "replace")] if inside else []
    names = [name for name in map(_encoding, declared) if name]
    first = [name for name in names if name.startswith(("utf-16", "iso2022"))]
    for encoding in (*first, "utf-8", *names):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", "replace")


def _encoding(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    found = "cp1252" if found == "iso8859-1" else found  # as every browser does
    return found if _ENCODINGS.match(found) else None


def _html_text(source: str) -> PageText:
    tree = LexborHTMLParser(source)
    asks = bool(_SCRIPT_ASKED.search(" ".join(one.text() for one in tree.css("noscript"))))
    scripts = bool(tree.css_first("script"))
    title = tree.css_first("title")
    said = title.text() if title else ""
    tree.strip_tags(_UNSAID, recursive=True)
    for node in tree.css(_BLOCKS):
        node.insert_before("\n\n")
        node.insert_after("\n\n")
    text = (tree.root.text() if tree.root else "") if tree.body else source
    letters = len("".join(text.split()))
    asks = asks or (letters < _SOME and bool(_SCRIPT_ASKED.search(text)))
    scripted = letters < _FEW if scripts else False
    return PageText(text, scripted or (asks and letters < _SOME), bool(_NOT_FOUND.search(said)))


def _pdf_text(file: BinaryIO) -> str:
    try:
        pages = PdfReader(file).pages
        if len(pages) > MOST_PAGES:
            raise UnreadableError(f"is a PDF of {len(pages)} pages")
        text = "\n".join(page.extract_text() for page in pages)
    except DependencyError:
        raise UnreadableError("is a PDF that is protected") from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise UnreadableError(f"is a PDF that cannot be read ({type(error).__name__})") from None
    if not text.strip():
        raise UnreadableError("is a PDF without text, such as a scan")
    return text


def _limited(text: str) -> str:
    if len(text) > MOST_TEXT:
        raise UnreadableError(f"is longer than {MOST_TEXT:,} characters")
    return text
