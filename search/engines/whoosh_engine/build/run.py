"""A run: the postings of consecutive documents, sorted, as one worker makes them.

Python looks at each distinct stretch of letters once; everything else is array operations over
batches of texts, and over the whole run.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.places import CHECKPOINT
from search.analysis.stretches import stretches
from search.engines.whoosh_engine.build.counted import Counted, count
from search.engines.whoosh_engine.format.files import FIELDS
from search.engines.whoosh_engine.format.postings import GAP, LEAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.analysis.stretches import Stretches
    from search.engines.whoosh_engine.build.known import Known
    from search.engines.whoosh_engine.format.arrays import Array

BATCH_BYTES = 1 << 20
"""Texts are cut so many bytes at a time: what a processor's cache holds."""

_FLAGS = 2
_IN_TITLE, _IN_LEAD = 2, 1
_KEY_BITS = 64


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """Sorted postings of consecutive documents.

    Attributes:
        entries: the forms that occur, by stem then spelling; see `entries`.
        stem_starts: the first form of each stem, and the number of forms (u4).
        form: rank in `entries` of each posting (u4).
        documents, frequencies, title, lead: one item a posting; documents are counted from the
            segment's first (u4).
        positions: one item an occurrence (u4), in the order of the postings.
        lengths: tokens of each document's title and text (u4, documents by 2).
        offset_counts: checkpoints of each document's text (u4).
        offsets: where they are, in characters (u4).
        counted: what the lexicon needs to know of the printings.
    """

    entries: list[bytes]
    stem_starts: Array
    form: Array
    documents: Array
    frequencies: Array
    title: Array
    lead: Array
    positions: Array
    lengths: Array
    offset_counts: Array
    offsets: Array
    counted: Counted


class RunBuilder:
    """Takes documents one by one, and makes a run of them."""

    def __init__(self, known: Known, first: int) -> None:
        """Begin a run whose first document has this number in the segment."""
        self._known = known
        self._first = first
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._stream: list[Array] = []
        self._marked: list[Array] = []
        self._lengths: list[Array] = []
        self._offset_counts: list[Array] = []
        self._offsets: list[Array] = []

    def add(self, title: bytes, text: bytes) -> None:
        """Add the next document, in UTF-8."""
        self._waiting += (title, text)
        self._waiting_bytes += len(title) + len(text)
        if self._waiting_bytes >= BATCH_BYTES:
            self._take()

    def run(self) -> Run:
        """Return the run of what was added."""
        self._take()
        stream, marked = _joined(self._stream, np.uint32), _joined(self._marked, bool)
        lengths = _joined(self._lengths, np.uint32).reshape(-1, len(FIELDS))
        self._stream.clear()
        self._marked.clear()
        forms = _Forms.of(self._known, stream)
        keys = _sorted_keys(forms, _tokens(self._known, forms, stream), lengths)
        return Run(
            forms.entries,
            forms.stem_starts,
            *keys.postings(forms.stem_starts, self._first),
            lengths=lengths,
            offset_counts=_joined(self._offset_counts, np.uint32),
            offsets=_joined(self._offsets, np.uint32),
            counted=count(self._known, stream, marked, forms.ranks),
        )

    def _take(self) -> None:
        """Cut the texts that wait."""
        if not self._waiting:
            return
        found = stretches(self._waiting)
        self._waiting.clear()
        self._waiting_bytes = 0
        numbers = self._known.numbers(found)
        sizes = np.array(self._known.sizes, np.int64)[numbers]
        before = _before(sizes)
        lengths = np.diff(before[found.firsts])
        self._stream.append(numbers.astype(np.uint32))
        self._marked.append(_after_marks(self._known, numbers, sizes, found.marked))
        self._lengths.append(lengths.astype(np.uint32))
        counts, offsets = _checkpoints(self._known, found, numbers, before)
        self._offset_counts.append(counts)
        self._offsets.append(offsets)


def _after_marks(known: Known, numbers: Array, sizes: Array, marked: Array) -> Array:
    """Return whether each stretch stands after a sentence mark, those inside stretches included."""
    after = marked.copy()
    after[1:] |= np.array(known.ends_marked, bool)[numbers[:-1]]
    # A stretch of nothing but invisible characters is nothing: what was before it, is after it.
    for nothing in np.flatnonzero(sizes == 0).tolist():
        if nothing + 1 < after.size:
            after[nothing + 1] |= after[nothing]
    return after


def _checkpoints(
    known: Known, found: Stretches, numbers: Array, before: Array
) -> tuple[Array, Array]:
    """Return how many checkpoints the text of each document has, and where they are.

    Args:
        known: the stretches.
        found: those of a batch of titles and texts in turns.
        numbers: the number of each.
        before: the tokens before each of them, and all (one more item).
    """
    firsts = found.firsts[1::2]
    begins, ends = before[firsts], before[found.firsts[2::2]]
    counts = np.maximum(ends - begins - 1, 0) // CHECKPOINT
    ranks = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    tokens = np.repeat(begins, counts) + (ranks + 1) * CHECKPOINT
    holding = np.searchsorted(before, tokens, "right") - 1
    parts = _before(np.array(known.sizes, np.int64))[numbers[holding]] + tokens - before[holding]
    texts = found.characters(found.text_begins[1::2])
    offsets = found.characters(found.begins[holding]) - np.repeat(texts, counts)
    offsets += np.array(known.start, np.int64)[parts]
    return counts.astype(np.uint32), offsets.astype(np.uint32)


@dataclasses.dataclass(frozen=True, slots=True)
class _Forms:
    """The forms of a run in order.

    Attributes:
        entries: see `entries`.
        ranks: the rank of each form that the process knows; -1 for those not in the run.
        stem_starts: the first form of each stem, and the number of forms (u4).
    """

    entries: list[bytes]
    ranks: Array
    stem_starts: Array

    @classmethod
    def of(cls, known: Known, stream: Array) -> _Forms:
        sizes = np.array(known.sizes, np.int64)
        used = np.repeat(np.bincount(stream, minlength=sizes.size) > 0, sizes)
        held = np.zeros(len(known.forms), bool)
        held[np.array(known.form, np.int64)[np.array(known.printing, np.int64)[used]]] = True
        order, stems = known.sorted_forms()
        here = held[order]
        order, stems = order[here], stems[here]
        ranks = np.full(held.size, -1)
        ranks[order] = np.arange(order.size)
        fresh = np.append(np.full(min(1, stems.size), True), stems[1:] != stems[:-1])
        starts = np.append(np.flatnonzero(fresh), stems.size).astype(np.uint32)
        return cls([known.entries[number] for number in order.tolist()], ranks, starts)


def _tokens(known: Known, forms: _Forms, stream: Array) -> Array:
    """Return the rank of the form of each token (i4)."""
    sizes = np.array(known.sizes, np.int64)
    part_form = np.array(known.form, np.int64)[np.array(known.printing, np.int64)]
    ranks = np.append(forms.ranks[part_form], 0).astype(np.int32)  # a last stretch may be empty
    starts = np.cumsum(sizes) - sizes
    tokens: Array = ranks[starts][stream]
    # Most stretches are one token: only the others are looked at again.
    several = np.flatnonzero((sizes != 1)[stream])
    if several.size:
        counts = sizes[stream[several]]
        places = several + np.cumsum(counts - 1) - (counts - 1)
        tokens = np.repeat(tokens, sizes[stream])
        tokens[_spread(places, counts)] = ranks[_spread(starts[stream[several]], counts)]
    return tokens


def _spread(starts: Array, counts: Array) -> Array:
    """Return `counts[i]` numbers from each `starts[i]` on."""
    shifts = starts - (np.cumsum(counts) - counts)
    places: Array = np.repeat(shifts, counts) + np.arange(int(counts.sum()))
    return places


@dataclasses.dataclass(frozen=True, slots=True)
class _Keys:
    """Occurrences as sorted integers: stem, document, form in its stem, position, title, lead.

    Each takes as many bits as it needs. Sorting 64-bit integers is what NumPy does fastest.
    """

    keys: Array
    bits: tuple[int, int, int]

    def postings(
        self, stem_starts: Array, first: int
    ) -> tuple[Array, Array, Array, Array, Array, Array]:
        """Return form, document, frequency, title and lead of each posting, and the positions."""
        document_bits, tag_bits, position_bits = self.bits
        tail = position_bits + _FLAGS
        high = self.keys >> np.uint64(tail)
        fresh = np.ones(high.size, bool)
        np.not_equal(high[1:], high[:-1], out=fresh[1:])
        starts = np.flatnonzero(fresh)
        high = high[starts]
        positions = _low(self.keys >> np.uint64(_FLAGS), position_bits).astype(np.uint32)
        stems = (high >> np.uint64(tag_bits + document_bits)).astype(np.int64)
        owners = _low(high >> np.uint64(tag_bits), document_bits).astype(np.uint32)
        return (
            stem_starts[stems] + _low(high, tag_bits).astype(np.uint32),
            owners + np.uint32(first),
            _narrow(np.diff(np.append(starts, self.keys.size))),
            _narrow(_sums(self.keys & np.uint64(_IN_TITLE), starts) // _IN_TITLE),
            _narrow(_sums(self.keys & np.uint64(_IN_LEAD), starts)),
            positions,
        )


def _sorted_keys(forms: _Forms, tokens: Array, lengths: Array) -> _Keys:
    """Return the sorted keys of the occurrences.

    Args:
        forms: the forms of the run.
        tokens: the rank of the form of each occurrence, in reading order.
        lengths: tokens of each document's title and text.
    """
    titles, texts = lengths.T.astype(np.int64)
    leads = np.minimum(texts, LEAD)
    sizes = np.diff(forms.stem_starts)
    bits = (
        _width(len(lengths) - 1),
        _width(sizes.max(initial=1) - 1),
        _width((titles + GAP + texts).max(initial=0)),
    )
    document_bits, tag_bits, position_bits = bits
    tail = position_bits + _FLAGS
    if _width(sizes.size) + document_bits + tag_bits + tail > _KEY_BITS:
        raise OverflowError("a run of too many documents, one of them too long")
    stems = np.repeat(np.arange(sizes.size), sizes)
    tags = np.arange(stems.size) - forms.stem_starts[stems]
    bases = stems << (document_bits + tag_bits + tail) | tags << tail
    # A document is three stretches of positions, in each of which they rise by one.
    pieces = np.stack([titles, leads, texts - leads], axis=1)
    begins = np.cumsum(pieces.sum(axis=1)) - pieces.sum(axis=1)
    owners = (np.arange(len(lengths)) << (tag_bits + tail)) - (begins << _FLAGS)
    gap = GAP << _FLAGS
    shifts = np.stack([owners + _IN_TITLE, owners + gap + _IN_LEAD, owners + gap], axis=1)
    keys = bases[tokens]
    keys += np.repeat(shifts.ravel(), pieces.ravel())
    keys += np.arange(keys.size) << _FLAGS
    keys = keys.view(np.uint64)
    keys.sort()
    return _Keys(keys, bits)


def _width(largest: int) -> int:
    return int(largest).bit_length()


def _low(values: Array, bits: int) -> Array:
    low: Array = values & np.uint64((1 << bits) - 1)
    return low


def _sums(values: Array, starts: Array) -> Array:
    if not starts.size:
        return np.zeros(0, np.uint64)
    return np.add.reduceat(values, starts)


def _narrow(values: Array) -> Array:
    """Return numbers in the smallest type that holds them."""
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))


def _joined(parts: Sequence[Array], kind: type) -> Array:
    return np.concatenate(parts) if parts else np.zeros(0, kind)


def _before(counts: Array) -> Array:
    """Return the sums of the items before each one, and of all (i8, one more item)."""
    sums = np.zeros(counts.size + 1, np.int64)
    np.cumsum(counts, out=sums[1:])
    return sums
