"""What the families of words add to the best documents.

A related form counts as so many hundredths of an occurrence of the word, before occurrences are
saturated: an article full of « coréen » holds Corée a little more than it says. Where the word
itself is missing they count more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.plan import weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.format.arrays import Array


def family_scores(own: Array, family: Array, rarities: Sequence[float], norm: Array) -> Array:
    """Return what families add to the score of each document (f8).

    Args:
        own: weighted occurrences of each word that has a family (rows) in each document.
        family: likewise of the families.
        rarities: the weight of each word.
        norm: length norm of each document.
    """
    both = own + family * np.where(own > 0, 1, weights.FAMILY_INSTEAD)
    added: Array = np.array(rarities) @ (both / (both + norm) - own / (own + norm))
    return added
