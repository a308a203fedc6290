"""The guide as one short hash a word: enough to check a quote, not enough to read it.

The guide's text is not ours to publish. After the guide changes:
``python tests/guide_words.py GUIDE.txt`` writes ``guide_words.txt`` anew.
"""

import hashlib
import re
import sys
from pathlib import Path

FILE = Path(__file__).parent / "guide_words.txt"
_FOLD = str.maketrans({"’": "'", "‘": "'", "‑": "-"})


def hashes(text: str) -> list[str]:
    """Return the hash of each word, punctuation and case aside."""
    words = re.findall(r"[\w$']+", text.translate(_FOLD).casefold())
    return [hashlib.sha256(word.encode()).hexdigest()[:5] for word in words]


def is_verbatim(quote: str) -> bool:
    """Return whether the guide holds these words in a row."""
    return f" {' '.join(hashes(quote))} " in f" {FILE.read_text().replace(chr(10), ' ')} "


if __name__ == "__main__":
    found = hashes(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = (" ".join(found[start : start + 16]) for start in range(0, len(found), 16))
    FILE.write_text("\n".join(lines) + "\n")
