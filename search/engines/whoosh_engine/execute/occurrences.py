"""Where the words of a plan stand in the few documents that are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.places import POSITION, POSITION_BITS
from search.engines.whoosh_engine.execute.sets import member
from search.engines.whoosh_engine.format.postings import GAP
from search.marks import Occurrence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.execute.words import WordReader
    from search.engines.whoosh_engine.format.arrays import Array
    from search.plan.walk import Pattern

ByField = tuple[tuple[Occurrence, ...], tuple[Occurrence, ...]]
"""Occurrences in the title, and in the text."""


MOST = 1_000
"""Occurrences of one pattern in one document that are looked at, the first ones: an excerpt shows a
handful, and a text of fifty megabytes that repeats one word has millions."""


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
    among = np.array(documents, np.int64)
    in_titles: dict[int, list[Occurrence]] = {number: [] for number in documents}
    in_texts: dict[int, list[Occurrence]] = {number: [] for number in documents}
    ends = dict(zip(documents, titles[among].tolist(), strict=True))
    slots = [slot for pattern in patterns for slot in pattern.slots]
    read = iter(reader.places(slots, among))
    for index, pattern in enumerate(patterns):
        tokens = len(pattern.slots)
        places = next(read)
        for rank in range(1, tokens):
            places = places[member(places + rank, next(read))]
        places = _first_of_each(places)
        owners, positions = (places >> POSITION_BITS).tolist(), (places & POSITION).tolist()
        for number, position in zip(owners, positions, strict=True):
            if position < ends[number]:
                if pattern.field != "text":
                    in_titles[number].append(Occurrence(position, tokens, index))
            elif pattern.field != "title":
                token = position - ends[number] - GAP
                in_texts[number].append(Occurrence(token, tokens, index))
    return {number: (tuple(in_titles[number]), tuple(in_texts[number])) for number in documents}


def _first_of_each(places: Array) -> Array:
    """Return the first places in each document, in their order."""
    if places.size <= MOST:
        return places
    owners = places >> POSITION_BITS
    ranks = np.arange(places.size) - np.searchsorted(owners, owners)
    return places[ranks < MOST]
