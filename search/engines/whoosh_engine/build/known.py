"""What is known of the stretches seen so far: each is analysed once, then is a number.

Looking numbers up takes no Python object a word: the first sixteen bytes of a stretch are two
64-bit integers, compared whole with those in the place that their hash gives in a table. What is
not there, another stretch having taken the place, or longer, is looked up in a dictionary.
"""

from __future__ import annotations

import array
import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from search.analysis.chunks import CHUNK_OR_MARK, LETTER_APOSTROPHE, READ_SIGNS, SENTENCE_MARKS
from search.analysis.french import parts_of
from search.analysis.spelling import form_of
from search.engines.whoosh_engine.build.entries import entry_of, stem_of_entry

if TYPE_CHECKING:
    from search.analysis.stretches import Stretches
    from search.engines.whoosh_engine.format.arrays import Array

ALWAYS_INSIDE, AS_STRETCH, NEVER_INSIDE = 0, 1, 2
"""Whether a part stands inside a sentence: behind an elision, as its stretch does, after a mark."""

PLAIN, CAPITALISED, OTHERWISE = 0, 1, 2
"""A printing: the form itself, the form with a capital, something else."""

_MARKS = frozenset(SENTENCE_MARKS)
_TABLE_BITS = 19
_WORD = 8
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_WORD + 1)], np.uint64)
_MIX, _STIR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


class FormOrder(NamedTuple):
    """Forms in the order of their entries: the number of each, and a number for its stem (i8)."""

    forms: Array
    stems: Array


class Known:
    """Numbers stretches, their parts' printings, and their forms, each from 0 as they come.

    Attributes:
        sizes, ends_marked: of each stretch, its parts; whether its end is a sentence mark.
        printing, start, kind, elided: of each part, one stretch after another: its printing; where
            it begins in the stretch, in characters; what tells whether it is inside a sentence;
            the letters elided before it.
        printings, form, style: each printing, its form, what it is beside it.
        forms: each form.
        entries: those of the forms that `sorted_forms` has sorted.
        letters: what may be elided, nothing first.
        held: bytes of all distinct stretches.
    """

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._table = _Table()
        self.sizes, self.ends_marked = array.array("I"), array.array("B")
        self.printing, self.start = array.array("I"), array.array("I")
        self.kind, self.elided = array.array("B"), array.array("B")
        self.form, self.style = array.array("I"), array.array("B")
        self.printings: list[str] = []
        self.forms: list[str] = []
        self.letters = [""]
        self.held = 0
        self.entries: list[bytes] = []
        self._order: list[int] = []
        self._stems = array.array("I")
        self._stem_numbers: dict[bytes, int] = {}
        self._printing_numbers: dict[str, int] = {}
        self._form_numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def sorted_forms(self) -> FormOrder:
        """Return the order of all forms known so far."""
        first = len(self.entries)
        for form in self.forms[first:]:
            entry = entry_of(form)
            self.entries.append(entry)
            stem = stem_of_entry(entry)
            self._stems.append(self._stem_numbers.setdefault(stem, len(self._stem_numbers)))
        # Most of it is in order since the last time: sorting is one pass over that.
        self._order.extend(range(first, len(self.entries)))
        self._order.sort(key=self.entries.__getitem__)
        order = np.array(self._order, np.int64)
        return FormOrder(order, np.array(self._stems, np.int64)[order])

    def numbers(self, found: Stretches) -> Array:
        """Return the number of each stretch (i8)."""
        low, high = _first_bytes(found)
        places = self._table.places(low, high)
        numbers, absent = self._table.look_up(places, low, high)
        long = found.ends - found.begins > 2 * _WORD
        asked = np.flatnonzero(absent | long)
        begins, ends = found.begins[asked].tolist(), found.ends[asked].tolist()
        numbers[asked] = [
            self._number(found.data[begin:end]) for begin, end in zip(begins, ends, strict=True)
        ]
        fresh = np.flatnonzero(absent & ~long)
        self._table.remember(places[fresh], low[fresh], high[fresh], numbers[fresh])
        return numbers

    def _number(self, stretch: bytes) -> int:
        number = self._numbers.get(stretch)
        if number is None:
            number = self._numbers[stretch] = len(self.sizes)
            self.held += len(stretch)
            self._analyse(stretch.decode("utf-8", "surrogatepass"))
        return number

    def _analyse(self, stretch: str) -> None:
        if stretch.isalpha() and LETTER_APOSTROPHE not in stretch:
            self._add_part(stretch, form_of(stretch), 0, AS_STRETCH)
            count, marked = 1, False
        else:
            count, marked = self._add_chunks(stretch)
        self.sizes.append(count)
        self.ends_marked.append(marked)

    def _add_chunks(self, stretch: str) -> tuple[int, bool]:
        count, kind = 0, AS_STRETCH
        for match in CHUNK_OR_MARK.finditer(stretch):
            if match[0] in _MARKS:
                kind = NEVER_INSIDE
            else:
                count += self._add_parts(match[0], match.start(), kind)
                kind = ALWAYS_INSIDE
        return count, kind == NEVER_INSIDE

    def _add_parts(self, chunk: str, begin: int, kind: int) -> int:
        parts = parts_of(chunk)
        for part in parts:
            inside = ALWAYS_INSIDE if part.start else kind
            # € is no spelling of euros.
            printed = part.form if chunk in READ_SIGNS else chunk[part.start : part.end]
            self._add_part(printed, part.form, begin + part.start, inside, part.elided)
        return len(parts)

    def _add_part(self, printed: str, form: str, start: int, kind: int, elided: str = "") -> None:
        number = self._printing_numbers.get(printed)
        if number is None:
            number = self._printing_numbers[printed] = len(self.printings)
            self.printings.append(printed)
            self.form.append(self._form(form))
            self.style.append(_style(printed, form))
        self.printing.append(number)
        self.start.append(start)
        self.kind.append(kind)
        self.elided.append(self._letters(elided) if elided else 0)

    def _form(self, form: str) -> int:
        number = self._form_numbers.get(form)
        if number is None:
            number = self._form_numbers[form] = len(self.forms)
            self.forms.append(form)
        return number

    def _letters(self, elided: str) -> int:
        if elided not in self.letters:
            self.letters.append(elided)
        return self.letters.index(elided)


@functools.lru_cache(maxsize=1)
def known_here() -> Known:
    """Return what this process knows: the next run finds what this one has seen."""
    return Known()


class _Table:
    """One stretch a place: its first sixteen bytes, and its number."""

    def __init__(self) -> None:
        self._low, self._high = np.zeros((2, 1 << _TABLE_BITS), np.uint64)
        self._numbers = np.zeros(1 << _TABLE_BITS, np.uint32)

    def places(self, low: Array, high: Array) -> Array:
        """Return the place of each stretch."""
        mixed = (low ^ high * _STIR) * _MIX
        places: Array = (mixed >> np.uint64(64 - _TABLE_BITS)).astype(np.int64)
        return places

    def look_up(self, places: Array, low: Array, high: Array) -> tuple[Array, Array]:
        """Return the numbers, and the mask of the stretches that are not in their place."""
        absent = (self._low[places] != low) | (self._high[places] != high)
        return self._numbers[places].astype(np.int64), absent

    def remember(self, places: Array, low: Array, high: Array, numbers: Array) -> None:
        """Put stretches in their places; the last of several stays."""
        self._low[places], self._high[places], self._numbers[places] = low, high, numbers


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


def _style(printed: str, form: str) -> int:
    if printed == form:
        return PLAIN
    return CAPITALISED if printed == capitalised(form) else OTHERWISE


def capitalised(form: str) -> str:
    """Return a form with its first letter in capitals."""
    return form[:1].upper() + form[1:]
