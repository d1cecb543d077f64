"""A plan: what a query means for an engine, with nothing left to interpret.

Node
├── Group        any of these spellings, in title or text
├── Phrase       slots at successive positions in one field, each any of its spellings
├── And, Or      all, any of these nodes
├── Not          the documents without this node
└── Everything   every document
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclasses.dataclass(frozen=True, slots=True)
class Spelling:
    """One form that a word stands for.

    Attributes:
        form: as the lexicon has it.
        weight: how much an occurrence counts in the score, beside 1 for the typed form.
        documents: documents that hold it.
    """

    form: str
    weight: float
    documents: int


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """One word of the question: a document holds it if it holds any of the spellings.

    Attributes:
        word: as typed.
        spellings: the word's own spellings, which alone decide what is in the result set.
        wider: other forms of its stem: for ranking and near results, never for counts.
    """

    word: str
    spellings: tuple[Spelling, ...]
    wider: tuple[Spelling, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Phrase:
    """Words at successive positions, all in the title or all in the text.

    Attributes:
        text: as typed.
        slots: for each position the spellings it may have.
    """

    text: str
    slots: tuple[tuple[Spelling, ...], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class And:
    """The documents of all the nodes; of at least one node."""

    nodes: tuple[Node, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Or:
    """The documents of any of the nodes; none if there is no node."""

    nodes: tuple[Node, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Not:
    """The documents that the node does not have."""

    node: Node


@dataclasses.dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


Node = Group | Phrase | And | Or | Not | Everything


@dataclasses.dataclass(frozen=True, slots=True)
class Filters:
    """The page's filters: values of one kind are alternatives, kinds narrow one another.

    Attributes:
        start, end: first and last day, both included; None for no limit.
        years, months, days: chosen periods; months are (year, month).
        undated: documents without a date are chosen too (beside years).
        sources, authors, sections: chosen values.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    years: tuple[int, ...] = ()
    months: tuple[tuple[int, int], ...] = ()
    days: tuple[dt.date, ...] = ()
    undated: bool = False
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Pair:
    """Two words of a plan that score more where they stand together.

    Attributes:
        words: their indexes in `Plan.words`, in the order of the question.
    """

    words: tuple[int, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """What to find.

    Attributes:
        root: decides which documents are in the result set.
        words: the positive words and phrases of the question, in its order: they are scored and
            marked, and a near document holds most of them.
        pairs: pairs of these words whose closeness is scored, on the best candidates.
        loosen: whether near documents make sense (no phrase and no exclusion was asked for).
        filters: the page's filters.
    """

    root: Node
    words: tuple[Group | Phrase, ...] = ()
    pairs: tuple[Pair, ...] = ()
    loosen: bool = True
    filters: Filters = Filters()
