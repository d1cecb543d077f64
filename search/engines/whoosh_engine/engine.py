"""The port's Engine over a folder of generations."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING

from search.engines.keeping import GenerationId, say_nothing
from search.engines.whoosh_engine.build.draft import WhooshDraft
from search.engines.whoosh_engine.build.restore import restore
from search.engines.whoosh_engine.build.rewrite import rewrite_without
from search.engines.whoosh_engine.execute.blocks import BLOCK
from search.engines.whoosh_engine.snapshot import Generation, WhooshSnapshot
from search.engines.whoosh_engine.store import Store, archive, remove_older, verify
from search.errors import IndexDamaged, IndexProblem, ManchetteError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path
    from typing import BinaryIO, Literal

    from search.document import DocumentId
    from search.engines.keeping import Finding, Receipt, Told
    from search.engines.whoosh_engine.build.budget import Budget
    from search.engines.whoosh_engine.store import Held

CHECK_EVERY_SECONDS = 1.0
"""How old the knowledge of which generation is live may be."""


class WhooshEngine:
    """Embedded engine; safe to share between threads, not between processes.

    A thread of its own looks at CURRENT every second, so that an idle worker lets go of an old
    generation too (`forget` waits for that).
    """

    def __init__(self, path: Path, budget: Budget, block: int = BLOCK) -> None:
        """Take a folder, which need not exist, what building may use, and the size of a block."""
        self._block = block
        self._store = Store(path)
        self._budget = budget
        self._open: Generation | None = None
        self._lock = threading.Lock()
        self._checked = 0.0
        self._watching = False

    def snapshot(self) -> WhooshSnapshot:
        """Return the live generation."""
        with self._lock:
            return WhooshSnapshot(self._refresh(), self._leave)

    def draft(self, base: Literal["empty", "current"]) -> WhooshDraft:
        """Begin a generation; the lock is taken when its context begins."""
        return WhooshDraft(self._store, base, self._budget)

    def forget(self, ids: Collection[DocumentId], told: Told = say_nothing) -> Receipt:
        """Rewrite the segments that hold these documents, publish, and erase what is older."""
        with self._store.writer() as writing:
            receipt = rewrite_without(self._store, writing, ids, self._budget, told)
        with self._lock:
            self._checked = 0.0
            self._refresh()
        remove_older(self._store, than=receipt.generation)
        return receipt

    def backup(self, file: BinaryIO, progress: Callable[[int, int], object]) -> GenerationId:
        """Write the live generation to a file, held so that no writer removes it meanwhile."""
        with self._store.current() as held:
            if held.fallback_reason:
                raise IndexProblem(held.fallback_reason)
            archive.pack(held, file, progress)
            return GenerationId(held.generation)

    def restore(self, file: BinaryIO, progress: Callable[[int, int], object]) -> Receipt:
        """Publish what a backup holds."""
        with self._store.writer() as writing:
            receipt = restore(writing, file, self._budget, progress)
        with self._lock:
            self._checked = 0.0
        return receipt

    def verify(self, told: Told = say_nothing) -> Iterator[Finding]:
        """Check every file of every kept generation."""
        yield from verify(self._store, told)

    def close(self) -> None:
        """Let go of the open generation."""
        with self._lock:
            if self._open is not None:
                self._open.release()
            self._open = None
            self._checked = 0.0

    def _refresh(self) -> Generation:
        """Move to the live generation if it is another; called with the lock held."""
        now = time.monotonic()
        if self._open is not None and now - self._checked < CHECK_EVERY_SECONDS:
            return self._open
        self._checked = now
        if self._open is not None and self._store.live_generation() == self._open.held.sought:
            return self._open
        fresh = self._opened()
        if self._open is not None:
            self._open.release()
        self._open = fresh
        self._watch()
        return fresh

    def _opened(self) -> Generation:
        held: Held = self._store.current()
        try:
            return Generation(held, self._block)
        except IndexDamaged as damage:
            held.release()
            return self._previous(damage, held)

    def _previous(self, damage: IndexDamaged, held: Held) -> Generation:
        """Open what answers in place of a damaged generation; raise the damage if nothing can."""
        other = self._store.previous(damage, held)
        try:
            return Generation(other, self._block)
        except IndexDamaged:
            other.release()
            raise damage from None

    def _leave(self, generation: Generation, damage: IndexDamaged) -> None:
        """Move to another generation than one that turned out to be damaged, if one can answer.

        Where none can, what is sound of this one goes on answering.
        """
        with self._lock, contextlib.suppress(ManchetteError):
            if self._open is generation:
                self._open = self._previous(damage, generation.held)
                generation.release()

    def _watch(self) -> None:
        if not self._watching:
            self._watching = True
            threading.Thread(target=self._look, name="generation", daemon=True).start()

    def _look(self) -> None:
        while True:
            time.sleep(CHECK_EVERY_SECONDS)
            with self._lock:
                if self._open is None:
                    self._watching = False
                    return
                try:
                    self._refresh()
                except ManchetteError:
                    # What is open goes on answering; the next request tells what is wrong.
                    continue
