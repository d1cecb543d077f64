"""The writer's side: one at a time makes a generation, whole or not at all.

A publish seals segments and lists, writes the manifest, and moves CURRENT last, each durable before
the next: at every moment and after every power loss CURRENT names a generation that is whole.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store import disk, pointer, reading, sealing
from search.engines.whoosh_engine.store.beginning import (
    answering,
    make_folders,
    named,
    warn_of_network,
)
from search.engines.whoosh_engine.store.carried import carried_tombstones
from search.engines.whoosh_engine.store.failures import FULL, explained, explaining
from search.engines.whoosh_engine.store.held import check_file, read_tombstones
from search.engines.whoosh_engine.store.layout import generation_name, temporary_name
from search.engines.whoosh_engine.store.lock import WriterLock
from search.engines.whoosh_engine.store.manifest import FileRecord, Manifest, SegmentRecord, encode
from search.engines.whoosh_engine.store.opening import sound_previous
from search.engines.whoosh_engine.store.pointer import Pointer
from search.engines.whoosh_engine.store.reclaim import entries, reclaim, sweep_temporary
from search.engines.whoosh_engine.store.tombstones import Tombstones, decode
from search.errors import IndexDamaged, IndexProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from search.engines.whoosh_engine.store.layout import Layout
    from search.engines.whoosh_engine.store.manifest import Counts
    from search.engines.whoosh_engine.store.sealing import NewSegment

logger = logging.getLogger(__name__)


class Writing:
    """A generation in the making, under the writer lock; a context manager.

    Leaving it without `publish` removes what it made and changes nothing.

    Attributes:
        base: the generation that answers, None if none does; no other writer can change it.
        tombstones: what was forgotten so far, to refuse it.
    """

    base: Manifest | None
    tombstones: Tombstones

    def __init__(self, layout: Layout) -> None:
        """Name the index; nothing is done before `__enter__`."""
        self._layout = layout
        self._stack = contextlib.ExitStack()
        self._published = False

    def __enter__(self) -> Self:
        """Take the lock, make the folders, remove what interrupted writers left.

        Raises:
            IndexBusy: another writer is at work.
            IndexDamaged: the index is of a later format.
            IndexProblem: the system refuses.
        """
        with contextlib.ExitStack() as stack:
            stack.enter_context(explaining(self._layout.root, "écrire l’index"))
            make_folders(self._layout)
            stack.enter_context(WriterLock(self._layout.lock))
            self._prepare()
            self._stack = stack.pop_all()
        return self

    def new_segment_folder(self) -> Path:
        """Return an empty folder to build a segment in, on the disk of the index."""
        folder = self._layout.segments / temporary_name()
        with explaining(self._layout.root, "écrire un segment"):
            disk.make_dir(folder)
        return folder

    def publish(
        self,
        segments: Sequence[SegmentRecord | NewSegment],
        *,
        deletions: Mapping[str, bytes] | None = None,
        tombstones: Sequence[bytes] = (),
        check: Callable[[Path], object] | None = None,
        counts: Counts | None = None,
    ) -> str:
        """Make a generation of these segments the live one; on return it survives a power loss.

        The generation that answered before is kept, unless `tombstones` are added: then none
        before this one may ever answer again (see `erase.remove_older`).

        Args:
            segments: segments of the base to keep, and new ones, in order.
            deletions: bitmaps of deleted documents of kept segments, by segment id; a kept
                segment that is not named keeps the one it has.
            tombstones: files to add to what was forgotten (`tombstones.encode`).
            check: called with the folder of each new segment before it is sealed; what it
                raises stops the publish.
            counts: to keep of its making; those of the base when not given.

        Returns:
            The name of the generation.

        Raises:
            NotEnoughDisk: the disk is full; the old generation answers.
            IndexProblem: the system refuses; the old generation answers.
            IndexDamaged: a file of a kept segment is missing or has another size.
            ValueError: the segments, bitmaps or tombstones are not what they should be.
        """
        if self._published:
            message = "one publish a writer"
            raise ValueError(message)
        with explaining(self._layout.root, "publier l’index"):
            records = self._seal(segments, dict(deletions or {}), check)
            added = self._bury(tombstones)
            if counts is None:
                counts = self.base.counts if self.base else {}
            self._put_manifest(records, [*self._carried, *added], counts)
            floor = self._generation if added else self._floor
            pointer.write(self._layout, Pointer(self._generation, floor))
        self._published = True
        self._collect(() if added or self.base is None else (self.base.generation,))
        return self._generation

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove what was not published and let go of the lock.

        Raises:
            NotEnoughDisk: the block failed because the disk is full.
        """
        with self._stack:
            if not self._is_live():
                self._remove_made()
        if isinstance(error, OSError) and error.errno in FULL:
            raise explained(error, self._layout.root, "écrire l’index") from error

    def _prepare(self) -> None:
        layout = self._layout
        warn_of_network(layout.root)
        self.base, fallback = answering(layout)
        current = named(layout)
        numbers = [int(name) for name in layout.listed()] + ([int(current.live)] if current else [])
        self._generation = generation_name(max(numbers, default=0) + 1)
        # Without a readable CURRENT nobody knows the floor: nothing older may answer again.
        self._floor = current.floor if current else self._generation
        self._collect(sound_previous(layout, current) if current else ())
        self._carried = carried_tombstones(layout, self.base, everything=fallback)
        self.tombstones = Tombstones(tuple(read_tombstones(layout, f) for f in self._carried))
        self._before = {path for folder in layout.folders for path in entries(folder)}

    def _seal(
        self,
        segments: Sequence[SegmentRecord | NewSegment],
        bitmaps: dict[str, bytes],
        check: Callable[[Path], object] | None,
    ) -> tuple[SegmentRecord, ...]:
        records = []
        for segment in segments:
            if isinstance(segment, SegmentRecord):
                records.append(self._kept(segment, bitmaps.pop(segment.id, None)))
            else:
                records.append(sealing.seal_segment(self._layout, segment, check))
        if bitmaps or len({record.id for record in records}) != len(records):
            message = "a segment is given twice, or a bitmap for none"
            raise ValueError(message)
        return tuple(records)

    def _kept(self, record: SegmentRecord, bits: bytes | None) -> SegmentRecord:
        for file in Manifest(self._generation, "", (record,), ()).files():
            check_file(self._layout.root, file)
        return record if bits is None else sealing.mark_deleted(self._layout, record, bits)

    def _bury(self, tombstones: Sequence[bytes]) -> list[FileRecord]:
        """Write the tombstones that are not there yet and return their records."""
        for data in tombstones:
            decode(data, "tombstones/…")
        records = [sealing.put_content(self._layout.tombstones, data) for data in tombstones]
        return [record for record in dict.fromkeys(records) if record not in self._carried]

    def _put_manifest(
        self,
        records: tuple[SegmentRecord, ...],
        tombstones: Sequence[FileRecord],
        counts: Counts,
    ) -> None:
        created = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        stones = tuple(sorted(tombstones, key=lambda file: file.path))
        data = encode(Manifest(self._generation, created, records, stones, counts))
        try:
            reading.decode(data, self._generation)
        except IndexDamaged as error:  # better now than when readers open it
            message = f"not a manifest that could be read back: {error}"
            raise ValueError(message) from error
        sealing.put_file(self._layout.manifest(self._generation), data)

    def _collect(self, keep: Collection[str]) -> None:
        """Remove what no generation needs; what cannot be removed waits for the next writer."""
        try:
            reclaim(self._layout, keep)
        except (OSError, IndexProblem) as error:
            logger.warning("Ménage de l’index %s remis à plus tard : %s", self._layout.root, error)

    def _is_live(self) -> bool:
        """Say whether CURRENT names this generation; an interruption may hide that it does."""
        current = named(self._layout)
        return self._published or (current is not None and current.live == self._generation)

    def _remove_made(self) -> None:
        with contextlib.suppress(OSError):  # the next writer tries again
            sweep_temporary(self._layout)
            for folder in self._layout.folders:
                for path in entries(folder):
                    if path not in self._before:
                        disk.remove(path)
