"""A run: the postings of consecutive documents, sorted.

Everything is an operation over arrays of the whole run.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.build.sums import spread, sums_before
from search.engines.whoosh_engine.format.neighbours import bit_after, bit_before
from search.engines.whoosh_engine.format.positions import REACHES
from search.engines.whoosh_engine.format.postings import GAP
from search.engines.whoosh_engine.format.slices import LARGE, pack_counts, tag_type
from search.plan.weights import LEAD_TOKENS

if TYPE_CHECKING:
    from search.engines.whoosh_engine.build.glossary import Words
    from search.engines.whoosh_engine.format.arrays import Array

_FLAGS = 2
_IN_TITLE, _IN_LEAD = 2, 1
_KEY_BITS, _LOW_BITS = 64, 32

_LEAD_BITS = 8
_COUNTED = np.array([0, 1, 1 << _LEAD_BITS, 0], np.uint32)
"""What an occurrence with these flags adds: to those in the lead, and above them those in the title
(a lead has no more words than its bits can count)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """Sorted postings of consecutive documents: by stem, by document, by form.

    They stand as the segment's file will hold them, so that merging has only to move them.

    Attributes:
        stems: the stems that occur (u4).
        posting_starts, occurrence_starts: where those of each begin, and their number (u4).
        documents: one item a posting, counted from the segment's first (u4).
        tag: the rank of each posting's form in its stem (u1, or u2 in a segment that needs it).
        counts: of each posting, packed (u1).
        neighbours: what stands beside each posting's occurrences, as bits (u1).
        large_at, large_frequency: the postings of LARGE or more, and their frequencies (u4).
        positions: one item an occurrence, in the order of the postings (u2 or u4).
    """

    stems: Array
    posting_starts: Array
    occurrence_starts: Array
    documents: Array
    tag: Array
    counts: Array
    neighbours: Array
    large_at: Array
    large_frequency: Array
    positions: Array

    def arrays(self) -> dict[str, Array]:
        """Return the arrays by name, with `far`: positions that each of REACHES leaves out (u8)."""
        far = [np.count_nonzero(self.positions >= reach) for reach in REACHES]
        arrays = {one.name: getattr(self, one.name) for one in dataclasses.fields(self)}
        return {**arrays, "far": np.array(far, np.uint64)}


@dataclasses.dataclass(frozen=True, slots=True)
class Places:
    """Where the forms of a segment stand, by their ranks: what all its runs need, made once.

    Attributes:
        stem_starts: the first form of each stem, and the number of forms (u4).
        stems, tags: the stem of each form, and its rank there (u4).
        after, before: its bit where it follows, and where it precedes; see `neighbours` (u1).
    """

    stem_starts: Array
    stems: Array
    tags: Array
    after: Array
    before: Array

    @classmethod
    def of(cls, stem_starts: Array) -> Places:
        """Return the places of forms, from the first one of each stem and their number."""
        sizes = np.diff(stem_starts)
        stems = np.repeat(np.arange(sizes.size), sizes)
        tags = np.arange(stems.size) - stem_starts[stems]
        after, before = (bit(stems, tags).astype(np.uint8) for bit in (bit_after, bit_before))
        return cls(stem_starts, stems.astype(np.uint32), tags.astype(np.uint32), after, before)


def sorted_run(tokens: Array, places: Places, lengths: Array, owners: Array, first: int) -> Run:
    """Return the run of some documents, which may come in any order.

    Args:
        tokens: the rank in the segment of the form of each occurrence, in reading order (u4).
        places: of all forms.
        lengths: tokens of each document's title and text.
        owners: the number of each document, counted from the run's first.
        first: the number of the run's first document in the segment.
    """
    beside = _beside(tokens, places, lengths)
    starts = np.empty(len(lengths), np.uint32)
    starts[owners] = _token_starts(lengths)
    keys = _sorted_keys(tokens, places, lengths, owners)
    return keys.run(first, tag_type(places.stem_starts), starts, beside)


def ranked(words: Words, ranks: Array, numbers: Array) -> Array:
    """Return the rank of the form of each token (u4).

    Args:
        words: the stretches of a glossary.
        ranks: the rank in the segment of each of its forms.
        numbers: of each stretch, in reading order.
    """
    sizes = words.sizes.astype(np.int64)
    # The last stretches may be empty, the last forms of documents that were replaced.
    part_ranks = np.append(ranks.take(words.form, mode="clip"), np.uint32(0))
    starts = np.cumsum(sizes) - sizes
    tokens: Array = part_ranks[starts][numbers]
    # Most stretches are one token: only the others are looked at again.
    several = np.flatnonzero((sizes != 1)[numbers])
    if several.size:
        counts = sizes[numbers[several]]
        places = several + np.cumsum(counts - 1) - (counts - 1)
        repeats = np.ones(tokens.size, np.int64)
        repeats[several] = counts
        tokens = np.repeat(tokens, repeats)
        tokens[spread(places, counts)] = part_ranks[spread(starts[numbers[several]], counts)]
    return tokens


def _beside(tokens: Array, places: Places, lengths: Array) -> Array:
    """Return the neighbours of each token in its field, as bits (u1)."""
    starts = sums_before(lengths.ravel())
    starts = starts[(starts > 0) & (starts < tokens.size)]
    after, before = places.after.take(tokens), places.before.take(tokens)
    after[starts], before[starts - 1] = 0, 0
    beside = np.zeros_like(after)
    beside[:-1] = after[1:]
    beside[1:] |= before[:-1]
    return beside


@dataclasses.dataclass(frozen=True, slots=True)
class _Keys:
    """Occurrences as sorted integers: stem, document, form in its stem, position, title, lead.

    Each takes as many bits as it needs. Sorting 64-bit integers is what NumPy does fastest.
    """

    keys: Array
    bits: tuple[int, int, int]

    def run(
        self, first: int, tags: np.dtype[np.generic], token_starts: Array, beside: Array
    ) -> Run:
        """Return the postings.

        Args:
            first: the number of the first document.
            tags: the type of a tag.
            token_starts: of each document; see `_token_starts`.
            beside: the neighbours of each token, in reading order.
        """
        document_bits, tag_bits, position_bits = self.bits
        high = self.keys >> np.uint64(position_bits + _FLAGS)
        starts = _changes(high)
        high = high.take(starts)
        stem_of = (high >> np.uint64(tag_bits + document_bits)).astype(np.uint32)
        firsts = _changes(stem_of)
        owners = (high >> np.uint64(tag_bits)).astype(np.uint32) & _mask(document_bits)
        frequencies = np.diff(starts, append=self.keys.size).astype(np.uint32)
        low = self.keys.astype(np.uint32)
        positions = low >> np.uint32(_FLAGS) & _mask(position_bits)
        tokens = token_starts.take(owners).repeat(frequencies) + positions
        tokens += (low & np.uint32(_IN_TITLE)) * np.uint32(GAP // _IN_TITLE)
        large = np.flatnonzero(frequencies >= LARGE)
        return Run(
            stems=stem_of[firsts],
            posting_starts=np.append(firsts, starts.size).astype(np.uint32),
            occurrence_starts=np.append(starts[firsts], self.keys.size).astype(np.uint32),
            documents=owners + np.uint32(first),
            tag=(high.astype(np.uint32) & _mask(tag_bits)).astype(tags),
            counts=_counts(low, starts, frequencies),
            neighbours=_united(beside.take(tokens), starts),
            large_at=large.astype(np.uint32),
            large_frequency=frequencies[large],
            positions=_narrow(positions),
        )


def _token_starts(lengths: Array) -> Array:
    """Return the number of the token at position 0 of each document's text, were there one (u4).

    Those at the beginning may be under 0: positions make up for it.
    """
    starts = sums_before(lengths.sum(axis=1))[:-1] - GAP
    return starts.astype(np.uint32)


def _united(bits: Array, starts: Array) -> Array:
    """Return the bits of each posting's occurrences, where each posting begins."""
    united: Array = np.bitwise_or.reduceat(bits, starts) if starts.size else bits
    return united


def _counts(low: Array, starts: Array, frequencies: Array) -> Array:
    """Return the packed counts of postings, from the low bits of keys and where each begins."""
    flags = (low & np.uint32(_IN_TITLE | _IN_LEAD)).astype(np.uint8)
    # Differences of running sums, which may run over: a third of the time of `reduceat`.
    sums = np.zeros(flags.size + 1, np.uint32)
    np.cumsum(_COUNTED.take(flags), dtype=np.uint32, out=sums[1:])
    sums = np.diff(sums.take(starts), append=sums[-1])
    return pack_counts(frequencies, sums >> np.uint32(_LEAD_BITS), sums & _mask(_LEAD_BITS))


def _changes(values: Array) -> Array:
    """Return where values are not those before them, the first among them (i8)."""
    fresh = np.ones(values.size, bool)
    np.not_equal(values[1:], values[:-1], out=fresh[1:])
    return np.flatnonzero(fresh)


def _sorted_keys(tokens: Array, places: Places, lengths: Array, owners: Array) -> _Keys:
    """Return the sorted keys of the occurrences; see `sorted_run`."""
    titles, texts = lengths.T.astype(np.int64)
    leads = np.minimum(texts, LEAD_TOKENS)
    bits = (
        _width(owners.max(initial=0)),
        _width(places.tags.max(initial=0)),
        _width((titles + GAP + texts).max(initial=0)),
    )
    document_bits, tag_bits, position_bits = bits
    tail = position_bits + _FLAGS
    if (
        tail > _LOW_BITS
        or _width(places.stem_starts.size - 1) + document_bits + tag_bits + tail > _KEY_BITS
    ):
        raise OverflowError("a run of too many documents, one of them too long")
    stems, tags = places.stems.astype(np.int64), places.tags.astype(np.int64)
    bases = stems << (document_bits + tag_bits + tail) | tags << tail
    # A document is three stretches of positions, in each of which they rise by one.
    pieces = np.stack([titles, leads, texts - leads], axis=1)
    begins = sums_before(pieces.sum(axis=1))[:-1]
    bases_of = (owners.astype(np.int64) << (tag_bits + tail)) - (begins << _FLAGS)
    gap = GAP << _FLAGS
    shifts = np.stack([bases_of + _IN_TITLE, bases_of + gap + _IN_LEAD, bases_of + gap], axis=1)
    keys = bases[tokens]
    keys += np.repeat(shifts.ravel(), pieces.ravel())
    keys += np.arange(keys.size) << _FLAGS
    keys = keys.view(np.uint64)
    keys.sort()
    return _Keys(keys, bits)


def _width(largest: int) -> int:
    return int(largest).bit_length()


def _mask(bits: int) -> np.uint32:
    return np.uint32((1 << bits) - 1)


def _narrow(positions: Array) -> Array:
    """Return positions in the smaller type where it holds them."""
    small = int(positions.max(initial=0)) <= np.iinfo(np.uint16).max
    return positions.astype(np.uint16) if small else positions
