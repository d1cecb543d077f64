"""How often each word of a plan occurs in each document of a segment."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
from whoosh.reading import TermNotFound
from whoosh.searching import Searcher

from search.engines.whoosh_engine.execute.translate import to_whoosh
from search.engines.whoosh_engine.schema import FIELDS
from search.plan.nodes import Group

if TYPE_CHECKING:
    from whoosh.reading import IndexReader

    from search.engines.interface import Deadline
    from search.engines.whoosh_engine.format.arrays import Array
    from search.plan.nodes import Node, Phrase, Spelling


@dataclasses.dataclass(slots=True)
class Occurrences:
    """One word over the documents of a segment.

    Attributes:
        weights: for each field, the weighted number of occurrences (f8, one a document).
        strict: documents that hold one of the word's own spellings.
        loose: documents that hold these or another form of the stem.
    """

    weights: dict[str, Array]
    strict: Array
    loose: Array


class PostingsReader:
    """Reads one segment's postings for one query.

    Attributes:
        read: postings read so far (work counter).
    """

    def __init__(self, reader: IndexReader, documents: int, deadline: Deadline) -> None:
        self._reader = reader
        self._documents = documents
        self._deadline = deadline
        self.read = 0

    def matching(self, node: Node) -> Array:
        """Return the mask of the documents of a node, by Whoosh's own matchers."""
        self._deadline.check()
        mask = np.zeros(self._documents, bool)
        searcher = Searcher(self._reader)
        mask[list(searcher.docs_for_query(to_whoosh(node)))] = True
        return mask

    def occurrences(self, word: Group | Phrase) -> Occurrences:
        """Return where and how often a word or a phrase occurs."""
        if isinstance(word, Group):
            return self._of_group(word)
        held = self.matching(word)
        return Occurrences({FIELDS[1]: held.astype(np.float64)}, held, held)

    def _of_group(self, group: Group) -> Occurrences:
        found = Occurrences(
            {field: np.zeros(self._documents) for field in FIELDS},
            np.zeros(self._documents, bool),
            np.zeros(self._documents, bool),
        )
        for spelling in group.spellings:
            self._add(found, spelling, found.strict)
        found.loose |= found.strict
        for spelling in group.wider:
            self._add(found, spelling, found.loose)
        return found

    def _add(self, found: Occurrences, spelling: Spelling, mask: Array) -> None:
        for field in FIELDS:
            self._deadline.check()
            documents, frequencies = self._postings(field, spelling.form)
            found.weights[field][documents] += spelling.weight * frequencies
            mask[documents] = True

    def _postings(self, field: str, form: str) -> tuple[Array, Array]:
        """Return the documents that hold a form in a field, and how often each does."""
        documents, frequencies = [], []
        try:
            matcher = self._reader.postings(field, form)
        except TermNotFound:
            return np.array([], np.int64), np.array([])
        while matcher.is_active():
            documents.append(matcher.id())
            frequencies.append(matcher.weight())
            matcher.next()
        self.read += len(documents)
        return np.array(documents, np.int64), np.array(frequencies)
