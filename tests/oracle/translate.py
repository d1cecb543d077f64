"""A plan's nodes as Whoosh queries: what is in the result set, nothing of scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh import query as whoosh_query

from search.engines.whoosh_engine.format.files import FIELDS
from search.plan.nodes import And, Everything, Group, Not, Or, Phrase, Prefix

if TYPE_CHECKING:
    from whoosh.query import Query

    from search.plan.nodes import Node, Slot


def to_whoosh(node: Node) -> Query:
    """Return the Whoosh query with the same documents.

    Exclusion is `And(all, Not(x))`: Whoosh's own `AndNot` gives wrong documents.
    """
    match node:
        case Group(spellings=spellings):
            return whoosh_query.Or([_any_of(field, spellings) for field in FIELDS])
        case Phrase(slots=slots):
            return whoosh_query.Or([_sequence(field, slots) for field in FIELDS])
        case And(nodes):
            return whoosh_query.And([whoosh_query.Every(), *map(to_whoosh, nodes)])
        case Or(nodes):
            return whoosh_query.Or(list(map(to_whoosh, nodes)))
        case Not(inner):
            return whoosh_query.And([whoosh_query.Every(), whoosh_query.Not(to_whoosh(inner))])
        case Everything():
            return whoosh_query.Every()
        case _:
            raise NotImplementedError(type(node).__name__)


def _any_of(field: str, slot: Slot) -> Query:
    if isinstance(slot, Prefix):
        raise NotImplementedError(slot)
    return whoosh_query.Or([whoosh_query.Term(field, spelling.form) for spelling in slot])


def _sequence(field: str, slots: tuple[Slot, ...]) -> Query:
    if not all(slots):
        return whoosh_query.NullQuery
    if len(slots) == 1:
        return _any_of(field, slots[0])
    return whoosh_query.Sequence([_any_of(field, slot) for slot in slots])
