"""Where the words of a plan occur in one segment: array operations over slices of postings."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.found import Found
from search.engines.whoosh_engine.execute.near import near_places
from search.engines.whoosh_engine.execute.sets import distinct, mask_of, union
from search.engines.whoosh_engine.format.postings import GAP, MANY, unpack_counts
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

_POSITION_BITS = np.uint64(32)
_POSITION = np.uint64(0xFFFFFFFF)


def weighted_counts(title: float, lead: float) -> Array:
    """Return what each packed counts weigh (f4, 256 items).

    Args:
        title: what an occurrence in the title counts more than another.
        lead: likewise in the lead.
    """
    frequencies, titles, leads = unpack_counts(np.arange(256))
    return (frequencies + title * titles + lead * leads).astype(np.float32)


_WEIGHTED = weighted_counts(weights.TITLE - 1, weights.LEAD)


FEW_TAGS = 8

FEW = 16
"""Bisecting for documents beats a mask of all where these are so many times as many."""


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
        chosen = []
        for part, tag in self._slot(slot):
            found = self._find(part, tag, among)
            chosen.append((part, found[found >= 0]))
        return self._keys(chosen)

    def depths(self, places: Array) -> Array:
        """Return how many words into its text each place is, 0 in a title (i8)."""
        positions = (places & _POSITION).view(np.int64)
        into: Array = np.maximum(positions - self._titles[_owners(places)] - GAP, 0)
        return into

    def occurrences(self, spellings: tuple[Spelling, ...], documents: Array) -> Array:
        """Return how often spellings occur in some documents, title and lead counting more (f4)."""
        self._deadline.check()
        total = np.zeros(documents.size, np.float32)
        for part, tag in self._slot(spellings):
            found = self._find(part, tag, documents)
            held = (found >= 0).nonzero()[0]
            at = found.take(held)
            counted = _WEIGHTED.take(part.counts.take(at))
            where, more = part.beyond(at)
            counted[where] += more
            total[held] += counted
        return total

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
        tagged, counts, (where, more) = self._postings.counts_at(places)
        occurrences = _WEIGHTED.take(counts)
        occurrences[where] += more
        starts = np.cumsum([0, *map(len, tables)])
        weighed = np.concatenate([np.zeros(1, np.float32), *tables])
        occurrences *= weighed.take(starts.take(rank) + tagged + 1, mode="clip")
        columns = documents.searchsorted(found.documents.take(here))
        cells = np.array(owners, np.int64).take(rank) * documents.size + columns
        size = len(words) * documents.size
        return np.bincount(cells, occurrences, size).reshape(len(words), documents.size)

    def holding(self, slot: Slot) -> Array:
        """Return the documents that hold any spelling of a slot (i8, sorted)."""
        held = [distinct(part.documents(chosen)) for part, chosen in self._chosen(slot)]
        return union(held, self.documents)

    def field_starts(self, places: Array) -> Array:
        """Return for each place the first one of its document and field (u8)."""
        titles = self._titles[_owners(places)].astype(np.uint64)
        positions = places & _POSITION
        firsts: Array = np.where(positions < titles, np.uint64(0), titles + np.uint64(GAP))
        firsts += places - positions
        return firsts

    def _group(
        self, spellings: Sequence[Spelling], wider: Sequence[Spelling], field: Field | None
    ) -> Found:
        own = wide = self._by_stem(spellings)
        if wider:
            wide = self._by_stem((*spellings, *wider))
        parts = [
            self._stem(stem, tags, dict(own.get(stem, ())), field) for stem, tags in wide.items()
        ]
        if not parts:
            return Found(np.zeros(0, np.int64), np.zeros(0, np.float32))
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
        at = _tagged(part.tags, [tag for tag, _ in tags]).nonzero()[0]
        if field is None:
            frequencies = _WEIGHTED.take(part.counts.take(at))
            where, more = part.beyond(at)
            frequencies[where] += more
        else:
            at, frequencies = self._in_field(part, at, field)
        documents = part.documents(at)
        if any(weight != 1 for _, weight in tags):
            table = _table(part.tags, np.float32)
            for tag, weight in tags:
                table[tag] = weight
            frequencies *= table.take(part.tags.take(at))
        strict = None
        if len(own) < len(tags):
            strict = _tagged(part.tags.take(at), list(own))
        if len(tags) == 1:
            return Found(documents, frequencies, strict)
        return _summed(documents, frequencies, strict)

    def _in_field(self, part: Slice, chosen: Array, field: Field) -> tuple[Array, Array]:
        """Return which chosen postings occur in a field, and their weighted frequencies there."""
        _, title, lead = unpack_counts(part.counts.take(chosen))
        in_title = title.astype(np.int64)
        # A count stops at MANY in a title, beyond which positions tell.
        many = (title == MANY).nonzero()[0]
        documents, positions = self._positions(part, chosen[many])
        owners = np.repeat(many, part.frequencies(chosen[many]))
        inside = owners[positions < self._titles[documents]]
        in_title[many] = np.bincount(inside, minlength=chosen.size)[many]
        if field == "title":
            times, more = in_title, (weights.TITLE - 1) * title
        else:
            times, more = part.frequencies(chosen) - in_title, weights.LEAD * lead
        held = times.nonzero()[0]
        return chosen[held], (times + more)[held].astype(np.float32)

    def _positions(self, part: Slice, chosen: Array) -> tuple[Array, Array]:
        documents, positions = self._postings.positions(part, chosen)
        self._work.positions += positions.size
        return documents, positions

    def _slice(self, stem: int) -> Slice:
        """Return the postings of a stem; a query reads them once."""
        if (part := self._slices.get(stem)) is None:
            part = self._slices[stem] = self._postings.stem(stem)
            self._work.postings += part.size
        return part

    def phrase(self, phrase: Sequence[Slot]) -> Array:
        """Return where successive slots begin: the document, then the position (u8, sorted)."""
        self._deadline.check()
        slots = [self._slot(slot) for slot in phrase]
        if not slots or not all(slots):
            return np.zeros(0, np.uint64)
        # From the rarest word on: a frequent one is read only where the others already fit.
        held = [sum(one.documents for one in self.spelt(slot)) for slot in phrase]
        first, *others = sorted(range(len(slots)), key=held.__getitem__)
        rarest = self._chosen(phrase[first])
        if others and held[others[0]] < self.documents // 2:
            rarest = [self._beside(slots[others[0]], part, chosen) for part, chosen in rarest]
        keys = self._keys(rarest)
        keys = keys[keys & _POSITION >= np.uint64(first)] - np.uint64(first)
        for index in others:
            keys = keys[self._followed(slots[index], keys, index)]
        return keys

    def _occurring(self, places: Array, field: Field | None) -> Found:
        """Return the documents of some places, each worth one occurrence."""
        owners = _owners(places)
        in_title = (places & _POSITION) < self._titles[owners]
        if field is not None:
            inside = in_title if field == "title" else ~in_title
            owners, in_title = owners[inside], in_title[inside]
        frequencies = np.where(in_title, np.float32(weights.TITLE), np.float32(1))
        return _summed(owners, frequencies, None)

    def _slot(self, slot: Slot) -> list[tuple[Slice, int]]:
        """Return the slice and the tag of each spelling of a slot."""
        stems = self._by_stem(self.spelt(slot))
        return [(self._slice(stem), tag) for stem, tags in stems.items() for tag, _ in tags]

    def _chosen(self, slot: Slot) -> list[tuple[Slice, Array]]:
        """Return the slices of a slot's stems, with the postings of its spellings in each."""
        chosen = []
        for stem, tags in self._by_stem(self.spelt(slot)).items():
            part = self._slice(stem)
            chosen.append((part, _tagged(part.tags, [tag for tag, _ in tags]).nonzero()[0]))
        return chosen

    def _beside(
        self, slot: Sequence[tuple[Slice, int]], part: Slice, chosen: Array
    ) -> tuple[Slice, Array]:
        """Keep the chosen postings whose documents hold any spelling of a slot."""
        documents = part.documents(chosen)
        held = np.zeros(chosen.size, bool)
        for other, tag in slot:
            held |= self._find(other, tag, documents) >= 0
        return part, chosen[held]

    def _followed(self, slot: Sequence[tuple[Slice, int]], keys: Array, index: int) -> Array:
        """Return whether a slot stands where it should in phrases that begin at these keys."""
        owners = _owners(keys)
        places = (keys & _POSITION).view(np.int64) + index
        followed = np.zeros(keys.size, bool)
        for part, tag in slot:
            found = self._find(part, tag, owners)
            held = (found >= 0).nonzero()[0]
            chosen = found.take(held)
            followed[held] |= self._postings.stands(part, chosen, places.take(held))
            self._work.positions += distinct(chosen).size
        return followed

    def _find(self, part: Slice, tag: int, documents: Array) -> Array:
        """Return the index of a form's posting in each document (sorted), -1 where it has none."""
        if documents.size * FEW < max(part.size, self.documents):
            return part.find(documents, tag)
        at = (part.tags == tag).nonzero()[0]
        places = np.full(self.documents, -1)
        places[part.documents(at)] = at
        found: Array = places.take(documents)
        return found

    def _keys(self, parts: Sequence[tuple[Slice, Array]]) -> Array:
        """Return where chosen postings occur: document, then position (u8, sorted)."""
        keys = [np.zeros(0, np.uint64)]
        for part, chosen in parts:
            documents, positions = self._positions(part, chosen)
            keys.append(documents.view(np.uint64) << _POSITION_BITS | positions.view(np.uint64))
        together: Array = np.concatenate(keys)
        if (together[1:] < together[:-1]).any():  # several spellings
            together.sort()
        return together


def _owners(places: Array) -> Array:
    """Return the documents of places (i8)."""
    return (places >> _POSITION_BITS).view(np.int64)


def _tagged(tags: Array, wanted: Sequence[int]) -> Array:
    """Return whether postings have one of these tags; a look-up costs as much as 15 comparisons."""
    if len(wanted) > FEW_TAGS:
        mine = _table(tags, np.bool_)
        mine[wanted] = True
        return mine.take(tags)
    found: Array = tags == wanted[0] if wanted else np.zeros(tags.size, bool)
    for tag in wanted[1:]:
        found |= tags == tag
    return found


def _table(tags: Array, kind: type[np.generic]) -> Array:
    """Return an item, nothing, for every tag that the type can hold."""
    return np.zeros(1 << 8 * tags.itemsize, kind)


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
