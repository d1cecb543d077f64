"""Documents of a draft, on disk until the last one with each id is known.

They wait as they will be stored, but not compressed: every byte is written once and read once.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.format.texts import encode_document

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from search.document import Document, DocumentId


SPOOL = "spool.bin"


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    offset: int
    length: int
    date: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True)
class Ordered:
    """The documents of a spool in the order of their numbers, one item each.

    Attributes:
        ids: public ids.
        dates: days of publication.
        places: offset and length of each record.
    """

    ids: list[DocumentId]
    dates: list[dt.date | None]
    places: list[tuple[int, int]]


class Spool:
    """Records of documents in one file; memory grows with the ids alone.

    Attributes:
        path: the file.
        duplicates: keys of documents that a later one with the same id replaced.
        size: bytes of the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO = path.open("xb")
        self._places: dict[DocumentId, _Place] = {}
        self.duplicates: list[str] = []
        self.size = 0

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, identifier: DocumentId) -> bool:
        return identifier in self._places

    @property
    def ids(self) -> frozenset[DocumentId]:
        """The ids of the documents held."""
        return frozenset(self._places)

    def add(self, document: Document) -> None:
        """Add a document; it takes the place of one with the same id, at the end."""
        data = encode_document(document)
        identifier = document.id
        if self._places.pop(identifier, None) is not None:
            self.duplicates.append(document.key)
        self._places[identifier] = _Place(self.size, len(data), document.date)
        self.size += self._file.write(data)

    def in_date_order(self) -> Ordered:
        """Return the documents: undated first, then by date.

        Documents of one day go by id, from the last: among equal scores the newest comes first,
        then the smallest id, which is the order of their numbers backwards.
        """
        self._file.flush()
        by_id = sorted(self._places.items(), reverse=True)
        ordered = sorted(by_id, key=lambda item: item[1].date or dt.date.min)
        return Ordered(
            [identifier for identifier, _ in ordered],
            [place.date for _, place in ordered],
            [(place.offset, place.length) for _, place in ordered],
        )

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
        self.path.unlink(missing_ok=True)
