"""One segment: fulfils `whoosh.codec.base.Segment`, without a TOC and without a pickle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from whoosh.codec.base import Segment

from search.engines.whoosh_engine.codec.codec import ColumnarCodec, refuse_to_write
from search.engines.whoosh_engine.codec.value_fields import DateField, FacetField, IdField
from search.engines.whoosh_engine.codec.word_field import TextField, TitleField
from search.engines.whoosh_engine.codec.words import Words
from search.engines.whoosh_engine.format.columns import Columns
from search.engines.whoosh_engine.format.damage import noticing
from search.engines.whoosh_engine.format.files import COLUMNS, FIELDS, LEXICON, POSTINGS, TEXTS
from search.engines.whoosh_engine.format.postings import Postings
from search.engines.whoosh_engine.format.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.engines.whoosh_engine.codec.occurrences import FieldTerms


class ColumnarSegment(Segment):
    """The files of one segment, mapped, as Whoosh's readers take them.

    Attributes:
        columns, texts: the documents.
        fields: the terms, by field.
        lengths: the tokens of each document, by field.
        live: mask of the documents that are not deleted.
        hold: what keeps the files from being removed, as long as a reader lives.
    """

    def __init__(self, folder: Path, deletions: bytes | None = None, hold: object = None) -> None:
        """Open a segment's folder.

        Raises:
            IndexDamaged: a file is not what it should be.
        """
        self.indexname = "manchette"
        self.segid = folder.name
        self.compound = False
        self.hold = hold
        with noticing(folder / COLUMNS):
            self.columns = Columns(folder / COLUMNS)
            self.lengths = {name: self.columns.lengths(name) for name in FIELDS}
        with noticing(folder / TEXTS):
            self.texts = Texts(folder / TEXTS, self.columns.texts)
        with noticing(folder / LEXICON):
            words = Words(folder / LEXICON)
        with noticing(folder / POSTINGS):
            postings = Postings(folder / POSTINGS, len(self.columns))
        lengths = (self.lengths["title"], self.lengths["text"])
        self.fields: dict[str, FieldTerms] = {
            "title": TitleField(words, postings, *lengths),
            "text": TextField(words, postings, *lengths),
            "id": IdField(self.columns),
            "date": DateField(self.columns),
            **{name: FacetField(column) for name, column in self.columns.facets.items()},
        }
        self.live = np.ones(len(self.columns), bool)
        if deletions is not None:
            bits = np.unpackbits(np.frombuffer(deletions, np.uint8), bitorder="little")
            self.live = ~bits[: len(self.columns)].astype(bool)
        self._deleted = int(np.count_nonzero(~self.live))

    def codec(self) -> ColumnarCodec:
        """Return the codec that reads it."""
        return ColumnarCodec()

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted ones included."""
        return len(self.columns)

    def deleted_count(self) -> int:
        """Return the number of deleted documents."""
        return self._deleted

    def deleted_docs(self) -> Iterator[int]:
        """Return the numbers of the deleted documents."""
        return iter(np.flatnonzero(~self.live).tolist())

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is deleted; Whoosh asks for the one after the last too."""
        return docnum < self.live.size and not self.live[docnum]

    set_doc_count = delete_document = refuse_to_write
