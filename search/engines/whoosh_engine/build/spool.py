"""Documents of a draft, on disk until the last one with each id is known.

They wait as they will be stored, but not compressed: every byte is written once.
"""

from __future__ import annotations

import array
import contextlib
import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.document import PUBLIC_ID_LENGTH, DocumentId
from search.engines.whoosh_engine.build.sums import sums_before
from search.engines.whoosh_engine.format.columns import UNDATED, day_number
from search.engines.whoosh_engine.format.texts import decode_document, encode_document

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from search.document import Document
    from search.engines.whoosh_engine.format.arrays import Array


SPOOL = "spool.bin"

_BUFFERED = 1 << 20
"""Bytes written at a time: a call of the system an article would cost a sixth of taking it."""


@dataclasses.dataclass(frozen=True, slots=True)
class Ordered:
    """The documents of a spool in the order of their numbers, one item each.

    Attributes:
        ids: public ids, as byte strings.
        days: of publication, as the columns hold them (i4).
        records: which record of the spool each is (i8).
        offsets, sizes: where that stands, in bytes (i8).
    """

    ids: Array
    days: Array
    records: Array
    offsets: Array
    sizes: Array


class Spool:
    """Records of documents in one file; memory holds some forty bytes of each.

    Attributes:
        path: the file.
        size: bytes of the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO = path.open("xb", _BUFFERED)
        self._ids = bytearray()
        self._days, self._sizes = array.array("i"), array.array("I")
        self._distinct = (0, 0)
        self.size = 0

    def __len__(self) -> int:
        """Number of documents, each id once."""
        records, distinct = self._distinct
        if records != self.records:
            distinct = self._last().size
            self._distinct = self.records, distinct
        return distinct

    @property
    def records(self) -> int:
        """Number of records, those that another one replaced among them."""
        return len(self._sizes)

    @property
    def ids(self) -> frozenset[DocumentId]:
        """The ids of the documents held."""
        return frozenset(map(DocumentId, np.unique(self._names()).astype(str).tolist()))

    @property
    def duplicates(self) -> list[str]:
        """The keys of the records that a later one with the same id replaced."""
        replaced = np.setdiff1d(np.arange(self.records), self._last())
        offsets = sums_before(self.sizes_from(0))
        self.flush()
        with self.path.open("rb") as file:
            keys = []
            for begin, end in zip(offsets[replaced], offsets[replaced + 1], strict=True):
                file.seek(begin)
                keys.append(decode_document(file.read(end - begin)).key)
        return keys

    def add(self, document: Document) -> None:
        """Add a document; it takes the place of one with the same id."""
        self._ids += document.id.encode("ascii")
        self._days.append(day_number(document.date) if document.date else UNDATED)
        size = self._file.write(encode_document(document))
        self._sizes.append(size)
        self.size += size

    def sizes_from(self, first: int) -> Array:
        """Return the bytes of each record from one on (u4)."""
        return np.array(self._sizes[first:], np.uint32)

    def flush(self) -> None:
        """Let others read what was written."""
        self._file.flush()

    def in_date_order(self) -> Ordered:
        """Return the documents: undated first, then by date.

        Documents of one day go by id, from the last: among equal scores the newest comes first,
        then the smallest id, which is the order of their numbers backwards.
        """
        self.flush()
        last = self._last()[::-1]
        days = np.array(self._days, np.int32)
        records = last[np.argsort(days[last], kind="stable")]
        sizes = self.sizes_from(0)
        offsets = sums_before(sizes)[records]
        return Ordered(self._names()[records], days[records], records, offsets, sizes[records])

    def close(self) -> None:
        """Remove the file; where the disk refuses, the next writer does.

        All that was put is published by then, or given up: neither is undone by what stays.
        """
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _names(self) -> Array:
        return np.frombuffer(bytes(self._ids), f"S{PUBLIC_ID_LENGTH}")

    def _last(self) -> Array:
        """Return the last record of each id, in the order of the ids (i8)."""
        names = self._names()
        order = np.argsort(names, kind="stable")
        named = names[order]
        last = np.ones(order.size, bool)
        np.not_equal(named[1:], named[:-1], out=last[:-1])
        return order[last]
