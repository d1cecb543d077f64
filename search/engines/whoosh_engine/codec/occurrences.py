"""Where a term occurs: what terms, documents and matchers all read."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from search.engines.whoosh_engine.format.arrays import Array


def no_positions(chosen: Array) -> list[list[int]]:
    """Return no positions, for a field of values."""
    return [[] for _ in range(chosen.size)]


@dataclasses.dataclass(frozen=True, slots=True)
class Occurrences:
    """One term's postings in one field.

    Attributes:
        documents: their numbers (i8), increasing.
        counts: how often the term occurs in the field of each; at least once.
        lengths: number of tokens of the field of each.
        positions: reads the positions of chosen postings (their indexes, increasing), counted
            from the field's first token.
    """

    documents: Array
    counts: Array
    lengths: Array
    positions: Callable[[Array], list[list[int]]] = no_positions


class FieldTerms(Protocol):
    """The terms of one field of one segment."""

    def names(self, start: bytes) -> Iterator[bytes]:
        """Yield the terms that occur in the field, from `start` on, in byte order."""

    def occurrences(self, name: bytes) -> Occurrences | None:
        """Return a term's postings, None if it does not occur in the field."""
