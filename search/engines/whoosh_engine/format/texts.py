"""The stored documents of a segment: records in blocks, each block compressed on its own.

`texts.bin` holds the blocks end to end, each one Zstandard frame that tells the size of its content
and ends with a checksum of it. A block holds the records of some consecutive documents: about
32 kB, so that one is read in some 30 µs. A record:

    u4  bytes of the title
    u4  bytes of the text
        title, text, and a JSON object of the rest (key date source url authors section origin)

The columns say where things are: `texts.starts` where each record begins in the records end to end,
`block.first` the first document of each block, `block.starts` where each begins in the file.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import mmap
import struct
from typing import TYPE_CHECKING, Any

import numpy as np
import zstandard

from search.document import Document
from search.engines.whoosh_engine.format.damage import damaged

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from search.engines.whoosh_engine.format.arrays import Array, NamedArrays

LEVEL = 3
BLOCK_DOCUMENTS = 16
LARGE = 1 << 15
"""A document of so many bytes has a block of its own."""

MAX_BLOCK_BYTES = 1 << 28
"""More than any block may hold, whatever a forged file says."""

_SIZES = struct.Struct("<II")


def encode_document(document: Document) -> bytes:
    """Return the record of a document."""
    title, text = _utf8(document.title), _utf8(document.text)
    rest = {
        "key": document.key,
        "date": document.date.isoformat() if document.date else None,
        "source": document.source,
        "url": document.url,
        "authors": document.authors,
        "section": document.section,
        "origin": document.origin,
    }
    plain = json.dumps(rest, ensure_ascii=False, separators=(",", ":"))
    return b"".join((_SIZES.pack(len(title), len(text)), title, text, _utf8(plain)))


def decode_document(record: bytes) -> Document:
    """Return the document that `encode_document` was given.

    Raises:
        ValueError: the bytes are not such a document.
    """
    try:
        title, text, values = split_record(record)
        date = values.pop("date")
        authors = tuple(values.pop("authors"))
        return Document(
            title=title.decode("utf-8", "surrogatepass"),
            text=text.decode("utf-8", "surrogatepass"),
            date=dt.date.fromisoformat(date) if date else None,
            authors=authors,
            **values,
        )
    except (struct.error, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a stored document: {error}") from error


def split_record(record: bytes) -> tuple[bytes, bytes, dict[str, Any]]:
    """Return the title and the text of a record in UTF-8, and the rest by name."""
    title_size, text_size = _SIZES.unpack_from(record)
    text_at = _SIZES.size + title_size
    end = text_at + text_size
    values: dict[str, Any] = json.loads(record[end:].decode("utf-8", "surrogatepass"))
    return record[_SIZES.size : text_at], record[text_at:end], values


def begins_block(number: int, size: int, size_before: int) -> bool:
    """Tell whether a document begins a block: a matter of its number and its neighbours alone.

    Args:
        number: of the document.
        size: bytes of its record.
        size_before: those of the record before.
    """
    return number % BLOCK_DOCUMENTS == 0 or size >= LARGE or size_before >= LARGE


class BlockWriter:
    """Writes the blocks of consecutive documents, the first of which begins one."""

    def __init__(self, file: BinaryIO, first: int) -> None:
        """Begin with the document of this number."""
        self._file = file
        self._compressor = zstandard.ZstdCompressor(LEVEL, write_checksum=True)
        self._number = first
        self._waiting: list[bytes] = []
        self._sizes: list[int] = []
        self._firsts: list[int] = []
        self._blocks: list[int] = []

    def add(self, record: bytes) -> None:
        """Add the record of the next document."""
        before = self._sizes[-1] if self._sizes else LARGE
        if begins_block(self._number, len(record), before):
            self._end_block()
            self._firsts.append(self._number)
        self._waiting.append(record)
        self._sizes.append(len(record))
        self._number += 1

    def arrays(self) -> dict[str, Array]:
        """End the last block; return sizes of records and of blocks, and each block's first."""
        self._end_block()
        return {
            "record.size": np.array(self._sizes, np.uint64),
            "block.size": np.array(self._blocks, np.uint64),
            "block.first": np.array(self._firsts, np.uint32),
        }

    def _end_block(self) -> None:
        if self._waiting:
            block = self._compressor.compress(b"".join(self._waiting))
            self._blocks.append(self._file.write(block))
            self._waiting.clear()


@dataclasses.dataclass(frozen=True, slots=True)
class TextPlaces:
    """Where the documents of a segment are.

    Attributes:
        starts: where each record begins in the records end to end, and the end (u8).
        firsts: the first document of each block, and the number of documents (u4).
        blocks: where each block begins in the file, and the end (u8).
    """

    starts: Array
    firsts: Array
    blocks: Array

    @classmethod
    def of(cls, arrays: NamedArrays) -> TextPlaces:
        """Take the arrays of the columns."""
        return cls(arrays["texts.starts"], arrays["block.first"], arrays["block.starts"])


class Texts:
    """The stored documents of one segment, by number."""

    def __init__(self, path: Path, places: TextPlaces) -> None:
        """Map the file."""
        self._path = path
        self._places = places
        self._last: tuple[int, bytes] | None = None
        with path.open("rb") as file:
            empty = path.stat().st_size == 0
            self._data = (
                memoryview(b"")
                if empty
                else memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            )

    def __getitem__(self, number: int) -> Document:
        """Return a document; reading them in order opens each block once.

        Raises:
            IndexDamaged: it is not what it was.
        """
        try:
            block = int(np.searchsorted(self._places.firsts, number, "right")) - 1
            begin = int(self._places.starts[self._places.firsts[block]])
            here, there = self._places.starts[number : number + 2].tolist()
            return decode_document(self._block(block)[here - begin : there - begin])
        except (ValueError, IndexError, zstandard.ZstdError) as error:
            raise damaged(self._path, "article illisible") from error

    def _block(self, block: int) -> bytes:
        """Return the records of a block."""
        last = self._last
        if last is not None and last[0] == block:
            return last[1]
        low, high = self._places.firsts[block : block + 2].tolist()
        size = int(self._places.starts[high]) - int(self._places.starts[low])
        begin, end = self._places.blocks[block : block + 2].tolist()
        data = self._data[begin:end]
        # The frame's own word for its size is what the library makes room for.
        if not 0 <= size <= MAX_BLOCK_BYTES or zstandard.frame_content_size(data) != size:
            raise ValueError(f"block {block}: {size} bytes")
        # One decompressor a read: threads must not share one.
        plain = zstandard.ZstdDecompressor().decompress(data, allow_extra_data=False)
        if size < LARGE * 2:
            self._last = block, plain
        return plain


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
