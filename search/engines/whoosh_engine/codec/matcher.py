"""One term's postings for Whoosh's queries: fulfils `whoosh.matching.LeafMatcher`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.matching import LeafMatcher, ReadTooFar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.whoosh_engine.codec.occurrences import Occurrences
    from search.engines.whoosh_engine.format.arrays import Array

BLOCK = 128
"""Postings that are made Python's numbers together."""

DECODED = 1024
"""Postings whose positions are read together: finding the first costs a sum over the term."""


class ArrayMatcher(LeafMatcher):
    """Walks over one term's postings.

    To Whoosh's block quality they are one block: with several, its And compares a block of one
    word with the block of another that it has reached, not with those to come, and loses some of
    the best documents (9 of 200 queries on its own codec with small blocks), and its FilterMatcher
    may stop at a deleted document.

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
        """Go to the next posting; it never begins a block, for there is one."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return False

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
        """Go to the end if no posting may score more; count the blocks left."""
        if self.block_quality() > minquality:
            return 0
        self._at = self._size
        return 1

    def block_min_length(self) -> int:
        """Return the least tokens of a field."""
        return self._extremes[0]

    def block_max_length(self) -> int:
        """Return the most tokens of a field."""
        return self._extremes[1]

    def block_max_weight(self) -> float:
        """Return the most occurrences in a field."""
        return float(self._extremes[2] * self.format.field_boost)

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

    @functools.cached_property
    def _extremes(self) -> tuple[int, int, int]:
        postings = self._postings
        return (
            int(postings.lengths.min(initial=_LAST)),
            int(postings.lengths.max(initial=0)),
            int(postings.counts.max(initial=0)),
        )


_LAST = (1 << 32) - 1
