"""The documents of a plan's nodes in one segment, as sorted arrays of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.filters import between
from search.engines.whoosh_engine.execute.sets import chosen, intersection, union
from search.plan.nodes import (
    And,
    DateRange,
    Everything,
    FacetWords,
    Group,
    In,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
)

if TYPE_CHECKING:
    from search.engines.whoosh_engine.execute.blocks import BlockColumns
    from search.engines.whoosh_engine.execute.found import Found
    from search.engines.whoosh_engine.execute.words import WordReader
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.columns import Columns
    from search.plan.nodes import Field, Node, Word


class NodeReader:
    """Evaluates nodes over one segment; each word is read once, however often it stands."""

    def __init__(self, words: WordReader, columns: Columns | BlockColumns) -> None:
        self._words = words
        self._columns = columns
        self._count = words.documents
        self._same: dict[tuple[int, Field | None], Found] = {}
        self._equal: dict[tuple[Word, Field | None], Found] = {}

    def word(self, word: Word | In, field: Field | None = None) -> Found:
        """Return where a word occurs."""
        if isinstance(word, In):
            return self.word(word.word, word.field)
        # The words of a plan are mostly the very objects of its nodes, and hashing one takes as
        # long as reading a rare one.
        found = self._same.get((id(word), field))
        if found is None:
            found = self._same[id(word), field] = self._find(word, field)
        return found

    def _find(self, word: Word, field: Field | None) -> Found:
        if isinstance(word, Group) and field is None:  # no positions: stems alone are read once
            return self._words.find(word, field)
        found = self._equal.get((word, field))
        if found is None:
            found = self._equal[word, field] = self._words.find(word, field)
        return found

    def documents(self, node: Node, field: Field | None = None) -> Array:
        """Return the documents of a node (i8, sorted); `field` limits where its words are."""
        match node:
            case Group() | Prefix() | Phrase() | Near():
                return self.word(node, field).own
            case In():
                return self.documents(node.node, node.field)
            case DateRange(start, end):
                return between(self._columns.dates, start, end)
            case FacetWords(facet, words):
                mask = self._columns.facets[facet].holding_words(words)
                return np.flatnonzero(mask)
            case And(nodes):
                return self._all(nodes, field)
            case Or(nodes):
                return union([self.documents(one, field) for one in nodes], self._count)
            case Not(inner):
                return self._without(self._everything(), self.documents(inner, field))
            case Everything():
                return self._everything()

    def _all(self, nodes: tuple[Node, ...], field: Field | None) -> Array:
        wanted = [
            self.documents(one, field) for one in nodes if not isinstance(one, Not | Everything)
        ]
        common = intersection(wanted, self._count) if wanted else self._everything()
        for one in nodes:
            if isinstance(one, Not):
                common = self._without(common, self.documents(one.node, field))
        return common

    def _without(self, documents: Array, excluded: Array) -> Array:
        mask = np.ones(self._count, bool)
        mask[excluded] = False
        return chosen(documents, mask.take(documents))

    def _everything(self) -> Array:
        return np.arange(self._count)
