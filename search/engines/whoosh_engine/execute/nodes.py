"""The documents of a plan's nodes in one segment, as sorted arrays of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.sets import intersection, union
from search.plan.nodes import And, Everything, Group, Not, Or, Phrase

if TYPE_CHECKING:
    from search.engines.whoosh_engine.execute.words import Found, WordReader
    from search.engines.whoosh_engine.format.arrays import Array
    from search.plan.nodes import Node


class NodeReader:
    """Evaluates nodes over one segment; each word is read once, however often it stands."""

    def __init__(self, words: WordReader, documents: int) -> None:
        self._words = words
        self._count = documents
        self._found: dict[Group | Phrase, Found] = {}

    def word(self, word: Group | Phrase) -> Found:
        """Return where a word occurs."""
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = self._words.find(word)
        return found

    def documents(self, node: Node) -> Array:
        """Return the documents of a node (u4, sorted)."""
        match node:
            case Group() | Phrase():
                return self.word(node).own
            case And(nodes):
                return self._all(nodes)
            case Or(nodes):
                return union([self.documents(one) for one in nodes], self._count)
            case Not(inner):
                return self._without(self._everything(), self.documents(inner))
            case Everything():
                return self._everything()

    def _all(self, nodes: tuple[Node, ...]) -> Array:
        wanted = [self.documents(one) for one in nodes if not isinstance(one, Not | Everything)]
        common = intersection(wanted, self._count) if wanted else self._everything()
        for one in nodes:
            if isinstance(one, Not):
                common = self._without(common, self.documents(one.node))
        return common

    def _without(self, documents: Array, excluded: Array) -> Array:
        mask = np.ones(self._count, bool)
        mask[excluded] = False
        return documents[mask[documents]]

    def _everything(self) -> Array:
        return np.arange(self._count, dtype=np.uint32)
