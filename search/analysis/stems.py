"""Snowball stems: the wider circle of a word, for ranking and near results.

Snowball's French algorithm (Porter, 2001; current rules, which also take off elisions), through
PyStemmer.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Sequence

VERSION = f"snowball-{Stemmer.version()}"


@functools.lru_cache(maxsize=1)
def _snowball() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("french", 0)


@functools.lru_cache(maxsize=1 << 13)
def snowball(word: str) -> str:
    """Return the Snowball French stem of a lower-case word.

    Half a surrogate pair is no letter of any word: a form with one is its own stem.
    """
    try:
        return str(_snowball().stemWord(word))
    except UnicodeEncodeError:
        return word


def stem_of(lemma: str) -> str:
    """Return the stem of a lemma, œ and æ read as oe and ae."""
    return snowball(lemma.replace("œ", "oe").replace("æ", "ae"))


def stems_of(lemmas: Sequence[str]) -> list[str]:
    """Return the stem of each lemma, all of them at once."""
    spelt = [lemma.replace("œ", "oe").replace("æ", "ae") for lemma in lemmas]
    try:
        return list(_snowball().stemWords(spelt))
    except UnicodeEncodeError:
        return list(map(snowball, spelt))
