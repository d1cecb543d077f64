"""The gate before the searcher: as many searches at once as there is processor for.

A worker has many more threads than that: some wait for a place, some send an export to a slow
client, and those left answer /healthz and refuse at once whoever would wait in vain. A quarter of
the threads may wait and a quarter may send; of these, few may wait for what they send.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from web.messages import problems
from web.places import Busy, Places

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

_TRANSFERS_AHEAD = 3
"""Transfers for each place that may wait when another begins: more, and none would end in time."""


class AdmittedSearcher:
    """A searcher that makes those who come wait until one of its places is free.

    All that searches raises Busy where too many wait already, or no place came free in the time
    that one answer may take.
    """

    def __init__(self, searcher: Searcher, settings: Settings) -> None:
        self._searcher = searcher
        self._patience = settings.deadline_seconds
        self._quarter = max(1, settings.threads // 4)
        self._places = Places(settings.concurrent_searches)
        self._ahead = _TRANSFERS_AHEAD * settings.concurrent_searches
        self._transfers = threading.BoundedSemaphore(self._quarter)

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
            self._transfer(),
            contextlib.closing(self._searcher.batches(request, most)) as batches,
        ):
            with self._places.one("transfers", self._ahead, self._patience):
                batch = next(batches, None)
            while batch is not None:
                yield batch
                # Half of the file is sent: it is worth more patience than a question.
                patience = _TRANSFER_PATIENCE * self._patience
                with self._places.one("transfers", self._quarter, patience):
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
        return self._places.waiting("questions") >= self._quarter

    def generation(self) -> GenerationId:
        """Return the live generation, at once."""
        return self._searcher.generation()

    def inventory(self) -> tuple[GenerationId, Inventory]:
        """Return what the live generation holds, at once: operators ask when the site is busy."""
        return self._searcher.inventory()

    def _place(self) -> contextlib.AbstractContextManager[None]:
        """Hold a place, unless too many wait for one."""
        return self._places.one("questions", self._quarter, self._patience)

    @contextlib.contextmanager
    def _transfer(self) -> Iterator[None]:
        """Be one of those that send, unless there are enough."""
        if not self._transfers.acquire(blocking=False):
            raise Busy(problems.busy())
        try:
            yield
        finally:
            self._transfers.release()
