"""What some documents hold of several lists of forms, read together."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING, NamedTuple

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


class _Lists(NamedTuple):
    """The forms of several lists, those of the stems of all lists numbered end to end.

    Attributes:
        stems: of each list, the lists end to end (i8).
        owners: the list of each (i8).
        firsts: the first form of each (i8).
        weights: of each form (f4), 0 for those that its list has not.
        own: which forms are among the list's own.
    """

    stems: Array
    owners: Array
    firsts: Array
    weights: Array
    own: Array

    @classmethod
    def of(
        cls,
        located: Sequence[LocatedForms],
        lists: Sequence[Sequence[Spelling]],
        own: Sequence[int],
    ) -> _Lists:
        """Return the forms of some lists.

        Args:
            located: where the spellings of each stand.
            lists: these spellings.
            own: how many of the first of each are its own; none of further lists.
        """
        stems, known = [one.stems.size for one in located], [one.forms.size for one in located]
        bases = np.cumsum([0, *(one.size for one in located)])
        before = np.cumsum([0, *map(len, lists)])[:-1]
        counts = np.array([*own, *[0] * (len(lists) - len(own))], np.int64)
        asked = np.concatenate([_NONE, *(one.forms for one in located)])
        cells = np.concatenate([_NONE, *(one.cells for one in located)])
        cells += bases[:-1].repeat(known)
        firsts = np.concatenate([_NONE, *(one.firsts for one in located)])
        firsts += bases[:-1].repeat(stems)
        weighed = np.array([one.weight for spellings in lists for one in spellings], np.float32)
        weights, mine = np.zeros(int(bases[-1]), np.float32), np.zeros(int(bases[-1]), bool)
        weights[cells] = weighed.take(asked + before.repeat(known))
        mine[cells] = asked < counts.repeat(known)
        return cls(
            np.concatenate([_NONE, *(one.stems for one in located)]),
            np.arange(len(lists)).repeat(stems),
            firsts,
            weights,
            mine,
        )


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
        looked = _Lists.of(located, lists, own)
        rows, numbers, ranks = self._found(looked.stems, documents)
        tags, counts, (where, more) = self._postings.counts_at(numbers)
        occurrences = WEIGHTED.take(counts)
        occurrences[where] += more
        forms = looked.firsts.take(rows) + tags
        placed: list[Located] = [[] for _ in own]
        if any(own):
            at = looked.own.take(forms, mode="clip").nonzero()[0]
            standing = (rows.take(at), numbers.take(at), documents.take(ranks.take(at)))
            for row, one in self._by_stem(looked.stems, *standing):
                placed[int(looked.owners[row])].append(one)
        cells = looked.owners.take(rows) * documents.size + ranks
        shape = (len(lists), documents.size)
        return Held(shape, cells, occurrences, looked.weights.take(forms, mode="clip"), placed)

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
