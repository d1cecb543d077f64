"""The stems that a query reads in one segment, each once."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.plan.nodes import Prefix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.matching import Deadline
    from search.engines.whoosh_engine.execute.blocks import Block
    from search.engines.whoosh_engine.execute.prefixes import Prefixes
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.slices import Slice
    from search.engines.whoosh_engine.segment import Segment
    from search.plan.nodes import Slot, Spelling

SCANNED_FROM = 4096
"""Documents from which on going through postings costs less than bisecting for each."""

SCANNED_TIMES = 8
"""... where the postings are at most so many times as many."""


@dataclasses.dataclass(slots=True)
class Work:
    """What a query has read so far: postings, and positions in texts."""

    postings: int = 0
    positions: int = 0


class StemReader:
    """Reads stems for one query in one segment.

    Attributes:
        documents: documents of the segment.
    """

    def __init__(
        self, segment: Segment | Block, prefixes: Prefixes, deadline: Deadline, work: Work
    ) -> None:
        """Take a segment, the generation's prefixes, when to be ready, and where to count."""
        self._lexicon = segment.lexicon
        self._postings = segment.postings
        self._titles = segment.titles
        self.documents = segment.titles.size
        self._prefixes = prefixes
        self._deadline = deadline
        self._slices: dict[int, Slice] = {}
        self._work = work

    def spelt(self, slot: Slot) -> Sequence[Spelling]:
        """Return the spellings of a slot."""
        return self._prefixes.spelt(slot) if isinstance(slot, Prefix) else slot

    def _slice(self, stem: int) -> Slice:
        """Return the postings of a stem; a query reads them once."""
        if (part := self._slices.get(stem)) is None:
            part = self._slices[stem] = self._postings.stem(stem)
            self._work.postings += part.size
        return part

    def _places(self, slot: Slot) -> list[tuple[int, int]]:
        """Return the stem and the tag of each spelling of a slot that the segment knows."""
        located = [self._lexicon.locate(one.form) for one in self.spelt(slot)]
        return [place for place in located if place is not None]

    def _parts(self, places: Sequence[tuple[int, int]]) -> list[tuple[Slice, list[int]]]:
        """Return the slices of the stems of some forms, with the tags of these in each."""
        tags: dict[int, list[int]] = {}
        for stem, tag in places:
            tags.setdefault(stem, []).append(tag)
        return [(self._slice(stem), tags[stem]) for stem in sorted(tags)]

    def _among(self, part: Slice, tags: Sequence[int], documents: Array) -> tuple[Array, Array]:
        """Return the postings of some forms in some documents.

        Args:
            part: the slice.
            tags: of the forms.
            documents: sorted, each once.

        Returns:
            The indexes of the postings, in order, and the rank of the document of each (both i8).
        """
        if documents.size > SCANNED_FROM and part.size < SCANNED_TIMES * documents.size:
            ranked = np.zeros(self.documents, np.int32)
            ranked[documents] = np.arange(1, documents.size + 1, dtype=np.int32)
            held = ranked.take(part.every_document())
            chosen = held.nonzero()[0]
            ranks = held.take(chosen).astype(np.int64) - 1
        else:
            chosen, ranks = part.among(documents)
        if part.only >= 0:
            return (chosen, ranks) if part.only in tags else (chosen[:0], ranks[:0])
        mine = part.tagged(part.tags.take(chosen), tags).nonzero()[0]
        return chosen.take(mine), ranks.take(mine)
