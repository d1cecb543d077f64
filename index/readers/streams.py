"""Files opened so that nothing they hold can exhaust memory: gzip streamed and bounded."""

from __future__ import annotations

import gzip
import io
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, cast

from index.readers.encodings import line_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_GZIP_MAGIC = b"\x1f\x8b"
_OPENING_BYTES = 16_384


class InputTooLarge(Exception):
    """An input holds more bytes, decompressed, than the limit.

    Attributes:
        limit: in bytes.
    """

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class BoundedStream(io.RawIOBase):
    """A binary stream that fails past a number of bytes, and knows how far the file was read."""

    def __init__(self, content: IO[bytes], file: IO[bytes], limit: int) -> None:
        """Read `content`, which decompresses `file` or is the file itself, up to `limit` bytes."""
        self._content = content
        self._file = file
        self._limit = limit
        self._left = limit

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # narrower than Buffer
        """Fill the buffer.

        Raises:
            InputTooLarge: the input goes on past the limit.
        """
        data = self._content.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise InputTooLarge(self._limit)
        buffer[: len(data)] = data
        return len(data)

    @property
    def position(self) -> int:
        """Bytes of the file on disk read so far."""
        return self._file.tell()


@contextmanager
def open_bounded(path: Path, limit: int) -> Iterator[tuple[io.BufferedReader, BoundedStream]]:
    """Open a file, decompressing gzip by content whatever its name.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        packed = file.peek(2)[:2] == _GZIP_MAGIC
        content = cast("IO[bytes]", gzip.GzipFile(fileobj=file) if packed else file)
        stream = BoundedStream(content, file, limit)
        yield io.BufferedReader(stream, 1 << 16), stream


def read_bounded(path: Path, limit: int) -> bytes:
    """Return the whole content.

    Raises:
        InputTooLarge: it is larger than the limit, in bytes.
        OSError: the file cannot be read.
    """
    with open_bounded(path, limit) as (reader, _):
        return reader.read()


def opening(path: Path) -> bytes:
    """Return the first bytes of the content, decompressed; at most 16 kB."""
    with open_bounded(path, _OPENING_BYTES * 64) as (reader, _):
        return reader.read(_OPENING_BYTES)


@contextmanager
def open_text(path: Path, limit: int) -> Iterator[tuple[io.TextIOWrapper, BoundedStream]]:
    """Open a file of lines as text; line ends are left as they are.

    Raises:
        OSError: the file cannot be read.
    """
    with open_bounded(path, limit) as (reader, stream):
        encoding, errors = line_encoding(reader.peek(4)[:4])
        yield io.TextIOWrapper(reader, encoding=encoding, errors=errors, newline=""), stream
