r"""A file of named arrays, checked block by block as it is read.

    offset  bytes  what
    0       8      magic `MANCHET\n`
    8       4      format version, u32
    12      4      number of arrays n, u32
    16      8      length of the file in bytes, u64
    24      n*64   directory: name (32 bytes, UTF-8, zero-padded), type (8 bytes, NumPy's code such
                   as `<u4`, zero-padded), offset (u64), items (u64), 8 bytes of zero
    ...     4*m    CRC-32 of each block of 65,536 bytes of each array's data, in the order of the
                   directory; an array's last block may be shorter
    ...     4      CRC-32 of everything before it, u32
    ...            the arrays, each at a multiple of 64 bytes, one dimension, little-endian

Everything is checked before it is used: a file that is cut, changed in its head or not ours raises
IndexDamaged when it is opened, a damaged block when it is first touched in a process.
"""

from __future__ import annotations

import mmap
import os
import struct
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from search.engines.whoosh_engine.format.damage import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

MAGIC = b"MANCHET\n"
VERSION = 8
ALIGNMENT = 64
_HEAD = struct.Struct("<8sIIQ")
_ENTRY = struct.Struct("<32s8sQQ8x")
_TYPES = frozenset({"|u1", "<u2", "<u4", "<u8", "<i4", "<i8", "<f4"})
_MAX_ARRAYS = 256
_NAME = 32
BLOCK = 1 << 16

Array = npt.NDArray[Any]


def compact(values: Array, *kinds: str) -> Array:
    """Return whole numbers from 0 on in the first of some types, small ones first, that holds them.

    The last type is taken for all that the others do not hold.
    """
    largest = int(values.max(initial=0))
    fitting = (kind for kind in kinds if largest <= np.iinfo(kind).max)
    return values.astype(next(fitting, kinds[-1]))


class NamedArrays(Protocol):
    """Whatever holds arrays by name."""

    def __getitem__(self, name: str, /) -> Array:
        """Return an array."""
        ...


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write one-dimensional arrays to a new file, in the order given."""
    shapes = {name: (array.dtype, array.size) for name, array in arrays.items()}
    with ArraysWriter(path, shapes) as writer:
        for name, array in arrays.items():
            writer.arrays[name][:] = array


class ArraysWriter:
    """A new file whose arrays are filled in any order, through a mapping; a context manager.

    Attributes:
        arrays: the arrays to fill, zero at first.
    """

    def __init__(self, path: Path, shapes: Mapping[str, tuple[np.dtype[Any], int]]) -> None:
        """Create the file with room for arrays of these types and numbers of items."""
        self._places: list[tuple[str, np.dtype[Any], int, int]] = []
        plain = {
            name: (np.dtype(d).newbyteorder("<"), items) for name, (d, items) in shapes.items()
        }
        blocks = sum(_blocks(dtype, items) for dtype, items in plain.values())
        offset = _aligned(_HEAD.size + len(plain) * _ENTRY.size + 4 * blocks + 4)
        for name, (dtype, items) in plain.items():
            if dtype.str not in _TYPES or len(name.encode()) > _NAME:
                raise ValueError(f"array {name}: {dtype.str}")
            self._places.append((name, dtype, offset, items))
            offset = _aligned(offset + items * dtype.itemsize)
        with path.open("x+b") as file:
            # Room for all of it: a disk that is full when a page is touched ends the process.
            os.posix_fallocate(file.fileno(), 0, offset)
            self._mapped = mmap.mmap(file.fileno(), offset)
        self.arrays: dict[str, Array] = {
            name: np.frombuffer(self._mapped, dtype, items, begin)
            for name, dtype, begin, items in self._places
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write the directory with the checksums, and let go of the file."""
        if error is None:
            head = _HEAD.pack(MAGIC, VERSION, len(self._places), len(self._mapped))
            head += b"".join(
                _ENTRY.pack(name.encode(), dtype.str.encode(), offset, items)
                for name, dtype, offset, items in self._places
            )
            sums = [crc for name, *_ in self._places for crc in _checksums(self.arrays[name])]
            head += struct.pack(f"<{len(sums)}I", *sums)
            self._mapped[: len(head) + 4] = head + struct.pack("<I", zlib.crc32(head))
            self._mapped.flush()
        self.arrays.clear()


_SEEN = b"\1"


class Guarded:
    """One array of a file, whose blocks are checked when they are first touched.

    Attributes:
        array: the whole array, unchecked: for its size, and for what `check` has passed.
    """

    def __init__(self, path: Path, array: Array, checksums: Array) -> None:
        self.array = array
        self._path = path
        self._data = array.view(np.uint8).data if array.size else memoryview(b"")
        self._checksums = checksums
        self._seen = bytearray(checksums.size)

    def __getitem__(self, part: slice) -> Array:
        """Return the items of a slice with two ends.

        Raises:
            IndexDamaged: a block of it is not what it was.
        """
        self.check(part.start, part.stop)
        return self.array[part]

    def take(self, places: Array) -> Array:
        """Return items by their numbers.

        Raises:
            IndexDamaged: a block of one is not what it was.
        """
        if self._seen.find(0) >= 0:
            blocks = places * self.array.itemsize // BLOCK
            fresh = np.frombuffer(self._seen, np.uint8)[blocks] == 0
            for block in np.unique(blocks[fresh]).tolist():
                first = block * BLOCK // self.array.itemsize
                self.check(first, first + 1)
        return self.array.take(places)

    def raw(self, begin: int, end: int) -> bytes:
        """Return the bytes of items of one byte."""
        block = begin // BLOCK
        if not (end <= (block + 1) * BLOCK and self._seen[block : block + 1] == _SEEN):
            self.check(begin, end)
        return bytes(self._data[begin:end])

    def check(self, begin: int, end: int) -> None:
        """Check the blocks that hold these items."""
        if begin >= end:
            return
        first = begin * self.array.itemsize // BLOCK
        last = min((end * self.array.itemsize - 1) // BLOCK, len(self._seen) - 1)
        block = self._seen.find(0, first, last + 1)
        while block >= 0:
            if (
                zlib.crc32(self._data[block * BLOCK : (block + 1) * BLOCK])
                != self._checksums[block]
            ):
                raise damaged(self._path, f"bloc {block} altéré")
            self._seen[block] = 1
            block = self._seen.find(0, block, last + 1)


class ArraysFile(Mapping[str, Array]):
    """The arrays of a file, mapped and read-only; one is checked whole when it is first taken."""

    def __init__(self, path: Path) -> None:
        """Map a file.

        Raises:
            IndexDamaged: it is missing, cut, or its head is not what it was.
        """
        try:
            with path.open("rb") as file:
                mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError) as error:
            raise damaged(path, f"illisible ({error})") from error
        self._path = path
        self._whole: dict[str, Array] = {}
        self._guarded = {
            name: Guarded(path, np.frombuffer(mapped, dtype, items, offset), sums)
            for name, dtype, offset, items, sums in _directory(path, mapped)
        }

    def __getitem__(self, name: str) -> Array:
        """Return an array, checked whole.

        Raises:
            IndexDamaged: there is none of this name, or it is not what it was.
        """
        whole = self._whole.get(name)
        if whole is None:
            guarded = self.guarded(name)
            whole = self._whole[name] = guarded[0 : guarded.array.size]
        return whole

    def guarded(self, name: str) -> Guarded:
        """Return an array to be checked as it is read."""
        if name not in self._guarded:
            raise damaged(self._path, f"tableau {name} absent")
        return self._guarded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._guarded)

    def __len__(self) -> int:
        return len(self._guarded)


def read_arrays(path: Path) -> ArraysFile:
    """Map a file's arrays, read-only.

    Raises:
        IndexDamaged: the file is missing, cut, or not what its header says.
    """
    return ArraysFile(path)


def _directory(
    path: Path, content: memoryview
) -> Iterator[tuple[str, np.dtype[Any], int, int, Array]]:
    entries = list(_entries(path, content))
    end = _HEAD.size + len(entries) * _ENTRY.size
    counts = [_blocks(dtype, items) for _, dtype, _, items in entries]
    sums_end = end + 4 * sum(counts)
    if sums_end + 4 > len(content):
        raise damaged(path, "tableau hors du fichier")
    if struct.unpack_from("<I", content, sums_end)[0] != zlib.crc32(content[:sums_end]):
        raise damaged(path, "somme de contrôle de l’en-tête fausse")
    sums: Array = np.frombuffer(content, "<u4", sum(counts), end)
    first = 0
    for (name, dtype, offset, items), count in zip(entries, counts, strict=True):
        if (
            offset % ALIGNMENT
            or offset < sums_end
            or offset + items * dtype.itemsize > len(content)
        ):
            raise damaged(path, "tableau hors du fichier")
        yield name, dtype, offset, items, sums[first : first + count]
        first += count


def _entries(path: Path, content: memoryview) -> Iterator[tuple[str, np.dtype[Any], int, int]]:
    if len(content) < _HEAD.size:
        raise damaged(path, "trop court")
    magic, version, count, length = _HEAD.unpack_from(content)
    if magic != MAGIC or count > _MAX_ARRAYS or length != len(content):
        raise damaged(path, "en-tête ou longueur inattendus")
    if version != VERSION:
        raise damaged(path, f"format {version}, ce programme lit le format {VERSION}")
    if _HEAD.size + count * _ENTRY.size > length:
        raise damaged(path, "répertoire hors du fichier")
    for index in range(count):
        raw, code, offset, items = _ENTRY.unpack_from(content, _HEAD.size + index * _ENTRY.size)
        type_name = code.rstrip(b"\0").decode("ascii", "replace")
        if type_name not in _TYPES or items > length:
            raise damaged(path, "type ou taille inattendus")
        yield raw.rstrip(b"\0").decode("utf-8", "replace"), np.dtype(type_name), offset, items


def _blocks(dtype: np.dtype[Any], items: int) -> int:
    return -(-items * dtype.itemsize // BLOCK)


def _checksums(array: Array) -> Iterator[int]:
    data = array.view(np.uint8).data if array.size else memoryview(b"")
    for begin in range(0, len(data), BLOCK):
        yield zlib.crc32(data[begin : begin + BLOCK])


def _aligned(offset: int) -> int:
    return -(-offset // ALIGNMENT) * ALIGNMENT
