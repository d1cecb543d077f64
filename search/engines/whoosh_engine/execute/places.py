"""Where the words of a plan stand in the texts of one segment.

A place is a document in the high 32 bits and a position in the low ones (i8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.sets import distinct, shared, union
from search.engines.whoosh_engine.execute.stems import StemReader
from search.engines.whoosh_engine.format.postings import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.matching import Deadline
    from search.engines.whoosh_engine.execute.blocks import Block
    from search.engines.whoosh_engine.execute.prefixes import Prefixes
    from search.engines.whoosh_engine.execute.stems import Work
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.slices import Slice
    from search.engines.whoosh_engine.segment import Segment
    from search.plan.nodes import Slot

POSITION_BITS = 32
POSITION = (1 << POSITION_BITS) - 1

_NONE = np.zeros(0, np.int64)
Located = list[tuple["Slice", "Array", "Array"]]
"""Postings in slices, and the document of each."""


class PlaceReader(StemReader):
    """Reads places for one query in one segment."""

    def __init__(
        self, segment: Segment | Block, prefixes: Prefixes, deadline: Deadline, work: Work
    ) -> None:
        """Take what a `StemReader` does."""
        super().__init__(segment, prefixes, deadline, work)
        self._standing: dict[int, Located] = {}

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
        if (standing := self._standing.get(id(slot))) is not None:
            return self.limited(standing, documents)
        located = []
        for part, tags in self._parts(self._places(slot)):
            at, ranks = self._among(part, tags, documents)
            located.append((part, at, documents.take(ranks)))
        return located

    def holding(self, slot: Slot) -> Array:
        """Return the documents that hold any spelling of a slot (i8, sorted).

        Its postings are kept: where they stand in some of these documents is asked for next.
        """
        standing: Located = []
        for part, tags in self._parts(self._places(slot)):
            at = part.of(tags)
            if at is None:
                standing.append((part, np.arange(part.size), part.every_document()))
            else:
                standing.append((part, at, part.documents(at)))
        self._standing[id(slot)] = standing
        return self.owners(standing)

    def limited(self, located: Located, documents: Array) -> Located:
        """Return those of some postings that are in some documents (numbers, sorted)."""
        limited = []
        for part, at, owners in located:
            held = shared(owners, documents, self.documents).nonzero()[0]
            limited.append((part, at.take(held), owners.take(held)))
        return limited

    def owners(self, located: Located) -> Array:
        """Return the documents of some postings, each once (i8, sorted)."""
        return union([distinct(owners) for _, _, owners in located], self.documents)

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
