"""Runs a plan over the segments of a generation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.document import DocumentId
from search.engines.interface import Match, Matches
from search.engines.whoosh_engine.execute.facets import count_facets
from search.engines.whoosh_engine.execute.filters import filter_masks, passing
from search.engines.whoosh_engine.execute.postings import PostingsReader
from search.engines.whoosh_engine.execute.ranking import scores
from search.engines.whoosh_engine.format.columns import UNDATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from search.engines.interface import Deadline, Sort, Want
    from search.engines.whoosh_engine.execute.postings import Occurrences
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.segment import Segment
    from search.plan.nodes import Plan
    from search.results import Facets


class Search:
    """One plan over one generation: one pass over the postings, then arrays only."""

    def __init__(self, segments: Sequence[Segment], plan: Plan, deadline: Deadline) -> None:
        self._segments = segments
        self._plan = plan
        self._found: list[Array] = []
        occurrences: list[list[Occurrences]] = []
        self.postings_read = 0
        for segment in segments:
            with segment.reader() as reader:
                postings = PostingsReader(reader, len(segment), deadline)
                self._found.append(postings.matching(plan.root) & segment.live)
                occurrences.append([postings.occurrences(word) for word in plan.words])
                self.postings_read += postings.read
        self._words = list(zip(*occurrences, strict=True)) if segments else []
        self._masks = [filter_masks(segment.columns, plan.filters) for segment in segments]
        pairs = zip(self._masks, self._found, strict=True)
        self._set = _joined([passing(kinds, mask) for kinds, mask in pairs], bool)
        self._dates = _joined([s.columns.dates for s in segments], np.int32).astype(np.int64)
        self._ids = _joined([segment.columns.ids for segment in segments], "S20")
        self._scores = self._score()

    def matches(self, want: Want) -> Matches:
        """Return what is wanted of the result set."""
        chosen = np.flatnonzero(self._set)
        ordered = self._ordered(chosen, want.sort)[want.offset : want.offset + want.limit]
        wants_near = self._plan.loosen and chosen.size < want.near_below
        return Matches(
            total=int(chosen.size),
            top=tuple(self._match(number) for number in ordered.tolist()),
            near=self._near(want.near) if wants_near else (),
            facets=self._facets() if want.facets else None,
            postings_read=self.postings_read,
        )

    def _score(self) -> Array:
        live = sum(int(np.count_nonzero(segment.live)) for segment in self._segments)
        lengths = [segment.lengths for segment in self._segments]
        return _joined(scores(self._words, lengths, live) if lengths else [], np.float64)

    def _ordered(self, chosen: Array, sort: Sort) -> Array:
        """Sort documents; ties go by date, newest first, then by id; undated ones come last."""
        dates, ids = self._dates[chosen], self._ids[chosen]
        newest = -dates
        if sort == "oldest":
            keys: tuple[Array, ...] = (ids, np.where(dates == UNDATED, 1 << 40, dates))
        elif sort == "newest":
            keys = (ids, newest)
        else:
            # Scores are compared to ten digits: sums in another order must not reorder ties.
            keys = (ids, newest, -np.round(self._scores[chosen], 10))
        ordered: Array = chosen[np.lexsort(keys)]
        return ordered

    def _near(self, most: int) -> tuple[Match, ...]:
        """Return the best documents outside the set that hold most of the words, loosely read."""
        held = np.array([_joined([part.loose for part in word], bool) for word in self._words])
        if not held.size:
            return ()
        live = [segment.live for segment in self._segments]
        allowed = [passing(kinds, mask) for kinds, mask in zip(self._masks, live, strict=True)]
        enough = held.sum(axis=0) >= words_needed(len(self._words))
        near = np.flatnonzero(enough & _joined(allowed, bool) & ~self._set)
        best = self._ordered(near, "relevance")[:most].tolist()
        strict = [_joined([part.strict for part in word], bool) for word in self._words]
        return tuple(
            self._match(number, tuple(i for i, mask in enumerate(strict) if not mask[number]))
            for number in best
        )

    def _match(self, number: int, missing: tuple[int, ...] = ()) -> Match:
        identifier = DocumentId(self._ids[number].decode("ascii"))
        return Match(identifier, float(self._scores[number]), missing)

    def _facets(self) -> Facets:
        columns = [segment.columns for segment in self._segments]
        return count_facets(columns, self._found, self._masks, self._plan.filters)


def words_needed(words: int) -> int:
    """Return how many of so many words a near document holds: more than half; one of two."""
    return max(1, words // 2 + (words > 2))


def _joined(parts: Sequence[Array], dtype: npt.DTypeLike) -> Array:
    return np.concatenate(parts) if parts else np.zeros(0, dtype)
