"""Where one word of a plan occurs in one segment."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.sets import chosen, mask_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.format.arrays import Array


@dataclasses.dataclass(slots=True)
class Found:
    """One word in one segment.

    Attributes:
        documents: those that hold the word, widely read, in order (i8).
        frequencies: weighted occurrences in each (f4): title and lead count more, other spellings
            less.
        strict: which of them hold one of the word's own spellings; None for all of them.
    """

    documents: Array
    frequencies: Array
    strict: Array | None = None
    _own: Array | None = None

    @property
    def own(self) -> Array:
        """The documents that hold one of the word's own spellings."""
        if self.strict is None:
            return self.documents
        if self._own is None:
            self._own = chosen(self.documents, self.strict)
        return self._own

    def among(self, documents: Array) -> Array:
        """Return the weighted occurrences in some documents (f4), 0 where there is none."""
        if not self.documents.size:
            return np.zeros(documents.size, np.float32)
        ranks = self.documents.searchsorted(documents)
        held = self.frequencies.take(ranks, mode="clip")
        held *= self.documents.take(ranks, mode="clip") == documents
        return held


def nothing() -> Found:
    """Return a word that occurs nowhere."""
    return Found(np.zeros(0, np.int64), np.zeros(0, np.float32))


SPREAD_FROM = 1 << 14
"""Documents from which on adding up over all of a segment's takes less time than sorting."""


def united(parts: Sequence[Found], count: int) -> Found:
    """Return the documents of several stems of a word, all under `count`."""
    documents = np.concatenate([part.documents for part in parts])
    frequencies = np.concatenate([part.frequencies for part in parts])
    strict = None
    if any(part.strict is not None for part in parts):
        strict = np.concatenate(
            [np.ones(p.documents.size, bool) if p.strict is None else p.strict for p in parts]
        )
    if documents.size > SPREAD_FROM:
        return _spread(documents, frequencies, strict, count)
    order = documents.argsort(kind="stable")
    strict = None if strict is None else strict.take(order)
    return summed(documents.take(order), frequencies.take(order), strict)


def _spread(documents: Array, frequencies: Array, strict: Array | None, count: int) -> Found:
    held = mask_of(documents, count).nonzero()[0]
    together = np.zeros(count, np.float32)
    np.add.at(together, documents, frequencies)
    own = None
    if strict is not None:
        own = mask_of(chosen(documents, strict), count).take(held)
    return Found(held, together.take(held), own)


def summed(documents: Array, frequencies: Array, strict: Array | None) -> Found:
    """Add up what stands several times for one document (numbers in order).

    A posting that repeats a document is added to the first one's: on a tenth or a third of them
    that takes a quarter of the time of `np.add.reduceat` over all.
    """
    fresh = np.ones(documents.size, bool)
    np.not_equal(documents[1:], documents[:-1], out=fresh[1:])
    if fresh.all():
        return Found(documents, frequencies, strict)
    firsts, frequencies, strict = folded(fresh, frequencies, strict)
    return Found(documents.take(firsts), frequencies, strict)


def folded(
    fresh: Array, frequencies: Array, strict: Array | None
) -> tuple[Array, Array, Array | None]:
    """Add up what stands several times for one document.

    Args:
        fresh: which postings are the first of their document.
        frequencies: of all the postings.
        strict: likewise.

    Returns:
        The indexes of those postings, with the frequencies of their documents, and which of these
        are strict.
    """
    firsts = fresh.nonzero()[0]
    again = (~fresh).nonzero()[0]
    owners = again - np.arange(1, again.size + 1)
    together = frequencies.take(firsts)
    np.add.at(together, owners, frequencies.take(again))
    if strict is not None:
        held = strict.take(firsts)
        held[owners.take(strict.take(again).nonzero()[0])] = True
        strict = held
    return firsts, together, strict
