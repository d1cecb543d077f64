"""Where the words of a plan occur in one segment: array operations over slices of postings."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.near import near_places
from search.engines.whoosh_engine.execute.sets import (
    ALIKE,
    distinct,
    intersection,
    mask_of,
    member,
    union,
)
from search.engines.whoosh_engine.format.postings import GAP, LARGE
from search.plan import weights
from search.plan.nodes import Group, Near, Phrase, Prefix

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.engines.interface import Deadline
    from search.engines.whoosh_engine.execute.blocks import BlockPostings
    from search.engines.whoosh_engine.execute.prefixes import Prefixes
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.lexicon import LexiconFile
    from search.engines.whoosh_engine.format.postings import Postings, Slice
    from search.plan.nodes import Field, Slot, Spelling, Word

    Spellings = Sequence[tuple[Slice, Array]]

_POSITION_BITS = np.uint64(32)
_POSITION = np.uint64(0xFFFFFFFF)
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


@dataclasses.dataclass(slots=True)
class Work:
    """What a query has read so far: postings, and positions in texts."""

    postings: int = 0
    positions: int = 0


class WordReader:
    """Reads the words of one query in one segment.

    Attributes:
        documents: documents of the segment.
    """

    def __init__(
        self,
        lexicon: LexiconFile,
        prefixes: Prefixes,
        postings: Postings | BlockPostings,
        titles: Array,
        deadline: Deadline,
        work: Work,
    ) -> None:
        """Take a segment's files, the generation's prefixes, and the tokens of each title."""
        self._lexicon = lexicon
        self._prefixes = prefixes
        self._postings = postings
        self._titles = titles
        self.documents = titles.size
        self._deadline = deadline
        self._slices: dict[int, Slice] = {}
        self._work = work

    def find(self, word: Word, field: Field | None = None) -> Found:
        """Return where a word occurs, in title and text or in one of them."""
        self._deadline.check()
        match word:
            case Group():
                return self._group(word.spellings, word.wider, field)
            case Prefix():
                return self._group(self.spelt(word), (), field)
            case Phrase():
                return self._occurring(self.phrase(word.slots), field)
            case Near():
                return self._occurring(near_places(self, word), field)

    def places(self, slot: Slot, among: Array) -> Array:
        """Return where any spelling of a slot stands in some documents.

        Args:
            slot: spellings, or a prefix.
            among: document numbers, sorted.

        Returns:
            The document in the high 32 bits, the position in the low ones (u8, sorted).
        """
        self._deadline.check()
        parts = [np.zeros(0, np.uint64)]
        for stem, tags in self._by_stem(self.spelt(slot)).items():
            part = self._slice(stem)
            rows = _rows(part.documents, among, self.documents)
            parts.append(self._placed(part, rows[self._mine(stem, tags)[part.tags[rows]]]))
        together: Array = np.concatenate(parts)
        together.sort()
        return together

    def spelt(self, slot: Slot) -> Sequence[Spelling]:
        """Return the spellings of a slot."""
        return self._prefixes.spelt(slot) if isinstance(slot, Prefix) else slot

    def weigh(self, words: Sequence[Sequence[Spelling]], documents: Array) -> Array:
        """Return the weighted occurrences of several words in some documents.

        The stems of all the words are read together: they are many, and most are rare.

        Args:
            words: the spellings of each, with their weights.
            documents: numbers, sorted.

        Returns:
            A row for each word, a column for each document (f8).
        """
        self._deadline.check()
        owners: list[int] = []
        stems: list[int] = []
        tables: list[Array] = []
        for number, spellings in enumerate(words):
            for stem, tags in self._by_stem(spellings).items():
                table = np.zeros(self._lexicon.stem_size(stem), np.float32)
                for tag, weight in tags:
                    table[tag] = weight
                owners.append(number)
                stems.append(stem)
                tables.append(table)
        found = self._postings.gather(np.array(stems, np.int64))
        self._work.postings += found.documents.size
        here = np.flatnonzero(mask_of(documents, self.documents).take(found.documents))
        rank, places = found.places(here)
        tagged, frequencies, title, lead = self._postings.counts_at(places)
        occurrences = frequencies + _TITLES.take(title) + _LEADS.take(lead)
        starts = np.cumsum([0, *map(len, tables)])
        weighed = np.concatenate([np.zeros(0, np.float32), *tables])
        occurrences *= weighed.take(starts.take(rank) + tagged)
        columns = documents.searchsorted(found.documents.take(here))
        cells = np.array(owners, np.int64).take(rank) * documents.size + columns
        size = len(words) * documents.size
        return np.bincount(cells, occurrences, size).reshape(len(words), documents.size)

    def holding(self, slot: Slot) -> Array:
        """Return the documents that hold any spelling of a slot (u4, sorted)."""
        return self._documents(self._slot(slot))

    def field_starts(self, places: Array) -> Array:
        """Return for each place the first one of its document and field (u8)."""
        titles = self._titles[(places >> _POSITION_BITS).astype(np.uint32)].astype(np.uint64)
        positions = places & _POSITION
        firsts: Array = np.where(positions < titles, np.uint64(0), titles + np.uint64(GAP))
        firsts += places - positions
        return firsts

    def _group(
        self, spellings: Sequence[Spelling], wider: Sequence[Spelling], field: Field | None
    ) -> Found:
        own = self._by_stem(spellings)
        wide = self._by_stem((*spellings, *wider))
        parts = [
            self._stem(stem, tags, dict(own.get(stem, ())), field) for stem, tags in wide.items()
        ]
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

    def _stem(
        self,
        stem: int,
        tags: Sequence[tuple[int, float]],
        own: dict[int, float],
        field: Field | None,
    ) -> Found:
        part = self._slice(stem)
        table = np.zeros(self._lexicon.stem_size(stem), np.float32)
        for tag, weight in tags:
            table[tag] = weight
        columns = [part.documents, part.tags, part.frequencies, part.title, part.lead]
        if field is not None:
            columns = self._in_field(part, field)
        if len(tags) < table.size:  # choose first: what is left out costs no arithmetic
            at = np.flatnonzero((table > 0)[columns[1]])
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

    def _in_field(self, part: Slice, field: Field) -> list[Array]:
        """Return documents, tags, frequencies, title and lead of the postings of one field."""
        none = np.zeros(part.title.size, np.uint8)
        if field == "title":
            columns = [part.documents, part.tags, part.title, part.title, none]
        else:
            inside = part.frequencies - part.title.astype(np.int64)
            # Counts of a title stop at 255, beyond which its positions tell.
            full = np.flatnonzero(part.title == LARGE)
            if full.size:
                owners, positions = self._positions(part, full)
                in_text = owners[positions >= self._titles[owners]]
                ends = np.searchsorted(in_text, part.documents[full], "right")
                inside[full] = ends - np.searchsorted(in_text, part.documents[full])
            columns = [part.documents, part.tags, inside, none, part.lead]
        at = np.flatnonzero(columns[2])
        return [column.take(at) for column in columns]

    def _positions(self, part: Slice, chosen: Array) -> tuple[Array, Array]:
        documents, positions = self._postings.positions(part, chosen)
        self._work.positions += positions.size
        return documents, positions

    def _slice(self, stem: int) -> Slice:
        """Return the postings of a stem; a query reads them once."""
        if (part := self._slices.get(stem)) is None:
            part = self._slices[stem] = self._postings.stem(stem)
            self._work.postings += part.documents.size
        return part

    def phrase(self, phrase: Sequence[Slot]) -> Array:
        """Return where successive slots begin: the document, then the position (u8, sorted)."""
        self._deadline.check()
        slots = [self._slot(slot) for slot in phrase]
        if not slots or not all(slots):
            return np.zeros(0, np.uint64)
        # From the rarest word on: a frequent one is decoded only where the others already fit.
        order = sorted(range(len(slots)), key=lambda i: sum(kept.size for _, kept in slots[i]))
        documents = [self._documents(slots[index]) for index in order[:2]]
        keys = self._keys(slots[order[0]], intersection(documents, self.documents), order[0])
        for index in order[1:]:
            fitting = distinct((keys >> _POSITION_BITS).astype(np.uint32))
            keys = _both(keys, self._keys(slots[index], fitting, index))
        return keys

    def _occurring(self, places: Array, field: Field | None) -> Found:
        """Return the documents of some places, each worth one occurrence."""
        owners = (places >> _POSITION_BITS).astype(np.uint32)
        in_title = (places & _POSITION) < self._titles[owners]
        if field is not None:
            inside = in_title if field == "title" else ~in_title
            owners, in_title = owners[inside], in_title[inside]
        frequencies = np.where(in_title, np.float32(weights.TITLE), np.float32(1))
        return _summed(owners, frequencies, None)

    def _documents(self, slot: Spellings) -> Array:
        return union([distinct(part.documents[kept]) for part, kept in slot], self.documents)

    def _slot(self, slot: Slot) -> Spellings:
        """Return the slices of a slot's stems, with the postings of its spellings in each."""
        slices = []
        for stem, tags in self._by_stem(self.spelt(slot)).items():
            part = self._slice(stem)
            slices.append((part, np.flatnonzero(self._mine(stem, tags)[part.tags])))
        return slices

    def _mine(self, stem: int, tags: Iterable[tuple[int, float]]) -> Array:
        """Return for each form of a stem whether it is one of these."""
        mine = np.zeros(self._lexicon.stem_size(stem), bool)
        mine[[tag for tag, _ in tags]] = True
        return mine

    def _placed(self, part: Slice, chosen: Array) -> Array:
        """Return where chosen postings of a slice stand: document, then position (u8)."""
        documents, positions = self._positions(part, chosen)
        keys: Array = documents.astype(np.uint64) << _POSITION_BITS
        keys |= positions
        return keys

    def _keys(self, slot: Spellings, common: Array, index: int) -> Array:
        """Return where a phrase would begin by this slot: document, then position (u8, sorted)."""
        parts = []
        among = mask_of(common, self.documents)
        for part, kept in slot:
            chosen = kept[among[part.documents[kept]]]
            keys = self._placed(part, chosen)
            parts.append(keys[keys & _POSITION >= index] if index else keys)
        together: Array = np.concatenate(parts) if len(parts) > 1 else parts[0]
        together.sort()
        return together - np.uint64(index)


def _rows(documents: Array, among: Array, count: int) -> Array:
    """Return which postings (their documents, sorted) are those of some documents, sorted too."""
    if among.size * ALIKE >= documents.size:
        return np.flatnonzero(mask_of(among, count)[documents])
    begins = documents.searchsorted(among)
    sizes = documents.searchsorted(among, "right") - begins
    rows: Array = np.repeat(begins - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
    return rows


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
