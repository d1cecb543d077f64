"""This engine, through its port."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from benchmarks.peers.interface import Counts
from search.engines.matching import Deadline
from search.engines.open import open_engine
from search.results import Facets
from search.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from benchmarks.classes import Asked
    from search.document import Document
    from search.engines.matching import Matches

PATIENCE = 60.0


class Manchette:
    """The product's own engine."""

    name = "manchette"
    most: int | None = None

    def build(self, documents: Iterable[Document], folder: Path) -> None:
        """Publish the documents as one segment, with the default settings."""
        with open_engine(Settings(index=folder)).draft("empty") as draft:
            draft.put(documents)
            draft.publish()

    def open(self, folder: Path) -> None:
        """Hold the live generation."""
        self._engine = open_engine(Settings(index=folder))
        self.snapshot = self._engine.snapshot()

    def top(self, asked: Asked) -> Callable[[], int]:
        """Return what asks for ten hits alone."""
        want = asked.want(counts=False)
        return lambda: len(self.snapshot.search(asked.plan, want, Deadline(PATIENCE)).top)

    def counting(self, asked: Asked) -> Callable[[], object]:
        """Return what asks for ten hits, the total and the facets."""
        want = asked.want(counts=True)
        return lambda: self.snapshot.search(asked.plan, want, Deadline(PATIENCE))

    def counts(self, answer: object) -> Counts:
        """Return the total and the facets of months and sources."""
        matches = cast("Matches", answer)
        facets = matches.facets or Facets()
        return Counts(
            matches.total,
            {int(m.value.replace("-", "")): m.count for year in facets.date for m in year.children},
            {source.value: source.count for source in facets.of("source")},
        )
