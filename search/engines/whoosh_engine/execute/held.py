"""What some documents hold of several lists of forms, read together."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.phrases import PhraseReader
from search.engines.whoosh_engine.execute.sets import mask_of
from search.engines.whoosh_engine.format.slices import unpack_counts
from search.plan import weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.engines.whoosh_engine.execute.places import Located
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.lexicon import Located as LocatedForms
    from search.engines.whoosh_engine.format.slices import Slice
    from search.plan.nodes import Spelling


def weighted_counts(title: float, lead: float) -> Array:
    """Return what each packed counts weigh (f4, 256 items).

    Args:
        title: what an occurrence in the title counts more than another.
        lead: likewise in the lead.
    """
    frequencies, titles, leads = unpack_counts(np.arange(256))
    return (frequencies + title * titles + lead * leads).astype(np.float32)


WEIGHTED = weighted_counts(weights.TITLE - 1, weights.LEAD)

GATHERED = 1 << 14
"""Postings of a stem are so few that going through them costs less than bisecting."""

_NONE = np.zeros(0, np.int64)


@dataclasses.dataclass(frozen=True, slots=True)
class Held:
    """Postings in some documents, one item each.

    Attributes:
        shape: how many lists, how many documents.
        cells: which list and document each is of, row by row in a table of that shape (i8).
        occurrences: weighted: title and lead count more (f4).
        weights: of the spelling (f4), 0 where the list has none such.
        own: the postings of each list's own spellings, as far as they were asked for.
    """

    shape: tuple[int, int]
    cells: Array
    occurrences: Array
    weights: Array
    own: list[Located]

    def times(self, weights: Array) -> Array:
        """Return the occurrences in each document (columns) of each list (rows) (f8).

        Args:
            weights: of each posting.
        """
        lists, documents = self.shape
        summed: Array = np.bincount(self.cells, self.occurrences * weights, lists * documents)
        return summed.reshape(self.shape)


class HeldReader(PhraseReader):
    """Reads what documents hold for one query in one segment."""

    def held(
        self, lists: Sequence[Sequence[Spelling]], own: Sequence[int], documents: Array
    ) -> Held:
        """Return what some documents hold of several lists of spellings.

        Args:
            lists: spellings with their weights.
            own: how many of the first spellings of each list are its own; none in further lists.
            documents: numbers, sorted.
        """
        self._deadline.check()
        located = [self._lexicon.locate_all(forms_of(one)) for one in lists]
        stems = np.concatenate([_NONE, *(one.stems for one in located)])
        owners = np.arange(len(lists)).repeat([one.stems.size for one in located])
        rows, numbers, ranks = self._found(stems, documents)
        tags, counts, (where, more) = self._postings.counts_at(numbers)
        occurrences = WEIGHTED.take(counts)
        occurrences[where] += more
        bases = np.cumsum([0, *(one.size for one in located)]).tolist()
        firsts = [one.firsts + base for one, base in zip(located, bases, strict=False)]
        forms = np.concatenate([_NONE, *firsts]).take(rows) + tags
        tables = [table_of(*one) for one in zip(located, lists, strict=True)]
        weighed = np.concatenate([np.zeros(0, np.float32), *tables])
        placed: list[Located] = [[] for _ in own]
        if any(own):
            at = _own_forms(located, own, bases).take(forms, mode="clip").nonzero()[0]
            standing = (rows.take(at), numbers.take(at), documents.take(ranks.take(at)))
            for row, one in self._by_stem(stems, *standing):
                placed[int(owners[row])].append(one)
        cells = owners.take(rows) * documents.size + ranks
        shape = (len(lists), documents.size)
        return Held(shape, cells, occurrences, weighed.take(forms, mode="clip"), placed)

    def _by_stem(
        self, stems: Array, rows: Array, numbers: Array, documents: Array
    ) -> Iterator[tuple[int, tuple[Slice, Array, Array]]]:
        """Yield the index of each stem that has some of the postings, and these in its slice."""
        cuts = (rows[1:] != rows[:-1]).nonzero()[0] + 1
        for begin, end in itertools.pairwise([0, *cuts.tolist(), rows.size]):
            if begin < end:
                row = int(rows[begin])
                part = self._slice(int(stems[row]))
                yield row, (part, numbers[begin:end] - part.begin, documents[begin:end])

    def _found(self, stems: Array, documents: Array) -> tuple[Array, Array, Array]:
        """Return the postings of stems in some documents, those of a stem together and in order.

        Returns:
            The index of the stem, the number in the file, and the rank of the document of each.
        """
        parts = [self._slices.get(stem) for stem in stems.tolist()]
        many = [row for row, one in enumerate(parts) if one is not None and one.size > GATHERED]
        if not many:
            return self._gathered(stems, documents)
        few = np.array([row for row in range(stems.size) if row not in many], np.int64)
        rows, numbers, ranks = self._gathered(stems.take(few), documents)
        found = [(few.take(rows), numbers, ranks)]
        for row in many:
            part = self._slice(int(stems[row]))
            chosen, ranks = part.among(documents)
            found.append((np.full(chosen.size, row), chosen + part.begin, ranks))
        rows, numbers, ranks = map(np.concatenate, zip(*found, strict=True))
        return rows, numbers, ranks

    def _gathered(self, stems: Array, documents: Array) -> tuple[Array, Array, Array]:
        """Return what `_found` does, going through all the postings of the stems."""
        gathered = self._postings.gather(stems)
        begins = gathered.starts.tolist()
        sizes = zip(stems.tolist(), itertools.pairwise(begins), strict=True)
        self._work.postings += sum([e - b for stem, (b, e) in sizes if stem not in self._slices])
        at = mask_of(documents, self.documents).take(gathered.documents).nonzero()[0]
        rows, numbers = gathered.places(at)
        return rows, numbers, documents.searchsorted(gathered.documents.take(at))


def forms_of(spellings: Sequence[Spelling]) -> tuple[str, ...]:
    """Return the forms of some spellings."""
    return tuple([spelling.form for spelling in spellings])


def table_of(located: LocatedForms, spellings: Sequence[Spelling]) -> Array:
    """Return the weight of each form of some stems (f4), 0 for those that are not asked for."""
    table = np.zeros(located.size, np.float32)
    weighed = np.array([spelling.weight for spelling in spellings], np.float32)
    table[located.cells] = weighed.take(located.forms)
    return table


def _own_forms(located: Sequence[LocatedForms], own: Sequence[int], bases: Sequence[int]) -> Array:
    """Return which forms of some stems are lists' own (bool), all the stems' end to end.

    Args:
        located: the forms of each list.
        own: how many of the first of each are its own.
        bases: where the forms of the stems of each list begin, and how many there are.
    """
    mine = np.zeros(bases[-1], bool)
    for one, count, base in zip(located, own, bases, strict=False):
        mine[one.cells[: one.forms.searchsorted(count)] + base] = True
    return mine
