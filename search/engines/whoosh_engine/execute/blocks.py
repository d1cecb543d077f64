"""A large segment as several ranges of its documents, so that a query's memory has a bound.

A query holds arrays of as many items as a segment has documents. Of one with more than BLOCK, each
range is a segment of its own to the executor: its documents are numbered from 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.format.calendar import Calendar
from search.engines.whoosh_engine.format.columns import UNDATED
from search.engines.whoosh_engine.format.postings import Gathered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.document import DocumentId
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.columns import Columns
    from search.engines.whoosh_engine.format.postings import Postings
    from search.engines.whoosh_engine.format.slices import Slice
    from search.engines.whoosh_engine.segment import Segment

BLOCK = 1 << 20
"""Documents that a query looks at together."""

_NONE = np.zeros(0, np.int64)


class Blocks:
    """What queries execute one after the other: a generation's segments, large ones cut up.

    Attributes:
        parts: each with the length norms of its documents.
        columns: of each.
        size: documents, deleted ones too.
        live: those that are not deleted.
        kept: whether a query may keep what it reads of all of them.
    """

    def __init__(self, segments: Sequence[Segment], norms: Sequence[Array], size: int) -> None:
        """Take segments with their norms, and the most documents of a block."""
        self.parts = list(_parts(segments, norms, size))
        self.columns = [part.columns for part, _ in self.parts]
        self.size = sum(map(len, segments))
        self.live = sum(segment.live_count for segment in segments)
        self.kept = self.size <= size


def _parts(
    segments: Sequence[Segment], norms: Sequence[Array], size: int
) -> Iterator[tuple[Segment | Block, Array]]:
    for segment, norm in zip(segments, norms, strict=True):
        if len(segment) <= size:
            yield segment, norm
            continue
        for begin in range(0, len(segment), size):
            end = min(begin + size, len(segment))
            yield Block(segment, begin, end), norm[begin:end]


class Block:
    """A range of a segment's documents, with what the executor needs of a segment."""

    def __init__(self, segment: Segment, begin: int, end: int) -> None:
        self.lexicon = segment.lexicon
        self.postings = BlockPostings(segment.postings, begin, end)
        self.columns = BlockColumns(segment.columns, begin, end)
        self.titles = segment.titles[begin:end]
        self.live = segment.live[begin:end]
        self.live_count = int(np.count_nonzero(self.live))
        self.whole = self.live_count == self.live.size

    def __len__(self) -> int:
        return int(self.live.size)


class BlockPostings:
    """The postings of a range of documents."""

    def __init__(self, postings: Postings, begin: int, end: int) -> None:
        self._whole = postings
        self._begin, self._end = begin, end

    def stem(self, stem: int) -> Slice:
        """Return the postings of a stem."""
        return self._whole.stem(stem).cut(self._begin, self._end)

    def gather(self, stems: Array) -> Gathered:
        """Return the documents of the postings of several stems, end to end."""
        parts = [self.stem(stem) for stem in stems.tolist()]
        return Gathered(
            np.concatenate([_NONE, *(part.every_document() for part in parts)]),
            np.array([part.begin for part in parts], np.int64),
            np.cumsum([0, *(part.size for part in parts)]),
        )

    def counts_at(self, places: Array) -> tuple[Array, Array, tuple[Array, Array]]:
        """Return tag and packed counts of some postings, and what these do not hold."""
        return self._whole.counts_at(places)

    def neighbours(self, part: Slice) -> Array | None:
        """Return what stands beside each posting of a slice, as bits; None if not known."""
        return self._whole.neighbours(part)

    def positions(self, part: Slice, chosen: Array) -> tuple[Array, Array]:
        """Return the documents and the occurrences of chosen postings of a slice."""
        return self._whole.positions(part, chosen)

    def occurrences(self, chosen: Sequence[tuple[Slice, Array]]) -> tuple[Array, Array, list[int]]:
        """Return the occurrences of chosen postings of several slices, read together."""
        return self._whole.occurrences(chosen)


class BlockColumns:
    """The columns of a range of documents."""

    def __init__(self, columns: Columns, begin: int, end: int) -> None:
        self._whole = columns
        self._begin = begin
        self.dates = columns.dates[begin:end]
        self.ids = columns.ids[begin:end]
        self.facets = {name: facet.cut(begin, end) for name, facet in columns.facets.items()}
        self.first_dated = int(np.searchsorted(self.dates, UNDATED, "right"))
        self.calendar, self.month_starts = Calendar.of(self.dates, self.first_dated)

    def __len__(self) -> int:
        return int(self.dates.size)

    def id(self, number: int) -> DocumentId:
        """Return the public id of a document."""
        return self._whole.id(self._begin + number)

    def ids_of(self, numbers: Array) -> list[DocumentId]:
        """Return the public ids of some documents."""
        return self._whole.ids_of(numbers + self._begin)

    def number(self, identifier: DocumentId) -> int | None:
        """Return the number of the document with this public id, None if it is not here."""
        number = self._whole.number(identifier)
        if number is None or not 0 <= number - self._begin < len(self):
            return None
        return number - self._begin
