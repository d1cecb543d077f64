"""Where the words of a plan occur in one segment: array operations over slices of postings."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.sets import (
    distinct,
    intersection,
    mask_of,
    member,
    union,
)
from search.plan import weights
from search.plan.nodes import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.engines.interface import Deadline
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.lexicon import LexiconFile
    from search.engines.whoosh_engine.format.postings import Postings, Slice
    from search.plan.nodes import Phrase, Spelling

_POSITION_BITS = np.uint64(32)
_TITLES = ((weights.TITLE - 1) * np.arange(256)).astype(np.float32)
_LEADS = (weights.LEAD * np.arange(256)).astype(np.float32)


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """One word in one segment.

    Attributes:
        documents: those that hold the word, widely read, in order (u4).
        frequencies: weighted occurrences in each (f4): title and lead count more, other spellings
            less.
        strict: which of them hold one of the word's own spellings; None for all of them.
    """

    documents: Array
    frequencies: Array
    strict: Array | None = None

    @property
    def own(self) -> Array:
        """The documents that hold one of the word's own spellings."""
        return self.documents if self.strict is None else self.documents[self.strict]


class WordReader:
    """Reads the words of one query in one segment.

    Attributes:
        read: postings read so far (work counter).
    """

    def __init__(
        self, lexicon: LexiconFile, postings: Postings, titles: Array, deadline: Deadline
    ) -> None:
        """Take a segment's files, and the tokens of each document's title."""
        self._lexicon = lexicon
        self._postings = postings
        self._titles = titles
        self._count = titles.size
        self._deadline = deadline
        self.read = 0

    def find(self, word: Group | Phrase) -> Found:
        """Return where a word or a phrase occurs."""
        self._deadline.check()
        return self._group(word) if isinstance(word, Group) else self._phrase(word)

    def places(self, word: Group | Phrase, among: Array) -> Array:
        """Return where a group's own spellings stand in some documents.

        Args:
            word: a group; a phrase has no places of its own.
            among: document numbers, sorted.

        Returns:
            The document in the high 32 bits, the position in the low ones (u8, sorted).
        """
        self._deadline.check()
        slot = self._slot(word.spellings) if isinstance(word, Group) else []
        return self._keys(slot, among, 0) if slot else np.zeros(0, np.uint64)

    def _group(self, group: Group) -> Found:
        own = self._by_stem(group.spellings)
        wide = self._by_stem((*group.spellings, *group.wider))
        parts = [self._stem(stem, tags, dict(own.get(stem, ()))) for stem, tags in wide.items()]
        if not parts:
            return Found(np.zeros(0, np.uint32), np.zeros(0, np.float32))
        return parts[0] if len(parts) == 1 else _united(parts)

    def _by_stem(self, spellings: Iterable[Spelling]) -> dict[int, list[tuple[int, float]]]:
        """Return for each stem the tags of its spellings, with their weights."""
        stems: dict[int, list[tuple[int, float]]] = {}
        for spelling in spellings:
            if (place := self._lexicon.locate(spelling.form)) is not None:
                stems.setdefault(place[0], []).append((place[1], spelling.weight))
        return stems

    def _stem(self, stem: int, tags: Sequence[tuple[int, float]], own: dict[int, float]) -> Found:
        part = self._slice(stem)
        table = np.zeros(self._lexicon.stem_size(stem), np.float32)
        for tag, weight in tags:
            table[tag] = weight
        columns = [part.documents, part.tags, part.frequencies, part.title, part.lead]
        if len(tags) < table.size:  # choose first: what is left out costs no arithmetic
            at = np.flatnonzero((table > 0)[part.tags])
            columns = [column.take(at) for column in columns]
        documents, chosen, counted, title, lead = columns
        frequencies = counted.astype(np.float32)
        frequencies += _TITLES.take(title)
        frequencies += _LEADS.take(lead)
        if any(weight != 1 for _, weight in tags):
            frequencies *= table.take(chosen)
        strict = None
        if len(own) < len(tags):
            mine = np.zeros(table.size, bool)
            mine[list(own)] = True
            strict = mine.take(chosen)
        if len(tags) == 1:
            return Found(documents, frequencies, strict)
        return _summed(documents, frequencies, strict)

    def _slice(self, stem: int) -> Slice:
        part = self._postings.stem(stem)
        self.read += part.documents.size
        return part

    def _phrase(self, phrase: Phrase) -> Found:
        slots = [self._slot(spellings) for spellings in phrase.slots]
        if not slots or not all(slots):
            return Found(np.zeros(0, np.uint32), np.zeros(0, np.float32))
        # From the rarest word on: a frequent one is decoded only where the others already fit.
        order = sorted(range(len(slots)), key=lambda i: sum(kept.size for _, kept in slots[i]))
        documents = [self._documents(slots[index]) for index in order[:2]]
        keys = self._keys(slots[order[0]], intersection(documents, self._count), order[0])
        for index in order[1:]:
            fitting = distinct((keys >> _POSITION_BITS).astype(np.uint32))
            keys = _both(keys, self._keys(slots[index], fitting, index))
        owners = (keys >> _POSITION_BITS).astype(np.uint32)
        in_title = (keys & np.uint64(0xFFFFFFFF)) < self._titles[owners]
        frequencies = np.where(in_title, np.float32(weights.TITLE), np.float32(1))
        return _summed(owners, frequencies, None)

    def _documents(self, slot: Sequence[tuple[Slice, Array]]) -> Array:
        return union([distinct(part.documents[kept]) for part, kept in slot], self._count)

    def _slot(self, spellings: Sequence[Spelling]) -> list[tuple[Slice, Array]]:
        """Return the slices of a slot's stems, with the postings of its spellings in each."""
        slices = []
        for stem, tags in self._by_stem(spellings).items():
            part = self._slice(stem)
            mine = np.zeros(self._lexicon.stem_size(stem), bool)
            mine[[tag for tag, _ in tags]] = True
            slices.append((part, np.flatnonzero(mine[part.tags])))
        return slices

    def _keys(self, slot: Sequence[tuple[Slice, Array]], common: Array, index: int) -> Array:
        """Return where a phrase would begin by this slot: document, then position (u8, sorted)."""
        parts = []
        among = mask_of(common, self._count)
        for part, kept in slot:
            chosen = kept[among[part.documents[kept]]]
            documents, positions = self._postings.positions(part, chosen)
            keys = documents.astype(np.uint64) << _POSITION_BITS
            keys |= positions
            parts.append(keys[positions >= index] if index else keys)
        together: Array = np.concatenate(parts) if len(parts) > 1 else parts[0]
        together.sort()
        return together - np.uint64(index)


def _both(keys: Array, others: Array) -> Array:
    small, large = sorted((keys, others), key=len)
    return small[member(small, large)]


def _united(parts: Sequence[Found]) -> Found:
    documents = np.concatenate([part.documents for part in parts])
    frequencies = np.concatenate([part.frequencies for part in parts])
    strict = None
    if any(part.strict is not None for part in parts):
        strict = np.concatenate(
            [np.ones(p.documents.size, bool) if p.strict is None else p.strict for p in parts]
        )
    order = np.argsort(documents, kind="stable")
    return _summed(documents[order], frequencies[order], None if strict is None else strict[order])


def _summed(documents: Array, frequencies: Array, strict: Array | None) -> Found:
    """Add up what stands several times for one document."""
    fresh = np.append(True, documents[1:] != documents[:-1])[: documents.size]
    if fresh.all():
        return Found(documents, frequencies, strict)
    starts = np.flatnonzero(fresh)
    return Found(
        documents[starts],
        np.add.reduceat(frequencies, starts),
        None if strict is None else np.logical_or.reduceat(strict, starts),
    )
