"""Where successive words stand in the texts of one segment.

From the rarest words on: a frequent one is read only where the others already fit. Positions cost
most: postings are first tried by the words that stand beside their occurrences
(`format/neighbours.py`), which tells most articles that hold the words apart from those that hold
the phrase.
"""

from __future__ import annotations

import functools
import itertools
import operator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from search.engines.whoosh_engine.execute.places import POSITION_BITS, PlaceReader
from search.engines.whoosh_engine.execute.sets import chosen, distinct, member, shared
from search.engines.whoosh_engine.format.neighbours import ANY, bit_after, bit_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.engines.whoosh_engine.execute.places import Located
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.slices import Slice
    from search.plan.nodes import Slot

SCANNED = 256
"""Going through so many postings of a stem costs as much as bisecting it for one document ..."""

AT_ONCE = 1 << 14
"""... and so many of them no more than what bisecting takes for none."""

_NONE = np.zeros(0, np.int64)
_Tests = tuple[int, "Sequence[int]"]
"""Bits of which a posting's neighbours have all; bits of which they have one of each."""


class _Sought(NamedTuple):
    """A slot of a phrase.

    Attributes:
        parts: the slices of its stems, with the tags of its spellings.
        beside: what its postings' neighbours are tried by, for the slots beside it.
        documents: that hold its spellings, as the lexicon counts them.
    """

    parts: Sequence[tuple[Slice, Sequence[int]]]
    beside: _Tests
    documents: int


class PhraseReader(PlaceReader):
    """Reads phrases for one query in one segment."""

    def phrase(self, phrase: Sequence[Slot]) -> Array:
        """Return where successive slots begin: places, sorted."""
        self._deadline.check()
        slots = self._sought(phrase)
        if not slots or not all(slot.parts for slot in slots):
            return _NONE
        first, *others = sorted(range(len(slots)), key=lambda index: slots[index].documents)
        rarest = self._passed(slots[first])
        if not others:
            return self.placed([rarest])[0]
        second, *rest = others
        beside = self._passed_among(slots[second], self.owners(rarest))
        keys, following = self.placed([self.limited(rarest, self.owners(beside)), beside])
        keys = chosen(keys, member(keys + (second - first), following))
        if rest and keys.size:
            documents = distinct(keys >> POSITION_BITS)
            placed = self.placed([self._passed_among(slots[at], documents) for at in rest])
            for index, following in zip(rest, placed, strict=True):
                keys = chosen(keys, member(keys + (index - first), following))
        return keys - first

    def _sought(self, phrase: Sequence[Slot]) -> list[_Sought]:
        places = [self._places(slot) for slot in phrase]
        beside: list[list[int]] = [[] for _ in phrase]
        for index, (one, other) in enumerate(itertools.pairwise(places)):
            beside[index].append(_either(bit_after(*place) for place in other))
            beside[index + 1].append(_either(bit_before(*place) for place in one))
        sought = []
        for slot, here, bits in zip(phrase, places, beside, strict=True):
            documents = sum([one.documents for one in self.spelt(slot)])
            sought.append(_Sought(self._parts(here), _tests(bits), documents))
        return sought

    def _passed(self, slot: _Sought) -> Located:
        """Return the postings of a slot that may stand beside the others."""
        located = []
        for part, tags in slot.parts:
            at = self._passing(part, tags, slot.beside)
            located.append((part, at, part.documents(at)))
        return located

    def _passed_among(self, slot: _Sought, documents: Array) -> Located:
        """Return what `_passed` does in some documents (numbers, sorted)."""
        located = []
        for part, tags in slot.parts:
            if part.size < SCANNED * documents.size + AT_ONCE:
                at = self._passing(part, tags, slot.beside)
                owners = part.documents(at)
                held = shared(owners, documents, self.documents).nonzero()[0]
                located.append((part, at.take(held), owners.take(held)))
            else:
                at, ranks = self._among(part, tags, documents)
                if (neighbours := self._postings.neighbours(part)) is not None:
                    passed = _having(neighbours.take(at), slot.beside).nonzero()[0]
                    at, ranks = at.take(passed), ranks.take(passed)
                located.append((part, at, documents.take(ranks)))
        return located

    def _passing(self, part: Slice, tags: Sequence[int], beside: _Tests) -> Array:
        """Return the postings of some forms whose neighbours pass (i8)."""
        neighbours = self._postings.neighbours(part)
        if neighbours is None or part.only >= 0:
            at = part.of(tags)
            at = np.arange(part.size) if at is None else at
            return at if neighbours is None else chosen(at, _having(neighbours.take(at), beside))
        passed = _having(neighbours, beside)
        passed &= part.tagged(part.tags, tags)
        return passed.nonzero()[0]


def _tests(beside: Sequence[int]) -> tuple[int, Sequence[int]]:
    """Return the bits of which neighbours have all, and those of which they have one of each."""
    every = sum({bit for bit in beside if bit.bit_count() == 1})
    return every, [bits for bits in beside if bits.bit_count() > 1 and bits != ANY]


def _having(neighbours: Array, tests: _Tests) -> Array:
    """Return which neighbours pass (bool)."""
    every, either = tests
    passed: Array = (neighbours & every) == every
    for bits in either:
        passed &= (neighbours & bits) != 0
    return passed


def _either(bits: Iterable[int]) -> int:
    return functools.reduce(operator.or_, bits, 0)
