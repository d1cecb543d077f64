"""Runs a plan over the segments of a generation."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.engines.interface import Match, Matches
from search.engines.whoosh_engine.execute.facets import count_facets
from search.engines.whoosh_engine.execute.filters import filter_masks, passing
from search.engines.whoosh_engine.execute.nodes import NodeReader
from search.engines.whoosh_engine.execute.occurrences import occurrences
from search.engines.whoosh_engine.execute.proximity import pair_scores
from search.engines.whoosh_engine.execute.ranking import rarities, scores
from search.engines.whoosh_engine.execute.words import WordReader
from search.engines.whoosh_engine.format.columns import UNDATED
from search.plan.walk import patterns_of
from search.plan.weights import CANDIDATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.document import DocumentId
    from search.engines.interface import Deadline, Sort, Want
    from search.engines.whoosh_engine.execute.occurrences import ByField
    from search.engines.whoosh_engine.execute.prefixes import Prefixes
    from search.engines.whoosh_engine.execute.words import Found
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.segment import Segment
    from search.plan.nodes import Plan
    from search.results import Facets


@dataclasses.dataclass(frozen=True, slots=True)
class _Part:
    """A plan over one segment.

    Attributes:
        found: live documents of the plan before any filter, sorted.
        masks: what passes each kind of filter.
        chosen: those of `found` that pass every filter.
        words: where each word of the plan occurs.
    """

    segment: Segment
    found: Array
    masks: dict[str, Array]
    chosen: Array
    words: list[Found]
    reader: WordReader


@dataclasses.dataclass(frozen=True, slots=True)
class _Ranked:
    """One document with what it is sorted by, best first: score, date, id."""

    score: float
    date: int
    part: _Part
    number: int

    @property
    def id(self) -> DocumentId:
        return self.part.segment.columns.id(self.number)


class Search:
    """One plan over one generation: one pass over the postings, then the result set only."""

    def __init__(
        self,
        segments: Sequence[Segment],
        norms: Sequence[Array],
        prefixes: Prefixes,
        plan: Plan,
        deadline: Deadline,
    ) -> None:
        """Run the plan; `norms` are the length norms of each segment."""
        self._plan = plan
        self._prefixes = prefixes
        self._norms = norms
        self._parts = [self._read(segment, deadline) for segment in segments]
        live = sum(segment.live_count for segment in segments)
        words = [[part.words[i] for part in self._parts] for i in range(len(plan.words))]
        self._weights = rarities(words, live)

    @property
    def postings_read(self) -> int:
        """Postings read so far (work counter)."""
        return sum(part.reader.read for part in self._parts)

    def matches(self, want: Want) -> Matches:
        """Return what is wanted of the result set."""
        total = sum(part.chosen.size for part in self._parts)
        last = want.offset + want.limit
        ranked = self._ranked([part.chosen for part in self._parts], want.sort, last)
        wants_near = want.near and self._plan.loosen and total < want.near_below
        return Matches(
            total=total,
            top=tuple(self._shown(ranked[want.offset :], want)),
            near=tuple(self._near(want)) if wants_near else (),
            facets=self._facets() if want.facets else None,
            left_out=tuple(self._prefixes.left_out_of(self._plan)),
            postings_read=self.postings_read,
        )

    def _read(self, segment: Segment, deadline: Deadline) -> _Part:
        words = WordReader(
            segment.lexicon, self._prefixes, segment.postings, segment.titles, deadline
        )
        nodes = NodeReader(words, segment.columns)
        found = nodes.documents(self._plan.root)
        if segment.live_count < len(segment):
            found = found[segment.live[found]]
        masks = filter_masks(segment.columns, self._plan.filters)
        places = [nodes.word(word) for word in self._plan.words]
        return _Part(segment, found, masks, passing(masks, found), places, words)

    def _ranked(self, chosen: Sequence[Array], sort: Sort, most: int) -> list[_Ranked]:
        """Return the first documents in order; ties go by date, newest first, then by id."""
        closely = sort == "relevance" and bool(self._plan.pairs)
        enough = max(most, CANDIDATES) if closely else most
        candidates = [
            _Ranked(score, int(part.segment.columns.dates[number]), part, number)
            for part, documents, norms in zip(self._parts, chosen, self._norms, strict=True)
            for number, score in self._best(part, documents, norms, sort, enough)
        ]
        if len(self._parts) > 1:
            candidates.sort(key=_sort_keys[sort])
        if closely:
            # What pairs add is positive: the best candidates stay above the others.
            best = self._with_pairs(candidates[:CANDIDATES])
            key = _by_score_and_number if len(self._parts) == 1 else _sort_keys[sort]
            candidates[:CANDIDATES] = sorted(best, key=key)
        return candidates[:most]

    def _with_pairs(self, ranked: Sequence[_Ranked]) -> Iterator[_Ranked]:
        for part, norms in zip(self._parts, self._norms, strict=True):
            here = sorted((one for one in ranked if one.part is part), key=lambda one: one.number)
            documents = np.array([one.number for one in here], np.uint32)
            added = pair_scores(part.reader, self._plan, self._weights, norms, documents)
            for one, more in zip(here, added.tolist(), strict=True):
                yield _Ranked(one.score + more, one.date, part, one.number)

    def _best(
        self, part: _Part, documents: Array, norms: Array, sort: Sort, most: int
    ) -> Iterator[tuple[int, float]]:
        """Yield the first documents of one segment, whose numbers are in date order."""
        if sort == "oldest":
            dated = np.searchsorted(documents, part.segment.columns.first_dated)
            ordered = np.concatenate([documents[dated:], documents[:dated][::-1]])[:most]
            ordered = _ids_in_order(part.segment, ordered)
        elif sort == "newest" or not self._weights:
            ordered = documents[::-1][:most]
        else:
            values = scores(part.words, self._weights, norms, documents)
            best = _largest(values, most)
            yield from zip(documents[best].tolist(), values[best].tolist(), strict=True)
            return
        values = scores(part.words, self._weights, norms, np.sort(ordered))
        by_number = dict(zip(np.sort(ordered).tolist(), values.tolist(), strict=True))
        yield from ((number, by_number[number]) for number in ordered.tolist())

    def _near(self, want: Want) -> Iterator[Match]:
        """Yield the best documents outside the set that hold most of the words, widely read."""
        empty = not any(part.chosen.size for part in self._parts)
        chosen = [self._almost(part, empty=empty) for part in self._parts]
        ranked = self._ranked(chosen, "relevance", want.near)
        for one, match in zip(ranked, self._shown(ranked, want, widely=True), strict=True):
            words = enumerate(one.part.words)
            missing = tuple(index for index, word in words if not _holds(word.own, one.number))
            yield dataclasses.replace(match, missing=missing)

    def _shown(
        self, ranked: Sequence[_Ranked], want: Want, *, widely: bool = False
    ) -> Iterator[Match]:
        """Yield documents as matches, with the occurrences of the words if they are wanted."""
        found: dict[DocumentId, ByField] = {}
        patterns = patterns_of(self._plan.words, widely=widely)
        for part in self._parts if want.occurrences else ():
            here = sorted(one.number for one in ranked if one.part is part)
            placed = occurrences(part.reader, patterns, here, part.segment.titles)
            found |= {part.segment.columns.id(number): by for number, by in placed.items()}
        for one in ranked:
            title, text = found.get(one.id, ((), ()))
            yield Match(one.id, one.score, title=title, text=text)

    def _almost(self, part: _Part, *, empty: bool) -> Array:
        count = np.zeros(len(part.segment), np.uint8)
        for word in part.words:
            count[word.documents] += 1
        count[part.found] = 0
        count[~part.segment.live] = 0
        needed = words_needed(len(part.words), empty=empty)
        almost = np.flatnonzero(count >= needed).astype(np.uint32)
        return passing(part.masks, almost)

    def _facets(self) -> Facets:
        return count_facets(
            [part.segment.columns for part in self._parts],
            [part.found for part in self._parts],
            [part.masks for part in self._parts],
            self._plan.filters,
        )


_BLOCK = 256


def words_needed(words: int, *, empty: bool) -> int:
    """Return how many of so many words a near document holds.

    More than half; half is enough where no document holds them all (`empty`).
    """
    return -(-words // 2) if empty else words // 2 + 1


def _largest(values: Array, most: int) -> Array:
    """Return where the largest values are, largest first, equal ones from the last.

    The maxima of blocks say how large a value must at least be, for a fraction of the cost of
    sorting or parting the values: as many values are as large as the `most`th largest maximum.
    """
    blocks = values.size // _BLOCK
    if blocks > most:
        maxima = values[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1)
        places = np.flatnonzero(values >= np.partition(maxima, blocks - most)[blocks - most])
    else:
        places = np.arange(values.size)
    backwards = places[::-1]
    order: Array = backwards[np.argsort(-values[backwards], kind="stable")][:most]
    return order


def _ids_in_order(segment: Segment, ordered: Array) -> Array:
    """Sort documents of one day by id: their numbers go by id from the last."""
    dates = segment.columns.dates[ordered].astype(np.int64)
    days = np.where(dates == UNDATED, 1 << 40, dates)
    return ordered[np.lexsort((-ordered.astype(np.int64), days))]


def _holds(documents: Array, number: int) -> bool:
    rank = int(np.searchsorted(documents, number))
    return rank < documents.size and int(documents[rank]) == number


def _by_score_and_number(one: _Ranked) -> tuple[float, int]:
    """Return what sorts the documents of one segment: their numbers go by date, then by id."""
    return -one.score, -one.number


_sort_keys = {
    "relevance": lambda one: (-one.score, -one.date, one.id),
    "newest": lambda one: (-one.date, one.id),
    "oldest": lambda one: (one.date == UNDATED, one.date, one.id),
}
