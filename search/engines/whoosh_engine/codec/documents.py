"""The documents of a segment: fulfils `whoosh.codec.base.PerDocumentReader`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec.base import PerDocumentReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from search.engines.whoosh_engine.codec.segment import ColumnarSegment
    from search.engines.whoosh_engine.format.arrays import Array


class SegmentDocuments(PerDocumentReader):
    """Counts, field lengths (exact) and stored fields; no vectors."""

    def __init__(self, segment: ColumnarSegment) -> None:
        self._segment = segment
        self._lengths: Mapping[str, Array] = segment.lengths

    def doc_count(self) -> int:
        """Return the number of documents that are not deleted."""
        count: int = self._segment.doc_count()
        return count

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted ones included."""
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        """Tell whether a document is deleted."""
        return self._segment.deleted_count() > 0

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether this document is deleted."""
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """Return the numbers of the deleted documents."""
        return self._segment.deleted_docs()

    def all_doc_ids(self) -> Iterator[int]:
        """Return the numbers of the documents that are not deleted."""
        return iter(np.flatnonzero(self._segment.live).tolist())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return the number of tokens of a document's field; the default for other fields."""
        lengths = self._lengths.get(fieldname)
        return default if lengths is None else int(lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        """Return the number of tokens of a field, deleted documents included as in Whoosh's."""
        lengths = self._lengths.get(fieldname)
        return 0 if lengths is None else int(lengths.sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        """Return the least tokens that a document has in a field."""
        lengths = self._lengths.get(fieldname)
        return 0 if lengths is None else int(lengths.min(initial=_LONGEST))

    def max_field_length(self, fieldname: str) -> int:
        """Return the most tokens that a document has in a field."""
        lengths = self._lengths.get(fieldname)
        return 0 if lengths is None else int(lengths.max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return what is known of a document, by the names of the schema; empty values are out."""
        document = self._segment.texts[docnum]
        values: dict[str, Any] = {
            "id": self._segment.columns.id(docnum),
            "key": document.key,
            "title": document.title,
            "text": document.text,
            "date": document.date and dt.datetime.combine(document.date, dt.time()),
            "source": document.source,
            "url": document.url,
            "author": list(document.authors),
            "section": document.section,
        }
        return {name: value for name, value in values.items() if value}


_LONGEST = (1 << 32) - 1
