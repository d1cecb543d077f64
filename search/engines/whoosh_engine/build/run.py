"""A run: the postings of consecutive documents, sorted, as one worker makes them.

Analysing a word costs a regular expression and a dictionary look-up; everything else is array
operations over the whole run.
"""

from __future__ import annotations

import array
import dataclasses
import itertools
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.chunks import SENTENCE_MARKS
from search.analysis.lemmas import lemmas_of
from search.analysis.places import checkpoints
from search.analysis.stems import stem_of
from search.engines.whoosh_engine.format.files import FIELDS
from search.engines.whoosh_engine.format.postings import GAP, LEAD
from search.engines.whoosh_engine.format.strings import utf8

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.analysis.french import Analyzer
    from search.engines.whoosh_engine.format.arrays import Array

_MARKS = frozenset(SENTENCE_MARKS)


def stem_key(form: str) -> str:
    """Return the stem that a form's postings are grouped under."""
    return stem_of(lemmas_of(form)[0].lstrip("~"))


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """Sorted postings of consecutive documents.

    Attributes:
        forms: the forms that occur, by stem then spelling (UTF-8 bytes).
        stems: the stem of each.
        form: rank in `forms` of each posting (u4).
        documents, frequencies, title, lead: one item a posting (u4); documents are counted from
            the segment's first.
        positions: one item an occurrence (u4), in the order of the postings.
        lengths: tokens of each document's title and text (u4, documents by 2).
        checkpoints: where every 128th token of a text begins (u4), text after text.
        chunks: chunk to its occurrences and to those at the start of a sentence.
    """

    forms: list[str]
    stems: list[str]
    form: Array
    documents: Array
    frequencies: Array
    title: Array
    lead: Array
    positions: Array
    lengths: Array
    checkpoints: Array
    chunks: dict[str, tuple[int, int]]


class _Numbers(dict[str, int]):
    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number


class RunBuilder:
    """Takes documents one by one, and makes a run of them."""

    def __init__(self, analyzer: Analyzer, first: int) -> None:
        """Begin a run whose first document has this number in the segment."""
        self._analyzer = analyzer
        self._first = first
        self._numbers = _Numbers()
        self._stream = array.array("I")
        self._ends = array.array("Q")
        self._checkpoints = array.array("I")

    def __len__(self) -> int:
        """Chunks taken so far."""
        return len(self._stream)

    def add(self, title: str, text: str) -> None:
        """Add the next document."""
        for part in (title, text):
            chunks = self._analyzer.chunks(part)
            self._stream.extend(map(self._numbers.__getitem__, chunks))
            self._ends.append(len(self._stream))
        self._checkpoints.extend(checkpoints(text, self._analyzer))

    def run(self) -> Run:
        """Return the run of what was added."""
        stream = np.array(self._stream, np.uint32)
        ends = np.concatenate([[0], np.array(self._ends, np.int64)]).astype(np.int64)
        chunks = list(self._numbers)
        forms, stems, tokens = self._tokens(chunks, stream)
        counts = np.diff(tokens.before[ends]).reshape(-1, len(FIELDS))
        sizes = [len(list(group)) for _, group in itertools.groupby(stems)]
        stem_starts = np.cumsum([0, *sizes])
        keys = _Keys.of(tokens.forms, stem_starts, counts, self._first)
        return Run(
            forms,
            stems,
            *keys.postings(counts),
            lengths=counts.astype(np.uint32),
            checkpoints=np.array(self._checkpoints, np.uint32),
            chunks=_chunk_counts(chunks, stream, ends),
        )

    def _tokens(self, chunks: Sequence[str], stream: Array) -> tuple[list[str], list[str], _Tokens]:
        parts = [[part.form for part in self._analyzer.parts(chunk)] for chunk in chunks]
        stem_by_form = {form: stem_key(form) for form in {form for one in parts for form in one}}
        forms = sorted(stem_by_form, key=lambda form: (utf8(stem_by_form[form]), utf8(form)))
        ranks = {form: rank for rank, form in enumerate(forms)}
        flat = np.array([ranks[form] for one in parts for form in one], np.uint32)
        sizes = np.array([len(one) for one in parts], np.int64)
        stems = [stem_by_form[form] for form in forms]
        return forms, stems, _Tokens.of(stream, sizes, flat)


@dataclasses.dataclass(frozen=True, slots=True)
class _Tokens:
    """The forms of a stream of chunks, and how many tokens there are before each chunk."""

    forms: Array
    before: Array

    @classmethod
    def of(cls, stream: Array, sizes: Array, flat: Array) -> _Tokens:
        counts = sizes[stream]
        before = np.concatenate([[0], np.cumsum(counts)])
        starts = (np.cumsum(sizes) - sizes)[stream]
        places = np.repeat(starts - before[:-1], counts) + np.arange(before[-1])
        return cls(flat[places], before)


@dataclasses.dataclass(frozen=True, slots=True)
class _Keys:
    """Occurrences as sorted integers: stem, document, form in its stem, position.

    Each takes as many bits as it needs. Sorting 64-bit integers is what NumPy does fastest
    (35 ns each).
    """

    keys: Array
    bits: tuple[int, int, int]
    stem_starts: Array
    first: int

    @classmethod
    def of(cls, forms: Array, stem_starts: Array, counts: Array, first: int) -> _Keys:
        """Sort occurrences.

        Args:
            forms: the form of each, in reading order.
            stem_starts: the first form of each stem, and the number of forms.
            counts: tokens of each document's title and text.
            first: number of the first document in the segment.
        """
        lengths = counts.sum(axis=1)
        begins = np.repeat(np.cumsum(lengths) - lengths, lengths)
        positions = np.arange(forms.size) - begins
        positions += GAP * (positions >= np.repeat(counts[:, 0], lengths))
        sizes = np.diff(stem_starts)
        stems = np.repeat(np.arange(sizes.size), sizes)
        tags = np.arange(stems.size) - stem_starts[stems]
        bits = (
            _width(lengths.size),
            _width(sizes.max(initial=0)),
            _width(positions.max(initial=0)),
        )
        keys = stems[forms].astype(np.uint64)
        owners = np.repeat(np.arange(lengths.size), lengths)
        for values, width in zip((owners, tags[forms], positions), bits, strict=True):
            keys <<= np.uint64(width)
            keys |= values.astype(np.uint64)
        keys.sort()
        return cls(keys, bits, stem_starts, first)

    def postings(self, counts: Array) -> tuple[Array, Array, Array, Array, Array, Array]:
        """Return form, document, frequency, title and lead of each posting, and the positions."""
        document_bits, tag_bits, position_bits = self.bits
        high = self.keys >> np.uint64(position_bits)
        positions = _low(self.keys, position_bits).astype(np.uint32)
        starts = np.flatnonzero(np.concatenate([[True], high[1:] != high[:-1]])[: high.size])
        owners = _low(high >> np.uint64(tag_bits), document_bits).astype(np.int64)
        headline = counts[:, 0][owners]
        in_title = positions < headline
        in_lead = ~in_title & (positions < headline + GAP + LEAD)
        stems = (high[starts] >> np.uint64(tag_bits + document_bits)).astype(np.int64)
        tags = _low(high[starts], tag_bits).astype(np.int64)
        return (
            (self.stem_starts[stems] + tags).astype(np.uint32),
            (owners[starts] + self.first).astype(np.uint32),
            np.diff(np.append(starts, high.size)).astype(np.uint32),
            _sums(in_title, starts),
            _sums(in_lead, starts),
            positions,
        )


def _width(largest: int) -> int:
    return int(largest).bit_length()


def _low(values: Array, bits: int) -> Array:
    low: Array = values & np.uint64((1 << bits) - 1)
    return low


def _sums(flags: Array, starts: Array) -> Array:
    if not starts.size:
        return np.zeros(0, np.uint32)
    return np.add.reduceat(flags, starts, dtype=np.uint32)


def _chunk_counts(chunks: Sequence[str], stream: Array, ends: Array) -> dict[str, tuple[int, int]]:
    """Return how often each chunk occurs, and how often after a sentence mark."""
    marks = np.array([chunk in _MARKS for chunk in chunks], bool)
    after = np.concatenate([[True], marks[stream[:-1]]])[: stream.size]
    after[ends[:-1][ends[:-1] < stream.size]] = True
    total = np.bincount(stream, minlength=len(chunks)).tolist()
    initial = np.bincount(stream[after], minlength=len(chunks)).tolist()
    pairs = zip(chunks, total, initial, strict=True)
    return {chunk: (n, i) for chunk, n, i in pairs if chunk not in _MARKS}
