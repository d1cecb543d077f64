"""Cuts many texts at once into stretches, with arrays instead of one look at each character.

A stretch is letters and digits with everything between two of them that may join them: apostrophes,
the full stops of acronyms, what parts the groups of a number. No chunk crosses the end of a
stretch: the regular expression of `chunks` finds in each stretch alone what it finds in the text.
A newspaper repeats its stretches, so that it need look at each distinct one only once; joining too
much costs time, never another result.

Texts are UTF-8 here. Most characters are one byte, or two of which the first is C3 (é, à, ç): a
table of 256 classes tells them; the others are looked at one by one.
"""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from search.analysis.chunks import (
    APOSTROPHES,
    COMBINING,
    GROUP_SPACES,
    INVISIBLE,
    READ_SIGNS,
    SENTENCE_MARKS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Array = npt.NDArray[Any]

_LETTER, _DIGIT, _INSIDE, _APOSTROPHE, _POINT, _COMMA, _SPACE, _MARK = (1 << n for n in range(8))
"""Classes of characters, one bit each; what is printed as nothing or on a letter is _INSIDE."""

_WORD = _LETTER | _DIGIT | _INSIDE
_JOINING = _APOSTROPHE | _POINT | _COMMA | _SPACE
_UNSEEN = 0xFF
"""The class of a byte that says nothing alone."""

_BMP = 1 << 16
_MAX_WIDTH = 4
_CROSS, _DIVISION = 0x97, 0xB7
"""The second bytes of × and ÷: all other characters with C3 before are letters."""

PADDING = 16
"""Bytes of zero after the texts, so that sixteen may be read from anywhere."""


@dataclasses.dataclass(frozen=True, slots=True)
class Stretches:
    """The stretches of some texts.

    Attributes:
        data: the texts in UTF-8, each with a byte of zero before it, and PADDING.
        begins, ends: where each stretch stands in the data (i8).
        text_begins: where each text begins in the data (i8).
        firsts: the number of the first stretch of each text, and the number of stretches (i8).
        marked: whether a sentence mark, or the beginning of the text, stands between each stretch
            and the one before it. (A stretch may itself end with a mark.)
        continued: where the bytes stand that are not the first of their character (i8).
    """

    data: bytes
    begins: Array
    ends: Array
    text_begins: Array
    firsts: Array
    marked: Array
    continued: Array

    def characters(self, places: Array) -> Array:
        """Return the number of characters of the data before these places (i8)."""
        count: Array = places - np.searchsorted(self.continued, places)
        return count


def stretches(texts: Sequence[bytes]) -> Stretches:
    """Cut texts, given in UTF-8 (half a surrogate pair as three bytes)."""
    data = b"\0" + b"\0".join(texts) + bytes(PADDING)
    codes = np.frombuffer(data, np.uint8)
    classes = np.frombuffer(bytearray(data).translate(_byte_classes()), np.uint8)
    rare = _read_rare(codes, classes)
    inside = (classes & _WORD) != 0
    _join(codes, classes, inside, rare)
    marks = np.flatnonzero((classes & _MARK > 0) & ~inside)
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    begins, ends = edges[0::2], edges[1::2]
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    text_begins = np.cumsum(sizes + 1) - sizes
    firsts = np.searchsorted(begins, np.append(text_begins, codes.size))
    marked = np.zeros(begins.size + 1, bool)
    marked[np.searchsorted(begins, marks)] = True
    marked[firsts[:-1]] = True
    continued = np.flatnonzero((codes & 0xC0) == 0x80)
    return Stretches(data, begins, ends, text_begins, firsts, marked[:-1], continued)


@dataclasses.dataclass(frozen=True, slots=True)
class _Rare:
    """Characters whose class their bytes alone do not tell: where each begins and ends."""

    begins: Array
    ends: Array


def _read_rare(codes: Array, classes: Array) -> _Rare:
    """Write the classes of the characters that one byte does not tell."""
    unseen = np.flatnonzero(classes == _UNSEEN)
    seen = codes[unseen]
    signs = unseen[(seen < 0xC0) & (codes[unseen - 1] == 0xC3)]
    classes[unseen] = _LETTER
    classes[signs] = classes[signs - 1] = 0
    leads = seen >= 0xC0
    begins = unseen[leads]
    first = seen[leads].astype(np.int64)
    widths = _widths(first)
    points = first & (0x7F >> widths)
    for step in range(1, _MAX_WIDTH):
        longer = widths > step
        points[longer] = points[longer] << 6 | codes[begins[longer] + step] & 0x3F
    found = np.zeros(begins.size, np.uint8)
    plane = points < _BMP
    found[plane] = _point_classes()[points[plane]]
    found[~plane] = [_class(chr(point)) for point in points[~plane].tolist()]
    for step in range(_MAX_WIDTH):
        longer = widths > step
        classes[begins[longer] + step] = found[longer]
    return _Rare(begins, begins + widths)


def _join(codes: Array, classes: Array, inside: Array, rare: _Rare) -> None:
    """Add to what is inside stretches what stands between two of their characters and may join."""
    middle = classes[1:-1] & _JOINING
    plain = np.flatnonzero((middle != 0) & inside[:-2] & inside[2:]) + 1
    flanked = ((classes[rare.begins] & _JOINING) != 0) & inside[rare.begins - 1] & inside[rare.ends]
    begins = np.append(plain, rare.begins[flanked])
    ends = np.append(plain + 1, rare.ends[flanked])
    kind = classes[begins]
    before, after = classes[begins - 1] & _DIGIT, classes[ends] & _DIGIT
    # Groups of a number are of three digits.
    group = after & classes[ends + 1] & classes[ends + 2]
    joining = ((kind & (_APOSTROPHE | _POINT)) != 0) | (
        (before != 0)
        & ((((kind & _COMMA) != 0) & (after != 0)) | (((kind & _SPACE) != 0) & (group != 0)))
    )
    _fill(inside, begins[joining], ends[joining])
    _close_acronyms(codes, classes, inside, begins[joining & ((kind & _POINT) != 0)])


def _close_acronyms(codes: Array, classes: Array, inside: Array, points: Array) -> None:
    """Add the full stop after the letter after a full stop, and an apostrophe after that."""
    lasts = points + 1 + _widths(codes[points + 1])
    lasts = lasts[(classes[lasts] & _POINT) != 0]
    inside[lasts] = True
    apostrophes = lasts[(classes[lasts + 1] & _APOSTROPHE) != 0] + 1
    _fill(inside, apostrophes, apostrophes + _widths(codes[apostrophes]))


def _fill(inside: Array, begins: Array, ends: Array) -> None:
    """Add characters of one to four bytes."""
    for step in range(_MAX_WIDTH):
        longer = begins + step < ends
        inside[begins[longer] + step] = True


def _widths(leads: Array) -> Array:
    """Return the number of bytes of characters, from the first of each."""
    widths: Array = np.add(1, leads >= 0xC0, dtype=np.int64)
    widths += leads >= 0xE0
    widths += leads >= 0xF0
    return widths


@functools.lru_cache(maxsize=1)
def _byte_classes() -> bytes:
    table = bytearray(_class(chr(code)) for code in range(0x80))
    table += bytes([_LETTER]) * 0x80
    for code in (_CROSS, _DIVISION, 0xC2, *range(0xC4, 0x100)):
        table[code] = _UNSEEN
    return bytes(table)


@functools.lru_cache(maxsize=1)
def _point_classes() -> Array:
    """Return the class of each character of the Basic Multilingual Plane."""
    return np.fromiter(map(_class, map(chr, range(_BMP))), np.uint8, _BMP)


def _class(character: str) -> int:
    if character.isdecimal():
        return _DIGIT
    if character.isalnum() or character in READ_SIGNS:
        return _LETTER
    return sum(bit for bit, members in _members() if character in members)


@functools.lru_cache(maxsize=1)
def _members() -> tuple[tuple[int, frozenset[str]], ...]:
    return (
        (_INSIDE, frozenset(_expanded(INVISIBLE + COMBINING))),
        (_APOSTROPHE, frozenset(APOSTROPHES)),
        (_POINT, frozenset(".")),
        (_COMMA, frozenset(",")),
        (_SPACE, frozenset(GROUP_SPACES) - {"."}),
        (_MARK, frozenset(SENTENCE_MARKS)),
    )


def _expanded(ranges: str) -> Iterable[str]:
    """Yield the characters of a regular expression's class: `a-c` is a, b, c."""
    at = 0
    while at < len(ranges):
        if ranges[at + 1 : at + 2] == "-":
            yield from map(chr, range(ord(ranges[at]), ord(ranges[at + 2]) + 1))
            at += 3
        else:
            yield ranges[at]
            at += 1
