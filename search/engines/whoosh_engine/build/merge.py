"""Merges sorted runs into the postings of a segment, a range of stems at a time.

Runs hold consecutive documents, so that the postings of a stem are those of the first run, then of
the second, and so on: merging is copying each run's part of a stem to its place.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.build.sums import spread, sums_before
from search.engines.whoosh_engine.format.arrays import ArraysWriter
from search.engines.whoosh_engine.format.neighbours import everywhere
from search.engines.whoosh_engine.format.positions import HIGH_BITS, LOW_BITS
from search.engines.whoosh_engine.format.slices import LARGE, TILE, TILE_BITS, tag_type
from search.engines.whoosh_engine.format.starts import CHECKPOINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from search.engines.whoosh_engine.build.folders import ArrayFolder
    from search.engines.whoosh_engine.format.arrays import Array

BYTES_PER_POSTING = 120
"""What merging holds at its peak for each posting (measured: 90 on press)."""

_MEGA = 1_000_000

_MOVED = ("documents", "tag", "counts", "neighbours")
"""What a run holds of each posting; a part holds it too, under the same names."""


class _Source:
    """One run, and where each stem's part of it lies.

    All its arrays stay on disk, mapped: a small memory makes many runs.
    """

    def __init__(self, run: ArrayFolder) -> None:
        # To open one takes a tenth of a millisecond, and there are many ranges.
        self.stems = run["stems"]
        self.posting_starts = run["posting_starts"]
        self.occurrence_starts = run["occurrence_starts"]
        self.moved = {name: run[name] for name in _MOVED}
        self.positions = run["positions"]
        self.large = run["large_at"], run["large_frequency"]
        self.far = run["far"]
        self.documents = int(run["lengths"].shape[0])

    def within(self, low: int, high: int) -> _Stems:
        """Return which of a range of stems the run holds, counted from its first."""
        ends = np.array([low, high], self.stems.dtype)
        begin, end = np.searchsorted(self.stems, ends).tolist()
        return _Stems(
            self.stems[begin:end].astype(np.int64) - low,
            self.posting_starts[begin : end + 1].astype(np.int64),
            self.occurrence_starts[begin : end + 1].astype(np.int64),
        )

    def large_within(self, begin: int, end: int) -> tuple[Array, Array]:
        """Return the large frequencies of a range of postings, counted from its first."""
        at, frequencies = self.large
        here = slice(*at.searchsorted(np.array([begin, end], at.dtype)).tolist())
        return at[here] - at.dtype.type(begin), frequencies[here]


@dataclasses.dataclass(frozen=True, slots=True)
class _Stems:
    """Some stems of a run.

    Attributes:
        numbers: of each (i8).
        postings, occurrences: where those of each begin in the run, and where the last ones end.
    """

    numbers: Array
    postings: Array
    occurrences: Array


@dataclasses.dataclass(frozen=True, slots=True)
class _Part:
    """A range of stems, merged.

    Attributes:
        documents, tag, counts, neighbours: one item a posting.
        large: the postings of a large frequency, in order, and these.
        positions: one item an occurrence.
    """

    documents: Array
    tag: Array
    counts: Array
    neighbours: Array
    large: tuple[Array, Array]
    positions: Array

    def frequencies(self) -> Array:
        """Return the frequency of each posting (i8)."""
        frequencies = (self.counts & LARGE).astype(np.int64)
        at, large = self.large
        frequencies[at] = large
        return frequencies


def merge_runs(runs: Sequence[ArrayFolder], stem_starts: Array, path: Path, memory: int) -> Array:
    """Write the postings file of a segment.

    Args:
        runs: in the order of their documents.
        stem_starts: the first form of each stem, and the number of forms.
        path: the file.
        memory: bytes to use.

    Returns:
        The documents of each form (u4).
    """
    starts = stem_starts.astype(np.int64)
    stems = starts.size - 1
    sources = list(map(_Source, runs))
    postings, occurrences = np.zeros((2, stems), np.int64)
    for source in sources:
        postings[source.stems] += np.diff(source.posting_starts)
        occurrences[source.stems] += np.diff(source.occurrence_starts)
    documents: Array = np.zeros(int(starts[-1]), np.uint32)
    common = everywhere(postings, sum(source.documents for source in sources))
    shapes, bits = _shapes(sources, postings, occurrences, tag_type(stem_starts))
    shapes["neighbours"] = np.dtype(np.uint8), int(postings[~common].sum())
    with ArraysWriter(path, shapes) as writer:
        target = _Target(writer.arrays, bits)
        writer.arrays["stem.starts"][:] = sums_before(postings)
        for low, high in _ranges(postings, occurrences, memory):
            here = slice(low, high)
            part = _merged(sources, low, postings[here], occurrences[here])
            target.append(part, postings[here], common[here])
            first, last = starts[[low, high]].tolist()
            forms = np.repeat(starts[here] - first, postings[here]) + part.tag
            documents[first:last] = np.bincount(forms, minlength=last - first)
    return documents


def _shapes(
    sources: Sequence[_Source], postings: Array, occurrences: Array, tags: np.dtype[np.generic]
) -> tuple[dict[str, tuple[np.dtype[np.generic], int]], int]:
    """Return the type and the items of each array, and how many higher bits a position has."""
    total, placed = int(postings.sum()), int(occurrences.sum())
    large = sum(source.large[0].size for source in sources)
    beyond = sum((source.far for source in sources), np.zeros(len(HIGH_BITS), np.uint64))
    bits, far = _smallest(placed, beyond.tolist())
    tiles = _count_tiles(sources, postings.size)
    sizes = {
        "stem.starts": (_wide(total), postings.size + 1),
        "documents": ("<u2", total),
        "tile.starts": (_wide(tiles), postings.size + 1 if tiles else 0),
        "tile.begin": ("<u4", tiles),
        "tile.number": ("<u2", tiles),
        "tag": (tags.str, total),
        "counts": ("|u1", total),
        "large.at": (_wide(total), large),
        "large.frequency": ("<u4", large),
        "occurrences": (_wide(placed), -(-total // CHECKPOINT)),
        "position": ("|u1", placed),
        "position.bits": ("|u1", 1),
        "position.high": ("|u1", -(-placed * bits // 8)),
        "far.at": ("<u8", far),
        "far.high": ("<u2", far),
    }
    return {name: (np.dtype(code), items) for name, (code, items) in sizes.items()}, bits


def _wide(largest: int) -> str:
    return "<u4" if largest < 1 << 32 else "<u8"


def _smallest(placed: int, beyond: Sequence[int]) -> tuple[int, int]:
    """Return the bits beside the low ones that make the positions smallest, and the exceptions.

    Args:
        placed: number of positions.
        beyond: for each of HIGH_BITS, how many of them need more bits than that.
    """
    bytes_each = 8 + 2
    choices = zip(HIGH_BITS, beyond, strict=True)
    return min(choices, key=lambda one: placed * one[0] // 8 + bytes_each * one[1])


def _count_tiles(sources: Sequence[_Source], stems: int) -> int:
    """Return how often the bits above 16 of the document change within a stem; they begin at 0."""
    now = np.zeros(stems, np.uint32)
    changes = 0
    for source in sources:
        tiles = source.moved["documents"] >> TILE_BITS
        firsts, lasts = tiles[source.posting_starts[:-1]], tiles[source.posting_starts[1:] - 1]
        changes += int(np.count_nonzero(tiles[1:] != tiles[:-1]))
        changes -= int(np.count_nonzero(firsts[1:] != lasts[:-1]))
        changes += int(np.count_nonzero(firsts != now[source.stems]))
        now[source.stems] = lasts
    return changes


def _ranges(postings: Array, occurrences: Array, memory: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of stems whose postings and positions fit the memory together."""
    most = max(_MEGA, memory) // BYTES_PER_POSTING
    weights = np.cumsum(postings + occurrences // 2)
    low = 0
    while low < weights.size:
        before = int(weights[low - 1]) if low else 0
        high = max(low + 1, int(np.searchsorted(weights, before + most, "right")))
        yield low, high
        low = high


def _merged(sources: Sequence[_Source], low: int, postings: Array, occurrences: Array) -> _Part:
    """Merge a range of stems.

    Args:
        sources: the runs, in order.
        low: the first stem.
        postings: those of each stem of the range, all runs together.
        occurrences: likewise.
    """
    # Where the next run's part of each stem goes: after the stems and the runs before it.
    posting_at, occurrence_at = sums_before(postings)[:-1], sums_before(occurrences)[:-1]
    kinds = {name: array.dtype for name, array in sources[0].moved.items()}
    moved = {name: np.zeros(int(postings.sum()), kind) for name, kind in kinds.items()}
    positions = np.zeros(
        int(occurrences.sum()), np.result_type(*(source.positions for source in sources))
    )
    large: list[tuple[Array, Array]] = []
    for source in sources:
        mine = source.within(low, low + postings.size)
        sizes = np.diff(mine.postings)
        begin, end = mine.postings[[0, -1]].tolist()
        to = spread(posting_at[mine.numbers], sizes)
        for name, array in moved.items():
            array[to] = source.moved[name][begin:end]
        at, frequencies = source.large_within(begin, end)
        large.append((to[at], frequencies))
        posting_at[mine.numbers] += sizes
        sizes = np.diff(mine.occurrences)
        begin, end = mine.occurrences[[0, -1]].tolist()
        to = spread(occurrence_at[mine.numbers], sizes)
        positions[to] = source.positions[begin:end]
        occurrence_at[mine.numbers] += sizes
    return _Part(large=_in_order(large), positions=positions, **moved)


def _in_order(large: Sequence[tuple[Array, Array]]) -> tuple[Array, Array]:
    """Return the large frequencies of all runs, by their postings."""
    at, frequencies = (np.concatenate(column) for column in zip(*large, strict=True))
    order = at.argsort()
    return at[order], frequencies[order]


class _Target:
    """The arrays of the postings file, filled from the front."""

    def __init__(self, arrays: dict[str, Array], bits: int) -> None:
        """Take the arrays, and how many bits beside the low ones a position has."""
        self._arrays = arrays
        self._postings = self._occurrences = self._large = self._far = 0
        self._stems = self._tiles = self._neighbours = 0
        self._bits = bits
        arrays["position.bits"][:] = bits

    def append(self, part: _Part, sizes: Array, common: Array) -> None:
        """Write the postings of the next stems.

        Args:
            part: the postings.
            sizes: how many each stem has.
            common: which of the stems stand everywhere.
        """
        here = slice(self._postings, self._postings + part.documents.size)
        self._arrays["documents"][here] = part.documents & (TILE - 1)
        self._arrays["tag"][here] = part.tag
        self._arrays["counts"][here] = part.counts
        self._put_neighbours(part.neighbours[np.repeat(~common, sizes)])
        self._put_tiles(part.documents >> TILE_BITS, sizes)
        self._put_large(*part.large)
        self._put_checkpoints(part.frequencies())
        self._put_positions(part.positions)
        self._postings = here.stop

    def _put_tiles(self, tiles: Array, sizes: Array) -> None:
        if not self._arrays["tile.starts"].size:
            return
        starts = sums_before(sizes)
        before = np.append(np.uint32(0), tiles[:-1])[: tiles.size]
        before[starts[:-1][sizes > 0]] = 0
        fresh = np.flatnonzero(tiles != before)
        here = slice(self._tiles, self._tiles + fresh.size)
        self._arrays["tile.begin"][here] = fresh - starts[starts.searchsorted(fresh, "right") - 1]
        self._arrays["tile.number"][here] = tiles[fresh]
        ends = slice(self._stems + 1, self._stems + 1 + sizes.size)
        self._arrays["tile.starts"][ends] = self._tiles + fresh.searchsorted(starts[1:])
        self._tiles, self._stems = here.stop, self._stems + sizes.size

    def _put_neighbours(self, neighbours: Array) -> None:
        here = slice(self._neighbours, self._neighbours + neighbours.size)
        self._arrays["neighbours"][here] = neighbours
        self._neighbours = here.stop

    def _put_large(self, at: Array, frequencies: Array) -> None:
        here = slice(self._large, self._large + at.size)
        self._arrays["large.at"][here] = at + self._postings
        self._arrays["large.frequency"][here] = frequencies
        self._large = here.stop

    def _put_checkpoints(self, frequencies: Array) -> None:
        firsts = np.arange(-self._postings % CHECKPOINT, frequencies.size, CHECKPOINT)
        before = sums_before(frequencies)[firsts] + self._occurrences
        self._arrays["occurrences"][(firsts + self._postings) // CHECKPOINT] = before

    def _put_positions(self, positions: Array) -> None:
        here = slice(self._occurrences, self._occurrences + positions.size)
        self._arrays["position"][here] = positions & ((1 << LOW_BITS) - 1)
        self._put_high(positions >> LOW_BITS & ((1 << self._bits) - 1))
        further = positions >> (LOW_BITS + self._bits)
        far = np.flatnonzero(further)
        there = slice(self._far, self._far + far.size)
        self._arrays["far.at"][there] = far + self._occurrences
        self._arrays["far.high"][there] = further[far]
        self._far, self._occurrences = there.stop, here.stop

    def _put_high(self, values: Array) -> None:
        """Pack the next positions' higher bits; the first may share a byte with the last ones."""
        each = 8 // self._bits
        begin, shared = divmod(self._occurrences, each)
        whole = np.zeros(-(-(shared + values.size) // each) * each, np.uint8)
        whole[shared : shared + values.size] = values
        columns = whole.reshape(-1, each)
        packed = self._arrays["position.high"][begin : begin + columns.shape[0]]
        for column in range(each):
            packed |= columns[:, column] << (column * self._bits)
