"""Where one word of a plan was found in one segment."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from search.engines.whoosh_engine.format.arrays import Array


@dataclasses.dataclass(slots=True)
class Found:
    """One word in one segment.

    Attributes:
        documents: those that hold the word, widely read, in order (i8).
        frequencies: weighted occurrences in each (f4): title and lead count more, other spellings
            less.
        strict: which of them hold one of the word's own spellings; None for all of them.
    """

    documents: Array
    frequencies: Array
    strict: Array | None = None

    @property
    def own(self) -> Array:
        """The documents that hold one of the word's own spellings."""
        return self.documents if self.strict is None else self.documents[self.strict]

    def among(self, documents: Array) -> Array:
        """Return the weighted occurrences in some documents (f4), 0 where there is none."""
        if not self.documents.size:
            return np.zeros(documents.size, np.float32)
        ranks = np.searchsorted(self.documents, documents)
        ranks[ranks == self.documents.size] = 0
        held: Array = self.frequencies[ranks] * (self.documents[ranks] == documents)
        return held
