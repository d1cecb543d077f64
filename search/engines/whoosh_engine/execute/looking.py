"""The words of a plan in its best documents, all read at once.

These are a few hundred documents, and dozens of stems with the families: word by word, array
operations would cost more than what they do.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.plan import weights
from search.plan.nodes import Group, Prefix

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from search.engines.whoosh_engine.execute.found import Found
    from search.engines.whoosh_engine.execute.places import Located
    from search.engines.whoosh_engine.execute.words import WordReader
    from search.engines.whoosh_engine.format.arrays import Array
    from search.plan.nodes import Plan


@dataclasses.dataclass(slots=True)
class Looked:
    """The words of a plan in some documents; tables have a row a word, a column a document.

    Attributes:
        typed: weighted occurrences of the spellings that were typed (f8); of a phrase, or a word
            with no other spelling, its own.
        related: the words with a family, by index.
        own: weighted occurrences of these words, widely read (f8, a row for each of `related`).
        family: likewise of their families.
        places: where each word of a pair stands, by its index in the plan; sorted.
    """

    typed: Array
    related: list[int]
    own: Array
    family: Array
    places: Mapping[int, Array]


def look(reader: WordReader, words: Sequence[Found], plan: Plan, documents: Array) -> Looked:
    """Read the words of a plan in some documents.

    Args:
        reader: the segment's words.
        words: where each word of the plan occurs.
        plan: whose words these are.
        documents: numbers, sorted.
    """
    paired = list(dict.fromkeys(index for pair in plan.pairs for index in pair.words))
    groups = dict(_groups(plan, paired))
    rows = {index: row for row, index in enumerate(groups)}
    related = [index for index, word in groups.items() if word.family]
    held = reader.held(
        [(*word.spellings, *word.wider) for word in groups.values()]
        + [groups[index].family for index in related],
        [len(word.spellings) if index in paired else 0 for index, word in groups.items()],
        documents,
    )
    typed = np.zeros((len(words), documents.size))
    typed[list(groups)] = held.times(held.weights == weights.TYPED)[: len(groups)]
    for index, found in enumerate(words):
        if index not in groups:
            typed[index] = found.among(documents)
    times = held.times(held.weights)
    own = times.take([rows[index] for index in related], axis=0)
    located = {index: held.own[rows[index]] for index in paired if index in rows}
    places = _places(reader, plan, located, documents) if paired else {}
    return Looked(typed, related, own, times[len(groups) :], places)


def _groups(plan: Plan, paired: Sequence[int]) -> Iterator[tuple[int, Group]]:
    """Yield the words that are read again, by index: the first pass does not tell all of them."""
    for index, word in enumerate(plan.words):
        if isinstance(word, Group):
            spellings = (*word.spellings, *word.wider)
            typed = all(one.weight == weights.TYPED for one in spellings)
            if index in paired or word.family or not typed:
                yield index, word


def _places(
    reader: WordReader, plan: Plan, own: Mapping[int, Located], documents: Array
) -> Mapping[int, Array]:
    """Return where words stand; a phrase or a Near has no place of its own."""
    located = {**own}
    for index in {index for pair in plan.pairs for index in pair.words} - own.keys():
        word = plan.words[index]
        located[index] = reader.located(word, documents) if isinstance(word, Prefix) else []
    return dict(zip(located, reader.placed(list(located.values())), strict=True))
