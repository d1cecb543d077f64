"""Arrays and lists of strings that wait on disk, a file each."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.format.strings import utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from search.engines.whoosh_engine.format.arrays import Array


class ArrayFolder:
    """A folder of arrays by name, mapped when they are taken.

    Attributes:
        path: the folder.
    """

    def __init__(self, path: Path) -> None:
        """Name the folder."""
        self.path = path

    def __getitem__(self, name: str) -> Array:
        # A plain array: each slice of a `memmap` costs several times as much.
        return np.asarray(np.load(self.path / f"{name}.npy", mmap_mode="r"))

    def put(self, arrays: Mapping[str, Array]) -> list[str]:
        """Write arrays; the folder is made where it is not there. Return their names."""
        self.path.mkdir(exist_ok=True)
        for name, array in arrays.items():
            save_array(self.path / f"{name}.npy", array)
        return list(arrays)

    def append(self, arrays: Mapping[str, Array]) -> None:
        """Write items at the end of arrays that `grown` returns."""
        for name, array in arrays.items():
            with (self.path / name).open("ab") as file:
                file.write(array.data)

    def grown(self, name: str, kind: str) -> Array:
        """Return the array that `append` wrote, of this type."""
        if not self.size(name):  # nothing can be mapped
            return np.zeros(0, kind)
        return np.asarray(np.memmap(self.path / name, kind, "r"))

    def size(self, name: str) -> int:
        """Return the bytes that `append` wrote."""
        path = self.path / name
        return path.stat().st_size if path.exists() else 0

    def append_lines(self, name: str, lines: Iterable[str]) -> None:
        """Write strings without line ends after those that are there."""
        self.append_bytes(name, map(utf8, lines))

    def append_bytes(self, name: str, lines: Iterable[bytes]) -> None:
        """Write strings in UTF-8, without line ends, after those that are there."""
        with (self.path / f"{name}.txt").open("ab") as file:
            file.writelines(line + b"\n" for line in lines)

    def lines(self, name: str) -> list[str]:
        """Return the strings that `append_lines` wrote."""
        data = (self.path / f"{name}.txt").read_bytes()
        return data.decode("utf-8", "surrogatepass").split("\n")[:-1]

    def byte_lines(self, name: str) -> list[bytes]:
        """Return the strings that were written, in UTF-8."""
        return (self.path / f"{name}.txt").read_bytes().split(b"\n")[:-1]

    def each_line(self, name: str) -> Iterator[bytes]:
        """Yield the strings that were written, in UTF-8."""
        with (self.path / f"{name}.txt").open("rb") as file:
            for line in file:
                yield line[:-1]

    def put_parts(self, name: str, lines: Sequence[bytes], count: int) -> Array:
        """Write strings in so many parts, by their hash, and return the part of each (i8)."""
        parts = np.fromiter(map(zlib.crc32, lines), np.int64, len(lines)) % count
        for part in range(count):
            here = np.flatnonzero(parts == part).tolist()
            self.append_bytes(f"{name}.{part}", [lines[at] for at in here])
        return parts

    def part(self, name: str, number: int) -> list[bytes]:
        """Return one of the parts that `put_parts` wrote."""
        return self.byte_lines(f"{name}.{number}")


def save_array(path: Path, array: Array) -> None:
    """Write an array to a file of NumPy's.

    `numpy.save` hands the file to the C library and closes it there: where the disk is full, the
    last bytes are lost and nobody is told.

    Raises:
        OSError: the system's.
    """
    whole = np.ascontiguousarray(array)
    with path.open("wb") as file:
        header = np.lib.format.header_data_from_array_1_0(whole)
        np.lib.format.write_array_header_1_0(file, header)
        file.write(whole.data)
