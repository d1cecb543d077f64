"""The gate before the searcher: as many searches at once as there is processor for.

A worker has many more threads than that: some wait for a place, some send an export to a slow
client, and those left answer /healthz and refuse at once whoever would wait in vain. A quarter of
the threads may wait and a quarter may send.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from search.errors import DeadlineExceeded
from web.messages import problems

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from search.answers import Answer, Batch, Request
    from search.articles import Article
    from search.engines.keeping import GenerationId, Inventory
    from search.holdings.whole import Holdings
    from search.searcher import Searcher
    from search.settings import Settings
    from search.suggestions import Suggestions


_TRANSFER_PATIENCE = 10
"""How many times longer a transfer waits for its next batch than a question for its answer."""


class Busy(DeadlineExceeded):
    """There are more questions than can be answered in time."""


class AdmittedSearcher:
    """A searcher that makes those who come wait until one of its places is free.

    All that searches raises Busy where too many wait already, or no place came free in the time
    that one answer may take.
    """

    def __init__(self, searcher: Searcher, settings: Settings) -> None:
        self._searcher = searcher
        self._patience = settings.deadline_seconds
        quarter = max(1, settings.threads // 4)
        self._places = threading.BoundedSemaphore(settings.concurrent_searches)
        self._inside = threading.BoundedSemaphore(settings.concurrent_searches + quarter)
        self._transfers = threading.BoundedSemaphore(quarter)

    def answer(self, request: Request) -> Answer:
        """Return the answer, after waiting for a place."""
        with self._place():
            return self._searcher.answer(request)

    def article(self, name: str, asked: Request | None = None, *, beside: bool = False) -> Article:
        """Return the article, after waiting for a place."""
        with self._place():
            return self._searcher.article(name, asked, beside=beside)

    def batches(self, request: Request, most: int) -> Generator[Batch, None, None]:
        """Yield the articles of a result set; a place is held while a batch is made, not sent."""
        with (
            _one_of(self._transfers),
            contextlib.closing(self._searcher.batches(request, most)) as batches,
        ):
            with self._place():
                batch = next(batches, None)
            while batch is not None:
                yield batch
                # Half of the file is sent: it is worth more patience than a question.
                with _one_of(self._places, _TRANSFER_PATIENCE * self._patience):
                    batch = next(batches, None)

    def holdings(self) -> Holdings:
        """Return what the collection holds, after waiting for a place."""
        with self._place():
            return self._searcher.holdings()

    def suggestions(self, text: str) -> Suggestions:
        """Return what a question may become, after waiting for a place."""
        with self._place():
            return self._searcher.suggestions(text)

    @property
    def full(self) -> bool:
        """Whether who asks now would be refused."""
        if self._inside.acquire(blocking=False):
            self._inside.release()
            return False
        return True

    def generation(self) -> GenerationId:
        """Return the live generation, at once."""
        return self._searcher.generation()

    def inventory(self) -> tuple[GenerationId, Inventory]:
        """Return what the live generation holds, at once: operators ask when the site is busy."""
        return self._searcher.inventory()

    @contextlib.contextmanager
    def _place(self) -> Iterator[None]:
        """Hold a place, unless too many wait for one."""
        with _one_of(self._inside), self._running():
            yield

    @contextlib.contextmanager
    def _running(self) -> Iterator[None]:
        """Hold a place, once one is free."""
        with _one_of(self._places, self._patience):
            yield


@contextlib.contextmanager
def _one_of(places: threading.BoundedSemaphore, patience: float = 0.0) -> Iterator[None]:
    """Hold one of some places, after waiting for it so many seconds at most."""
    if not places.acquire(timeout=patience):
        raise Busy(problems.busy())
    try:
        yield
    finally:
        places.release()
