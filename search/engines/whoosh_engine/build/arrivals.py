"""Documents on their way into a segment: a batch is cut while the next ones come."""

from __future__ import annotations

import collections
import functools
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.build import budget as limits
from search.engines.whoosh_engine.build.cutting import Batch, Cutter
from search.engines.whoosh_engine.build.describing import prepare
from search.engines.whoosh_engine.build.glossary import Glossary

if TYPE_CHECKING:
    import concurrent.futures
    from collections.abc import Iterator
    from pathlib import Path

    from search.document import Document
    from search.engines.whoosh_engine.build.budget import Budget
    from search.engines.whoosh_engine.build.spool import Spool
    from search.engines.whoosh_engine.build.workers import Workers

BATCH_BYTES = 1 << 20
"""Bytes of text that are cut at a time: what a processor's cache holds."""


class Arrivals:
    """Takes documents, and has them cut: by the processes, once they are worth it, else at the end.

    Attributes:
        spool: the documents.
        budget: what building may use.
        workers: the processes.
        folder: where what is cut waits.
    """

    def __init__(self, spool: Spool, budget: Budget, workers: Workers) -> None:
        self.spool = spool
        self.budget = budget
        self.workers = workers
        self.folder = spool.path.with_suffix(".cut")
        self.folder.mkdir()
        self._handed, self._handed_bytes = 0, 0
        self._begun: collections.deque[concurrent.futures.Future[None]] = collections.deque()

    @property
    def large(self) -> bool:
        """Whether the documents are worth several processes."""
        return self.spool.size > limits.WORTH_PROCESSES

    def add(self, document: Document) -> None:
        """Take a document; it takes the place of one with the same id."""
        self.spool.add(document)
        if self.spool.size - self._handed_bytes >= BATCH_BYTES and self._start():
            self._hand()

    def cut(self) -> list[Glossary]:
        """Have the last documents cut, and return what all are made of."""
        if self._start():
            self._hand()
            while self._begun:
                self._begun.popleft().result()
        else:
            cutter = Cutter(self.folder, self._known_bytes)
            for batch in self._batches():
                cutter.cut(batch)
        return self.glossaries()

    def glossaries(self) -> list[Glossary]:
        """Return the glossaries that were begun, in the order of their first documents."""
        paths = self.folder.glob("*.glossary")
        return [Glossary(path) for path in sorted(paths, key=lambda path: int(path.stem))]

    @property
    def _known_bytes(self) -> int:
        return self.budget.each(self.workers.running or 1)

    def _start(self) -> bool:
        """Say whether processes are at work, and start them when there is enough for them."""
        if self.large:
            self.workers.start(end_cutting if self.budget.scarce else prepare)
        return self.workers.running > 0

    def _hand(self) -> None:
        """Hand the processes what came; learn early of one that failed."""
        for batch in self._batches():
            self._begun.append(self.workers.hand(cut_here, self.folder, self._known_bytes, batch))
        while self._begun and self._begun[0].done():
            self._begun.popleft().result()

    def _batches(self) -> Iterator[Batch]:
        """Yield what came since this was called before."""
        self.spool.flush()
        sizes = self.spool.sizes_from(self._handed)
        ends = np.cumsum(sizes, dtype=np.int64)
        cuts = np.flatnonzero(np.diff(ends // BATCH_BYTES)) + 1
        for part in np.split(sizes, cuts):
            if part.size:
                yield Batch(self.spool.path, self._handed, self._handed_bytes, part)
                self._handed += part.size
                self._handed_bytes += int(part.sum())


def cut_here(folder: Path, known_bytes: int, batch: Batch) -> None:
    """Cut a batch in this process; see `Cutter`."""
    _cutter(folder, known_bytes).cut(batch)


@functools.lru_cache(maxsize=1)
def _cutter(folder: Path, known_bytes: int) -> Cutter:
    """Return the cutter of this process, which goes on knowing its words from batch to batch."""
    return Cutter(folder, known_bytes)


def end_cutting() -> None:
    """Let go of the words that this process knows."""
    _cutter.cache_clear()
