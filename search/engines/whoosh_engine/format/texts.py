"""The stored documents of a segment: records, each compressed on its own.

`texts.bin` holds the records end to end, each one Zstandard frame that tells the size of its
content and ends with a checksum of it. All are made with one dictionary, trained on some of them:
what articles have in common stands in it, so that one is read in some 3 µs, and takes less room
than in a block of sixteen without it. A record:

    u4  bytes of the title
    u4  bytes of the text
        title, text, and a JSON object of the rest (key date source url authors section origin)

The columns hold where each record begins (`texts.starts`) and the dictionary (`texts.dictionary`),
which may be empty: a few articles are not worth one.
"""

from __future__ import annotations

import datetime as dt
import json
import mmap
import struct
from typing import TYPE_CHECKING, Any

import numpy as np
import zstandard

from search.document import Document
from search.engines.whoosh_engine.format.damage import damaged, noticed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import BinaryIO

    from search.engines.whoosh_engine.format.arrays import Array, NamedArrays

LEVEL = 3

DICTIONARY_SHARE = 64
DICTIONARY_BYTES = 112_640
"""A dictionary is this part of the records (one byte in so many), and no more than so many bytes:
on press 112 kB bring records from 0.53 of their size to 0.37, 64 kB to 0.38, 256 kB to 0.37;
blocks of sixteen take 0.41, and twelve times as long to read."""

LEAST_DICTIONARY_BYTES = 4_096
SAMPLE_TIMES = 16
"""It is trained on so many times its size."""

MAX_RECORD_BYTES = 1 << 28
"""More than any record may hold, whatever a forged file says."""

_SIZES = struct.Struct("<II")

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


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
    return b"".join((_SIZES.pack(len(title), len(text)), title, text, _utf8(_encode(rest))))


def decode_document(record: bytes) -> Document:
    """Return the document that `encode_document` was given.

    Raises:
        ValueError: the bytes are not such a document.
    """
    try:
        title, text, values = split_record(record)
        date = values.pop("date")
        authors = tuple(values.pop("authors"))
        if not all(isinstance(one, str) for one in (*values.values(), *authors)):
            raise ValueError("a value is not a text")
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
    title, text = split_texts(record)
    end = _SIZES.size + len(title) + len(text)
    values: dict[str, Any] = json.loads(record[end:].decode("utf-8", "surrogatepass"))
    return title, text, values


def split_texts(data: bytes, begin: int = 0) -> tuple[bytes, bytes]:
    """Return the title and the text, in UTF-8, of the record that begins at a place."""
    title_size, text_size = _SIZES.unpack_from(data, begin)
    text_at = begin + _SIZES.size + title_size
    return data[begin + _SIZES.size : text_at], data[text_at : text_at + text_size]


def dictionary_bytes(size: int) -> int:
    """Return the bytes of a dictionary for records of this size together; 0 for none."""
    share = min(size // DICTIONARY_SHARE, DICTIONARY_BYTES)
    return share if share >= LEAST_DICTIONARY_BYTES else 0


def trained(sample: Sequence[bytes], size: int) -> bytes:
    """Return a dictionary trained on some records; none where they are too alike to learn from."""
    try:
        return zstandard.train_dictionary(size, list(sample)).as_bytes()
    except zstandard.ZstdError:
        return b""


class RecordWriter:
    """Writes the records of consecutive documents."""

    def __init__(self, file: BinaryIO, dictionary: bytes) -> None:
        """Write to a file with the segment's dictionary."""
        self._file = file
        self._sizes: list[int] = []
        self._compressor = zstandard.ZstdCompressor(
            LEVEL,
            dict_data=_read_dictionary(dictionary),
            write_checksum=True,
            write_dict_id=False,
        )

    def add(self, record: bytes) -> None:
        """Write the record of the next document."""
        self._sizes.append(self._file.write(self._compressor.compress(record)))

    def arrays(self) -> dict[str, Array]:
        """Return the bytes that each record takes."""
        return {"texts.size": np.array(self._sizes, np.uint64)}


def _read_dictionary(data: bytes) -> zstandard.ZstdCompressionDict | None:
    return zstandard.ZstdCompressionDict(data) if data else None


@noticed
class Texts:
    """The stored documents of one segment, by number."""

    def __init__(self, path: Path, columns: NamedArrays) -> None:
        """Map the file, of which the columns hold the dictionary and where each record begins."""
        self._path = path
        self._starts = columns["texts.starts"]
        self._dictionary = _read_dictionary(columns["texts.dictionary"].tobytes())
        self._idle: list[zstandard.ZstdDecompressor] = []
        with path.open("rb") as file:
            empty = path.stat().st_size == 0
            self._data = (
                memoryview(b"")
                if empty
                else memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            )

    def __getitem__(self, number: int) -> Document:
        """Return a document.

        Raises:
            IndexDamaged: it is not what it was.
        """
        try:
            begin, end = self._starts[number : number + 2].tolist()
            return decode_document(self._decompressed(self._data[begin:end]))
        except (ValueError, zstandard.ZstdError) as error:
            raise damaged(self._path, "article illisible") from error

    def _decompressed(self, frame: memoryview) -> bytes:
        # The frame's own word for its size is what the library makes room for.
        size = zstandard.frame_content_size(frame)
        if not 0 <= size <= MAX_RECORD_BYTES:
            raise ValueError(f"{size} bytes")
        # Threads must not share one; making one takes longer than reading a record.
        try:
            decompressor = self._idle.pop()
        except IndexError:
            decompressor = zstandard.ZstdDecompressor(dict_data=self._dictionary)
        plain = decompressor.decompress(frame, allow_extra_data=False)
        self._idle.append(decompressor)
        return plain


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
