"""A run: the postings of consecutive documents, sorted.

Everything is an operation over arrays of the whole run.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.build.sums import spread, sums_before
from search.engines.whoosh_engine.format.positions import REACHES
from search.engines.whoosh_engine.format.postings import GAP, LEAD
from search.engines.whoosh_engine.format.slices import LARGE

if TYPE_CHECKING:
    from search.engines.whoosh_engine.build.glossary import Words
    from search.engines.whoosh_engine.format.arrays import Array

_FLAGS = 2
_IN_TITLE, _IN_LEAD = 2, 1
_KEY_BITS = 64


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """Sorted postings of consecutive documents: by stem, by document, by form.

    Attributes:
        form: rank of each posting's form in the segment (u4).
        documents, frequencies, title, lead: one item a posting; documents are counted from the
            segment's first (u4).
        positions: one item an occurrence (u4), in the order of the postings.
    """

    form: Array
    documents: Array
    frequencies: Array
    title: Array
    lead: Array
    positions: Array

    def arrays(self, stem_starts: Array) -> dict[str, Array]:
        """Return the arrays by name, with what merging needs to know before it reads them.

        Returns:
            stems: the stems that occur (u4).
            stem.postings, stem.occurrences: of each (u8).
            exceptions: what does not fit the small types of the postings file (u8).
        """
        stem_of = stem_starts.searchsorted(self.form, "right") - 1
        firsts = np.flatnonzero(np.diff(stem_of, prepend=-1))
        far = [(self.positions >= reach).sum() for reach in REACHES]
        arrays = {one.name: getattr(self, one.name) for one in dataclasses.fields(self)}
        return {
            **arrays,
            "stems": stem_of[firsts].astype(np.uint32),
            "stem.postings": np.diff(firsts, append=stem_of.size).astype(np.uint64),
            "stem.occurrences": _sums(self.frequencies, firsts).astype(np.uint64),
            "exceptions": np.array([(self.frequencies >= LARGE).sum(), *far], np.uint64),
        }


def sorted_run(
    words: Words, ranks: Array, stem_starts: Array, numbers: Array, lengths: Array, first: int
) -> Run:
    """Return the run of some documents.

    Args:
        words: the stretches of its glossary.
        ranks: the rank in the segment of each form of the glossary.
        stem_starts: the first form of each stem, and the number of forms (u4).
        numbers: of each stretch, in reading order.
        lengths: tokens of each document's title and text.
        first: the number of the first document.
    """
    tokens = _tokens(words, ranks, numbers)
    return _sorted_keys(tokens, stem_starts, lengths).run(stem_starts, first)


def _tokens(words: Words, ranks: Array, numbers: Array) -> Array:
    """Return the rank of the form of each token (u4)."""
    sizes = words.sizes.astype(np.int64)
    part_ranks = np.append(ranks[words.form], np.uint32(0))  # a last stretch may be empty
    starts = np.cumsum(sizes) - sizes
    tokens: Array = part_ranks[starts][numbers]
    # Most stretches are one token: only the others are looked at again.
    several = np.flatnonzero((sizes != 1)[numbers])
    if several.size:
        counts = sizes[numbers[several]]
        places = several + np.cumsum(counts - 1) - (counts - 1)
        tokens = np.repeat(tokens, sizes[numbers])
        tokens[spread(places, counts)] = part_ranks[spread(starts[numbers[several]], counts)]
    return tokens


@dataclasses.dataclass(frozen=True, slots=True)
class _Keys:
    """Occurrences as sorted integers: stem, document, form in its stem, position, title, lead.

    Each takes as many bits as it needs. Sorting 64-bit integers is what NumPy does fastest.
    """

    keys: Array
    bits: tuple[int, int, int]

    def run(self, stem_starts: Array, first: int) -> Run:
        document_bits, tag_bits, position_bits = self.bits
        high = self.keys >> np.uint64(position_bits + _FLAGS)
        fresh = np.ones(high.size, bool)
        np.not_equal(high[1:], high[:-1], out=fresh[1:])
        starts = np.flatnonzero(fresh)
        high = high[starts]
        positions = _low(self.keys >> np.uint64(_FLAGS), position_bits).astype(np.uint32)
        stems = (high >> np.uint64(tag_bits + document_bits)).astype(np.int64)
        owners = _low(high >> np.uint64(tag_bits), document_bits).astype(np.uint32)
        return Run(
            form=stem_starts[stems] + _low(high, tag_bits).astype(np.uint32),
            documents=owners + np.uint32(first),
            frequencies=_narrow(np.diff(starts, append=self.keys.size)),
            title=_narrow(_sums(self.keys & np.uint64(_IN_TITLE), starts) // _IN_TITLE),
            lead=_narrow(_sums(self.keys & np.uint64(_IN_LEAD), starts)),
            positions=positions,
        )


def _sorted_keys(tokens: Array, stem_starts: Array, lengths: Array) -> _Keys:
    """Return the sorted keys of the occurrences.

    Args:
        tokens: the rank of the form of each occurrence, in reading order.
        stem_starts: the first form of each stem, and the number of forms.
        lengths: tokens of each document's title and text.
    """
    titles, texts = lengths.T.astype(np.int64)
    leads = np.minimum(texts, LEAD)
    sizes = np.diff(stem_starts)
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
    tags = np.arange(stems.size) - stem_starts[stems]
    bases = stems << (document_bits + tag_bits + tail) | tags << tail
    # A document is three stretches of positions, in each of which they rise by one.
    pieces = np.stack([titles, leads, texts - leads], axis=1)
    begins = sums_before(pieces.sum(axis=1))[:-1]
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
    return np.add.reduceat(values, starts, dtype=np.uint64)


def _narrow(values: Array) -> Array:
    """Return numbers in the smallest type that holds them."""
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))
