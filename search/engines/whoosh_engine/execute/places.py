"""Where the words of a plan stand in the texts of one segment.

A place is a document in the high 32 bits and a position in the low ones (i8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.sets import distinct, union
from search.engines.whoosh_engine.execute.stems import StemReader
from search.engines.whoosh_engine.format.postings import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.slices import Slice
    from search.plan.nodes import Slot

POSITION_BITS = 32
POSITION = (1 << POSITION_BITS) - 1

_NONE = np.zeros(0, np.int64)
Located = list[tuple["Slice", "Array", "Array"]]
"""Postings in slices, and the document of each."""


class PlaceReader(StemReader):
    """Reads places for one query in one segment."""

    def places(self, slots: Sequence[Slot], among: Array) -> list[Array]:
        """Return where any spelling of each slot stands in some documents.

        Args:
            slots: each spellings, or a prefix; their positions are read together.
            among: document numbers, sorted, each once.

        Returns:
            Places for each slot, sorted.
        """
        self._deadline.check()
        return self.placed([self.located(slot, among) for slot in slots])

    def located(self, slot: Slot, documents: Array) -> Located:
        """Return the postings of a slot in some documents (numbers, sorted)."""
        return self._located(self._slot(slot), documents)

    def holding(self, slot: Slot) -> Array:
        """Return the documents that hold any spelling of a slot (i8, sorted)."""
        return self._held(self._slot(slot))

    def field_starts(self, places: Array) -> Array:
        """Return for each place the first one of its document and field (i8)."""
        titles = self._titles.take(places >> POSITION_BITS)
        positions = places & POSITION
        firsts = titles.astype(np.int64)
        firsts += GAP
        firsts *= positions >= titles
        firsts += places - positions
        return firsts

    def depths(self, places: Array) -> Array:
        """Return how many words into its text each place is, 0 in a title (i8)."""
        titles = self._titles.take(places >> POSITION_BITS)
        into: Array = np.maximum((places & POSITION) - titles - GAP, 0)
        return into

    def _held(self, slot: Sequence[tuple[Slice, Sequence[int]]]) -> Array:
        held = []
        for part, tags in slot:
            at = part.of(tags)
            documents = part.every_document() if at is None else part.documents(at)
            held.append(documents if part.only >= 0 or len(tags) == 1 else distinct(documents))
        return union(held, self.documents) if held else _NONE

    def _located(self, slot: Sequence[tuple[Slice, Sequence[int]]], documents: Array) -> Located:
        located = []
        for part, tags in slot:
            chosen, ranks = self._among(part, tags, documents)
            located.append((part, chosen, documents.take(ranks)))
        return located

    def placed(self, slots: Sequence[Located]) -> list[Array]:
        """Return the places of the postings of each slot, sorted."""
        every = [one for slot in slots for one in slot]
        chosen = [(part, at) for part, at, _ in every]
        counts, positions, bounds = self._postings.occurrences(chosen)
        self._work.positions += positions.size
        owners = np.concatenate([_NONE, *(documents for _, _, documents in every)])
        owners <<= POSITION_BITS
        keys = owners.repeat(counts)
        keys |= positions
        placed, number = [], 0
        for slot in slots:
            mine = keys[bounds[number] : bounds[number + len(slot)]]
            number += len(slot)
            if (mine[1:] < mine[:-1]).any():  # several spellings
                mine.sort()
            placed.append(mine)
        return placed
