"""What a bench asks of an engine."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from benchmarks.classes import Asked
    from search.document import Document


@dataclasses.dataclass(frozen=True, slots=True)
class Counts:
    """The exact counts of a result set: in all, by month (202406) and by source."""

    total: int
    months: Mapping[int, int]
    sources: Mapping[str, int]


class Peer(Protocol):
    """One engine over one index.

    Attributes:
        name: as the report has it.
        most: most documents it is asked to index, for the slow ones; None for any number.
    """

    name: str
    most: int | None

    def build(self, documents: Iterable[Document], folder: Path) -> None:
        """Index documents into an empty folder, as one segment where the engine has them."""
        ...

    def open(self, folder: Path) -> None:
        """Open what `build` made."""
        ...

    def top(self, asked: Asked) -> Callable[[], int]:
        """Return what runs a query for ten hits alone, and returns how many it found of them."""
        ...

    def counting(self, asked: Asked) -> Callable[[], object]:
        """Return what runs a query for ten hits and the exact counts, in the engine's own words."""
        ...

    def counts(self, answer: object) -> Counts:
        """Return the counts of what `counting` gave; not timed."""
        ...
