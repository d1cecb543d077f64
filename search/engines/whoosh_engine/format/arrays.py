r"""A file of named arrays.

    offset  bytes  what
    0       8      magic `MANCHET\n`
    8       4      format version, u32
    12      4      number of arrays n, u32
    16      8      length of the file in bytes, u64
    24      n*64   directory: name (32 bytes, UTF-8, zero-padded), type (8 bytes, NumPy's code such
                   as `<u4`, zero-padded), offset (u64), items (u64), CRC-32 of the data (u32),
                   4 bytes of zero
    ...     4      CRC-32 of everything before it, u32
    ...            the arrays, each at a multiple of 64 bytes, one dimension, little-endian

Everything is checked before it is used: a file that is cut, changed in its directory or not ours
raises IndexDamaged naming it. The data's own checksums are for `verify_arrays`.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from search.errors import IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

MAGIC = b"MANCHET\n"
VERSION = 1
ALIGNMENT = 64
_HEAD = struct.Struct("<8sIIQ")
_ENTRY = struct.Struct("<32s8sQQI4x")
_TYPES = frozenset({"|u1", "<u2", "<u4", "<u8", "<i4", "<i8", "<f4"})
_MAX_ARRAYS = 256
_NAME = 32

Array = npt.NDArray[Any]


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
        self._path = path
        self._places: list[tuple[str, np.dtype[Any], int, int]] = []
        offset = _aligned(_HEAD.size + len(shapes) * _ENTRY.size + 4)
        for name, (dtype, items) in shapes.items():
            plain = np.dtype(dtype).newbyteorder("<")
            if plain.str not in _TYPES or len(name.encode()) > _NAME:
                raise ValueError(f"array {name}: {plain.str}")
            self._places.append((name, plain, offset, items))
            offset = _aligned(offset + items * plain.itemsize)
        with path.open("xb") as file:
            file.truncate(offset)
        with path.open("r+b") as file:
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
            head = _HEAD.pack(MAGIC, VERSION, len(self._places), len(self._mapped)) + b"".join(
                _ENTRY.pack(n.encode(), d.str.encode(), o, i, zlib.crc32(self.arrays[n].data))
                for n, d, o, i in self._places
            )
            self._mapped[: len(head) + 4] = head + struct.pack("<I", zlib.crc32(head))
            self._mapped.flush()
        self.arrays.clear()


def read_arrays(path: Path) -> dict[str, Array]:
    """Map a file's arrays, read-only.

    Raises:
        IndexDamaged: the file is missing, cut, or not what its header says.
    """
    try:
        with path.open("rb") as file:
            mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise _damaged(path, f"illisible ({error})") from error
    return {
        name: np.frombuffer(mapped, dtype, items, offset)
        for name, dtype, offset, items, _ in _directory(path, mapped)
    }


def verify_arrays(path: Path) -> bool:
    """Tell whether every array's data has the checksum that the directory gives."""
    content = memoryview(path.read_bytes())
    return all(
        zlib.crc32(np.frombuffer(content, dtype, items, offset).data) == checksum
        for _, dtype, offset, items, checksum in _directory(path, content)
    )


def _directory(
    path: Path, content: memoryview
) -> Iterator[tuple[str, np.dtype[Any], int, int, int]]:
    if len(content) < _HEAD.size:
        raise _damaged(path, "trop court")
    magic, version, count, length = _HEAD.unpack_from(content)
    end = _HEAD.size + count * _ENTRY.size
    if magic != MAGIC or count > _MAX_ARRAYS or length != len(content) or end + 4 > length:
        raise _damaged(path, "en-tête ou longueur inattendus")
    if version != VERSION:
        raise _damaged(path, f"format {version}, ce programme lit le format {VERSION}")
    if struct.unpack_from("<I", content, end)[0] != zlib.crc32(content[:end]):
        raise _damaged(path, "somme de contrôle de l’en-tête fausse")
    for index in range(count):
        raw, code, offset, items, checksum = _ENTRY.unpack_from(
            content, _HEAD.size + index * _ENTRY.size
        )
        type_name = code.rstrip(b"\0").decode("ascii", "replace")
        if type_name not in _TYPES:
            raise _damaged(path, "type de données inconnu")
        dtype: np.dtype[Any] = np.dtype(type_name)
        if offset % ALIGNMENT or offset < end or offset + items * dtype.itemsize > length:
            raise _damaged(path, "tableau hors du fichier")
        yield raw.rstrip(b"\0").decode("utf-8", "replace"), dtype, offset, items, checksum


def _aligned(offset: int) -> int:
    return -(-offset // ALIGNMENT) * ALIGNMENT


def _damaged(path: Path, problem: str) -> IndexDamaged:
    return IndexDamaged(
        path.name, f"Le fichier d’index « {path} » est endommagé : {problem}. Relancez « rebuild »."
    )
