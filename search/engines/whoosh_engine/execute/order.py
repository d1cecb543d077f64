"""Documents of several segments in one order: by score or by date, ties by date, then by id.

Inside a segment documents are numbered by date, and within a day by id from the last to the first:
there the number alone breaks ties.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.format.columns import UNDATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.engines.matching import Sort
    from search.engines.whoosh_engine.execute.blocks import BlockColumns
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.columns import Columns


_NONE = np.zeros(0, np.int64)
_NO_SCORES = np.zeros(0)


@dataclasses.dataclass(slots=True)
class Ranked:
    """Some documents, one item each.

    Attributes:
        part: index of the segment (i8).
        number: in the segment.
        score: (f8).
    """

    part: Array
    number: Array
    score: Array

    def __len__(self) -> int:
        return int(self.part.size)

    def __getitem__(self, which: slice | Array) -> Ranked:
        return Ranked(self.part[which], self.number[which], self.score[which])

    def __iter__(self) -> Iterator[tuple[int, int, float]]:
        columns = (self.part.tolist(), self.number.tolist(), self.score.tolist())
        return zip(*columns, strict=True)

    def by_part(self) -> Iterator[tuple[int, Array]]:
        """Yield each segment that has some of the documents, and which they are."""
        if not len(self):
            return
        for part in range(int(self.part.min()), int(self.part.max()) + 1):
            here = (self.part == part).nonzero()[0]
            if here.size:
                yield part, here

    def followed_by(self, other: Ranked) -> Ranked:
        """Return these documents, then others."""
        if not len(other):
            return self
        return Ranked(
            np.concatenate([self.part, other.part]),
            np.concatenate([self.number, other.number]),
            np.concatenate([self.score, other.score]),
        )

    @classmethod
    def joined(cls, parts: Sequence[tuple[Array, Array]]) -> Ranked:
        """Return the documents of several segments, given as numbers and scores of each."""
        if len(parts) == 1:
            numbers, scores = parts[0]
            return cls(np.zeros(numbers.size, np.int64), numbers, scores)
        sizes = [numbers.size for numbers, _ in parts]
        return cls(
            np.repeat(np.arange(len(parts)), sizes),
            np.concatenate([numbers for numbers, _ in parts] or [np.zeros(0, np.int64)]),
            np.concatenate([np.zeros(0), *(scores for _, scores in parts)]),
        )

    @classmethod
    def chained(cls, lists: Sequence[Ranked]) -> Ranked:
        """Return several lists one after the other, the scores ready to be added to (f8)."""
        return cls(
            np.concatenate([_NONE, *(one.part for one in lists)]),
            np.concatenate([_NONE, *(one.number for one in lists)]),
            np.concatenate([_NO_SCORES, *(one.score for one in lists)]),
        )

    def sorted(self, segments: Sequence[Columns | BlockColumns], sort: Sort) -> Ranked:
        """Return the documents in order.

        Args:
            segments: the columns of each segment.
            sort: the order.
        """
        if len(segments) == 1 and sort == "relevance":
            return self[np.lexsort((~self.number, -self.score))]
        dates, ids = np.zeros(len(self), np.int64), np.zeros(len(self), "S20")
        for index, columns in enumerate(segments):
            here = self.part == index
            dates[here], ids[here] = (
                columns.dates[self.number[here]],
                columns.ids[self.number[here]],
            )
        keys = {
            "relevance": (ids, -dates, -self.score),
            "newest": (ids, -dates),
            "oldest": (ids, np.where(dates == UNDATED, 1 << 40, dates)),
        }
        return self[np.lexsort(keys[sort])]
