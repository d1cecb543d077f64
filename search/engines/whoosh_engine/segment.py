"""One segment open for reading."""

from __future__ import annotations

import contextlib
import queue
from typing import TYPE_CHECKING

import numpy as np
from whoosh.index import open_dir

from search.engines.whoosh_engine.build.segment import COLUMNS, LEXICON, POSTINGS, TEXTS
from search.engines.whoosh_engine.format.columns import Columns
from search.engines.whoosh_engine.format.lexicon import LexiconFile
from search.engines.whoosh_engine.format.texts import Texts
from search.engines.whoosh_engine.schema import FIELDS
from search.errors import IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from whoosh.reading import IndexReader

    from search.engines.whoosh_engine.format.arrays import Array


class Segment:
    """The files of one segment, mapped, and Whoosh's readers over its postings.

    Attributes:
        columns: dates, facet values, ids.
        texts: stored documents.
        lexicon: forms.
        live: for each document, whether it is not deleted.
        lengths: for each field, the number of tokens of each document.
    """

    def __init__(self, folder: Path, deletions: bytes | None) -> None:
        """Open a segment's folder.

        Raises:
            IndexDamaged: a file is not what it should be.
        """
        try:
            self.columns = Columns(folder / COLUMNS)
            self.texts = Texts(folder / TEXTS, self.columns.text_starts)
            self.lexicon = LexiconFile(folder / LEXICON)
            self._index = open_dir(str(folder / POSTINGS), readonly=True)
        except (OSError, KeyError, IndexError, EOFError) as error:
            message = (
                f"Un fichier d’index de « {folder} » est endommagé : {error}. Relancez « rebuild »."
            )
            raise IndexDamaged(folder.name, message) from error
        self.lengths = {name: self.columns.lengths(name) for name in FIELDS}
        self.live = _live(len(self.columns), deletions)
        self._readers: queue.SimpleQueue[IndexReader] = queue.SimpleQueue()

    def __len__(self) -> int:
        """Number of documents, deleted ones included."""
        return len(self.columns)

    @contextlib.contextmanager
    def reader(self) -> Iterator[IndexReader]:
        """Lend a Whoosh reader to one thread: they share a file position, so are never shared."""
        try:
            reader = self._readers.get_nowait()
        except queue.Empty:
            reader = self._index.reader()
        try:
            yield reader
        finally:
            self._readers.put(reader)

    def close(self) -> None:
        """Close Whoosh's readers."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._readers.get_nowait().close()
        self._index.close()


def _live(documents: int, deletions: bytes | None) -> Array:
    if deletions is None:
        return np.ones(documents, bool)
    bits = np.unpackbits(np.frombuffer(deletions, np.uint8), bitorder="little")
    return ~bits[:documents].astype(bool)
