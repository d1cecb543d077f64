"""What a plan would cost, from the sizes of stems and the counts of forms alone.

A query reads the postings of a stem once in a segment, whichever words are of it, and the positions
of a phrase's or a Near's spellings once for each phrase and each Near. Pairs read the positions of
their words in the best documents, and families the postings of their forms, once for the results
and once for the near ones.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.format.slices import MANY
from search.plan.cost import Cost
from search.plan.nodes import Group, Near, Phrase, Prefix, typed
from search.plan.walk import slots_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.engines.whoosh_engine.execute.prefixes import Prefixes
    from search.engines.whoosh_engine.segment import Segment
    from search.plan.nodes import Field, Plan, Spelling, Word

PASSES = 7
"""How often a query reads its words where it keeps nothing: to weigh words, for results, facets and
near ones, and again for the best of both and for what the near ones miss."""

RANKED = 2
"""How often pairs and families are looked at: for the results, and for the near ones."""


def cost_of(plan: Plan, segments: Sequence[Segment], prefixes: Prefixes, keep: int) -> Cost:
    """Return what a plan would cost at most.

    Args:
        plan: to run.
        segments: of the generation.
        prefixes: of the generation.
        keep: most documents of all the segments for what is read to be kept.
    """
    words = dict.fromkeys(
        itertools.chain.from_iterable(map(words_of, (plan.root, *plan.words))),
    )
    paired = {
        word: RANKED
        for pair in plan.pairs
        for index in pair.words
        for word in words_of(plan.words[index])
    }
    costs = [_WordCost.of(word, paired.get(word, 0), segments, prefixes) for word in words]
    stems = set().union(*(one.stems for one in costs))
    dearest = max(costs, key=lambda one: one.total, default=None)
    times = 1 if sum(map(len, segments)) <= keep else PASSES
    return Cost(
        times * _postings(stems, segments) + sum(one.family for one in costs),
        times * sum(one.positions for one in costs),
        typed(dearest.word) if dearest else "",
    )


@dataclasses.dataclass(frozen=True, slots=True)
class _WordCost:
    """What one word of a plan would cost.

    Attributes:
        stems: what is read of it, as (number of the segment, stem).
        postings: of these stems.
        family: postings of the stems of its family.
        positions: to read.
    """

    word: Word
    stems: set[tuple[int, int]]
    postings: int
    family: int
    positions: int

    @property
    def total(self) -> int:
        return self.postings + self.family + self.positions

    @classmethod
    def of(
        cls,
        limited: tuple[Word, Field | None],
        times: int,
        segments: Sequence[Segment],
        prefixes: Prefixes,
    ) -> _WordCost:
        word, field = limited
        own = [
            spelling
            for slot in slots_of(word)
            for spelling in (prefixes.spelt(slot) if isinstance(slot, Prefix) else slot)
        ]
        wider, family = (word.wider, word.family) if isinstance(word, Group) else ((), ())
        stems = set(_stems((*own, *wider), segments))
        times += isinstance(word, Phrase | Near)
        positions = times * sum(
            segment.lexicon.occurrences(spelling.form) for segment in segments for spelling in own
        )
        if field is not None and not isinstance(word, Phrase | Near):
            # Where a title's count is full, positions tell what stands in it.
            positions += sum(
                segments[number].lexicon.stem_occurrences(stem)
                for number, stem in stems
                if segments[number].longest_title >= MANY
            )
        return cls(
            word,
            stems,
            _postings(stems, segments),
            RANKED * _postings(_stems(family, segments), segments),
            positions,
        )


def _stems(spellings: Iterable[Spelling], segments: Sequence[Segment]) -> Iterator[tuple[int, int]]:
    """Yield the stems of some spellings, each with the number of its segment."""
    forms = [spelling.form for spelling in spellings]
    for number, segment in enumerate(segments):
        for stem in segment.lexicon.stems_of(forms):
            yield number, stem


def _postings(stems: Iterable[tuple[int, int]], segments: Sequence[Segment]) -> int:
    return sum(segments[number].postings.size(stem) for number, stem in stems)
