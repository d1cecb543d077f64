"""Runs a plan over the segments of a generation."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from search.engines.matching import Match, Matches, Neighbours
from search.engines.whoosh_engine.execute.closer import closer_scores, looks_closer
from search.engines.whoosh_engine.execute.facets import count_facets
from search.engines.whoosh_engine.execute.filters import filter_masks, passing
from search.engines.whoosh_engine.execute.nodes import NodeReader
from search.engines.whoosh_engine.execute.occurrences import occurrences
from search.engines.whoosh_engine.execute.order import Ranked
from search.engines.whoosh_engine.execute.ranking import every_score, rarities, scores
from search.engines.whoosh_engine.execute.sets import ALIKE, mask_of, member, shared, union
from search.engines.whoosh_engine.execute.sets import chosen as among
from search.engines.whoosh_engine.execute.stems import Work
from search.engines.whoosh_engine.execute.words import WordReader
from search.engines.whoosh_engine.format.columns import UNDATED
from search.plan.nodes import Everything
from search.plan.walk import choices_of, patterns_of
from search.plan.weights import CANDIDATES, NEAR_SHARE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from search.document import DocumentId
    from search.engines.matching import Deadline, Sort, Want
    from search.engines.whoosh_engine.execute.blocks import Block, Blocks
    from search.engines.whoosh_engine.execute.found import Found
    from search.engines.whoosh_engine.execute.prefixes import Prefixes
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.segment import Segment
    from search.plan.nodes import Node, Plan
    from search.results import Facets


@dataclasses.dataclass(slots=True)
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


class Candidates(NamedTuple):
    """The first documents by words alone.

    Attributes:
        ranked: in order.
        most: how many are wanted.
        closely: whether pairs and families have their say.
    """

    ranked: Ranked
    most: int
    closely: bool


class Search:
    """One plan over one generation: one pass over the postings, then the result set only.

    Of more than a block of documents nothing is kept: each pass reads the postings again.
    """

    def __init__(self, blocks: Blocks, prefixes: Prefixes, plan: Plan, deadline: Deadline) -> None:
        """Take a generation's blocks and prefixes, what to run, and when the answer is due."""
        self._blocks = blocks
        self._plan = plan
        self._prefixes = prefixes
        self._deadline = deadline
        self._work = Work()
        self._kept: list[_Part] | None = None
        if blocks.kept:
            self._kept = [self._read(*block) for block in blocks.parts]
        self._weights = (
            rarities(self._holding(), blocks.live, plan.importance) if plan.words else []
        )

    def matches(self, want: Want) -> Matches:
        """Return what is wanted of the result set."""
        total = 0

        def best(part: _Part, most: int) -> tuple[Array, Array]:
            nonlocal total
            total += part.chosen.size
            return self._best(part, want.sort, most)

        hits = self._candidates(best, want.sort, want.offset + want.limit)
        near: tuple[Match, ...] = ()
        if want.near and self._plan.near is not None and total < want.near_below:
            ranked, others = self._with_near(self._plan.near, want, hits)
            near = tuple(self._near(want, ranked, others))
        else:
            (ranked,) = self._looked_closer(hits)
        return Matches(
            total=total,
            top=self._shown(ranked[want.offset :], want),
            near=near,
            facets=self._facets(want) if want.facets else None,
            left_out=tuple(self._prefixes.left_out_of(self._plan)),
            postings_read=self._work.postings,
            positions_read=self._work.positions,
        )

    def neighbours(self, sort: Sort, identifier: DocumentId) -> Neighbours:
        """Return where a document stands in the order of the result set."""
        candidates = self._candidates(
            lambda part, most: self._best(part, sort, most), sort, self._blocks.size
        )
        (ranked,) = self._looked_closer(candidates)
        for index, columns in enumerate(self._blocks.columns):
            number = columns.number(identifier)
            if number is None:
                continue
            for at in np.flatnonzero((ranked.part == index) & (ranked.number == number)).tolist():
                around = ranked[max(0, at - 1) : at + 2]
                ids = [self._blocks.columns[there].id(one) for there, one, _ in around]
                before = ids[0] if at else None
                after = ids[-1] if at + 1 < len(ranked) else None
                return Neighbours(before, after, at + 1, len(ranked))
        return Neighbours(total=len(ranked))

    def _holding(self) -> list[int]:
        """Return how many documents hold each word of the plan, widely read."""
        holding = [0] * len(self._plan.words)
        for part in self._parts():
            for number, word in enumerate(part.words):
                holding[number] += word.documents.size
        return holding

    def _parts(self) -> Iterable[_Part]:
        return self._kept or (self._read(*block) for block in self._blocks.parts)

    def _part(self, index: int) -> _Part:
        return self._kept[index] if self._kept else self._read(*self._blocks.parts[index])

    def _read(self, segment: Segment | Block, norms: Array) -> _Part:
        words = WordReader(segment, self._prefixes, self._deadline, self._work)
        nodes = NodeReader(words, segment.columns)
        found = nodes.documents(self._plan.root)
        if not segment.whole:
            found = among(found, segment.live.take(found))
        masks = filter_masks(segment.columns, self._plan.filters)
        places = [nodes.word(word) for word in self._plan.words]
        return _Part(segment, norms, found, masks, passing(masks, found), places, nodes, words)

    def _candidates(
        self, best: Callable[[_Part, int], tuple[Array, Array]], sort: Sort, most: int
    ) -> Candidates:
        """Return the first documents in order; ties go by date, newest first, then by id.

        Args:
            best: gives so many first documents of a segment in order, and their scores.
            sort: the order.
            most: documents wanted.
        """
        closely = most > 0 and sort == "relevance" and looks_closer(self._plan)
        enough = max(most, CANDIDATES) if closely else most
        found = [best(part, enough) for part in self._parts()]
        ranked = Ranked.joined(found)
        if len(found) > 1:
            ranked = ranked.sorted(self._blocks.columns, sort)
        return Candidates(ranked[:enough], most, closely)

    def _looked_closer(self, *wanted: Candidates) -> list[Ranked]:
        """Return the first documents of some lists once all that is looked at closely counts.

        What they add is positive: the best candidates stay above the others. No document is in two
        of the lists, all of which are looked at together.
        """
        if not any(one.closely for one in wanted):
            return [one.ranked for one in wanted]
        best = Ranked.chained([one.ranked[:CANDIDATES] for one in wanted if one.closely])
        for index, here in best.by_part():
            part = self._part(index)
            here = here.take(best.number.take(here).argsort())
            best.score[here] += closer_scores(
                part.reader, part.words, self._plan, self._weights, part.norms, best.number[here]
            )
        looked, begin = [], 0
        for one in wanted:
            ranked = one.ranked
            if one.closely:
                end = begin + min(len(ranked), CANDIDATES)
                first = best[begin:end].sorted(self._blocks.columns, "relevance")
                ranked, begin = first.followed_by(ranked[CANDIDATES:]), end
            looked.append(ranked[: one.most])
        return looked

    def _best(self, part: _Part, sort: Sort, most: int) -> tuple[Array, Array]:
        """Return the first documents of the result set in one segment, in order, and their scores.

        Documents are numbered in the order of their dates.
        """
        documents = part.chosen
        if not most:
            return documents[:0], np.zeros(0, np.float32)
        if sort == "oldest":
            dated = np.searchsorted(documents, part.segment.columns.first_dated)
            ordered = np.concatenate([documents[dated:], documents[:dated][::-1]])[:most]
            ordered = _ids_in_order(part.segment, ordered)
        elif sort == "newest" or not self._weights:
            ordered = documents[max(0, documents.size - most) :][::-1]
        else:
            return self._highest(part, documents, most)
        by_number = ordered.argsort()
        values = np.zeros(ordered.size, np.float32)
        values[by_number] = scores(part.words, self._weights, part.norms, ordered[by_number])
        return ordered, values

    def _highest(self, part: _Part, documents: Array, most: int) -> tuple[Array, Array]:
        """Return those of some documents with the best scores, and these."""
        values = scores(part.words, self._weights, part.norms, documents)
        best = _largest(values, most)
        return documents.take(best), values.take(best)

    def _with_near(self, kept: Node, want: Want, hits: Candidates) -> tuple[Ranked, Ranked]:
        """Return the hits, and the best documents outside the set, words widely read."""
        near = self._candidates(
            lambda part, most: self._nearest(part, kept, most), "relevance", want.near
        )
        ranked, close = self._looked_closer(hits, near)
        return ranked, close

    def _near(self, want: Want, hits: Ranked, ranked: Ranked) -> Iterator[Match]:
        """Yield the documents outside the set that come near the best of all."""
        best = max(hits.score[:1].tolist() + ranked.score[:1].tolist(), default=0.0)
        ranked = ranked[: np.count_nonzero(ranked.score >= NEAR_SHARE * best)]
        missing = np.zeros((len(ranked), len(self._plan.words)), bool)
        for index, here in ranked.by_part():
            for number, word in enumerate(self._part(index).words):
                missing[here, number] = ~member(ranked.number[here], word.own)
        lacked = _lacked(missing, choices_of(self._plan))
        for match, lacks in zip(self._shown(ranked, want, widely=True), lacked, strict=True):
            match.missing = tuple(lacks.nonzero()[0].tolist())
            yield match

    def _shown(self, ranked: Ranked, want: Want, *, widely: bool = False) -> tuple[Match, ...]:
        """Return documents as matches, with the occurrences of the words if they are wanted."""
        shown = tuple(map(Match, self._ids(ranked), ranked.score.tolist()))
        patterns = patterns_of(self._plan.words, widely=widely) if want.occurrences else ()
        for index, here in ranked.by_part() if want.occurrences else ():
            part = self._part(index)
            numbers = ranked.number[here]
            placed = occurrences(
                part.reader, patterns, np.sort(numbers).tolist(), part.segment.titles
            )
            for at, number in zip(here.tolist(), numbers.tolist(), strict=True):
                shown[at].title, shown[at].text = placed[number]
        return shown

    def _ids(self, ranked: Ranked) -> list[DocumentId]:
        if len(self._blocks.columns) == 1:
            return self._blocks.columns[0].ids_of(ranked.number)
        return [
            self._blocks.columns[part].id(number)
            for part, number in zip(ranked.part.tolist(), ranked.number.tolist(), strict=True)
        ]

    def _nearest(self, part: _Part, kept: Node, most: int) -> tuple[Array, Array]:
        """Return the best documents outside the set that have what must be kept, and their scores.

        They have any of the words. Where most documents do, it costs less to score them all.
        """
        count = len(part.segment)
        if sum([word.documents.size for word in part.words]) * ALIKE < count:
            near = union([word.documents for word in part.words], count)
            near = among(near, part.segment.live.take(near) & ~shared(near, part.found, count))
            if kept != Everything():
                near = among(near, member(near, part.nodes.documents(kept)))
            return self._highest(part, passing(part.masks, near), most)
        values = every_score(part.words, self._weights, part.norms)
        values[part.found] = 0
        wanted = [part.segment.live, *part.masks.values()]
        if kept != Everything():
            wanted.append(mask_of(part.nodes.documents(kept), count))
        for mask in wanted:
            values *= mask
        best = _largest(values, most)
        best = best[values.take(best) > 0]
        return best, values.take(best)

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
    return values.argsort(kind="stable")[: -most - 1 : -1]


def _ids_in_order(segment: Segment | Block, ordered: Array) -> Array:
    """Sort documents of one day by id: their numbers go by id from the last."""
    dates = segment.columns.dates[ordered].astype(np.int64)
    days = np.where(dates == UNDATED, 1 << 40, dates)
    return ordered[np.lexsort((-ordered, days))]
