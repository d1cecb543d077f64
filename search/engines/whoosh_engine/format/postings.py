"""The postings of a segment: which form occurs in which document, how often, and where.

A posting is one form in one document. Forms are numbered by stem, then by spelling, so that the
postings of a stem are one contiguous slice; within it they go by document, then by form. Each
carries its form's rank in the stem (its tag): inflections and single forms are masks of the slice.

`postings.bin`, one item a posting unless said otherwise:

    stem.starts      u4, or u8 where it needs that: first posting of each stem, one more than stems
    documents        u2  the low 16 bits of the document's number; documents are in date order
    tile.starts      u4, or u8 where it needs that: first tile of each stem, one more than stems;
                         empty where no document's number is TILE or more
    tile.begin       u4  postings of the stem before the tile
    tile.number      u2  the bits above 16 of the numbers from there on; they are 0 before
    tag              u1 or u2  rank of the form in its stem
    counts           u1  occurrences in title and text (low 4 bits, 15 standing for a large one),
                         in the title (2 bits), in the first 40 words of the text (2 bits; both 3
                         at most)
    neighbours       u1  what stands beside its occurrences (`format/neighbours.py`); stems with
                         more than half as many postings as there are documents have none
    large.at         u4, or u8 where it needs that: the postings whose frequency is 15 or more, in
                         order
    large.frequency  u4  their frequency
    occurrences      u4, or u8 where it needs that: first occurrence of every 128th posting
    position         u1  one item an occurrence: the low 8 bits of its position
    position.bits    u1  one item: how many more bits each has in the next array (2, 4 or 8)
    position.high    u1  these bits, packed from the low end of each byte
    far.at           u8  the occurrences whose position has further bits, in order
    far.high         u2  these bits

Title and text share one position space: the title begins at 0, the text GAP after the title's
end. An occurrence is in the title if its position is under the title's length.
"""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.format.arrays import Array, read_arrays
from search.engines.whoosh_engine.format.damage import damaged, noticed
from search.engines.whoosh_engine.format.neighbours import Neighbours
from search.engines.whoosh_engine.format.positions import Positions
from search.engines.whoosh_engine.format.slices import (
    LARGE,
    TILE_BITS,
    Extent,
    Pair,
    Slice,
    between,
    beyond,
)
from search.engines.whoosh_engine.format.starts import CHECKPOINT, Starts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from search.errors import IndexDamaged

GAP = 64
"""Positions between title and text: no phrase and no proximity crosses them."""

FEW = 64
"""Postings are few beside others that are so many times as many: they are looked at one by one."""

REMEMBERED_STEMS = 1 << 11

_NONE = np.zeros(0, np.int64)
_FIRST = np.zeros(1, np.int64)


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


@noticed
class Postings:
    """The postings of one segment, mapped."""

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
        self._tile_starts = arrays.guarded("tile.starts")
        self._tile_begins = arrays.guarded("tile.begin")
        self._tile_numbers = arrays.guarded("tile.number")
        self._tags = arrays.guarded("tag")
        self._counts = arrays.guarded("counts")
        self._large_at, self._large = arrays["large.at"], arrays["large.frequency"]
        self._positions = Positions(arrays)
        self._count = documents
        self._path = path
        checkpoints = arrays["occurrences"]
        self._check_sizes(checkpoints)
        self._starts_of = Starts(self._counts, (self._large_at, self._large), checkpoints)
        self._neighbours = Neighbours(arrays.guarded("neighbours"), self._starts, documents)
        if not self._neighbours.sound(len(self)):
            raise self._damaged("tableaux de longueurs inégales")
        self._kept = functools.lru_cache(REMEMBERED_STEMS)(self._stem)
        self._sound = np.zeros(max(0, self._starts.size - 1), bool)

    def __len__(self) -> int:
        return int(self._documents.array.size)

    def size(self, stem: int) -> int:
        """Return the number of postings of a stem."""
        begin, end = self._ends(stem)
        return end - begin

    def stem(self, stem: int) -> Slice:
        """Return the postings of a stem.

        Raises:
            IndexDamaged: they name a document that is not there.
        """
        return self._kept(stem)

    def _stem(self, stem: int) -> Slice:
        begin, end = self._ends(stem)
        low = self._documents[begin:end]
        large = between(self._large_at, begin, end)
        return Slice(
            begin,
            low,
            self._tiles(stem, low),
            self._tags[begin:end],
            self._counts[begin:end],
            (self._large_at[large].astype(np.int64) - begin, self._large[large]),
        )

    def _tiles(self, stem: int, low: Array) -> Pair:
        """Return where the tiles of a stem begin, and the first document of each (both i8)."""
        tiles = slice(0, 0)
        if self._tile_starts.array.size:
            tiles = slice(*self._tile_starts[stem : stem + 2].tolist())
        if not tiles.start <= tiles.stop <= self._tile_begins.array.size:
            raise self._damaged("tuile hors du fichier")
        begins = np.append(0, self._tile_begins[tiles].astype(np.int64))
        firsts = np.append(0, self._tile_numbers[tiles].astype(np.int64) << TILE_BITS)
        bounds = np.append(begins, low.size)
        if (bounds[1:] < bounds[:-1]).any():
            raise self._damaged("tuiles en désordre")
        last = low[int(begins[-1]) :].max(initial=0)
        if (firsts[1:] <= firsts[:-1]).any() or int(firsts[-1]) + int(last) >= max(1, self._count):
            raise self._damaged("article inexistant")
        return begins, firsts

    def gather(self, stems: Array) -> Gathered:
        """Return the documents of the postings of several stems, end to end.

        Raises:
            IndexDamaged: they name a document that is not there.
        """
        self._check(stems)
        begins = self._starts.take(stems).astype(np.int64)
        sizes = self._starts.take(stems + 1).astype(np.int64) - begins
        starts = np.concatenate([_FIRST, sizes.cumsum()])
        numbers = (begins - starts[:-1]).repeat(sizes)
        numbers += np.arange(numbers.size)
        documents = self._documents.array.take(numbers).astype(np.int64)
        if self._tile_starts.array.size:
            documents += self._high_bits(stems, starts)
        return Gathered(documents, begins, starts)

    def _check(self, stems: Array) -> None:
        """Read each of some stems alone that was not yet."""
        if stems.size and not 0 <= int(stems.min()) <= int(stems.max()) < self._sound.size:
            raise self._damaged("racine inexistante")
        fresh = stems.take((~self._sound.take(stems)).nonzero()[0])
        for stem in fresh.tolist():
            self._stem(stem)
        self._sound[fresh] = True

    def _high_bits(self, stems: Array, starts: Array) -> Array:
        """Return the first document of the tile of each posting of several stems (i8).

        Args:
            stems: numbers.
            starts: which posting is the first of each, and how many there are.
        """
        firsts: Array = self._tile_starts.array.take(stems)
        ends: Array = self._tile_starts.array.take(stems + 1)
        counts = (ends - firsts).astype(np.int64)
        owners = np.arange(stems.size).repeat(counts)
        tiles = np.arange(owners.size)
        numbers: Array = tiles + (firsts.astype(np.int64) - (counts.cumsum() - counts)).take(owners)
        # Each stem begins in tile 0, and goes on with its own.
        high = np.zeros(stems.size + tiles.size, np.int64)
        cuts = np.append(np.zeros_like(high), starts[-1])
        begins = np.arange(stems.size) + (counts.cumsum() - counts)
        cuts[begins] = starts[:-1]
        places = tiles + owners + 1
        cuts[places] = self._tile_begins.array.take(numbers) + starts.take(owners)
        high[places] = self._tile_numbers.array.take(numbers).astype(np.int64) << TILE_BITS
        return high.repeat(cuts[1:] - cuts[:-1])

    def counts_at(self, places: Array) -> tuple[Array, Array, tuple[Array, Array]]:
        """Return tag and packed counts of some postings that were gathered, by their numbers.

        Third comes which of them have a frequency over LARGE, and by how much.
        """
        counts = self._counts.array.take(places)
        tags = self._tags.array.take(places)
        return tags, counts, beyond(counts, places, self._large_at, self._large)

    def neighbours(self, part: Slice) -> Array | None:
        """Return what stands beside each posting of a slice, as bits (u1); None if not known."""
        return self._neighbours.of(part.begin, part.size)

    def positions(self, part: Slice, chosen: Array) -> tuple[Array, Array]:
        """Return the occurrences of chosen postings of a slice.

        Args:
            part: the slice.
            chosen: indexes into it (i8), increasing.

        Returns:
            The document and the position (both i8) of each occurrence, in order.
        """
        counts, positions, _ = self.occurrences([(part, chosen)])
        return np.repeat(part.documents(chosen), counts), positions

    def occurrences(self, chosen: Sequence[tuple[Slice, Array]]) -> tuple[Array, Array, list[int]]:
        """Return the occurrences of chosen postings of several slices, read together.

        Args:
            chosen: slices, with indexes into each (i8, increasing).

        Returns:
            How many each posting has and their positions, end to end (both i8); where those of
            each slice begin, and their number.
        """
        placed = self._first_occurrences(chosen)
        counts = np.concatenate([_NONE, *(count for _, count in placed)])
        starts = np.concatenate([_NONE, *(start for start, _ in placed)])
        ends = np.concatenate([_FIRST, counts]).cumsum()
        total, most = int(ends[-1]), self._positions.size
        # Slices may be the same one.
        if total > most * len(chosen) or (
            starts.size and not 0 <= int(starts.min()) <= int((starts + counts).max()) <= most
        ):
            raise self._damaged("occurrence hors du fichier")
        starts -= ends[:-1]
        offsets = starts.repeat(counts)
        offsets += np.arange(total)
        positions = self._positions.read(offsets)
        number, bounds = 0, [0]
        for part, at in chosen:
            number += at.size
            begin, end = bounds[-1], int(ends[number])
            if at.size:
                far = self._extent(part).far
                self._positions.add_far(positions[begin:end], offsets[begin:end], far)
            bounds.append(end)
        return counts, positions, bounds

    def _first_occurrences(self, chosen: Sequence[tuple[Slice, Array]]) -> list[Pair]:
        """Return the first occurrences of chosen postings and how many they have, by slice.

        Few of a slice are looked up, all such slices together; for many its frequencies are summed.
        """
        few = [not at.size or at.size * FEW < part.size for part, at in chosen]
        numbers = [part.begin + at for (part, at), one in zip(chosen, few, strict=True) if one]
        for part, at in chosen:
            if at.size:
                self._extent(part)
        begins, frequencies = _NONE, _NONE
        if numbers:
            begins, frequencies = self._starts_of.of_many(np.concatenate(numbers))
        found, end = [], 0
        for (part, at), one in zip(chosen, few, strict=True):
            if one:
                here = slice(end, end + at.size)
                found.append((begins[here], frequencies[here]))
                end = here.stop
            else:
                found.append(self._summed(part, at))
        return found

    def _summed(self, part: Slice, chosen: Array) -> Pair:
        extent, frequencies = self._extent(part), part.every_frequency()
        small = extent.end - extent.begin <= np.iinfo(np.uint32).max
        ends = frequencies.cumsum(dtype=np.uint32 if small else np.int64)
        counts = frequencies.take(chosen).astype(np.int64)
        starts = ends.take(chosen).astype(np.int64)
        starts += extent.begin
        starts -= counts
        return starts, counts

    def _extent(self, part: Slice) -> Extent:
        """Return which occurrences are a slice's; their blocks are checked when first asked for."""
        if part.extent is None:
            begin, end = self._starts_of.of(part.begin), self._starts_of.of(part.begin + part.size)
            if not 0 <= begin <= end <= self._positions.size:
                raise self._damaged("occurrence hors du fichier")
            part.extent = self._positions.extent(begin, end)
        return part.extent

    def _ends(self, stem: int) -> tuple[int, int]:
        if not 0 <= stem < self._starts.size - 1:
            raise self._damaged("racine inexistante")
        return int(self._starts[stem]), int(self._starts[stem + 1])

    def _check_sizes(self, checkpoints: Array) -> None:
        postings = len(self)
        stems = self._starts.size
        tiles = self._tile_begins.array.size
        if (
            any(column.array.size != postings for column in (self._tags, self._counts))
            or checkpoints.size != -(-postings // CHECKPOINT)
            or self._large_at.size != self._large.size
            or self._tile_numbers.array.size != tiles
            or self._tile_starts.array.size != (stems if tiles else 0)
            or (stems and int(self._starts[-1]) != postings)
            or bool((self._starts[1:] < self._starts[:-1]).any())
        ):
            raise self._damaged("tableaux de longueurs inégales")
        at = self._large_at
        if (
            not self._positions.sound()
            or (at.size and (int(at[-1]) >= postings or bool((at[1:] <= at[:-1]).any())))
            or bool((self._large < LARGE).any())
        ):
            raise self._damaged("exceptions en désordre")

    def _damaged(self, problem: str) -> IndexDamaged:
        return damaged(self._path, problem)
