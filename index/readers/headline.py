"""The headline of an article: its spellings compared, the best set one kept."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TYPOGRAPHIC = "«»“”’…–—\u00a0\u202f"
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s")
_LONGEST_FIRST_LINE = 80


def headline_key(text: str) -> str:
    """Return what spellings of one headline share: letters and digits, no case, no accents."""
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(c for c in decomposed.casefold() if c.isalnum())


def _typography(text: str) -> tuple[int, int]:
    """Return how carefully a spelling is set: French signs it holds, straight ones it avoids."""
    straight = text.count('"') + text.count("'") + text.count("...")
    accents = sum(c.isalpha() and c > "\x7f" for c in text)
    return sum(text.count(c) for c in _TYPOGRAPHIC) - straight, accents


def best_spelling(headline: str, others: Iterable[str]) -> str:
    """Return, of the spellings of this headline, the one with typographic signs and accents.

    Args:
        headline: the one that was chosen; kept where others are no better.
        others: candidates; those that are other headlines are passed over.
    """
    key = headline_key(headline)
    same = [headline, *(other for other in others if headline_key(other) == key)]
    return max(same, key=_typography)


def first_line(text: str) -> str:
    """Return a headline for a text without one: its first sentence, cut at a word near 80."""
    sentence = _SENTENCE_END.split(text.strip(), maxsplit=1)[0]
    if len(sentence) <= _LONGEST_FIRST_LINE:
        return sentence
    cut = sentence[: _LONGEST_FIRST_LINE + 1].rsplit(None, 1)[0]
    return cut[:_LONGEST_FIRST_LINE].rstrip(" ,;:–—-«(") + "…"
