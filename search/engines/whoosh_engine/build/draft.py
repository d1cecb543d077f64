"""A generation in the making: documents wait in a spool, and become one segment at the end."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import numpy as np

from search.engines.interface import GenerationId, Receipt
from search.engines.whoosh_engine.build.segment import write_segment
from search.engines.whoosh_engine.build.spool import SPOOL, Spool
from search.engines.whoosh_engine.schema import versions
from search.engines.whoosh_engine.segment import Segment
from search.engines.whoosh_engine.store import NewSegment, check_room

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from types import TracebackType
    from typing import Literal, Self

    from search.document import Document, DocumentId
    from search.engines.whoosh_engine.build.runs import Budget
    from search.engines.whoosh_engine.store import Held, SegmentRecord, Store, Writing

ROOM = 12
"""Bytes of disk a build may need for each compressed byte of text: the segment itself, and the
postings that wait on disk (measured on press articles: 6 to 7 at the peak)."""


class WhooshDraft:
    """The port's Draft: holds the writer's lock from the start of the context to its end."""

    def __init__(self, store: Store, base: Literal["empty", "current"], budget: Budget) -> None:
        self._store = store
        self._budget = budget
        self._deleted: set[DocumentId] = set()
        self._refused: list[str] = []
        self._base = base
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as stack:
            self._writing: Writing = stack.enter_context(self._store.writer())
            self._held: Held | None = None
            if self._base == "current" and self._writing.base is not None:
                self._held = stack.enter_context(self._store.current())
            self._spool = Spool(self._writing.new_segment_folder() / SPOOL)
            stack.callback(self._spool.close)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave: what was not published is gone."""
        self._stack.__exit__(kind, error, trace)

    def put(self, documents: Iterable[Document]) -> None:
        """Add documents; the last one with an id wins, here and over the base."""
        forgotten = self._writing.tombstones
        for document in documents:
            if forgotten.refuses(document.key, document.url, document.text):
                self._refused.append(document.key)
            else:
                self._spool.add(document)

    def delete(self, ids: Collection[DocumentId]) -> None:
        """Leave out documents of the base."""
        self._deleted.update(ids)

    def publish(self) -> Receipt:
        """Build the segment of what was put and publish it beside the base's."""
        kept, bitmaps, gone, live = self._keep(self._spool.ids | self._deleted)
        fresh = self._build()
        generation = self._writing.publish(
            [*kept, *fresh], deletions=bitmaps, check=lambda folder: Segment(folder, None)
        )
        replaced = len(gone & self._spool.ids)
        return Receipt(
            generation=GenerationId(generation),
            documents=live + len(self._spool),
            added=len(self._spool) - replaced,
            replaced=replaced,
            removed=len(gone) - replaced,
            duplicates=tuple(self._spool.duplicates),
            refused=tuple(self._refused),
        )

    def _build(self) -> list[NewSegment]:
        if not len(self._spool):
            return []
        check_room(self._store.path, self._spool.size * ROOM)
        folder = self._writing.new_segment_folder()
        write_segment(folder, self._spool, self._budget)
        return [NewSegment(folder, documents=len(self._spool), versions=versions())]

    def _keep(
        self, gone: Collection[DocumentId]
    ) -> tuple[list[SegmentRecord], dict[str, bytes], set[DocumentId], int]:
        """Return the base's segments to keep, their new bitmaps, what left them, what stays."""
        kept: list[SegmentRecord] = []
        bitmaps: dict[str, bytes] = {}
        left: set[DocumentId] = set()
        live = 0
        if self._held is None:
            return kept, bitmaps, left, live
        for record in self._held.manifest.segments:
            segment = Segment(self._held.folders[record.id], self._held.deletions.get(record.id))
            alive = segment.live.copy()
            numbers = {i: segment.columns.number(i) for i in gone}
            for identifier, number in numbers.items():
                if number is not None and alive[number]:
                    alive[number] = False
                    left.add(identifier)
            if alive.any():
                kept.append(record)
                live += int(np.count_nonzero(alive))
                if not np.array_equal(alive, segment.live):
                    bitmaps[record.id] = np.packbits(~alive, bitorder="little").tobytes()
        return kept, bitmaps, left, live
