"""Where the words of a plan occur in one segment: array operations over slices of postings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.found import Found, nothing, summed, united
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
            frequencies = _frequencies(part, at)
        else:
            every = np.arange(part.size) if at is None else at
            at, frequencies = self._in_field(part, every, field)
        documents = part.every_document() if at is None else part.documents(at)
        if len(weighted) == 1:
            if weighted[0][1] != 1:
                frequencies *= np.float32(weighted[0][1])
            return Found(documents, frequencies, None if own else np.zeros(documents.size, bool))
        forms = part.tags if at is None else part.tags.take(at)
        if any(weight != 1 for _, weight in weighted):
            table = part.table(np.float32)
            for tag, weight in weighted:
                table[tag] = weight
            frequencies *= table.take(forms)
        strict = None
        if len(own) < len(weighted):
            strict = part.tagged(forms, [tag for tag, _ in own])
        return summed(documents, frequencies, strict)

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


def _frequencies(part: Slice, chosen: Array | None) -> Array:
    """Return the weighted occurrences of chosen postings of a slice, None for all (f4)."""
    if chosen is None:
        frequencies = WEIGHTED.take(part.counts)
        if part.large.size:
            frequencies[part.large_at] += part.large - np.uint32(LARGE)
        return frequencies
    frequencies = WEIGHTED.take(part.counts.take(chosen))
    if part.large.size:
        where, more = part.beyond(chosen)
        frequencies[where] += more
    return frequencies
