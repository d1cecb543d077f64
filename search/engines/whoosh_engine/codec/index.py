"""An index on disk as Whoosh's own code takes it: fulfils `whoosh.index.Index`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh.filedb.filestore import RamStorage
from whoosh.index import Index
from whoosh.reading import EmptyReader, MultiReader, SegmentReader

from search.engines.whoosh_engine.codec.codec import refuse_to_write
from search.engines.whoosh_engine.codec.schema import whoosh_schema
from search.engines.whoosh_engine.codec.segment import ColumnarSegment
from search.engines.whoosh_engine.store import Store
from search.engines.whoosh_engine.versions import check_format
from search.errors import IndexDamaged

if TYPE_CHECKING:
    from pathlib import Path

    from whoosh.reading import IndexReader

    from search.engines.whoosh_engine.store import Held, SegmentRecord


def open_index(path: Path) -> ManchetteIndex:
    """Return the live generation of an index, for Whoosh's searchers, parsers and queries.

    Args:
        path: the folder that `manchette rebuild` wrote.

    Raises:
        NoIndex: nothing was published there.
        IndexDamaged: neither the live generation nor the one before it is whole.
    """
    return ManchetteIndex(Store(path))


class ManchetteIndex(Index):
    """One generation, read-only; `refresh` opens the live one if it is another by then.

    Attributes:
        schema: the fields that queries may ask for.
    """

    def __init__(self, store: Store) -> None:
        """Open the live generation of a store."""
        self._store = store
        self.schema = whoosh_schema()
        self._held, self._segments = _opened(store)

    def close(self) -> None:
        """Let go of the generation; searchers and readers must not be used any more."""
        self._segments = []
        self._held.release()

    def latest_generation(self) -> int:
        """Return the number of the generation that is live by now."""
        return int(self._store.live_generation())

    def up_to_date(self) -> bool:
        """Tell whether this is the live generation."""
        return self._store.live_generation() == self._held.sought

    def refresh(self) -> ManchetteIndex:
        """Return the live generation: another index, or this one if it still is."""
        return self if self.up_to_date() else ManchetteIndex(self._store)

    def is_empty(self) -> bool:
        """Tell whether it holds no document."""
        return not self._segments

    def reader(self, reuse: IndexReader | None = None) -> IndexReader:
        """Return Whoosh's reader of the generation; nothing of another reader is reused."""
        del reuse
        number = int(self._held.generation)
        readers = [
            SegmentReader(RamStorage(), self.schema, segment, generation=number)
            for segment in self._segments
        ]
        if len(readers) == 1:
            return readers[0]
        return MultiReader(readers, generation=number) if readers else EmptyReader(self.schema)

    writer = refuse_to_write


def _opened(store: Store) -> tuple[Held, list[ColumnarSegment]]:
    held = store.current()
    try:
        return held, _segments(held)
    except IndexDamaged as damage:
        held.release()
        other = store.previous(damage, held)
        return other, _segments(other)


def _segments(held: Held) -> list[ColumnarSegment]:
    return [_segment(held, record) for record in held.manifest.segments]


def _segment(held: Held, record: SegmentRecord) -> ColumnarSegment:
    check_format(record)
    return ColumnarSegment(held.folders[record.id], held.deletions.get(record.id), held)
