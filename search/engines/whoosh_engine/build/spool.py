"""Documents of a draft, on disk until the last one with each id is known."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.format.texts import encode_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from search.document import Document, DocumentId


SPOOL = "spool.bin"


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    offset: int
    length: int
    date: dt.date


class Spool:
    """Compressed documents in one file; memory grows with the ids alone.

    Attributes:
        path: the file.
        duplicates: keys of documents that a later one with the same id replaced.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO = path.open("xb")
        self._places: dict[DocumentId, _Place] = {}
        self.duplicates: list[str] = []

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, identifier: DocumentId) -> bool:
        return identifier in self._places

    @property
    def ids(self) -> frozenset[DocumentId]:
        """The ids of the documents held."""
        return frozenset(self._places)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self._file.tell()

    def add(self, document: Document) -> None:
        """Add a document; it takes the place of one with the same id, at the end."""
        data = encode_document(document)
        if self._places.pop(document.id, None) is not None:
            self.duplicates.append(document.key)
        self._places[document.id] = _Place(
            self._file.tell(), len(data), document.date or dt.date.min
        )
        self._file.write(data)

    def in_date_order(self) -> list[tuple[int, int]]:
        """Return offset and length of each document: undated first, then by date.

        Documents of one day go by id, from the last: among equal scores the newest comes first,
        then the smallest id, which is the order of their numbers backwards.
        """
        self._file.flush()
        by_id = sorted(self._places.items(), reverse=True)
        ordered = sorted((place for _, place in by_id), key=lambda place: place.date)
        return [(place.offset, place.length) for place in ordered]

    def read(self, places: Iterable[tuple[int, int]]) -> Iterator[bytes]:
        """Yield the compressed documents at these places."""
        self._file.flush()
        with self.path.open("rb") as file:
            for offset, length in places:
                file.seek(offset)
                yield file.read(length)

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
        self.path.unlink(missing_ok=True)
