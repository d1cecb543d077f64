"""What is asked of a generation beside a plan, and what is found in it."""

from __future__ import annotations

import dataclasses
import time
from typing import TYPE_CHECKING, Literal

from search.errors import DeadlineExceeded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.document import Document, DocumentId
    from search.marks import Occurrence
    from search.results import Facets

Sort = Literal["relevance", "newest", "oldest"]


@dataclasses.dataclass(frozen=True, slots=True)
class Want:
    """What of a result set is wanted.

    Attributes:
        offset: hits to pass over.
        limit: hits to return.
        sort: order; ties go by date, newest first, then by id.
        facets: whether to count facets.
        days: whether facets hold the days of every month, not of the chosen ones alone.
        near: most near documents to return; 0 for none.
        near_below: near documents are wanted only where the set holds fewer documents than this.
        occurrences: whether to tell where the plan's words stand in each document returned.
    """

    offset: int = 0
    limit: int = 10
    sort: Sort = "relevance"
    facets: bool = True
    days: bool = False
    near: int = 0
    near_below: int = 10
    occurrences: bool = False


@dataclasses.dataclass(slots=True)
class Match:
    """One document of a result set; not frozen, which would take three times as long to make.

    Attributes:
        id: public id.
        score: at least 0; 0 throughout when the plan has no words.
        missing: for a near document, the indexes in `plan.words` of the words it does not hold.
        title, text: where the plan's words stand, if that was wanted; for a near document the
            other forms of their stems too.
    """

    id: DocumentId
    score: float
    missing: tuple[int, ...] = ()
    title: tuple[Occurrence, ...] = ()
    text: tuple[Occurrence, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Passage:
    """A stored document.

    Attributes:
        document: the document.
        checkpoints: where every CHECKPOINT-th token of its text begins (`search.analysis.places`),
            so that a few of its words are found without analysing it; empty where unknown.
    """

    document: Document
    checkpoints: Sequence[int]


@dataclasses.dataclass(frozen=True, slots=True)
class Matches:
    """The answer of an engine to a plan.

    Attributes:
        total: documents of the result set, exactly.
        top: the wanted slice of it, in order.
        near: documents outside the set that hold most of the words, best first.
        facets: counts of the set by value, None if they were not wanted.
        left_out: prefixes of the plan with more forms than one may stand for: as typed, and how
            many were left out.
        postings_read: work counter: occurrences of forms in documents.
        positions_read: work counter: places in texts.
    """

    total: int
    top: tuple[Match, ...]
    near: tuple[Match, ...]
    facets: Facets | None
    left_out: tuple[tuple[str, int], ...]
    postings_read: int
    positions_read: int


@dataclasses.dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a document stands in the order of a result set.

    Attributes:
        before, after: the documents beside it; None at the ends of the set.
        rank: its own, from 1; 0 where the set does not hold it.
        total: documents of the set.
    """

    before: DocumentId | None = None
    after: DocumentId | None = None
    rank: int = 0
    total: int = 0


class Deadline:
    """A moment after which an answer is of no use."""

    def __init__(self, seconds: float) -> None:
        """Set the deadline this many seconds from now."""
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Raise DeadlineExceeded if the moment has passed."""
        if time.monotonic() > self._end:
            raise DeadlineExceeded(
                "La réponse a demandé plus de {seconds} s. Précisez la recherche.",
                seconds=f"{self.seconds:g}",
            )
