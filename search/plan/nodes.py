"""A plan: what a query means for an engine, with nothing left to interpret.

Node
├── Group        any of these spellings, in title or text
├── Prefix       any form that begins so
├── Phrase       slots at successive positions in one field, each any of its spellings
├── Near         operands close together in one field, in any order
├── In           a node, its words looked for in one field
├── DateRange    the documents of a range of days
├── FacetWords   the documents with a source, author or section that holds these words
├── And, Or      all, any of these nodes
├── Not          the documents without this node
└── Everything   every document

A word of a plan (`Word`) is what is scored and marked: a group, a prefix, a phrase, a Near, or one
of these in a field.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from search.document import Facet

Field = Literal["title", "text"]


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
        family: forms that resemble the word: for the ranking of the best documents alone.
    """

    word: str
    spellings: tuple[Spelling, ...]
    wider: tuple[Spelling, ...] = dataclasses.field(default=(), hash=False)
    family: tuple[Spelling, ...] = dataclasses.field(default=(), hash=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Prefix:
    """Any form that begins so: scored as one word whose occurrences count alike.

    An accent that is typed counts, one that is not typed matches any. The engine finds the forms in
    its lexicon; of more than `PREFIX_FORMS` it takes those that most documents hold, and says how
    many it left out.

    Attributes:
        word: as typed (`constit*`).
        beginning: what the forms begin with, spelt as a form is (`constit`).
    """

    word: str
    beginning: str


Slot = tuple[Spelling, ...] | Prefix
"""What may stand at one position: any of some spellings, or of the forms that begin so."""


@dataclasses.dataclass(frozen=True, slots=True)
class Phrase:
    """Words at successive positions, all in the title or all in the text.

    Attributes:
        text: as typed.
        slots: what may stand at each position.
    """

    text: str
    slots: tuple[Slot, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Near:
    """Operands that stand close together, in any order, all in the title or all in the text.

    From the last word of the one that ends first to the first word of the one that begins last are
    at most `distance` positions: neighbours are one apart. Each operand has words of its own: no
    position serves two of them. It occurs as often as there are positions where an operand begins
    whose others stand before it within reach.

    Attributes:
        text: as typed.
        operands: two or more.
        distance: in positions, 1 or more.
    """

    text: str
    operands: tuple[Operand, ...]
    distance: int


@dataclasses.dataclass(frozen=True, slots=True)
class In:
    """A node whose words are looked for in one field.

    A node, so that `titre:` wraps whatever it binds, a group of parentheses too, and the words
    inside stay what they are. The innermost field counts; inside a Near there is none, since its
    operands share one field anyway.
    """

    field: Field
    node: Node

    @property
    def word(self) -> Word:
        """The word that it limits, where it is a word of a plan."""
        match self.node:
            case In():
                return self.node.word
            case Group() | Prefix() | Phrase() | Near():
                return self.node
            case _:
                message = f"{type(self.node).__name__} is no word"
                raise TypeError(message)


@dataclasses.dataclass(frozen=True, slots=True)
class DateRange:
    """The documents of a range of days; undated ones are in none.

    Attributes:
        start, end: first and last day, both included; None for no limit.
    """

    start: dt.date | None
    end: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True)
class FacetWords:
    """The documents with a value of a facet that holds these words at successive places.

    Readers type `auteur:dupont` for Jean Dupont, `source:monde` for Le Monde, and bare letters for
    accented ones: words are matched, folded. A whole value, to the letter, is what the page's
    filters are for.

    Attributes:
        facet: which values.
        words: folded, as `search.analysis.names.folded_words` gives them; one or more.
    """

    facet: Facet
    words: tuple[str, ...]


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


Operand = Group | Prefix | Phrase | Or
"""What a Near is made of: words, and alternatives that are operands themselves."""

Word = Group | Prefix | Phrase | Near
"""What occurs in a text and is scored as one word."""

Node = Word | In | DateRange | FacetWords | And | Or | Not | Everything


def typed(word: Word | In) -> str:
    """Return a word of a plan as it was typed."""
    match word:
        case Group() | Prefix():
            return word.word
        case Phrase() | Near():
            return word.text
        case In():
            return typed(word.word)


@dataclasses.dataclass(frozen=True, slots=True)
class Filters:
    """The page's filters: values of one kind are alternatives, kinds narrow one another.

    Attributes:
        start, end: first and last day, both included; None for no limit.
        years, months, days: chosen periods; months are (year, month).
        undated: documents without a date are chosen too (beside years).
        values: chosen values of each facet that has some.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    years: tuple[int, ...] = ()
    months: tuple[tuple[int, int], ...] = ()
    days: tuple[dt.date, ...] = ()
    undated: bool = False
    values: Mapping[Facet, tuple[str, ...]] = dataclasses.field(default_factory=dict)

    def of(self, facet: Facet) -> tuple[str, ...]:
        """Return the chosen values of a facet."""
        return self.values.get(facet, ())

    def choosing(self, facet: Facet, values: tuple[str, ...]) -> Filters:
        """Return the filters with other values of a facet."""
        chosen = {**self.values, facet: values}
        return dataclasses.replace(self, values={name: v for name, v in chosen.items() if v})


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
        words: the positive words of the question, in its order: they are scored and marked, and a
            near document holds most of them.
        pairs: pairs of these words whose closeness is scored, on the best candidates.
        near: what near documents hold, as those of the result set do: phrases, exclusions, what
            operators and fields join, never plain words. None where near documents make no sense.
        filters: the page's filters.
        importance: what each word weighs in the score, beside its rarity; 1 where none is given.
    """

    root: Node
    words: tuple[Word | In, ...] = ()
    pairs: tuple[Pair, ...] = ()
    near: Node | None = Everything()
    filters: Filters = Filters()
    importance: tuple[float, ...] = ()
