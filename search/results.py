"""What comes back from a search."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from search.document import DocumentId, Facet


@dataclasses.dataclass(slots=True)
class FacetCount:
    """How many articles of the result set have one value of a facet.

    Not frozen, because a search makes hundreds, and frozen ones take three times as long to make.

    Attributes:
        value: the value as it stands in an address ("2024", "2024-06", "Le Courrier").
        count: articles.
        children: for a year its months, for a chosen month its days.
    """

    value: str
    count: int
    children: tuple[FacetCount, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Headline:
    """What is shown of an article that is only named."""

    id: DocumentId
    title: str
    date: dt.date | None
    source: str


@dataclasses.dataclass(frozen=True, slots=True)
class Timeline:
    """Counts by date of a result set in all its breadth: no choice of days shrinks them.

    Attributes:
        years: newest first, with their months, those that are open with their days.
        undated: articles without a date.
    """

    years: tuple[FacetCount, ...] = ()
    undated: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Facets:
    """Counts of the result set by value; a facet's own selection does not shrink its counts.

    Attributes:
        date: years, newest first, with their months and days in the order of the calendar; those of
            the range of days, where one is asked for.
        undated: articles without a date.
        timeline: the same without the range of days.
        values: the values of each facet, most used first.
    """

    date: tuple[FacetCount, ...] = ()
    undated: int = 0
    timeline: Timeline = Timeline()
    values: Mapping[Facet, tuple[FacetCount, ...]] = dataclasses.field(default_factory=dict)

    def of(self, facet: Facet) -> tuple[FacetCount, ...]:
        """Return the values of a facet."""
        return self.values.get(facet, ())


class Span(NamedTuple):
    """A stretch of text, marked (an occurrence of what was searched) or not."""

    text: str
    marked: bool = False


Marked = tuple[Span, ...]
"""Plain text cut into spans, to be escaped by whoever prints it."""


@dataclasses.dataclass(slots=True, kw_only=True)
class Hit:
    """One article of an answer, ready to print; not frozen, as FacetCount.

    Attributes:
        id: public id.
        key: the id given by the input.
        title: headline, with its marks.
        score: comparable between the hits and the near hits of one answer.
        snippets: up to three excerpts, in reading order.
        occurrences: how often the words occur in title and text.
        missing: the words of the question that a near hit does not hold.
    """

    id: DocumentId
    key: str
    title: Marked
    date: dt.date | None
    source: str
    url: str
    authors: tuple[str, ...]
    section: str
    score: float
    snippets: tuple[Marked, ...]
    occurrences: int
    missing: tuple[str, ...] = ()


class Found(NamedTuple):
    """One article of an export: as an answer shows it, and its whole text."""

    hit: Hit
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """The spellings one word of the question stood for.

    Attributes:
        word: as typed.
        spellings: (form, documents that hold it), most frequent first.
    """

    word: str
    spellings: tuple[tuple[str, int], ...]
