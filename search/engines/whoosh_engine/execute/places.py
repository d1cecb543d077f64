"""Where the words of a plan stand in the texts of one segment.

A place is a document in the high 32 bits and a position in the low ones (i8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.sets import distinct, member, union
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

    def phrase(self, phrase: Sequence[Slot]) -> Array:
        """Return where successive slots begin: places, sorted."""
        self._deadline.check()
        slots = [self._slot(slot) for slot in phrase]
        if not slots or not all(slots):
            return _NONE
        # From the rarest words on: a frequent one is read only where the others already fit.
        held = [sum([one.documents for one in self.spelt(slot)]) for slot in phrase]
        first, *others = sorted(range(len(slots)), key=held.__getitem__)
        documents, chosen = self._everywhere(slots[first])
        if not others:
            return self.placed([self._located(slots[first], documents)])[0]
        second, *rest = others
        beside = self._located(slots[second], documents)
        both = union([distinct(owners) for _, _, owners in beside], self.documents)
        if chosen is None:
            rarest = self._located(slots[first], both)
        else:
            rarest = [(slots[first][0][0], chosen.take(documents.searchsorted(both)), both)]
        keys, following = self.placed([rarest, beside])
        keys = keys[member(keys + (second - first), following)]
        if rest and keys.size:
            documents = distinct(keys >> POSITION_BITS)
            placed = self.placed([self._located(slots[index], documents) for index in rest])
            for index, following in zip(rest, placed, strict=True):
                keys = keys[member(keys + (index - first), following)]
        return keys - first

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

    def _everywhere(
        self, slot: Sequence[tuple[Slice, Sequence[int]]]
    ) -> tuple[Array, Array | None]:
        """Return the documents of a slot, and the posting of each if there is one in one slice."""
        part, tags = slot[0]
        if len(slot) > 1 or (len(tags) > 1 and part.only < 0):
            return self._held(slot), None
        at = part.of(tags)
        if at is None:
            return part.every_document(), np.arange(part.size)
        return part.documents(at), at

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
