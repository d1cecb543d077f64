"""One term's postings for Whoosh's queries: fulfils `whoosh.matching.LeafMatcher`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.matching import LeafMatcher, ReadTooFar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.whoosh_engine.codec.occurrences import Occurrences
    from search.engines.whoosh_engine.format.arrays import Array

BLOCK = 128
"""Postings whose best weight and shortest length are known together, for block quality."""

DECODED = 1024
"""Postings whose positions are read together: finding the first costs a sum over the term."""


class ArrayMatcher(LeafMatcher):
    """Walks over one term's postings, a block at a time.

    Attributes:
        format: how Whoosh reads a posting's value.
        scorer: Whoosh's scorer of the term, None when scores are of no interest.
    """

    def __init__(
        self, occurrences: Occurrences, format_: Any, term: tuple[str, bytes], scorer: Any = None
    ) -> None:
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._postings = occurrences
        self._size = int(occurrences.documents.size)
        self._best: tuple[list[int], list[int], list[int]] | None = None
        self._block = self._decoded = -1
        self._ids: list[int] = []
        self._weights: list[int] = []
        self._positions: list[list[int]] = []
        self.reset()

    def reset(self) -> None:
        """Go back to the first posting."""
        self._at = 0

    def copy(self) -> ArrayMatcher:
        """Return a matcher at the same posting, which moves on its own."""
        other = ArrayMatcher(self._postings, self.format, self._term, self.scorer)
        other._at = self._at
        return other

    def is_active(self) -> bool:
        """Tell whether there is a current posting."""
        return self._at < self._size

    def id(self) -> int:
        """Return the document of the current posting."""
        self._load()
        return self._ids[self._at % BLOCK]

    def weight(self) -> float:
        """Return how often the term occurs in the field of the current document."""
        self._load()
        return float(self._weights[self._at % BLOCK] * self.format.field_boost)

    def value(self) -> bytes:
        """Return the current posting's value, encoded by the field's format."""
        encoded: bytes = self.format.encode(self._current_positions())
        return encoded

    def value_as(self, astype: str) -> Any:
        """Return the current posting as `positions`, `position_boosts`, `frequency`, `weight`."""
        if astype == "positions" and self.supports(astype):
            return self._current_positions()
        if astype == "weight":
            return self.weight()
        if astype == "frequency":
            self._load()
            return self._weights[self._at % BLOCK]
        return super().value_as(astype)

    def all_ids(self) -> Iterator[int]:
        """Return the documents of all postings."""
        return iter(self._postings.documents.tolist())

    def next(self) -> bool:
        """Go to the next posting; tell whether that begins a block."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return self._at % BLOCK == 0

    def skip_to(self, id: int) -> None:  # noqa: A002 (Whoosh's name)
        """Go to the first posting, from the current one on, of this document or a later one."""
        if not self.is_active():
            raise ReadTooFar
        if id <= self.id():
            return
        # A value of the array's own type: with another, NumPy converts the whole array.
        documents = self._postings.documents[self._at :]
        self._at += int(documents.searchsorted(documents.dtype.type(min(id, _LAST))))

    def skip_to_quality(self, minquality: float) -> int:
        """Go to the first block, from the current one on, that may score more; count those left."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._at = (self._at // BLOCK + 1) * BLOCK
            skipped += 1
        self._at = min(self._at, self._size)
        return skipped

    def block_min_id(self) -> int:
        """Return the first document of the current block."""
        self._load()
        return self._ids[0]

    def block_max_id(self) -> int:
        """Return the last document of the current block."""
        self._load()
        return self._ids[-1]

    def block_min_length(self) -> int:
        """Return the least tokens of a field in the current block."""
        return self._extremes()[0][self._at // BLOCK]

    def block_max_length(self) -> int:
        """Return the most tokens of a field in the current block."""
        return self._extremes()[1][self._at // BLOCK]

    def block_max_weight(self) -> float:
        """Return the most occurrences in a field in the current block."""
        return float(self._extremes()[2][self._at // BLOCK] * self.format.field_boost)

    def _load(self) -> None:
        block = self._at // BLOCK
        if block != self._block:
            part = slice(block * BLOCK, (block + 1) * BLOCK)
            self._ids = self._postings.documents[part].tolist()
            self._weights = self._postings.counts[part].tolist()
            self._block = block

    def _current_positions(self) -> list[int]:
        group = self._at // DECODED
        if group != self._decoded:
            first = group * DECODED
            chosen: Array = np.arange(first, min(first + DECODED, self._size))
            self._positions = self._postings.positions(chosen)
            self._decoded = group
        return self._positions[self._at % DECODED]

    def _extremes(self) -> tuple[list[int], list[int], list[int]]:
        """Return of each block the least and the most tokens, and the most occurrences."""
        if self._best is None:
            starts = np.arange(0, self._size, BLOCK)
            postings = self._postings
            self._best = (
                np.minimum.reduceat(postings.lengths, starts).tolist(),
                np.maximum.reduceat(postings.lengths, starts).tolist(),
                np.maximum.reduceat(postings.counts, starts).tolist(),
            )
        return self._best


_LAST = (1 << 32) - 1
