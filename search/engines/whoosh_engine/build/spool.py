"""Documents of a draft, on disk until the last one with each id is known."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.format.texts import encode_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from search.document import Document, DocumentId


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    offset: int
    length: int


class Spool:
    """Compressed documents in one file; memory grows with the ids alone.

    Attributes:
        duplicates: keys of documents that a later one with the same id replaced.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
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
        self._places[document.id] = _Place(self._file.tell(), len(data))
        self._file.write(data)

    def discard(self, identifier: DocumentId) -> None:
        """Drop the document with this id, if there is one."""
        self._places.pop(identifier, None)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the compressed documents, in the order of their last coming."""
        self._file.flush()
        with self._path.open("rb") as file:
            for place in self._places.values():
                file.seek(place.offset)
                yield file.read(place.length)

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
        self._path.unlink(missing_ok=True)
