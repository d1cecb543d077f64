"""The postings of a segment: which form occurs in which document, how often, and where.

A posting is one form in one document. Forms are numbered by stem, then by spelling, so that the
postings of a stem are one contiguous slice; within it they go by document, then by form. Each
carries its form's rank in the stem (its tag): inflections and single forms are masks of the slice.

`postings.bin`, one item a posting unless said otherwise:

    stem.starts      u4, or u8 where it needs that: first posting of each stem, one more than stems
    documents        u2  the low 16 bits of the document's number; documents are in date order
    tile.starts      u8  first tile of each stem, one more than stems; empty where no document's
                         number is TILE or more
    tile.begin       u4  postings of the stem before the tile
    tile.number      u2  the bits above 16 of the numbers from there on; they are 0 before
    tag              u1 or u2  rank of the form in its stem
    counts           u1  occurrences in title and text (low 4 bits, 15 standing for a large one),
                         in the title (2 bits), in the first 40 words of the text (2 bits; both 3
                         at most)
    large.at         u8  the postings whose frequency is 15 or more, in order
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
import itertools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from search.engines.whoosh_engine.format.arrays import Array, read_arrays
from search.engines.whoosh_engine.format.damage import damaged, noticed

if TYPE_CHECKING:
    from pathlib import Path

    from search.errors import IndexDamaged

GAP = 64
"""Positions between title and text: no phrase and no proximity crosses them."""

LEAD = 40
"""Words of the lead: a French dispatch says in its first sentence what it says."""

TILE_BITS = 16
TILE = 1 << TILE_BITS
"""Documents whose numbers differ in the low bits only."""

LARGE = 15
"""A frequency that four bits no longer tell apart from larger ones."""

MANY = 3
"""A number of occurrences in title or lead that two bits no longer tell apart from larger ones."""

LOW_BITS = 8
HIGH_BITS = (2, 4, 8)
"""How many bits of a position may stand beside the low ones: a file takes what is smallest."""

REACHES = tuple(1 << (LOW_BITS + bits) for bits in HIGH_BITS)
"""The first position that so many bits do not hold."""

CHECKPOINT_BITS = 7
CHECKPOINT = 1 << CHECKPOINT_BITS

FEW = 64
"""Postings are few beside others that are so many times as many: they are looked at one by one."""

REMEMBERED_STEMS = 1 << 12

_TITLE_SHIFT, _LEAD_SHIFT = 4, 6


def pack_counts(frequencies: Array, title: Array, lead: Array) -> Array:
    """Return the counts of postings, in a byte each."""
    counts = np.minimum(frequencies, LARGE)
    counts |= np.minimum(title, MANY) << _TITLE_SHIFT
    counts |= np.minimum(lead, MANY) << _LEAD_SHIFT
    return counts.astype(np.uint8)


def unpack_counts(counts: Array) -> tuple[Array, Array, Array]:
    """Return frequency, title and lead of packed counts, LARGE and MANY for as many or more."""
    return counts & LARGE, counts >> _TITLE_SHIFT & MANY, counts >> _LEAD_SHIFT


class Slice:
    """The postings of one stem.

    Attributes:
        begin: number of the first one in the file.
        size: how many there are.
        tags: the form of each.
        counts: of each, packed.
        large_at: which of them have a frequency of LARGE or more (i8).
        large: their frequency.
    """

    def __init__(
        self,
        begin: int,
        low: Array,
        tiles: _Pair,
        tags: Array,
        counts: Array,
        large: _Pair,
        before: int = 0,
    ) -> None:
        """Take the parts.

        Args:
            begin: number of the first posting in the file.
            low: the low bits of their documents.
            tiles: where each tile begins (i8), and its first document (i8).
            tags: their forms.
            counts: packed.
            large: which are frequent (i8), and their frequency.
            before: documents are numbered from this one.
        """
        self.begin = begin
        self.size = low.size
        self.tags = tags
        self.counts = counts
        self.large_at, self.large = large
        self._low = low
        self._begins, self._firsts = tiles
        self._before = before

    def cut(self, begin: int, end: int) -> Slice:
        """Return the postings of a range of the documents, which are numbered from its first."""
        low, high = self._rank(begin), self._rank(end)
        here = slice(low, high)
        large = slice(*self.large_at.searchsorted((low, high)).tolist())
        return Slice(
            self.begin + low,
            self._low[here],
            (np.clip(self._begins - low, 0, high - low), self._firsts),
            self.tags[here],
            self.counts[here],
            (self.large_at[large] - low, self.large[large]),
            begin,
        )

    def _rank(self, document: int) -> int:
        """Return how many postings stand before a document."""
        tile = int(self._firsts.searchsorted(document, "right")) - 1
        bounds: list[int] = [*self._begins.tolist(), self.size]
        begin, end = bounds[tile : tile + 2]
        low = document - int(self._firsts[tile])
        if low >= TILE:
            return end
        return begin + int(self._low[begin:end].searchsorted(np.uint16(low)))

    def documents(self, chosen: Array) -> Array:
        """Return the documents of chosen postings (i8); their indexes are increasing."""
        documents: Array = self._low.take(chosen).astype(np.int64)
        if self._begins.size > 1 or self._before:
            cuts = [*chosen.searchsorted(self._begins).tolist(), chosen.size]
            for cut, first in zip(itertools.pairwise(cuts), self._firsts.tolist(), strict=True):
                documents[slice(*cut)] += first - self._before
        return documents

    def find(self, documents: Array, tag: int) -> Array:
        """Bisect for the postings of a form in some documents.

        Args:
            documents: sorted; a number may come several times.
            tag: the form.

        Returns:
            The index of the posting in each document (i8), -1 where there is none.
        """
        documents = documents + self._before
        low = (documents & (TILE - 1)).astype(np.uint16)
        at, ends = np.zeros((2, documents.size), np.int64)
        cuts = documents.searchsorted(np.append(self._firsts, self._firsts + TILE)).tolist()
        bounds = [*self._begins.tolist(), self.size]
        for tile, (begin, end) in enumerate(itertools.pairwise(bounds)):
            here = slice(cuts[tile], cuts[tile + len(bounds) - 1])
            at[here] = self._low[begin:end].searchsorted(low[here]) + begin
            ends[here] = end
        found = np.full(documents.size, -1)
        going = (at < ends).nonzero()[0]
        while going.size:  # along the forms of each document
            now = at.take(going)
            tags = self.tags.take(now)
            same = self._low.take(now) == low.take(going)
            reached = same & (tags == tag)
            found[going[reached]] = now[reached]
            going = going[same & (tags < tag) & (now + 1 < ends.take(going))]
            at[going] += 1
        return found

    def frequencies(self, chosen: Array) -> Array:
        """Return the frequencies of chosen postings (i8)."""
        frequencies: Array = (self.counts.take(chosen) & LARGE).astype(np.int64)
        where, more = self.beyond(chosen)
        frequencies[where] += more
        return frequencies

    def beyond(self, chosen: Array) -> tuple[Array, Array]:
        """Return which of some chosen postings have a frequency over LARGE, and by how much."""
        return _beyond(self.counts.take(chosen), chosen, self.large_at, self.large)


_Pair = tuple[Array, Array]
_NONE = np.zeros(0, np.int64)
_BEFORE = LARGE * np.tri(CHECKPOINT, CHECKPOINT, -1, np.uint8)
"""Row i lets the frequencies of the first i counts through."""


def _beyond(counts: Array, numbers: Array, large_at: Array, large: Array) -> tuple[Array, Array]:
    """Return which of some counts do not hold the whole frequency, and what is missing.

    Args:
        counts: packed.
        numbers: of their postings.
        large_at: numbers of the postings with a frequency of LARGE or more.
        large: their frequency.
    """
    if not large.size:
        return _NONE, _NONE
    full = (counts & LARGE == LARGE).nonzero()[0]
    ranks = large_at.searchsorted(numbers[full].astype(large_at.dtype))
    return full, large.take(ranks, mode="clip").astype(np.int64) - LARGE


def _between(numbers: Array, begin: int, end: int) -> slice:
    """Return which of some increasing numbers (u8) lie in a range."""
    return slice(*numbers.searchsorted(np.array([begin, end], np.uint64)).tolist())


class _Place(NamedTuple):
    """Where a stem's postings and large frequencies begin and end, and its tiles."""

    postings: slice
    tiles: _Pair
    large: slice


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
        self._occurrences = arrays["occurrences"]
        self._positions = arrays.guarded("position")
        self._high = arrays.guarded("position.high")
        self._far_at, self._far = arrays["far.at"], arrays["far.high"]
        self._count = documents
        self._path = path
        self._bits = int(arrays["position.bits"].sum())
        self._check_sizes()
        self._shift = (8 // self._bits).bit_length() - 1
        self._place = functools.lru_cache(REMEMBERED_STEMS)(self._checked_place)

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
        place = self._place(stem)
        begin = place.postings.start
        return Slice(
            begin,
            self._documents[place.postings],
            place.tiles,
            self._tags[place.postings],
            self._counts[place.postings],
            (self._large_at[place.large].astype(np.int64) - begin, self._large[place.large]),
        )

    def gather(self, stems: Array) -> Gathered:
        """Return the documents of the postings of several stems, end to end.

        Raises:
            IndexDamaged: they name a document that is not there.
        """
        places = [self._place(stem) for stem in stems.tolist()]
        low = [self._documents[place.postings] for place in places]
        starts = np.cumsum([0, *map(len, low)])
        tiles = [place.tiles[0] for place in places]
        owners = np.repeat(np.arange(len(tiles)), [one.size for one in tiles])
        begins = np.concatenate([_NONE, *tiles]) + starts[owners]
        firsts = np.concatenate([_NONE, *(place.tiles[1] for place in places)])
        documents = np.concatenate([_NONE, *low])
        documents += np.repeat(firsts, np.diff(begins, append=starts[-1]))
        numbers = np.array([place.postings.start for place in places], np.int64)
        return Gathered(documents, numbers, starts)

    def counts_at(self, places: Array) -> tuple[Array, Array, tuple[Array, Array]]:
        """Return tag and packed counts of some postings, by their increasing numbers.

        Third comes which of them have a frequency over LARGE, and by how much.
        """
        counts = self._counts.take(places)
        return self._tags.take(places), counts, _beyond(counts, places, self._large_at, self._large)

    def positions(self, part: Slice, chosen: Array) -> tuple[Array, Array]:
        """Return the occurrences of chosen postings of a slice.

        Args:
            part: the slice.
            chosen: indexes into it (i8), increasing.

        Returns:
            The document and the position (both i8) of each occurrence, in order.
        """
        starts, counts = self._occurrences_of(part, chosen)
        ends = np.cumsum(counts)
        if ends.size and int(ends[-1]) > self._positions.array.size:
            raise self._damaged("plus d’occurrences que le fichier n’en a")
        offsets = np.repeat(starts - (ends - counts), counts)
        offsets += np.arange(offsets.size)
        return np.repeat(part.documents(chosen), counts), self._position(offsets)

    def stands(self, part: Slice, chosen: Array, places: Array) -> Array:
        """Return whether each of some postings has an occurrence at a position (bool).

        Bisects the positions of each posting, all together: a frequent word has dozens in a text,
        and one is asked for.

        Args:
            part: the slice.
            chosen: indexes into it (i8), in order; one may come several times.
            places: a position for each (i8).
        """
        at, left = self._occurrences_of(part, chosen)
        for _ in range((int(left.max(initial=1)) - 1).bit_length()):
            half = left >> 1
            half[self._position(at + half) > places] = 0
            at += half
            left -= left >> 1
        there: Array = self._position(at) == places
        return there

    def _occurrences_of(self, part: Slice, chosen: Array) -> tuple[Array, Array]:
        """Return the first occurrence of chosen postings and how many they have (both i8)."""
        starts, counts = self._first_occurrences(part.begin + chosen), part.frequencies(chosen)
        begin, end = int(starts.min(initial=0)), int((starts + counts).max(initial=0))
        if begin < 0 or end > self._positions.array.size or (counts.size and not counts.min()):
            raise self._damaged("occurrence hors du fichier")
        self._positions.check(begin, end)
        self._high.check(begin >> self._shift, (end >> self._shift) + 1)
        return starts, counts

    def _ends(self, stem: int) -> tuple[int, int]:
        if not 0 <= stem < self._starts.size - 1:
            raise self._damaged("racine inexistante")
        return int(self._starts[stem]), int(self._starts[stem + 1])

    def _checked_place(self, stem: int) -> _Place:
        begin, end = self._ends(stem)
        tiles = slice(0, 0)
        if self._tile_starts.array.size:
            tiles = slice(*self._tile_starts[stem : stem + 2].tolist())
        if tiles.stop > self._tile_begins.array.size:
            raise self._damaged("tuile hors du fichier")
        begins = np.append(0, self._tile_begins[tiles].astype(np.int64))
        firsts = np.append(0, self._tile_numbers[tiles].astype(np.int64) << TILE_BITS)
        bounds = np.append(begins, end - begin)
        if (bounds[1:] < bounds[:-1]).any():
            raise self._damaged("tuiles en désordre")
        last = self._documents[begin + int(begins[-1]) : end].max(initial=0)
        if (firsts[1:] <= firsts[:-1]).any() or int(firsts[-1]) + int(last) >= max(1, self._count):
            raise self._damaged("article inexistant")
        large = _between(self._large_at, begin, end)
        return _Place(slice(begin, end), (begins, firsts), large)

    def _first_occurrences(self, numbers: Array) -> Array:
        """Return the number of the first occurrence of some postings (both i8, increasing)."""
        blocks = numbers >> CHECKPOINT_BITS
        starts: Array = self._occurrences.take(blocks).astype(np.int64)
        if numbers.size:
            starts += self._since(blocks << CHECKPOINT_BITS, numbers)
        return starts

    def _since(self, begins: Array, ends: Array) -> Array:
        """Return the sums of the frequencies from one posting up to another (i8).

        Args:
            begins: where a checkpoint stands; one for each end.
            ends: up to CHECKPOINT - 1 postings further, increasing.
        """
        first, last = int(begins[0]), int(ends[-1])
        counts = self._counts[first : min(last + CHECKPOINT, len(self))]
        whole = counts.size // CHECKPOINT
        if ends.size * FEW < counts.size and last - first < whole * CHECKPOINT:
            rows = counts[: whole * CHECKPOINT].reshape(whole, CHECKPOINT)
            before = rows.take((begins - first) >> CHECKPOINT_BITS, axis=0)
            before &= _BEFORE.take(ends - begins, axis=0)
            sums: Array = before.sum(axis=1, dtype=np.uint16).astype(np.int64)
        else:
            # u4 may overflow, and differences come out right all the same.
            running = np.zeros(counts.size + 1, np.uint32)
            np.cumsum(counts & LARGE, out=running[1:], dtype=np.uint32)
            sums = (running.take(ends - first) - running.take(begins - first)).astype(np.int64)
        large = _between(self._large_at, first, last)
        if large.start < large.stop:
            at = self._large_at[large].astype(np.int64)
            more = np.append(0, np.cumsum(self._large[large].astype(np.int64) - LARGE))
            sums += more[at.searchsorted(ends)] - more[at.searchsorted(begins)]
        return sums

    def _position(self, offsets: Array) -> Array:
        """Return the positions of occurrences (i8), given by their numbers, which were checked."""
        # Shifts: NumPy's division and remainder take several times as long.
        high = self._high.array.take(offsets >> self._shift)
        high >>= ((offsets & (1 << self._shift) - 1) * self._bits).astype(np.uint8)
        high &= (1 << self._bits) - 1
        positions: Array = high.astype(np.int64)
        positions <<= LOW_BITS
        positions |= self._positions.array.take(offsets)
        if offsets.size and self._far_at.size:
            far = _between(self._far_at, int(offsets[0]), int(offsets[-1]) + 1)
            self._add_further_bits(positions, offsets, far)
        return positions

    def _add_further_bits(self, positions: Array, offsets: Array, far: slice) -> None:
        far_at = self._far_at[far].astype(np.int64)
        if far_at.size:
            ranks = far_at.searchsorted(offsets)
            ranks[ranks == far_at.size] = 0
            here = (far_at.take(ranks) == offsets).nonzero()[0]
            further = self._far[far].astype(np.int64).take(ranks[here])
            positions[here] |= further << (LOW_BITS + self._bits)

    def _check_sizes(self) -> None:
        postings = len(self)
        stems = self._starts.size
        tiles = self._tile_begins.array.size
        if (
            any(column.array.size != postings for column in (self._tags, self._counts))
            or self._occurrences.size != -(-postings // CHECKPOINT)
            or self._large_at.size != self._large.size
            or self._far_at.size != self._far.size
            or self._tile_numbers.array.size != tiles
            or self._tile_starts.array.size != (stems if tiles else 0)
            or self._bits not in HIGH_BITS
            or self._high.array.size != -(-self._positions.array.size * self._bits // 8)
            or (stems and int(self._starts[-1]) != postings)
            or bool((self._starts[1:] < self._starts[:-1]).any())
        ):
            raise self._damaged("tableaux de longueurs inégales")
        exceptions = ((self._large_at, postings), (self._far_at, self._positions.array.size))
        if any(
            at.size and (int(at[-1]) >= size or bool((at[1:] <= at[:-1]).any()))
            for at, size in exceptions
        ) or bool((self._large < LARGE).any()):
            raise self._damaged("exceptions en désordre")

    def _damaged(self, problem: str) -> IndexDamaged:
        return damaged(self._path, problem)
