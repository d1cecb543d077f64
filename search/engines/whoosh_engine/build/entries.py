"""What the lexicon says of a form alone, as bytes that sort as the files do.

An entry is stem, form, folded form and lemmas, parted by zeros: by stem, then by spelling, and
whoever makes the entry of a form makes the same one.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.folding import fold
from search.analysis.lemmas import find_lemmas
from search.analysis.stems import stems_of
from search.engines.whoosh_engine.format.strings import utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.engines.whoosh_engine.format.arrays import Array

_ZERO = "\0"
PARTING = b"\0"
LEMMAS = 3
"""What of an entry comes before its lemmas: stem, form, folded form."""


def entries_of(forms: Sequence[str]) -> list[bytes]:
    """Return the entries of forms; postings stand under the stem of a form's first lemma."""
    lemmas = list(map(find_lemmas, forms))
    stems = stems_of([one[0].lstrip("~") for one in lemmas])
    columns = zip(stems, forms, map(fold, forms), map(_ZERO.join, lemmas), strict=True)
    return list(map(utf8, map(_ZERO.join, columns)))


def stem_starts(stems: Iterable[bytes]) -> Array:
    """Return the number of the first form of each stem, and the number of forms (u4).

    Args:
        stems: that of each form, in order.
    """
    sizes = [sum(1 for _ in forms) for _, forms in itertools.groupby(stems)]
    return np.cumsum([0, *sizes]).astype(np.uint32)
