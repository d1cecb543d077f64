"""The readers of a segment: fulfils `whoosh.codec.base.Codec`, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from whoosh.codec.base import Codec

from search.engines.whoosh_engine.codec.documents import SegmentDocuments
from search.engines.whoosh_engine.codec.terms import SegmentTerms

if TYPE_CHECKING:
    from search.engines.whoosh_engine.codec.segment import ColumnarSegment


def refuse_to_write(*given: object, **named: object) -> NoReturn:
    """Stand for what would write, as a method of any arguments.

    Raises:
        TypeError: always; says what writes instead.
    """
    del given, named
    raise TypeError(
        "Cet index se lit par Whoosh mais ne s’écrit pas par lui : "
        "« manchette rebuild », « update » et « forget » l’écrivent."
    )


class ColumnarCodec(Codec):
    """Hands out readers; our builder alone writes.

    `postings_reader` is left out: SegmentTerms makes the matchers, no file of Whoosh's holds any.
    """

    def terms_reader(self, storage: object, segment: ColumnarSegment) -> SegmentTerms:
        """Return the reader of a segment's terms; the storage is of no use."""
        del storage
        return SegmentTerms(segment.fields)

    def per_document_reader(self, storage: object, segment: ColumnarSegment) -> SegmentDocuments:
        """Return the reader of a segment's documents; the storage is of no use."""
        del storage
        return SegmentDocuments(segment)

    per_document_writer = field_writer = postings_writer = refuse_to_write
    new_segment = refuse_to_write
