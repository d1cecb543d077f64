"""The gate before the searcher: as many searches at once as there is processor for.

A worker has many more threads than that, because slow clients hold threads and /healthz must still
answer (16 slow clients were enough to fill two workers of eight threads).
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from search.errors import DeadlineExceeded
from web.messages import problems

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from search.articles import Article
    from search.engines.interface import GenerationId, Inventory
    from search.lexicon.completions import Completion
    from search.searcher import Answer, Batch, Request, Searcher
    from search.settings import Settings


class AdmittedSearcher:
    """A searcher that makes those who come wait until one of its places is free."""

    def __init__(self, searcher: Searcher, settings: Settings) -> None:
        self._searcher = searcher
        self._patience = settings.deadline_seconds
        self._places = threading.BoundedSemaphore(settings.concurrent_searches)

    def answer(self, request: Request) -> Answer:
        """Return the answer, after waiting for a place.

        Raises:
            DeadlineExceeded: no place came free in the time that one answer may take.
        """
        with self._place():
            return self._searcher.answer(request)

    def article(self, name: str, asked: Request | None = None, *, beside: bool = False) -> Article:
        """Return the article, after waiting for a place.

        Raises:
            DeadlineExceeded: no place came free in the time that one answer may take.
        """
        with self._place():
            return self._searcher.article(name, asked, beside=beside)

    def batches(self, request: Request, most: int) -> Generator[Batch, None, None]:
        """Yield the articles of a result set; a place is held while a batch is made, not sent.

        Raises:
            DeadlineExceeded: no place came free in the time that one answer may take.
        """
        with contextlib.closing(self._searcher.batches(request, most)) as batches:
            while True:
                with self._place():
                    batch = next(batches, None)
                if batch is None:
                    return
                yield batch

    def suggestions(self, text: str) -> tuple[GenerationId, tuple[Completion, ...]]:
        """Return what a question may become, after waiting for a place.

        Raises:
            DeadlineExceeded: no place came free in the time that one answer may take.
        """
        with self._place():
            return self._searcher.suggestions(text)

    def generation(self) -> GenerationId:
        """Return the live generation, at once."""
        return self._searcher.generation()

    def inventory(self) -> tuple[GenerationId, Inventory]:
        """Return what the live generation holds, at once: operators ask when the site is busy."""
        return self._searcher.inventory()

    @contextlib.contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=self._patience):
            raise DeadlineExceeded(problems.busy())
        try:
            yield
        finally:
            self._places.release()
