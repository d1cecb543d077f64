"""Runs a plan over the segments of a generation."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.engines.interface import Match, Matches, Neighbours
from search.engines.whoosh_engine.execute.closer import closer_scores, looks_closer
from search.engines.whoosh_engine.execute.facets import count_facets
from search.engines.whoosh_engine.execute.filters import filter_masks, passing
from search.engines.whoosh_engine.execute.nodes import NodeReader
from search.engines.whoosh_engine.execute.order import Ranked
from search.engines.whoosh_engine.execute.ranking import rarities, scores
from search.engines.whoosh_engine.execute.sets import member
from search.engines.whoosh_engine.execute.words import WordReader
from search.engines.whoosh_engine.format.columns import UNDATED
from search.plan.weights import CANDIDATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.document import DocumentId
    from search.engines.interface import Deadline, Sort, Want
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
        self._columns = [segment.columns for segment in segments]

    def matches(self, want: Want) -> Matches:
        """Return what is wanted of the result set."""
        chosen = [part.chosen for part in self._parts]
        total = sum(documents.size for documents in chosen)
        ranked = self._ranked(chosen, want.sort, want.offset + want.limit)
        wants_near = want.near and self._plan.loosen and total < want.near_below
        return Matches(
            total=total,
            top=tuple(self._matches(ranked[want.offset :])),
            near=tuple(self._near(want.near)) if wants_near else (),
            facets=self._facets() if want.facets else None,
            left_out=tuple(self._prefixes.left_out_of(self._plan)),
            postings_read=sum(part.reader.read for part in self._parts),
            positions_read=sum(part.reader.decoded for part in self._parts),
        )

    def neighbours(self, sort: Sort, identifier: DocumentId) -> Neighbours:
        """Return the documents before and after one in the order of the result set."""
        chosen = [part.chosen for part in self._parts]
        here = None
        for index, (part, documents) in enumerate(zip(self._parts, chosen, strict=True)):
            number = part.segment.columns.number(identifier)
            if number is not None and member(np.array([number], np.uint32), documents)[0]:
                here = index, number
        if here is None:
            return Neighbours()
        ranked = self._ranked(chosen, sort, sum(map(len, chosen)))
        at = int(np.flatnonzero((ranked.part == here[0]) & (ranked.number == here[1]))[0])
        ids = [match.id for match in self._matches(ranked[max(0, at - 1) : at + 2])]
        return Neighbours(ids[0] if at else None, ids[-1] if at + 1 < len(ranked) else None)

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

    def _ranked(self, chosen: Sequence[Array], sort: Sort, most: int) -> Ranked:
        """Return the first documents in order; ties go by date, newest first, then by id."""
        closely = sort == "relevance" and looks_closer(self._plan)
        enough = max(most, CANDIDATES) if closely else most
        ranked = Ranked.joined(
            [
                self._best(part, documents, norms, sort, enough)
                for part, documents, norms in zip(self._parts, chosen, self._norms, strict=True)
            ]
        )
        if len(self._parts) > 1:
            ranked = ranked.sorted(self._columns, sort)
        return self._looked_closer(ranked, most) if closely else ranked[:most]

    def _looked_closer(self, ranked: Ranked, most: int) -> Ranked:
        """Return the first documents in order once pairs and families count too.

        What they add is positive: the best candidates stay above the others.
        """
        best, others = ranked[:CANDIDATES], ranked[CANDIDATES:most]
        for index, (part, norms) in enumerate(zip(self._parts, self._norms, strict=True)):
            here = np.flatnonzero(best.part == index)
            if here.size:
                here = here[np.argsort(best.number[here])]
                best.score[here] += closer_scores(
                    part.reader, part.words, self._plan, self._weights, norms, best.number[here]
                )
        return best.sorted(self._columns, "relevance").followed_by(others)[:most]

    def _best(
        self, part: _Part, documents: Array, norms: Array, sort: Sort, most: int
    ) -> tuple[Array, Array]:
        """Return the first documents of one segment in order, and their scores.

        Documents are numbered in the order of their dates.
        """
        if sort == "oldest":
            dated = np.searchsorted(documents, part.segment.columns.first_dated)
            ordered = np.concatenate([documents[dated:], documents[:dated][::-1]])[:most]
            ordered = _ids_in_order(part.segment, ordered)
        elif sort == "newest" or not self._weights:
            ordered = documents[max(0, documents.size - most) :][::-1]
        else:
            values = scores(part.words, self._weights, norms, documents)
            best = _largest(values, most)
            return documents[best], values[best]
        by_number = ordered.argsort()
        values = np.zeros(ordered.size, np.float32)
        values[by_number] = scores(part.words, self._weights, norms, ordered[by_number])
        return ordered, values

    def _matches(self, ranked: Ranked) -> Iterator[Match]:
        for part, number, score in ranked:
            yield Match(self._parts[part].segment.columns.id(number), score)

    def _near(self, most: int) -> Iterator[Match]:
        """Yield the best documents outside the set that hold most of the words, widely read."""
        empty = not any(part.chosen.size for part in self._parts)
        chosen = [self._almost(part, empty=empty) for part in self._parts]
        ranked = self._ranked(chosen, "relevance", most)
        missing = np.zeros((len(ranked), len(self._plan.words)), bool)
        for index, part in enumerate(self._parts):
            here = np.flatnonzero(ranked.part == index)
            for number, word in enumerate(part.words):
                missing[here, number] = ~member(ranked.number[here], word.own)
        for match, lacks in zip(self._matches(ranked), missing, strict=True):
            yield dataclasses.replace(match, missing=tuple(np.flatnonzero(lacks).tolist()))

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
            self._columns,
            [part.found for part in self._parts],
            [part.masks for part in self._parts],
            self._plan.filters,
        )


_GROUPS = 8
"""So many times as many groups as values are wanted: their maxima say what is large."""


def words_needed(words: int, *, empty: bool) -> int:
    """Return how many of so many words a near document holds.

    More than half; half is enough where no document holds them all (`empty`).
    """
    return -(-words // 2) if empty else words // 2 + 1


def _largest(values: Array, most: int) -> Array:
    """Return where the largest values are, largest first, equal ones from the last.

    The maxima of groups say how large a value must at least be, for a fraction of the cost of
    sorting or parting the values: as many values are as large as the `most`th largest maximum.
    """
    groups = most * _GROUPS
    if values.size < 2 * groups:
        return _sorted(values, most)
    rows = values.size // groups
    maxima = values[: rows * groups].reshape(rows, groups).max(axis=0)
    maxima.partition(groups - most)
    places = (values >= maxima[groups - most]).nonzero()[0]
    largest: Array = places[_sorted(values[places], most)]
    return largest


def _sorted(values: Array, most: int) -> Array:
    order: Array = values.size - 1 - (-values[::-1]).argsort(kind="stable")[:most]
    return order


def _ids_in_order(segment: Segment, ordered: Array) -> Array:
    """Sort documents of one day by id: their numbers go by id from the last."""
    dates = segment.columns.dates[ordered].astype(np.int64)
    days = np.where(dates == UNDATED, 1 << 40, dates)
    return ordered[np.lexsort((-ordered.astype(np.int64), days))]
