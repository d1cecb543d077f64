"""What the words that stand beside one another in a question tell of each."""

from __future__ import annotations

import collections
import dataclasses
import itertools
from typing import TYPE_CHECKING

from search.plan.otherwise import glued
from search.plan.writings import in_figures, with_sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.lexicon.interface import Lexicon
    from search.plan.nodes import Group, Phrase
    from search.query import tree


@dataclasses.dataclass(slots=True)
class Beside:
    """What is known of words from their neighbours.

    Attributes:
        forms: the last form before each word and the first after it.
        ways: what else stands for each word, because it does for a run of words: a document with
            the glued word has both words, (a b) OU ab is (a OU ab) (b OU ab).
    """

    forms: dict[tree.Node, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    ways: dict[tree.Node, list[Group | Phrase]] = dataclasses.field(
        default_factory=lambda: collections.defaultdict(list)
    )

    def look(
        self, lexicon: Lexicon, nodes: Sequence[tree.Node], forms: Sequence[Sequence[str]]
    ) -> None:
        """Keep in mind what stands beside each of some successive nodes.

        Args:
            lexicon: the corpus's words.
            nodes: of the query.
            forms: of each of them; none of what is no plain word.
        """
        padded = [(), *forms, ()]
        for at, node in enumerate(nodes):
            self.forms[node] = (*padded[at][-1:], *padded[at + 2][:1])
        for begin, size in itertools.product(range(len(nodes)), (2, 3)):
            run = forms[begin : begin + size]
            if len(run) == size and all(len(own) == 1 for own in run):
                for way in _ways(lexicon, [own[0] for own in run]):
                    for node in nodes[begin : begin + size]:
                        self.ways[node].append(way)


def _ways(lexicon: Lexicon, run: Sequence[str]) -> Iterator[Group | Phrase]:
    if len(run) == 3:
        yield from in_figures(lexicon, run)
        return
    group = glued(lexicon, run, hyphen=False)
    if group is not None:
        yield group
    yield from with_sign(lexicon, run)
