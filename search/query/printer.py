"""From a tree back to a query that parses into the same tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.query.tree import All, Not, Phrase, Word

if TYPE_CHECKING:
    from search.query.tree import Node


_QUOTES = (('"', '"'), ("« ", " »"), ("“", "”"))


def print_query(node: Node) -> str:
    """Return the query, with French or curly quotes only where straight ones would not do."""
    match node:
        case All(nodes):
            return " ".join(map(print_query, nodes))
        case Not(inner):
            return f"-{print_query(inner)}"
        case Phrase(text, exact):
            opening, closing = next(q for q in _QUOTES if q[1].strip() not in text)
            return f"{'=' * exact}{opening}{text}{closing}"
        case Word(text, exact):
            return f"{'=' * exact}{text}"


def replace_word(query: All, old: Word | Phrase | Not, new: Word | Phrase | Not | None) -> str:
    """Return the query printed with one node replaced everywhere, or left out if `new` is None."""
    changed = (new if node == old else node for node in query.nodes)
    return print_query(All(tuple(node for node in changed if node is not None)))
