"""The postings of a segment: which form occurs in which document, how often, and where.

A posting is one form in one document. Forms are numbered by stem, then by spelling, so that the
postings of a stem are one contiguous slice; within it they go by document, then by form. Each
carries its form's rank in the stem (its tag): inflections and single forms are masks of the slice.

`postings.bin`, one item a posting unless said otherwise:

    stem.starts      u8  first posting of each stem, one more than stems
    documents        u4  document number; documents are in date order, so numbers are too
    tag              u1 or u2  rank of the form in its stem
    frequency        u1  occurrences in title and text, 255 standing for a large one
    large.at         u8  the postings whose frequency is 255 or more, in order
    large.frequency  u4  their frequency
    title, lead      u1  occurrences in the title, in the first 40 words of the text; 255 at most
    occurrences      u8  first occurrence of every 128th posting
    position         u2  one item an occurrence: the low 16 bits of its position
    far.at           u8  the occurrences whose position is 65,536 or more, in order
    far.high         u2  the bits of their position above 16

Title and text share one position space: the title begins at 0, the text GAP after the title's
end. An occurrence is in the title if its position is under the title's length.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.format.arrays import Array, read_arrays
from search.errors import IndexDamaged

if TYPE_CHECKING:
    from pathlib import Path

GAP = 64
"""Positions between title and text: no phrase and no proximity crosses them."""

LEAD = 40
"""Words of the lead: a French dispatch says in its first sentence what it says."""

LARGE = 255
"""A frequency that one byte no longer tells apart from larger ones."""

FAR = 1 << 16
"""The first position that two bytes do not hold."""

CHECKPOINT = 128
_BITS = 16


@dataclasses.dataclass(frozen=True, slots=True)
class Slice:
    """The postings of one stem.

    Attributes:
        begin: number of the first one in the file.
        documents, tags, frequencies, title, lead: one item a posting.
    """

    begin: int
    documents: Array
    tags: Array
    frequencies: Array
    title: Array
    lead: Array

    def cut(self, low: int, high: int, before: int) -> Slice:
        """Return a range of the postings, documents numbered from `before`."""
        return Slice(
            self.begin + low,
            self.documents[low:high] - self.documents.dtype.type(before),
            self.tags[low:high],
            self.frequencies[low:high],
            self.title[low:high],
            self.lead[low:high],
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Gathered:
    """The postings of several stems, end to end.

    Attributes:
        documents: of all of them.
        begins: number in the file of the first one of each stem.
        starts: index here of the first one of each stem, and their number.
    """

    documents: Array
    begins: Array
    starts: Array

    def places(self, chosen: Array) -> tuple[Array, Array]:
        """Return the rank of the stem, and the number in the file, of some of them (indexes)."""
        owners = self.starts.searchsorted(chosen, "right") - 1
        return owners, self.begins[owners] + (chosen - self.starts[owners])


class Postings:
    """The postings of one segment, mapped.

    Attributes:
        read: postings read so far (work counter).
        decoded: positions decoded so far (work counter).
    """

    def __init__(self, path: Path, documents: int) -> None:
        """Map the file.

        Args:
            path: the file.
            documents: documents of the segment; larger numbers are damage.

        Raises:
            IndexDamaged: it is not what its header says.
        """
        arrays = read_arrays(path)
        self._starts = arrays["stem.starts"]
        self._documents = arrays.guarded("documents")
        self._tags = arrays.guarded("tag")
        self._frequencies = arrays.guarded("frequency")
        self._large_at, self._large = arrays["large.at"], arrays["large.frequency"]
        self._title, self._lead = arrays.guarded("title"), arrays.guarded("lead")
        self._occurrences = arrays["occurrences"]
        self._positions = arrays.guarded("position")
        self._far_at, self._far = arrays["far.at"], arrays["far.high"]
        self._count = documents
        self._path = path
        self._check_sizes()

    def __len__(self) -> int:
        return int(self._documents.array.size)

    def size(self, stem: int) -> int:
        """Return the number of postings of a stem."""
        return int(self._starts[stem + 1]) - int(self._starts[stem])

    def stem(self, stem: int) -> Slice:
        """Return the postings of a stem.

        Raises:
            IndexDamaged: they name a document that is not there.
        """
        begin, end = int(self._starts[stem]), int(self._starts[stem + 1])
        documents = self._documents[begin:end]
        if documents.size and int(documents[-1]) >= self._count:
            raise self._damaged("article inexistant")
        return Slice(
            begin,
            documents,
            self._tags[begin:end],
            self._frequency(begin, end),
            self._title[begin:end],
            self._lead[begin:end],
        )

    def gather(self, stems: Array) -> Gathered:
        """Return the documents of the postings of several stems, end to end.

        Raises:
            IndexDamaged: they name a document that is not there.
        """
        begins, ends = self._starts[stems].astype(np.int64), self._starts[stems + 1].tolist()
        parts = [
            self._documents[begin:end] for begin, end in zip(begins.tolist(), ends, strict=True)
        ]
        documents = np.concatenate([np.zeros(0, np.uint32), *parts])
        if documents.size and int(documents.max()) >= self._count:
            raise self._damaged("article inexistant")
        return Gathered(documents, begins, np.cumsum([0, *map(len, parts)]))

    def counts_at(self, places: Array) -> tuple[Array, Array, Array, Array]:
        """Return tag, frequency, title and lead of some postings, by their increasing numbers."""
        frequencies = self._frequencies.take(places).astype(np.int64)
        large = np.flatnonzero(frequencies == LARGE)
        frequencies[large] = self._large[np.searchsorted(self._large_at, places[large])]
        title, lead = self._title.take(places), self._lead.take(places)
        return self._tags.take(places), frequencies, title, lead

    def positions(self, part: Slice, chosen: Array) -> tuple[Array, Array]:
        """Return the occurrences of chosen postings of a slice.

        Args:
            part: the slice.
            chosen: indexes into it (i8), increasing.

        Returns:
            The document (u4) and the position (u4) of each occurrence, in order.
        """
        counts = part.frequencies[chosen].astype(np.int64)
        starts = self._first_occurrence(part)[chosen]
        total = int(counts.sum())
        offsets = np.repeat(starts - (np.cumsum(counts) - counts), counts) + np.arange(total)
        if total and int(offsets[-1]) >= self._positions.array.size:
            raise self._damaged("occurrence hors du fichier")
        if total:
            self._positions.check(int(offsets[0]), int(offsets[-1]) + 1)
        return np.repeat(part.documents[chosen], counts), self._position(offsets)

    def _frequency(self, begin: int, end: int) -> Array:
        frequencies = self._frequencies[begin:end]
        low, high = np.searchsorted(self._large_at, (begin, end)).tolist()
        if low == high:
            return frequencies
        patched: Array = frequencies.astype(np.uint32)
        patched[self._large_at[low:high].astype(np.int64) - begin] = self._large[low:high]
        return patched

    def _first_occurrence(self, part: Slice) -> Array:
        """Return the number of the first occurrence of each posting of a slice (i8)."""
        checkpoint = part.begin // CHECKPOINT
        before = self._frequency(checkpoint * CHECKPOINT, part.begin)
        first = int(self._occurrences[checkpoint]) + int(before.sum(dtype=np.int64))
        ends = np.cumsum(part.frequencies, dtype=np.int64)
        starts: Array = ends - part.frequencies + first
        return starts

    def _position(self, offsets: Array) -> Array:
        positions: Array = self._positions.array[offsets].astype(np.uint32)
        if self._far_at.size:
            ranks = np.searchsorted(self._far_at, offsets)
            ranks[ranks == self._far_at.size] = 0
            far = self._far_at[ranks] == offsets
            positions[far] |= self._far[ranks[far]].astype(np.uint32) << _BITS
        return positions

    def _check_sizes(self) -> None:
        postings = len(self)
        columns = (self._tags, self._frequencies, self._title, self._lead)
        starts = self._starts
        if (
            any(column.array.size != postings for column in columns)
            or self._occurrences.size != -(-postings // CHECKPOINT)
            or self._large_at.size != self._large.size
            or self._far_at.size != self._far.size
            or (starts.size and int(starts[-1]) != postings)
            or bool((starts[1:] < starts[:-1]).any())
        ):
            raise self._damaged("tableaux de longueurs inégales")

    def _damaged(self, problem: str) -> IndexDamaged:
        message = f"Le fichier d’index « {self._path} » est endommagé : {problem}."
        return IndexDamaged(self._path.name, message)
