"""Text as rules compare it."""

from __future__ import annotations

import re
import unicodedata

_COMBINING = re.compile("[\u0300-\u036f]")


def plain(text: str) -> str:
    """Return the text in lower case, without accents, with plain apostrophes and single spaces."""
    if not text.isascii():
        text = _COMBINING.sub("", unicodedata.normalize("NFKD", text)).replace("’", "'")
    return " ".join(text.lower().split())
