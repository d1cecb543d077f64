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
from search.engines.whoosh_engine.execute.occurrences import occurrences
from search.engines.whoosh_engine.execute.order import Ranked
from search.engines.whoosh_engine.execute.ranking import rarities, scores
from search.engines.whoosh_engine.execute.sets import member, union
from search.engines.whoosh_engine.execute.words import WordReader, Work
from search.engines.whoosh_engine.format.columns import UNDATED
from search.plan.nodes import Everything
from search.plan.walk import choices_of, patterns_of
from search.plan.weights import CANDIDATES, NEAR_SHARE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from search.document import DocumentId
    from search.engines.interface import Deadline, Sort, Want
    from search.engines.whoosh_engine.execute.blocks import Block
    from search.engines.whoosh_engine.execute.found import Found
    from search.engines.whoosh_engine.execute.occurrences import ByField
    from search.engines.whoosh_engine.execute.prefixes import Prefixes
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.segment import Segment
    from search.plan.nodes import Node, Plan
    from search.results import Facets


@dataclasses.dataclass(frozen=True, slots=True)
class _Part:
    """A plan over one segment.

    Attributes:
        norms: length norms of its documents.
        found: live documents of the plan before any filter, sorted.
        masks: what passes each kind of filter.
        chosen: those of `found` that pass every filter.
        words: where each word of the plan occurs.
        nodes: the documents of other nodes.
    """

    segment: Segment | Block
    norms: Array
    found: Array
    masks: dict[str, Array]
    chosen: Array
    words: list[Found]
    nodes: NodeReader
    reader: WordReader


class Search:
    """One plan over one generation: one pass over the postings, then the result set only.

    Of more than a block of documents nothing is kept: each pass reads the postings again.
    """

    def __init__(
        self,
        blocks: Sequence[tuple[Segment | Block, Array]],
        prefixes: Prefixes,
        plan: Plan,
        deadline: Deadline,
        keep: int,
    ) -> None:
        """Take the segments, each with the length norms of its documents.

        Args:
            blocks: segments and norms.
            prefixes: of the generation.
            plan: to run.
            deadline: of the answer.
            keep: most documents of all the segments for what is read to be kept.
        """
        self._blocks = blocks
        self._plan = plan
        self._prefixes = prefixes
        self._deadline = deadline
        self._work = Work()
        self._columns = [segment.columns for segment, _ in blocks]
        self._size = sum(len(segment) for segment, _ in blocks)
        self._kept: list[_Part] | None = None
        if self._size <= keep:
            self._kept = list(self._parts())
        live = sum(segment.live_count for segment, _ in blocks)
        self._weights = rarities(self._holding(), live, plan.importance) if plan.words else []

    def matches(self, want: Want) -> Matches:
        """Return what is wanted of the result set."""
        sizes: list[int] = []

        def chosen(part: _Part) -> Array:
            sizes.append(part.chosen.size)
            return part.chosen

        ranked = self._ranked(chosen, want.sort, want.offset + want.limit)
        total = sum(sizes)
        near: tuple[Match, ...] = ()
        if want.near and self._plan.near is not None and total < want.near_below:
            near = tuple(self._near(self._plan.near, want, ranked))
        return Matches(
            total=total,
            top=tuple(self._shown(ranked[want.offset :], want)),
            near=near,
            facets=self._facets(want) if want.facets else None,
            left_out=tuple(self._prefixes.left_out_of(self._plan)),
            postings_read=self._work.postings,
            positions_read=self._work.positions,
        )

    def neighbours(self, sort: Sort, identifier: DocumentId) -> Neighbours:
        """Return where a document stands in the order of the result set."""
        ranked = self._ranked(lambda part: part.chosen, sort, self._size)
        for index, columns in enumerate(self._columns):
            number = columns.number(identifier)
            if number is None:
                continue
            for at in np.flatnonzero((ranked.part == index) & (ranked.number == number)).tolist():
                around = ranked[max(0, at - 1) : at + 2]
                ids = [self._columns[there].id(one) for there, one, _ in around]
                before = ids[0] if at else None
                after = ids[-1] if at + 1 < len(ranked) else None
                return Neighbours(before, after, at + 1, len(ranked))
        return Neighbours(total=len(ranked))

    def _holding(self) -> Array:
        """Return how many documents hold each word of the plan, widely read (i8)."""
        holding = np.zeros(len(self._plan.words), np.int64)
        for part in self._parts():
            holding += [word.documents.size for word in part.words]
        return holding

    def _parts(self) -> Iterator[_Part]:
        yield from map(self._part, range(len(self._blocks)))

    def _part(self, index: int) -> _Part:
        return self._read(*self._blocks[index]) if self._kept is None else self._kept[index]

    def _read(self, segment: Segment | Block, norms: Array) -> _Part:
        words = WordReader(
            segment.lexicon,
            self._prefixes,
            segment.postings,
            segment.titles,
            self._deadline,
            self._work,
        )
        nodes = NodeReader(words, segment.columns)
        found = nodes.documents(self._plan.root)
        if segment.live_count < len(segment):
            found = found[segment.live[found]]
        masks = filter_masks(segment.columns, self._plan.filters)
        places = [nodes.word(word) for word in self._plan.words]
        return _Part(segment, norms, found, masks, passing(masks, found), places, nodes, words)

    def _ranked(self, chosen: Callable[[_Part], Array], sort: Sort, most: int) -> Ranked:
        """Return the first documents in order; ties go by date, newest first, then by id.

        Args:
            chosen: gives the documents of a segment.
            sort: the order.
            most: documents wanted.
        """
        closely = most > 0 and sort == "relevance" and looks_closer(self._plan)
        enough = max(most, CANDIDATES) if closely else most
        ranked = Ranked.joined(
            [self._best(part, chosen(part), sort, enough) for part in self._parts()]
        )
        if len(self._blocks) > 1:
            ranked = ranked.sorted(self._columns, sort)
        return self._looked_closer(ranked, most) if closely else ranked[:most]

    def _looked_closer(self, ranked: Ranked, most: int) -> Ranked:
        """Return the first documents in order once all that is looked at closely counts too.

        What they add is positive: the best candidates stay above the others.
        """
        best, others = ranked[:CANDIDATES], ranked[CANDIDATES:most]
        for index in np.unique(best.part).tolist():
            part = self._part(index)
            here = np.flatnonzero(best.part == index)
            here = here[np.argsort(best.number[here])]
            best.score[here] += closer_scores(
                part.reader, part.words, self._plan, self._weights, part.norms, best.number[here]
            )
        return best.sorted(self._columns, "relevance").followed_by(others)[:most]

    def _best(self, part: _Part, documents: Array, sort: Sort, most: int) -> tuple[Array, Array]:
        """Return the first documents of one segment in order, and their scores.

        Documents are numbered in the order of their dates.
        """
        if not most:
            return documents[:0], np.zeros(0, np.float32)
        if sort == "oldest":
            dated = np.searchsorted(documents, part.segment.columns.first_dated)
            ordered = np.concatenate([documents[dated:], documents[:dated][::-1]])[:most]
            ordered = _ids_in_order(part.segment, ordered)
        elif sort == "newest" or not self._weights:
            ordered = documents[max(0, documents.size - most) :][::-1]
        else:
            values = scores(part.words, self._weights, part.norms, documents)
            best = _largest(values, most)
            return documents[best], values[best]
        by_number = ordered.argsort()
        values = np.zeros(ordered.size, np.float32)
        values[by_number] = scores(part.words, self._weights, part.norms, ordered[by_number])
        return ordered, values

    def _near(self, kept: Node, want: Want, hits: Ranked) -> Iterator[Match]:
        """Yield the best documents outside the set, words widely read, that come near its best."""
        ranked = self._ranked(lambda part: self._almost(part, kept), "relevance", want.near)
        best = max(hits.score[:1].tolist() + ranked.score[:1].tolist(), default=0.0)
        ranked = ranked[: np.count_nonzero(ranked.score >= NEAR_SHARE * best)]
        missing = np.zeros((len(ranked), len(self._plan.words)), bool)
        for index in np.unique(ranked.part).tolist():
            here = np.flatnonzero(ranked.part == index)
            for number, word in enumerate(self._part(index).words):
                missing[here, number] = ~member(ranked.number[here], word.own)
        lacked = _lacked(missing, choices_of(self._plan))
        for match, lacks in zip(self._shown(ranked, want, widely=True), lacked, strict=True):
            yield dataclasses.replace(match, missing=tuple(np.flatnonzero(lacks).tolist()))

    def _shown(self, ranked: Ranked, want: Want, *, widely: bool = False) -> Iterator[Match]:
        """Yield documents as matches, with the occurrences of the words if they are wanted."""
        found: dict[tuple[int, int], ByField] = {}
        patterns = patterns_of(self._plan.words, widely=widely)
        for index in np.unique(ranked.part).tolist() if want.occurrences else ():
            part = self._part(index)
            here = np.sort(ranked.number[ranked.part == index]).tolist()
            placed = occurrences(part.reader, patterns, here, part.segment.titles)
            found |= {(index, number): by for number, by in placed.items()}
        for index, number, score in ranked:
            title, text = found.get((index, number), ((), ()))
            yield Match(self._columns[index].id(number), score, title=title, text=text)

    def _almost(self, part: _Part, kept: Node) -> Array:
        """Return the documents outside the set with any of the words and all that must be kept."""
        almost = union([word.documents for word in part.words], len(part.segment))
        almost = almost[part.segment.live[almost] & ~member(almost, part.found)]
        if kept != Everything():
            almost = almost[member(almost, part.nodes.documents(kept))]
        return passing(part.masks, almost)

    def _facets(self, want: Want) -> Facets:
        parts = ((part.segment.columns, part.found, part.masks) for part in self._parts())
        return count_facets(parts, self._plan.filters, every_day=want.days)


def _lacked(missing: Array, choices: Sequence[Sequence[int]]) -> Array:
    """Return which words documents (rows) lack: of a choice its first, where they have none.

    Args:
        missing: which words are not in them.
        choices: words of which one is enough.
    """
    lacked: Array = missing.copy()
    lacked[:, [index for choice in choices for index in choice]] = False
    for choice in choices:
        lacked[:, choice[0]] |= missing[:, choice].all(axis=1)
    return lacked


_GROUPS = 8
"""So many times as many groups as values are wanted: their maxima say what is large."""


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


def _ids_in_order(segment: Segment | Block, ordered: Array) -> Array:
    """Sort documents of one day by id: their numbers go by id from the last."""
    dates = segment.columns.dates[ordered].astype(np.int64)
    days = np.where(dates == UNDATED, 1 << 40, dates)
    return ordered[np.lexsort((-ordered, days))]
