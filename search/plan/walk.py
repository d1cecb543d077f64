"""Goes through what a plan is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.plan.nodes import And, Group, In, Near, Not, Or, Phrase, Prefix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.plan.nodes import Field, Node, Plan, Slot, Word


def words_of(node: Node, field: Field | None = None) -> Iterator[tuple[Word, Field | None]]:
    """Yield the words of a node, excluded ones too, each with the field it is limited to."""
    match node:
        case Group() | Prefix() | Phrase() | Near():
            yield node, field
        case And(nodes) | Or(nodes):
            for one in nodes:
                yield from words_of(one, field)
        case Not(inner):
            yield from words_of(inner, field)
        case In():
            yield from words_of(node.node, node.field)


def slots_of(node: Node) -> Iterator[Slot]:
    """Yield what may stand at each position of a node's words."""
    match node:
        case Group(spellings=spellings):
            yield spellings
        case Prefix():
            yield node
        case Phrase(slots=slots):
            yield from slots
        case Near(operands=operands):
            for operand in operands:
                yield from slots_of(operand)
        case _:
            for word, _ in words_of(node):
                yield from slots_of(word)


def prefixes_of(plan: Plan) -> Iterator[Prefix]:
    """Yield the prefixes of a plan."""
    for node in (plan.root, *plan.words):
        yield from (slot for slot in slots_of(node) if isinstance(slot, Prefix))
