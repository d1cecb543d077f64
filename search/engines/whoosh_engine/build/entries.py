"""What the lexicon says of a form alone, as bytes that sort as the files do.

An entry is stem, form, folded form and lemmas, parted by zeros: by stem, then by spelling, and
whoever makes the entry of a form makes the same one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.analysis.folding import fold
from search.analysis.lemmas import find_lemmas
from search.analysis.stems import stem_of
from search.engines.whoosh_engine.format.strings import utf8

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.format.arrays import Array

_ZERO = "\0"
PARTING = b"\0"


def entry_of(form: str) -> bytes:
    """Return the entry of a form; its postings stand under the stem of its first lemma."""
    lemmas = find_lemmas(form)
    return utf8(_ZERO.join((stem_of(lemmas[0].lstrip("~")), form, fold(form), *lemmas)))


def stem_of_entry(entry: bytes) -> bytes:
    """Return the stem of an entry."""
    return entry[: entry.index(PARTING)]


def stem_starts(stems: Sequence[bytes]) -> Array:
    """Return the number of the first form of each stem, and the number of forms (u4).

    Args:
        stems: that of each form, in order.
    """
    changes = [number for number in range(1, len(stems)) if stems[number] != stems[number - 1]]
    return np.array([*([0] if stems else []), *changes, len(stems)], np.uint32)
