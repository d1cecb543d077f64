"""The postings of one stem, as `format/postings.py` describes them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.format.arrays import Array

TILE_BITS = 16
TILE = 1 << TILE_BITS
"""Documents whose numbers differ in the low bits only."""

LARGE = 15
"""A frequency that four bits no longer tell apart from larger ones."""

MANY = 3
"""A number of occurrences in title or lead that two bits no longer tell apart from larger ones."""

FEW_TAGS = 8

_TITLE_SHIFT, _LEAD_SHIFT = 4, 6


def tag_type(stem_starts: Array) -> np.dtype[np.generic]:
    """Return the type of the tags of a segment, from the first form of each stem."""
    wide = int(np.diff(stem_starts).max(initial=0)) > 1 << 8
    return np.dtype("<u2" if wide else "|u1")


def pack_counts(frequencies: Array, title: Array, lead: Array) -> Array:
    """Return the counts of postings, in a byte each."""
    counts = np.minimum(frequencies, LARGE)
    counts |= np.minimum(title, MANY) << _TITLE_SHIFT
    counts |= np.minimum(lead, MANY) << _LEAD_SHIFT
    return counts.astype(np.uint8)


def unpack_counts(counts: Array) -> tuple[Array, Array, Array]:
    """Return frequency, title and lead of packed counts, LARGE and MANY for as many or more."""
    return counts & LARGE, counts >> _TITLE_SHIFT & MANY, counts >> _LEAD_SHIFT


Pair = tuple["Array", "Array"]
_NONE = np.zeros(0, np.int64)


class Extent(NamedTuple):
    """The numbers of some occurrences: from one up to another, and which exceptions are theirs."""

    begin: int
    end: int
    far: slice


class Slice:
    """The postings of one stem.

    Attributes:
        begin: number of the first one in the file.
        size: how many there are.
        tags: the form of each.
        counts: of each, packed.
        large_at: which of them have a frequency of LARGE or more (i8).
        large: their frequency.
        cuts: where their documents cross a boundary of tiles.
        only: the form of all of them; -1 where they are of several.
        extent: once their positions were read, where these stand.
    """

    extent: Extent | None = None

    def __init__(
        self,
        begin: int,
        low: Array,
        tiles: Pair,
        tags: Array,
        counts: Array,
        large: Pair,
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
        self._shifts = (self._firsts - before).tolist()
        self.cuts: list[int] = self._begins.tolist()
        self._tiled = len(self._shifts) > 1 or before > 0
        self.only = -1
        if self.size and (tag := int(tags.min())) == int(tags.max()):
            self.only = tag

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
        if self._tiled:
            cuts = chosen.searchsorted(self._begins).tolist()
            self._shift(documents, cuts)
        return documents

    def every_document(self) -> Array:
        """Return the documents of all the postings (i8)."""
        documents: Array = self._low.astype(np.int64)
        if self._tiled:
            self._shift(documents, [*self.cuts])
        return documents

    def _shift(self, documents: Array, cuts: list[int]) -> None:
        cuts.append(documents.size)
        for tile, shift in enumerate(self._shifts):
            if shift and cuts[tile] < cuts[tile + 1]:
                documents[cuts[tile] : cuts[tile + 1]] += shift

    def fresh(self, chosen: Array | None) -> Array:
        """Return which of chosen postings, None for all, are the first of their document (bool).

        Args:
            chosen: indexes, increasing.
        """
        low = self._low if chosen is None else self._low.take(chosen)
        fresh = np.ones(low.size, bool)
        np.not_equal(low[1:], low[:-1], out=fresh[1:])
        if self._tiled and low.size:
            cuts = self._begins if chosen is None else chosen.searchsorted(self._begins)
            fresh[cuts[cuts < low.size]] = True
        return fresh

    def of(self, tags: Sequence[int]) -> Array | None:
        """Return which postings are of some forms (i8); None where all of them are."""
        if self.only >= 0:
            return None if self.only in tags else _NONE
        mask = self.tagged(self.tags, tags)
        return None if len(tags) > 1 and mask.all() else mask.nonzero()[0]

    def tagged(self, tags: Array, wanted: Sequence[int]) -> Array:
        """Return whether postings, given by their forms, are of some of the slice's forms (bool).

        A look-up costs as much as FEW_TAGS comparisons.
        """
        if len(wanted) > FEW_TAGS:
            mine = self.table(np.bool_)
            mine[list(wanted)] = True
            return mine.take(tags)
        found: Array = tags == wanted[0] if wanted else np.zeros(tags.size, bool)
        for tag in wanted[1:]:
            found |= tags == tag
        return found

    def table(self, kind: type[np.generic]) -> Array:
        """Return an item, nothing, for every form that the slice can tell apart."""
        return np.zeros(1 << 8 * self.tags.itemsize, kind)

    def among(self, documents: Array) -> tuple[Array, Array]:
        """Bisect for the postings of some documents.

        Args:
            documents: sorted, each once.

        Returns:
            The indexes of the postings, in order, and the rank of the document of each (both i8).
        """
        documents = documents + self._before
        low = (documents & (TILE - 1)).astype(np.uint16)
        cuts = documents.searchsorted(np.append(self._firsts, self._firsts + TILE)).tolist()
        bounds = [*self.cuts, self.size]
        places, sizes = np.zeros((2, documents.size), np.int64)
        for tile, (begin, end) in enumerate(itertools.pairwise(bounds)):
            here, mine = self._low[begin:end], slice(cuts[tile], cuts[tile + len(bounds) - 1])
            if here.size and mine.start < mine.stop:
                sought = low[mine]
                at = here.searchsorted(sought)
                if self.only >= 0:
                    sizes[mine] = here.take(at, mode="clip") == sought
                else:
                    sizes[mine] = here.searchsorted(sought, "right") - at
                places[mine] = at + begin
        if self.only >= 0:
            ranks = sizes.nonzero()[0]
            return places.take(ranks), ranks
        ranks = np.arange(documents.size).repeat(sizes)
        chosen = (places - (sizes.cumsum() - sizes)).repeat(sizes)
        chosen += np.arange(chosen.size)
        return chosen, ranks

    def frequencies(self, chosen: Array) -> Array:
        """Return the frequencies of chosen postings (i8)."""
        frequencies: Array = (self.counts.take(chosen) & LARGE).astype(np.int64)
        where, more = self.beyond(chosen)
        frequencies[where] += more
        return frequencies

    def beyond(self, chosen: Array | None) -> tuple[Array, Array]:
        """Return which of chosen postings, None for all, have a frequency over LARGE.

        Second comes by how much.
        """
        if not self.large.size:
            return _NONE, _NONE
        if chosen is None:
            return self.large_at, self.large.astype(np.int64) - LARGE
        return beyond(self.counts.take(chosen), chosen, self.large_at, self.large)

    def every_frequency(self) -> Array:
        """Return the frequencies of all the postings, in as few bytes as they take."""
        frequencies: Array = self.counts & LARGE
        if self.large.size:
            frequencies = frequencies.astype(np.uint32)
            frequencies[self.large_at] = self.large
        return frequencies


class Joined(NamedTuple):
    """The postings of several stems, end to end.

    Attributes:
        documents: of each (i8).
        tags, counts: of each.
        large_at, large: which have a frequency of LARGE or more (i8), and their frequency.
        sizes: how many each stem has.
    """

    documents: Array
    tags: Array
    counts: Array
    large_at: Array
    large: Array
    sizes: list[int]


def joined(parts: Sequence[Slice]) -> Joined:
    """Return the postings of several slices, end to end."""
    documents = np.concatenate([part._low for part in parts]).astype(np.int64)
    begins = [0, *itertools.accumulate(part.size for part in parts)]
    if any(part._tiled for part in parts):
        cuts = [
            begin + cut for part, begin in zip(parts, begins, strict=False) for cut in part.cuts
        ]
        shifts = np.array([shift for part in parts for shift in part._shifts])
        documents += shifts.repeat(np.diff(cuts, append=begins[-1]))
    large = [(part, begin) for part, begin in zip(parts, begins, strict=False) if part.large.size]
    return Joined(
        documents,
        np.concatenate([part.tags for part in parts]),
        np.concatenate([part.counts for part in parts]),
        np.concatenate([_NONE, *(part.large_at + begin for part, begin in large)]),
        np.concatenate([_NONE, *(part.large for part, _ in large)]),
        [part.size for part in parts],
    )


def beyond(counts: Array, numbers: Array, large_at: Array, large: Array) -> tuple[Array, Array]:
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


def between(numbers: Array, begin: int, end: int) -> slice:
    """Return which of some increasing numbers lie in a range."""
    # Of another type, a copy would be made of them all.
    return slice(*numbers.searchsorted(np.array([begin, end], numbers.dtype)).tolist())
