"""The query tree: what the reader wrote, as data that prints back to what was written.

Node
├── Word      one word, hyphens and apostrophes included; exact when written `=mot`
├── Prefix    the beginning of words, `constit*`
├── Phrase    words between quotes; exact when written `="…"`
├── Near      nodes within so many words of each other, `PROCHE/5`
├── Or        any of several nodes, `OU`
├── All       several nodes, all of them wanted
├── Not       what must not be there, after a minus or `SAUF`
├── Required  what must be there, a function word too, after a plus
├── Field     what must be in the title, `titre:`, or in the text, `texte:`
├── Value     what the source, an author or the section must be, `source:`, `auteur:`, `rubrique:`
└── Dates     a period, after `date:`, `depuis:`, `avant:`, `entre:`

A word is never written like an operator (`ET`): where one is read as a word, it is in lower case.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING, Literal, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from search.document import Facet
    from search.query.dates import DateOperator

FieldName = Literal["title", "text"]

DISTANCE = 8
"""Positions that `PROCHE` alone allows; `plan.nodes.Near` says between which."""


@dataclasses.dataclass(frozen=True, slots=True)
class Word:
    """One word as typed.

    Attributes:
        text: without the sign before it.
        exact: that spelling only.
    """

    text: str
    exact: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of words.

    Attributes:
        text: as typed, without the asterisk.
    """

    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Phrase:
    """What stands between quotes.

    Attributes:
        text: as typed, the quotes left out.
        exact: to the letter, when written `="…"`.
    """

    text: str
    exact: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Near:
    """Nodes that stand close together, in any order.

    Attributes:
        nodes: words, prefixes, phrases, or choices of them; at least two.
        distance: in positions, as `plan.nodes.Near` counts them.
    """

    nodes: tuple[Node, ...]
    distance: int = DISTANCE


@dataclasses.dataclass(frozen=True, slots=True)
class Or:
    """Nodes of which one is enough; at least two."""

    nodes: tuple[Node, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class All:
    """Nodes that must all match; the root of every query, empty for an empty query."""

    nodes: tuple[Node, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Not:
    """What must not be in the article."""

    node: Node


@dataclasses.dataclass(frozen=True, slots=True)
class Required:
    """What must be in the article, even a function word, even where any word would do."""

    node: Node


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """What must be in one field."""

    name: FieldName
    node: Node


@dataclasses.dataclass(frozen=True, slots=True)
class Value:
    """What must be in the name of the source, of an author or of the section."""

    facet: Facet
    node: Node


@dataclasses.dataclass(frozen=True, slots=True)
class Dates:
    """When the article must have appeared.

    Attributes:
        operator: what the period is to the article.
        text: a French date or period as typed; `dates` reads it.
    """

    operator: DateOperator
    text: str


Leaf = Word | Prefix | Phrase | Dates
Node = Leaf | Near | Or | All | Not | Required | Field | Value


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes right under a node."""
    match node:
        case All(nodes) | Or(nodes) | Near(nodes):
            return nodes
        case Not(inner) | Required(inner) | Field(_, inner) | Value(_, inner):
            return (inner,)
        case _:
            return ()


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield the words, prefixes, phrases and dates of a tree in the order of the query."""
    if isinstance(node, Leaf):
        yield node
    for child in children(node):
        yield from leaves(child)


def rebuilt(
    node: Node, change: Callable[[Node], Node | None], *, excluded: bool = True
) -> Node | None:
    """Return a tree in which each node, from the leaves up, became what `change` says.

    Args:
        node: the tree.
        change: the node that takes a node's place; None to leave it out. What is left with
            nothing under it is left out too, what is left with one node is that node.
        excluded: whether to look inside what is excluded.
    """
    match node:
        case All(nodes) | Or(nodes) | Near(nodes):
            grown = (rebuilt(child, change, excluded=excluded) for child in nodes)
            kept = tuple(one for one in grown if one is not None)
            if not kept:
                return None
            if len(kept) == 1:
                return change(kept[0])
            whole = dataclasses.replace(node, nodes=kept)
            return change(whole if isinstance(whole, Near) else joined(whole))
        case Not() if not excluded:
            return change(node)
        case Not(inner) | Required(inner) | Field(_, inner) | Value(_, inner):
            found = rebuilt(inner, change, excluded=excluded)
            return None if found is None else change(dataclasses.replace(node, node=found))
        case _:
            return change(node)


def joined(node: All | Or) -> All | Or:
    """Return a node whose children are not of its own kind: `a (b c)` is `a b c`."""
    parts = (one.nodes if isinstance(one, type(node)) else (one,) for one in node.nodes)
    return dataclasses.replace(node, nodes=tuple(itertools.chain.from_iterable(parts)))


def is_plain(node: Node) -> TypeGuard[Word]:
    """Tell whether a node is a word that may be read in other spellings."""
    return isinstance(node, Word) and not node.exact
