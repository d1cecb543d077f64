"""What an article holds, as plain text that no format of exports can stumble over."""

from __future__ import annotations

import re

OMISSION = " […] "
"""Between two excerpts of an article."""

_UNPRINTABLE = re.compile(
    r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
"""Control characters, lone surrogates and non-characters: XML 1.0 has no way to write most."""

_BREAKS = re.compile(r"[ \t\n\r\v\f\x85\u2028\u2029]+")


def printable(text: str) -> str:
    """Return a text without the characters that are none."""
    return _UNPRINTABLE.sub("", text)


def one_line(text: str) -> str:
    """Return a text on one line, its no-break spaces kept."""
    return printable(_BREAKS.sub(" ", text)).strip(" ")
