"""Goes through what a plan is made of."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.plan.nodes import And, Group, In, Near, Not, Or, Phrase, Prefix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        if not isinstance(node, Group):
            yield from (slot for slot in slots_of(node) if isinstance(slot, Prefix))


def choices_of(plan: Plan) -> list[list[int]]:
    """Return the words of which a document needs but one, by index.

    They are the ways to write one word (week-end, weekend), and what OU joins.
    """
    choices = list(_choices(plan.root, None))
    if not choices:  # hashing a word of many spellings takes as long as looking for it
        return []
    places: dict[Node, int] = {word: index for index, word in enumerate(plan.words)}
    known = [[places[word] for word in words if word in places] for words in choices]
    return [choice for choice in known if len(choice) > 1]


def _choices(node: Node, field: Field | None) -> Iterator[list[Node]]:
    match node:
        case And(nodes):
            for one in nodes:
                yield from _choices(one, field)
        case In():
            yield from _choices(node.node, node.field)
        case Or(nodes):
            yield [one if field is None else In(field, one) for one in nodes]


@dataclasses.dataclass(frozen=True, slots=True)
class Pattern:
    """Words at successive positions that are marked together.

    Attributes:
        word: index of the word of the plan that they are, or belong to.
        field: where alone they are marked; None for anywhere.
        slots: what may stand at each position; at least one.
    """

    word: int
    field: Field | None
    slots: tuple[Slot, ...]


def patterns_of(words: Sequence[Word | In], *, widely: bool = False) -> list[Pattern]:
    """Return what is marked of the words of a plan.

    Args:
        words: a phrase is marked whole, the operands of a Near each wherever it stands.
        widely: mark the other forms of a word's stem too, as near results need.
    """
    return [
        Pattern(number, word.field if isinstance(word, In) else None, slots)
        for number, word in enumerate(words)
        for slots in _patterns(word.word if isinstance(word, In) else word, widely=widely)
        if slots
    ]


def _patterns(word: Word, *, widely: bool) -> Iterator[tuple[Slot, ...]]:
    match word:
        case Group(spellings=spellings, wider=wider):
            yield ((*spellings, *wider) if widely else spellings,)
        case Prefix():
            yield (word,)
        case Phrase(slots=slots):
            yield slots
        case Near(operands=operands):
            for operand in operands:
                for one, _ in words_of(operand):
                    yield from _patterns(one, widely=False)
