"""Where the words of a plan occur in one segment: array operations over slices of postings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.found import Found, folded, nothing, summed, united
from search.engines.whoosh_engine.execute.held import WEIGHTED, HeldReader, forms_of, table_of
from search.engines.whoosh_engine.execute.near import near_places
from search.engines.whoosh_engine.execute.places import POSITION, POSITION_BITS
from search.engines.whoosh_engine.execute.sets import chosen
from search.engines.whoosh_engine.format.slices import LARGE, MANY, joined, unpack_counts
from search.plan import weights
from search.plan.nodes import Group, Near, Phrase, Prefix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.lexicon import Located
    from search.engines.whoosh_engine.format.slices import Slice
    from search.plan.nodes import Field, Spelling, Word


FUSED = 1 << 13
"""Of so many postings form and counts are looked up together."""

TOGETHER = 1 << 14
"""Postings of several stems are read and sorted together up to so many."""


class WordReader(HeldReader):
    """Reads the words of one query in one segment."""

    def find(self, word: Word, field: Field | None = None) -> Found:
        """Return where a word occurs, in title and text or in one of them."""
        self._deadline.check()
        match word:
            case Group():
                return self._group(word.spellings, word.wider, field)
            case Prefix():
                return self._group(self.spelt(word), (), field)
            case Phrase():
                return self._occurring(self.phrase(word.slots), field)
            case Near():
                return self._occurring(near_places(self, word), field)

    def _group(
        self, spellings: Sequence[Spelling], wider: Sequence[Spelling], field: Field | None
    ) -> Found:
        if len(spellings) == 1 and not wider:
            if (place := self._lexicon.locate(spellings[0].form)) is None:
                return nothing()
            alone = [(place[1], spellings[0].weight)]
            return self._stem(self._slice(place[0]), alone, alone, field)
        every = (*spellings, *wider) if wider else spellings
        located = self._lexicon.locate_all(forms_of(every))
        parts = [self._slice(stem) for stem in located.stems.tolist()]
        if field is None and len(parts) > 1 and sum([p.size for p in parts]) <= TOGETHER:
            strict = (located.forms < len(spellings)) if wider else None
            return _together(parts, located, table_of(located, every), strict)
        weighted: list[list[tuple[int, float]]] = [[] for _ in parts]
        own: list[list[tuple[int, float]]] = [[] for _ in parts]
        for at, stem, tag in located.each():
            weighted[stem].append((tag, every[at].weight))
            if at < len(spellings):
                own[stem].append((tag, every[at].weight))
        found = [self._stem(*one, field) for one in zip(parts, weighted, own, strict=True)]
        if not found:
            return nothing()
        return found[0] if len(found) == 1 else united(found, self.documents)

    def _stem(
        self,
        part: Slice,
        weighted: Sequence[tuple[int, float]],
        own: Sequence[tuple[int, float]],
        field: Field | None,
    ) -> Found:
        tags = [tag for tag, _ in weighted]
        at = part.of(tags)
        if field is None:
            frequencies = _weighed(part, at, weighted)
        else:
            every = np.arange(part.size) if at is None else at
            at, frequencies = self._in_field(part, every, field)
            frequencies *= _weights_of(part, weighted).take(part.tags.take(at))
        if len(weighted) == 1:
            documents = part.every_document() if at is None else part.documents(at)
            return Found(documents, frequencies, None if own else np.zeros(documents.size, bool))
        strict = None
        if len(own) < len(weighted):
            forms = part.tags if at is None else part.tags.take(at)
            strict = part.tagged(forms, [tag for tag, _ in own])
        fresh = part.fresh(at)
        if not fresh.all():
            firsts, frequencies, strict = folded(fresh, frequencies, strict)
            at = firsts if at is None else at.take(firsts)
        documents = part.every_document() if at is None else part.documents(at)
        return Found(documents, frequencies, strict)

    def _in_field(self, part: Slice, chosen: Array, field: Field) -> tuple[Array, Array]:
        """Return which chosen postings occur in a field, and their weighted frequencies there."""
        _, title, lead = unpack_counts(part.counts.take(chosen))
        in_title = title.astype(np.int64)
        # A count stops at MANY in a title, beyond which positions tell.
        many = (title == MANY).nonzero()[0]
        documents, positions = self._postings.positions(part, chosen[many])
        self._work.positions += positions.size
        owners = np.repeat(many, part.frequencies(chosen[many]))
        inside = owners[positions < self._titles[documents]]
        in_title[many] = np.bincount(inside, minlength=chosen.size)[many]
        if field == "title":
            times, more = in_title, (weights.TITLE - 1) * title
        else:
            times, more = part.frequencies(chosen) - in_title, weights.LEAD * lead
        held = times.nonzero()[0]
        return chosen[held], (times + more)[held].astype(np.float32)

    def _occurring(self, places: Array, field: Field | None) -> Found:
        """Return the documents of some places, each worth one occurrence."""
        owners = places >> POSITION_BITS
        in_title = (places & POSITION) < self._titles.take(owners)
        if field is not None:
            inside = in_title if field == "title" else ~in_title
            owners, in_title = owners[inside], in_title[inside]
        return summed(owners, _WORTH.take(in_title), None)


_WORTH = np.array([1, weights.TITLE], np.float32)
"""What an occurrence counts: outside the title, and in it."""


def _together(
    parts: Sequence[Slice], located: Located, table: Array, strict: Array | None
) -> Found:
    """Return where forms of several stems occur.

    Args:
        parts: the stems.
        located: the forms.
        table: their weights.
        strict: which of the forms are the word's own; None for all of them.
    """
    every = joined(parts)
    cells = located.firsts.repeat(every.sizes)
    cells += every.tags
    weighed = table.take(cells, mode="clip")
    frequencies = WEIGHTED.take(every.counts)
    frequencies[every.large_at] += every.large - LARGE
    frequencies *= weighed
    order = every.documents.argsort(kind="stable")
    order = chosen(order, weighed.take(order) > 0)
    own = None
    if strict is not None:
        mine = np.zeros(located.size, bool)
        mine[located.cells] = strict
        own = mine.take(cells.take(order), mode="clip")
    return summed(every.documents.take(order), frequencies.take(order), own)


def _weighed(part: Slice, chosen: Array | None, weighted: Sequence[tuple[int, float]]) -> Array:
    """Return the weighted occurrences of chosen postings of a slice, weighed by their forms (f4).

    Args:
        part: the slice.
        chosen: indexes into it, increasing; None for all.
        weighted: the tags of all their forms, each with its weight.
    """
    if len({weight for _, weight in weighted}) == 1:
        frequencies = _frequencies(part, chosen)
        if weighted[0][1] != 1:
            frequencies *= np.float32(weighted[0][1])
        return frequencies
    table = _weights_of(part, weighted)
    tags = part.tags if chosen is None else part.tags.take(chosen)
    if tags.size < FUSED or tags.itemsize > 1:
        return _frequencies(part, chosen) * table.take(tags)
    counts = part.counts if chosen is None else part.counts.take(chosen)
    cells = tags.astype(np.uint16)
    cells <<= 8
    cells |= counts
    last = max(tag for tag, _ in weighted)
    weighed: Array = np.outer(table[: last + 1], WEIGHTED).ravel().take(cells)
    where, more = part.beyond(chosen)
    weighed[where] += more * table.take(tags.take(where))
    return weighed


def _weights_of(part: Slice, weighted: Sequence[tuple[int, float]]) -> Array:
    """Return the weight of each form of a slice (f4), 0 for those that are not asked for."""
    table = part.table(np.float32)
    for tag, weight in weighted:
        table[tag] = weight
    return table


def _frequencies(part: Slice, chosen: Array | None) -> Array:
    """Return the weighted occurrences of chosen postings of a slice, None for all (f4)."""
    frequencies: Array = WEIGHTED.take(part.counts if chosen is None else part.counts.take(chosen))
    where, more = part.beyond(chosen)
    frequencies[where] += more
    return frequencies
