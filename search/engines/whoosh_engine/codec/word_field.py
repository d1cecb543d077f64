"""The terms of title and text, told apart in postings that hold both."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.codec.occurrences import Occurrences
from search.engines.whoosh_engine.format.postings import GAP
from search.engines.whoosh_engine.format.slices import MANY, unpack_counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.whoosh_engine.codec.words import Words
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.postings import Postings
    from search.engines.whoosh_engine.format.slices import Slice

REMEMBERED_TERMS = 32
"""Whoosh asks for a term's facts a few times in one query; one holds 28 bytes a posting."""


class WordField:
    """One field's view of the postings; fulfils FieldTerms.

    A title's occurrence is one whose position is under the title's length; the text's positions
    begin GAP after it.
    """

    def __init__(self, words: Words, postings: Postings, titles: Array, texts: Array) -> None:
        """Take what the fields share; `titles` and `texts` are their lengths."""
        self._words = words
        self._postings = postings
        self._titles = titles
        self._texts = texts
        self.occurrences = functools.lru_cache(REMEMBERED_TERMS)(self._occurrences)

    def names(self, start: bytes) -> Iterator[bytes]:
        """Yield the forms that occur in the field, from `start` on, in byte order."""
        for rank in range(self._words.first(start), len(self._words)):
            number = self._words.number(rank)
            if self._words.held(number) and self._read(number) is not None:
                yield self._words.form(rank)

    def _occurrences(self, name: bytes) -> Occurrences | None:
        number = self._words.find(name)
        return None if number is None else self._read(number)

    def _read(self, number: int) -> Occurrences | None:
        stem, tag = self._words.locate(number)
        part = self._postings.stem(stem)
        chosen = np.flatnonzero(part.tags == tag)
        counts = self._counts(part, chosen)
        here = np.flatnonzero(counts)
        if not here.size:
            return None
        chosen = chosen[here]
        documents = part.documents(chosen)
        return Occurrences(
            documents,
            counts[here],
            self._lengths[documents],
            lambda wanted: self._positions(part, chosen[wanted]),
        )

    @property
    def _lengths(self) -> Array:
        raise NotImplementedError

    def _counts(self, part: Slice, chosen: Array) -> Array:
        """Return how often each chosen posting's form occurs in the field."""
        raise NotImplementedError

    def _of_field(self, documents: Array, positions: Array) -> tuple[Array, Array]:
        """Return which occurrences are the field's, and every position as the field counts it."""
        raise NotImplementedError

    def _title_counts(self, part: Slice, chosen: Array) -> Array:
        _, title, _ = unpack_counts(part.counts[chosen])
        counts: Array = title.astype(np.int64)
        full = np.flatnonzero(counts == MANY)
        if full.size:
            documents, positions = self._postings.positions(part, chosen[full])
            owners = _owners(part, chosen[full])[positions < self._titles[documents]]
            counts[full] = np.bincount(owners, minlength=full.size)
        return counts

    def _positions(self, part: Slice, chosen: Array) -> list[list[int]]:
        inside, positions = self._of_field(*self._postings.positions(part, chosen))
        sizes = np.bincount(_owners(part, chosen)[inside], minlength=chosen.size)
        ends = np.cumsum(sizes).tolist()
        flat = positions[inside].tolist()
        return [flat[begin:end] for begin, end in zip([0, *ends[:-1]], ends, strict=True)]


class TitleField(WordField):
    """The titles' view."""

    @property
    def _lengths(self) -> Array:
        return self._titles

    def _counts(self, part: Slice, chosen: Array) -> Array:
        return self._title_counts(part, chosen)

    def _of_field(self, documents: Array, positions: Array) -> tuple[Array, Array]:
        return positions < self._titles[documents], positions


class TextField(WordField):
    """The texts' view."""

    @property
    def _lengths(self) -> Array:
        return self._texts

    def _counts(self, part: Slice, chosen: Array) -> Array:
        counts: Array = part.frequencies(chosen) - self._title_counts(part, chosen)
        return counts

    def _of_field(self, documents: Array, positions: Array) -> tuple[Array, Array]:
        begins = self._titles[documents].astype(np.int64)
        return positions >= begins, positions - (begins + GAP)


def _owners(part: Slice, chosen: Array) -> Array:
    """Return for each occurrence of chosen postings the posting's rank among them."""
    return np.repeat(np.arange(chosen.size), part.frequencies(chosen))
