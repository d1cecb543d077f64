"""Where the words of a plan stand in the few documents that are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.sets import member
from search.engines.whoosh_engine.format.postings import GAP
from search.marks import Occurrence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.execute.words import WordReader
    from search.engines.whoosh_engine.format.arrays import Array
    from search.plan.nodes import Slot
    from search.plan.walk import Pattern

ByField = tuple[tuple[Occurrence, ...], tuple[Occurrence, ...]]
"""Occurrences in the title, and in the text."""

_POSITION_BITS = np.uint64(32)
_POSITION = np.uint64(0xFFFFFFFF)


def occurrences(
    reader: WordReader, patterns: Sequence[Pattern], documents: Sequence[int], titles: Array
) -> dict[int, ByField]:
    """Return what is marked in each of some documents, by the positions of the index.

    Args:
        reader: the segment's words.
        patterns: of the plan's words.
        documents: numbers, sorted.
        titles: tokens of each document's title.
    """
    among = np.array(documents, np.uint32)
    found: dict[int, ByField] = {}
    in_titles: dict[int, list[Occurrence]] = {number: [] for number in documents}
    in_texts: dict[int, list[Occurrence]] = {number: [] for number in documents}
    ends = dict(zip(documents, titles[among].tolist(), strict=True))
    for index, pattern in enumerate(patterns):
        tokens = len(pattern.slots)
        places = _places(reader, pattern.slots, among)
        owners, positions = (places >> _POSITION_BITS).tolist(), (places & _POSITION).tolist()
        for number, position in zip(owners, positions, strict=True):
            if position < ends[number]:
                if pattern.field != "text":
                    in_titles[number].append(Occurrence(position, tokens, index))
            elif pattern.field != "title":
                token = position - ends[number] - GAP
                in_texts[number].append(Occurrence(token, tokens, index))
    for number in documents:
        found[number] = tuple(in_titles[number]), tuple(in_texts[number])
    return found


def _places(reader: WordReader, slots: Sequence[Slot], among: Array) -> Array:
    """Return where successive slots begin: the document, then the position (u8, sorted)."""
    places = reader.places(slots[0], among)
    for rank, slot in enumerate(slots[1:], 1):
        following = reader.places(slot, among)
        places = places[member(places + np.uint64(rank), following)]
    return places
