"""Where the operands of a Near stand close together.

An operand's words are one of its occurrences: a first and a last place. They stand together where
one operand begins and each other one ends before it, at most so many positions, in the same field.
So the nearest end before is all that has to be looked at. Only where operands share a form, and
there are three or more, two of the others may have found the same word: such places are few, and
looked at one by one.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.sets import distinct, intersection, union
from search.plan.nodes import Group, Or, Phrase, Prefix
from search.plan.walk import slots_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.execute.words import WordReader
    from search.engines.whoosh_engine.format.arrays import Array
    from search.plan.nodes import Near, Node

_NONE = np.zeros(0, np.int64)


@dataclasses.dataclass(slots=True)
class _Stretches:
    """The occurrences of one operand: document in the high 32 bits, position in the low ones.

    Attributes:
        first, last: first and last place of each occurrence (i8).
    """

    first: Array
    last: Array


def near_places(words: WordReader, near: Near) -> Array:
    """Return where an operand begins whose others stand before it within reach (i8, sorted).

    Each place has the document in the high 32 bits, the position in the low ones.
    """
    common = intersection([_holding(words, one) for one in near.operands], words.documents)
    operands = _stretches(words, near.operands, common)
    ends = [_in_order(one.last) for one in operands]
    found = []
    for index, operand in enumerate(operands):
        begins = distinct(_in_order(operand.first))
        others = ends[:index] + ends[index + 1 :]
        lowest = _lowest(words, begins, near.distance)
        for end in sorted(others, key=len):
            follows = _follows(begins, end, lowest)
            begins, lowest = begins[follows], lowest[follows]
        if len(others) > 1 and _share_forms(words, near):
            alone = operands[:index] + operands[index + 1 :]
            begins = begins[_have_words_of_their_own(begins, lowest, alone)]
        found.append(begins)
    places = np.concatenate(found)
    places.sort()
    return distinct(places)


def _holding(words: WordReader, operand: Node) -> Array:
    """Return the documents that may hold an operand."""
    match operand:
        case Group(spellings=spellings):
            return words.holding(spellings)
        case Prefix():
            return words.holding(operand)
        case Phrase():
            return intersection([words.holding(slot) for slot in operand.slots], words.documents)
        case Or(nodes):
            return union([_holding(words, one) for one in nodes], words.documents)
        case _:
            message = f"{type(operand).__name__} does not stand anywhere"
            raise TypeError(message)


def _stretches(words: WordReader, operands: Sequence[Node], among: Array) -> list[_Stretches]:
    """Return the occurrences of some operands in some documents; words are read together."""
    slots = [slot for one in operands if isinstance(one, Group | Prefix) for slot in slots_of(one)]
    placed = iter(words.places(slots, among))
    stretches = []
    for operand in operands:
        match operand:
            case Group() | Prefix():
                places = next(placed)
                stretches.append(_Stretches(places, places))
            case Phrase():
                places = words.phrase(operand.slots)
                last = places + max(0, len(operand.slots) - 1)
                stretches.append(_Stretches(places, last))
            case Or(nodes):
                parts = _stretches(words, nodes, among)
                first = np.concatenate([_NONE, *(part.first for part in parts)])
                last = np.concatenate([_NONE, *(part.last for part in parts)])
                stretches.append(_Stretches(first, last))
            case _:
                message = f"{type(operand).__name__} does not stand anywhere"
                raise TypeError(message)
    return stretches


def _in_order(places: Array) -> Array:
    return np.sort(places) if (places[1:] < places[:-1]).any() else places


def _lowest(words: WordReader, begins: Array, distance: int) -> Array:
    """Return the first place that is within reach before each of these, in its field."""
    lowest: Array = np.maximum(words.field_starts(begins), begins - distance)
    return lowest


def _follows(begins: Array, ends: Array, lowest: Array) -> Array:
    """Return which places an end precedes that is not under the lowest."""
    if not ends.size:
        return np.zeros(begins.size, bool)
    ranks = ends.searchsorted(begins)
    found: Array = (ranks > 0) & (ends.take(ranks - 1, mode="clip") >= lowest)
    return found


def _share_forms(words: WordReader, near: Near) -> bool:
    forms = [
        {spelling.form for slot in slots_of(operand) for spelling in words.spelt(slot)}
        for operand in near.operands
    ]
    return sum(map(len, forms)) > len(set().union(*forms))


def _have_words_of_their_own(
    begins: Array, lowest: Array, operands: Sequence[_Stretches]
) -> list[bool]:
    """Tell before which places each operand has an occurrence that overlaps no other's."""
    found = []
    for begin, low in zip(begins, lowest, strict=True):
        inside = [(one.last >= low) & (one.last < begin) for one in operands]
        stretches = [
            list(zip(one.first[among].tolist(), one.last[among].tolist(), strict=True))
            for one, among in zip(operands, inside, strict=True)
        ]
        found.append(_apart(stretches))
    return found


def _apart(choices: Sequence[Sequence[tuple[int, int]]]) -> bool:
    """Tell whether one stretch of each choice can be taken so that none overlaps another."""
    if not choices:
        return True
    return any(
        _apart([[one for one in other if one[1] < first or one[0] > last] for other in choices[1:]])
        for first, last in choices[0]
    )
