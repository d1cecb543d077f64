"""One segment open for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.format.columns import Columns
from search.engines.whoosh_engine.format.damage import noticing
from search.engines.whoosh_engine.format.files import COLUMNS, LEXICON, POSTINGS, TEXTS
from search.engines.whoosh_engine.format.lexicon import LexiconFile
from search.engines.whoosh_engine.format.postings import Postings
from search.engines.whoosh_engine.format.texts import Texts
from search.engines.whoosh_engine.versions import check_format

if TYPE_CHECKING:
    from pathlib import Path

    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.store import Held, SegmentRecord


class Segment:
    """The files of one segment, mapped; shared by threads.

    Attributes:
        columns: dates, facet values, ids.
        texts: stored documents.
        lexicon: forms.
        postings: where the forms occur.
        live: for each document, whether it is not deleted.
        live_count: how many are not.
        whole: whether none is deleted.
        titles: tokens of each document's title.
        longest_title: most of them.
        lengths: tokens of each document, title and text.
    """

    def __init__(self, folder: Path, deletions: bytes | None) -> None:
        """Open a segment's folder.

        Raises:
            IndexDamaged: a file is not what it should be.
        """
        with noticing(folder / COLUMNS):
            self.columns = Columns(folder / COLUMNS)
            self.titles = self.columns.lengths("title")
            self.longest_title = int(self.titles.max(initial=0))
            self.lengths = self.titles + self.columns.lengths("text")
        with noticing(folder / TEXTS):
            self.texts = Texts(folder / TEXTS, self.columns.texts)
        with noticing(folder / LEXICON):
            self.lexicon = LexiconFile(folder / LEXICON)
        with noticing(folder / POSTINGS):
            self.postings = Postings(folder / POSTINGS, len(self.columns))
        self.live = _live(len(self.columns), deletions)
        self.live_count = int(np.count_nonzero(self.live))
        self.whole = self.live_count == self.live.size

    def __len__(self) -> int:
        """Number of documents, deleted ones included."""
        return len(self.columns)


def kept_segment(held: Held, record: SegmentRecord) -> Segment:
    """Open a segment of a generation.

    Raises:
        IndexDamaged: a file is not what it should be, or is of another version's format.
    """
    check_format(record)
    return Segment(held.folders[record.id], held.deletions.get(record.id))


def _live(documents: int, deletions: bytes | None) -> Array:
    if deletions is None:
        return np.ones(documents, bool)
    bits = np.unpackbits(np.frombuffer(deletions, np.uint8), bitorder="little")
    return ~bits[:documents].astype(bool)
