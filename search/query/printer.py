"""From a tree back to a query that parses into the same tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.query.brackets import in_capitals
from search.query.lexer import tokens_of
from search.query.signs import DATES, FIELDS, OPERATORS, QUOTES, VALUES, french_name
from search.query.tree import (
    DISTANCE,
    All,
    Dates,
    Field,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Required,
    Value,
    Word,
    rebuilt,
)

if TYPE_CHECKING:
    from types import UnionType

    from search.query.tree import Node

# A date in figures takes no word after it: it needs no quotes.
_FIGURES = re.compile(r"\d[^\s\"«»“”„()*]*")
_OPERATOR = re.compile("|".join(OPERATORS))


def print_query(node: Node) -> str:
    """Return the query, operators and fields in French.

    Parentheses keep operators from being read as words where all the words are in capitals.
    """
    printed = _printed(node)
    capitals = _OPERATOR.search(printed) and in_capitals(tokens_of(printed)[0])
    return f"({printed})" if capitals else printed


def _printed(node: Node) -> str:
    match node:
        case All(nodes):
            return " ".join(map(_printed, nodes))
        case Or(nodes):
            return " OU ".join(_inside(one, All) for one in nodes)
        case Near(nodes, distance):
            operator = " PROCHE " if distance == DISTANCE else f" PROCHE/{distance} "
            return operator.join(_inside(one, All | Or | Near) for one in nodes)
        case Not(inner):
            return f"-{_inside(inner, All | Or | Near)}"
        case Required(inner):
            return f"+{_inside(inner, All | Or | Near)}"
        case Field(name, inner):
            return f"{french_name(FIELDS, name)}:{_inside(inner, All | Or | Near)}"
        case Value(facet, inner):
            return f"{french_name(VALUES, facet)}:{_inside(inner, All | Or | Near)}"
        case Dates(operator, text):
            typed = text if _FIGURES.fullmatch(text) else _quoted(text)
            return f"{french_name(DATES, operator)}:{typed}"
        case Phrase(text, exact):
            return f"{'=' * exact}{_quoted(text)}"
        case Prefix(text):
            return f"{text}*"
        case Word(text, exact):
            return f"{'=' * exact}{text}"


def replace_word(query: All, old: Node, new: Node | None) -> str:
    """Return the query printed with one node replaced everywhere, or left out if `new` is None.

    What is excluded stays, unless it is the exclusion itself that is replaced.
    """
    changed = rebuilt(query, lambda node: new if node == old else node, excluded=False)
    return "" if changed is None else print_query(changed)


def _inside(node: Node, looser: type | UnionType) -> str:
    """Print a node inside another, in parentheses if it binds less tightly."""
    printed = _printed(node)
    return f"({printed})" if isinstance(node, looser) else printed


def _quoted(text: str) -> str:
    """Print a phrase between straight quotes, others only where these would not do."""
    for opening, closing in QUOTES.items():
        if not any(letter in text for letter in closing):
            space = " " if opening == "«" else ""
            return f"{opening}{space}{text}{space}{closing[0]}"
    raise ValueError(f"no quotes can hold {text!r}")
