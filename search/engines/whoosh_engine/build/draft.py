"""A generation in the making: documents wait in a spool, and become one segment at the end."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import numpy as np

from search.engines.keeping import NO_PROVENANCE, GenerationId, Provenance, Receipt, say_nothing
from search.engines.whoosh_engine.build.arrivals import Arrivals
from search.engines.whoosh_engine.build.provenance import counted, provenance_in
from search.engines.whoosh_engine.build.segment import write_segment
from search.engines.whoosh_engine.build.spool import SPOOL, Spool
from search.engines.whoosh_engine.build.workers import Workers
from search.engines.whoosh_engine.segment import Segment, kept_segment
from search.engines.whoosh_engine.store import NewSegment, check_room
from search.engines.whoosh_engine.versions import versions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from types import TracebackType
    from typing import Literal, Self

    from search.document import Document, DocumentId
    from search.engines.keeping import Told
    from search.engines.whoosh_engine.build.budget import Budget
    from search.engines.whoosh_engine.store import Held, SegmentRecord, Store, Writing

ROOM = 6
"""Bytes of disk a build may need for each byte of the spool: the segment itself, and the postings
that wait on disk (measured on press articles: 3.6 to 4.3 at the peak)."""

FOLD = 2
"""An update rewrites the segments that are at most this many times as large as itself."""


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
            workers = stack.enter_context(Workers(self._budget.workers))
            self._spool = Spool(self._writing.new_segment_folder() / SPOOL)
            stack.callback(self._spool.close)
            self._arrivals = Arrivals(self._spool, self._budget, workers)
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
                self._arrivals.add(document)

    def delete(self, ids: Collection[DocumentId]) -> None:
        """Leave out documents of the base."""
        self._deleted.update(ids)

    def publish(self, provenance: Provenance = NO_PROVENANCE, told: Told = say_nothing) -> Receipt:
        """Build the segment of what was put and publish it beside the base's."""
        kept = list(self._kept())
        fresh_ids = self._spool.ids if kept else frozenset()
        added, duplicates = len(self._spool), tuple(self._spool.duplicates)
        gone = {i for one in kept for i in one.drop(fresh_ids | self._deleted)}
        kept = self._fold([one for one in kept if one.live])
        fresh = self._build(told)
        generation = self._writing.publish(
            [*(one.record for one in kept), *fresh],
            deletions={one.record.id: one.bitmap for one in kept if one.changed},
            check=lambda folder: Segment(folder, None),
            counts=counted(self._provenance(provenance + Provenance(duplicates=len(duplicates)))),
        )
        replaced = len(gone & fresh_ids)
        return Receipt(
            generation=GenerationId(generation),
            documents=sum(one.live for one in kept) + len(self._spool),
            added=added - replaced,
            replaced=replaced,
            removed=len(gone) - replaced,
            duplicates=duplicates,
            refused=tuple(self._refused),
        )

    def _provenance(self, given: Provenance) -> Provenance:
        return given if self._held is None else provenance_in(self._held.manifest.counts) + given

    def _kept(self) -> Iterator[_Kept]:
        if self._held is not None:
            for record in self._held.manifest.segments:
                yield _Kept(record, kept_segment(self._held, record))

    def _fold(self, kept: list[_Kept]) -> list[_Kept]:
        """Take the documents of small segments into the new one, and return the others.

        A segment not over FOLD times as large as what comes is rewritten with it: sizes grow
        geometrically, there are at most some ten segments, and a document is rewritten as often
        as the logarithm of the collection says.
        """
        if not len(self._spool):
            return kept
        stay = sorted(kept, key=lambda one: one.live)
        while stay and stay[0].live <= FOLD * len(self._spool):
            for document in stay.pop(0).documents():
                self._arrivals.add(document)
        return [one for one in kept if one in stay]

    def _build(self, told: Told) -> list[NewSegment]:
        if not len(self._spool):
            return []
        check_room(self._store.path, self._spool.size * ROOM)
        folder = self._writing.new_segment_folder()
        write_segment(folder, self._arrivals, told)
        return [NewSegment(folder, documents=len(self._spool), versions=versions())]


class _Kept:
    """A segment of the base, and which of its documents stay."""

    def __init__(self, record: SegmentRecord, segment: Segment) -> None:
        self.record = record
        self._segment = segment
        self._stay = segment.live.copy()

    @property
    def live(self) -> int:
        return int(np.count_nonzero(self._stay))

    @property
    def changed(self) -> bool:
        return not np.array_equal(self._stay, self._segment.live)

    @property
    def bitmap(self) -> bytes:
        return np.packbits(~self._stay, bitorder="little").tobytes()

    def drop(self, ids: Collection[DocumentId]) -> Iterator[DocumentId]:
        """Drop documents, and yield those that were there."""
        for identifier in ids:
            number = self._segment.columns.number(identifier)
            if number is not None and self._stay[number]:
                self._stay[number] = False
                yield identifier

    def documents(self) -> Iterator[Document]:
        """Yield the documents that stay."""
        for number in np.flatnonzero(self._stay).tolist():
            yield self._segment.texts[number]
