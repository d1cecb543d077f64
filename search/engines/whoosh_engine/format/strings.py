"""Strings as two arrays: UTF-8 bytes end to end, and where each one begins."""

from __future__ import annotations

import functools
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.format.arrays import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from search.engines.whoosh_engine.format.arrays import Array, ArraysFile, NamedArrays


REMEMBERED_STEPS = 1 << 12


def pack_strings(name: str, strings: Iterable[str]) -> dict[str, Array]:
    """Return the arrays `name.bytes` and `name.starts` (one more item than strings)."""
    return pack_bytes(name, list(map(utf8, strings)))


def pack_bytes(name: str, encoded: Sequence[bytes]) -> dict[str, Array]:
    """Return the arrays of strings given in UTF-8."""
    starts = np.zeros(len(encoded) + 1, np.uint64)
    starts[1:] = np.cumsum(np.fromiter(map(len, encoded), np.uint64, len(encoded)))
    return {
        f"{name}.bytes": np.frombuffer(b"".join(encoded), np.uint8),
        f"{name}.starts": compact(starts, "<u4", "<u8"),
    }


def packed_string(arrays: Mapping[str, Array], name: str, number: int) -> str:
    """Return one of the strings that `pack_strings` packed."""
    begin, end = arrays[f"{name}.starts"][number : number + 2].tolist()
    return arrays[f"{name}.bytes"][begin:end].tobytes().decode("utf-8", "surrogatepass")


def unpack_strings(arrays: NamedArrays, name: str) -> list[str]:
    """Return all the strings that `pack_strings` packed."""
    data, starts = arrays[f"{name}.bytes"].tobytes(), arrays[f"{name}.starts"].tolist()
    return [data[begin:end].decode("utf-8", "surrogatepass") for begin, end in pairwise(starts)]


def join_starts(parts: Sequence[Array]) -> Array:
    """Return where the items of parts end to end begin, and the end, from those of each part."""
    sizes = np.concatenate([np.diff(part) for part in parts])
    starts = np.zeros(sizes.size + 1, np.uint64)
    np.cumsum(sizes, out=starts[1:])
    return compact(starts, "<u4", "<u8")


class Strings:
    """Read-only strings, by index and, through a sorted permutation, by value."""

    def __init__(self, arrays: ArraysFile, name: str, order: str = "") -> None:
        """Take the arrays that `pack_strings` made; forged offsets are clipped, never followed.

        Args:
            arrays: those of a file.
            name: of the strings.
            order: name of the permutation that sorts them; none where they are sorted themselves.
        """
        self._bytes = arrays.guarded(f"{name}.bytes")
        self._starts = arrays[f"{name}.starts"]
        # An item of a memoryview is read four times as fast as one of an array.
        self._places = self._starts.data
        self._order = arrays[order].data if order else None
        # Most of the strings that a search looks at are those that others looked at.
        self._at = functools.lru_cache(REMEMBERED_STEPS)(self._in_order)

    def __len__(self) -> int:
        return max(0, self._starts.size - 1)

    def raw(self, index: int) -> bytes:
        """Return the UTF-8 bytes of one string."""
        return self._bytes.raw(self._places[index], self._places[index + 1])

    def __getitem__(self, index: int) -> str:
        return self.raw(index).decode("utf-8", "replace")

    def gather(self, indexes: Array) -> tuple[Array, Array]:
        """Return the bytes of some strings end to end (u1), and the length of each (i8)."""
        begins = self._starts[indexes].astype(np.int64)
        lengths = self._starts[indexes + 1].astype(np.int64) - begins
        ends = np.cumsum(lengths)
        places = np.repeat(begins - (ends - lengths), lengths) + np.arange(lengths.sum())
        return self._bytes.take(places), lengths

    def span(self, value: str) -> range:
        """Return the ranks, in the order of the bytes, whose string is the value.

        Takes log2(n) comparisons.
        """
        key = utf8(value)
        begin = end = self.first(value)
        while end < self._count and self._at(end) == key:
            end += 1
        return range(begin, end)

    def first(self, value: str) -> int:
        """Return the rank of the first string that is the value or comes after it."""
        key = utf8(value)
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._at(middle) < key:
                low = middle + 1
            else:
                high = middle
        return low

    @property
    def _count(self) -> int:
        return len(self) if self._order is None else len(self._order)

    def _in_order(self, rank: int) -> bytes:
        return self.raw(rank if self._order is None else self._order[rank])


def sorted_order(encoded: Sequence[bytes]) -> Array:
    """Return the permutation (u32) that sorts strings given in UTF-8."""
    return np.array(sorted(range(len(encoded)), key=encoded.__getitem__), np.uint32)


def utf8(text: str) -> bytes:
    """Return a string's UTF-8 bytes; a lone surrogate, which some feeds hold, is no obstacle."""
    return text.encode("utf-8", "surrogatepass")
