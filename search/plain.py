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


_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Return a name as a terminal may print it: what would move its cursor or turn it is spelt."""
    return _UNSEEN.sub(lambda sign: ascii(sign[0])[1:-1], text)
