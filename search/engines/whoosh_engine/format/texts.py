"""The stored documents of a segment: one JSON object each, compressed on its own, end to end.

`texts.bin` holds the compressed objects, the array `texts.starts` of the columns where each one
begins. A document is read without touching another.
"""

from __future__ import annotations

import datetime as dt
import json
import mmap
import zlib
from typing import TYPE_CHECKING, Any

from search.document import Document
from search.errors import IndexDamaged

if TYPE_CHECKING:
    from pathlib import Path

    from search.engines.whoosh_engine.format.arrays import Array

LEVEL = 6
MAX_DOCUMENT_BYTES = 1 << 28
"""More than any document may be, whatever a forged file says."""


def encode_document(document: Document) -> bytes:
    """Return a document as compressed bytes."""
    values = {
        "key": document.key,
        "title": document.title,
        "text": document.text,
        "date": document.date.isoformat() if document.date else None,
        "source": document.source,
        "url": document.url,
        "authors": document.authors,
        "section": document.section,
        "origin": document.origin,
    }
    plain = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(plain.encode("utf-8", "surrogatepass"), LEVEL)


def decode_document(data: bytes) -> Document:
    """Return the document that `encode_document` was given.

    Raises:
        ValueError: the bytes are not such a document.
    """
    try:
        plain = zlib.decompressobj().decompress(data, MAX_DOCUMENT_BYTES)
        values: dict[str, Any] = json.loads(plain.decode("utf-8", "surrogatepass"))
        date = values.pop("date")
        authors = tuple(values.pop("authors"))
        day = dt.date.fromisoformat(date) if date else None
        return Document(date=day, authors=authors, **values)
    except (zlib.error, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a stored document: {error}") from error


class Texts:
    """The stored documents of one segment, by number."""

    def __init__(self, path: Path, starts: Array) -> None:
        """Map the file; `starts` has one more item than documents."""
        self._path = path
        self._starts = starts
        with path.open("rb") as file:
            empty = path.stat().st_size == 0
            self._data = (
                memoryview(b"")
                if empty
                else memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            )

    def __getitem__(self, number: int) -> Document:
        data = bytes(self._data[int(self._starts[number]) : int(self._starts[number + 1])])
        try:
            return decode_document(data)
        except ValueError as error:
            message = f"Le fichier d’index « {self._path} » est endommagé : article illisible."
            raise IndexDamaged(self._path.name, message) from error
