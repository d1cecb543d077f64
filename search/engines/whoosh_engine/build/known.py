"""What is known of the stretches seen so far: each is analysed once, then is a number.

Stretches that are new in a batch of texts are analysed together: most are one word of letters
alone, whose forms are made of all of them at once. The others go through the analyser's filters.
"""

from __future__ import annotations

import collections
import dataclasses
import itertools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from search.analysis.chunks import CHUNK_OR_MARK, READ_SIGNS, SENTENCE_MARKS
from search.analysis.french import is_one_word, parts_of
from search.analysis.spelling import capitalised, forms_of
from search.engines.whoosh_engine.build.growing import Growing
from search.engines.whoosh_engine.build.table import ABSENT, StretchTable
from search.engines.whoosh_engine.format.lexicon import CAPITALISED, OTHERWISE, PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.analysis.stretches import Stretches
    from search.engines.whoosh_engine.format.arrays import Array

ALWAYS_INSIDE, AS_STRETCH, NEVER_INSIDE = 0, 1, 2
"""Whether a part stands inside a sentence: behind an elision, as its stretch does, after a mark."""

_MARKS = frozenset(SENTENCE_MARKS)
_WORD = 8
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_WORD + 1)], np.uint64)

_BYTES_PER_NAME = 220
"""What a dictionary holds for a short string and its number (measured)."""


class _Part(NamedTuple):
    """One token of a stretch that is more than one word of letters."""

    printed: str
    form: str
    start: int
    kind: int
    elided: str


class Names(collections.defaultdict[str, int]):
    """Numbers strings from 0 as they come."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        super().__init__(itertools.count().__next__)
        self.of(names)

    def of(self, names: Iterable[str]) -> Array:
        """Return the number of each string (u4)."""
        return np.fromiter(map(self.__getitem__, names), np.uint32)


@dataclasses.dataclass(frozen=True, slots=True)
class Parts:
    """The parts of all stretches, one stretch after another.

    Attributes:
        form: the number of each one's form (u4).
        start: where it begins in the stretch, in characters (u4).
        kind: what tells whether it is inside a sentence (u1).
        elided: the number of the letters elided before it (u1).
        style: what it is beside its form (u1).
        other: the number of its printing where that is OTHERWISE (u4).
    """

    form: Growing = dataclasses.field(default_factory=lambda: Growing(np.uint32))
    start: Growing = dataclasses.field(default_factory=lambda: Growing(np.uint32))
    kind: Growing = dataclasses.field(default_factory=lambda: Growing(np.uint8))
    elided: Growing = dataclasses.field(default_factory=lambda: Growing(np.uint8))
    style: Growing = dataclasses.field(default_factory=lambda: Growing(np.uint8))
    other: Growing = dataclasses.field(default_factory=lambda: Growing(np.uint32))


class Known:
    """Numbers stretches from 1; their parts' forms and other printings from 0, as they come.

    Stretch 0 is none, of no parts.
    """

    def __init__(self) -> None:
        self._table = StretchTable()
        self._long: dict[bytes, int] = {}
        self._sizes, self._firsts = Growing(np.uint32), Growing(np.int64)
        self._ends_marked = Growing(bool)
        self._parts = Parts()
        self._forms, self._others, self._letters = Names(), Names(), Names([""])
        self._describe([0], [False])

    def __len__(self) -> int:
        """Number of distinct stretches."""
        return self._sizes.size - 1

    @property
    def held(self) -> int:
        """Bytes that are held, about."""
        parts = (getattr(self._parts, field.name) for field in dataclasses.fields(Parts))
        arrays = (self._table, self._sizes, self._firsts, self._ends_marked, *parts)
        names = len(self._forms) + len(self._others) + len(self._long)
        return sum(int(one.nbytes) for one in arrays) + names * _BYTES_PER_NAME

    @property
    def sizes(self) -> Array:
        """Number of parts of each stretch."""
        return self._sizes.array

    @property
    def firsts(self) -> Array:
        """The first part of each stretch."""
        return self._firsts.array

    @property
    def starts(self) -> Array:
        """Where each part begins in its stretch, in characters."""
        return self._parts.start.array

    @property
    def ends_marked(self) -> Array:
        """Whether the end of each stretch is a sentence mark."""
        return self._ends_marked.array

    def arrays(self) -> dict[str, Array]:
        """Return what is known, by the names of `Words`, forms and printings apart."""
        names = (one.name for one in dataclasses.fields(Parts) if one.name != "start")
        parts = {name: getattr(self._parts, name).array for name in names}
        return {"sizes": self.sizes, **parts}

    def names(self) -> dict[str, Names]:
        """Return the strings that are numbered, by name."""
        return {"forms": self._forms, "otherwise": self._others, "letters": self._letters}

    def numbers(self, found: Stretches) -> Array:
        """Return the number of each stretch (i8)."""
        low, high = _first_bytes(found)
        numbers = self._table.find(low, high)
        long = found.ends - found.begins > 2 * _WORD
        for at, stretch in _cut(found, np.flatnonzero(long)).items():
            numbers[at] = self._long.get(stretch, ABSENT)
        absent = np.flatnonzero(numbers == ABSENT)
        if absent.size:
            cut = _cut(found, absent)
            firsts: dict[bytes, int] = {}
            for at, stretch in cut.items():
                firsts.setdefault(stretch, at)
            new = {stretch: number for number, stretch in enumerate(firsts, len(self) + 1)}
            numbers[absent] = [new[stretch] for stretch in cut.values()]
            self._learn(new, np.fromiter(firsts.values(), np.int64), long, low, high)
        return numbers

    def _learn(
        self, new: dict[bytes, int], firsts: Array, long: Array, low: Array, high: Array
    ) -> None:
        """Take in new stretches, numbered in order, and where the first of each stands."""
        short = ~long[firsts]
        self._table.add(low[firsts] * short, high[firsts] * short)
        self._long.update({s: number for s, number in new.items() if len(s) > 2 * _WORD})
        self._analyse(b"\n".join(new).decode("utf-8", "surrogatepass").split("\n"))

    def _analyse(self, stretches: Sequence[str]) -> None:
        simple = np.fromiter(map(is_one_word, stretches), bool, len(stretches))
        words = list(itertools.compress(stretches, simple.tolist()))
        several = np.flatnonzero(~simple)
        sizes, marked = np.ones(simple.size, np.int64), np.zeros(simple.size, bool)
        parts: list[_Part] = []
        for number in several.tolist():
            count = len(parts)
            marked[number] = _add_chunks(parts, stretches[number])
            sizes[number] = len(parts) - count
        in_words = np.repeat(simple, sizes)
        self._describe(sizes, marked)
        self._add_parts(words, parts, in_words)

    def _describe(self, sizes: Sequence[int] | Array, marked: Sequence[bool] | Array) -> None:
        sizes = np.asarray(sizes, np.int64)
        self._firsts.extend(self._parts.form.size + np.cumsum(sizes) - sizes)
        self._sizes.extend(sizes)
        self._ends_marked.extend(np.asarray(marked, bool))

    def _add_parts(self, words: list[str], parts: list[_Part], in_words: Array) -> None:
        """Add the parts of new stretches.

        Args:
            words: the stretches that are one part as they stand.
            parts: those of the others.
            in_words: which of all parts are words, in order.
        """
        forms = [*forms_of(words), *(part.form for part in parts)]
        printed = [*words, *(part.printed for part in parts)]
        styles = list(map(style_of, printed, forms))
        others = [one for one, style in zip(printed, styles, strict=True) if style == OTHERWISE]
        style = np.array(styles, np.uint8)
        other = np.zeros(style.size, np.uint32)
        other[style == OTHERWISE] = self._others.of(others)
        form = self._forms.of(forms)
        # Words first, then the others: each goes to its place.
        places = np.concatenate([np.flatnonzero(in_words), np.flatnonzero(~in_words)])
        kind = np.full(style.size, AS_STRETCH, np.uint8)
        start, elided = np.zeros((2, style.size), np.uint32)
        kind[len(words) :] = [part.kind for part in parts]
        start[len(words) :] = [part.start for part in parts]
        elided[len(words) :] = self._letters.of(part.elided for part in parts)
        columns = {"form": form, "start": start, "kind": kind, "elided": elided}
        for name, column in {**columns, "style": style, "other": other}.items():
            ordered = np.empty_like(column)
            ordered[places] = column
            getattr(self._parts, name).extend(ordered)


def _add_chunks(parts: list[_Part], stretch: str) -> bool:
    """Add the parts of a stretch, and return whether a sentence mark ends it."""
    kind = AS_STRETCH
    for match in CHUNK_OR_MARK.finditer(stretch):
        chunk = match[0]
        if chunk in _MARKS:
            kind = NEVER_INSIDE
            continue
        for part in parts_of(chunk):
            inside = ALWAYS_INSIDE if part.start else kind
            # € is no spelling of euros.
            printed = part.form if chunk in READ_SIGNS else chunk[part.start : part.end]
            start = match.start() + part.start
            parts.append(_Part(printed, part.form, start, inside, part.elided))
        kind = ALWAYS_INSIDE
    return kind == NEVER_INSIDE


def _cut(found: Stretches, numbers: Array) -> dict[int, bytes]:
    """Return the bytes of some stretches by their numbers."""
    data, begins, ends = found.data, found.begins[numbers].tolist(), found.ends[numbers].tolist()
    cut = (data[begin:end] for begin, end in zip(begins, ends, strict=True))
    return dict(zip(numbers.tolist(), cut, strict=True))


def _first_bytes(found: Stretches) -> tuple[Array, Array]:
    """Return the first eight bytes of each stretch, and the next eight, zeros after its end."""
    words = np.ndarray(len(found.data) - _WORD + 1, "<u8", found.data, strides=(1,))
    sizes = found.ends - found.begins
    low = words[found.begins] & _MASKS[np.minimum(sizes, _WORD)]
    high = np.zeros(sizes.size, np.uint64)
    longer = np.flatnonzero(sizes > _WORD)
    rest = np.minimum(sizes[longer] - _WORD, _WORD)
    high[longer] = words[found.begins[longer] + _WORD] & _MASKS[rest]
    return low, high


def style_of(printed: str, form: str) -> int:
    """Return what a printing is beside its form."""
    if printed == form:
        return PLAIN
    return CAPITALISED if printed == capitalised(form) else OTHERWISE
