"""How likely one spelling was meant by another: the costs of slips that French writers make.

A cost is a sum of two distances: between the letters, where likely slips cost less than one, and
between the sounds (`analysis/sounds.py`), where ph and f, or er and é, are the same.
"""

from __future__ import annotations

import collections
import itertools
from typing import NamedTuple

LETTERS = 0.7
"""What a unit of distance between the letters costs."""

SOUNDS = 0.4
"""What a unit of distance between the sounds costs."""

DOUBLED = 0.9
"""A letter written twice, or once instead of twice."""

SILENT = 0.8
"""An h, or a letter that is silent at the end of a word."""

EXCHANGED = 0.55
"""Two neighbours exchanged."""

LIKELY = 0.9
"""A letter for one that sounds like it, or for a neighbour on the keyboard."""

FIRST = 0.4
"""What is added where the first letters differ: readers seldom miss that one."""

ACCENT = 0.4
"""An accent that was typed and is not in the word."""

HEARD = 0.5
"""Letters for others that sound the same."""

_SILENT_ENDINGS = "estxdpzn"

_ALIKE = ("sz", "gj", "iy", "td", "bp", "mn", "vw", "vf", "ea", "ei")

_HEARD = (
    ("f", "ph", "ff"),
    ("o", "au", "eau"),
    ("k", "c", "q", "qu", "ck", "ch"),
    ("s", "ss", "c", "sc"),
    ("an", "en", "am", "em"),
    ("in", "ain", "ein", "yn", "im"),
    ("e$", "er$", "ez$", "ai$", "ee$", "et$", "ait$", "ais$"),
)
"""Letters that sound the same; those with a dollar at the end of a word only."""

_KEYBOARD = ("azertyuiop", "qsdfghjklm", "wxcvbn")
"""The rows of an AZERTY keyboard, each half a key to the right of the one above."""


def _likely_pairs() -> frozenset[str]:
    rows = [itertools.pairwise(row) for row in _KEYBOARD]
    above = [zip(one, other, strict=False) for one, other in itertools.pairwise(_KEYBOARD)]
    slanted = [zip(one[1:], other, strict=False) for one, other in itertools.pairwise(_KEYBOARD)]
    pairs = {a + b for row in (*rows, *above, *slanted) for a, b in row} | {*_ALIKE}
    return frozenset(pairs | {pair[::-1] for pair in pairs})


_LIKELY_PAIRS = _likely_pairs()

_SPELT = tuple((letters, number) for number, group in enumerate(_HEARD) for letters in group)


def letter_distance(typed: str, meant: str) -> float:
    """Return the least cost of the edits that make one folded form of another."""
    return _distance(
        _Word(typed, [_dropped_cost(typed, at) for at in range(len(typed))], _heard(typed)),
        _Word(meant, [_dropped_cost(meant, at) for at in range(len(meant))], _heard(meant)),
        _LIKELY_PAIRS,
    )


def sound_distance(typed: str, meant: str) -> float:
    """Return the number of edits between two sounds."""
    if typed == meant:
        return 0.0
    one, other = (_Word(word, [1.0] * len(word), {}) for word in (typed, meant))
    return _distance(one, other, frozenset())


def lost_accents(typed: str, meant: str) -> int:
    """Return the number of accents typed that are not in the other form."""
    if typed.isascii():
        return 0
    accents = (collections.Counter(c for c in word if not c.isascii()) for word in (typed, meant))
    return (next(accents) - next(accents)).total()


class _Word(NamedTuple):
    """A word to compare: its letters, what leaving each out costs, and groups that are heard.

    Attributes:
        heard: place after it to the (length, sound) pairs of the groups of letters that end there.
    """

    letters: str
    drops: list[float]
    heard: dict[int, list[tuple[int, int]]]


def _distance(typed: _Word, meant: _Word, likely: frozenset[str]) -> float:
    """Return the weighted edit distance, neighbours exchanged being one edit."""
    rows = [[0.0, *itertools.accumulate(meant.drops)]]
    for i, letter in enumerate(typed.letters):
        above, row = rows[-1], [rows[-1][0] + typed.drops[i]]
        groups = typed.heard.get(i + 1)
        for j, other in enumerate(meant.letters):
            changed = 0.0 if letter == other else LIKELY if letter + other in likely else 1.0
            best = min(above[j] + changed, above[j + 1] + typed.drops[i], row[j] + meant.drops[j])
            if i and j and letter == meant.letters[j - 1] and typed.letters[i - 1] == other:
                best = min(best, rows[-2][j - 1] + EXCHANGED)
            if groups and (others := meant.heard.get(j + 1)):
                for size, sound in groups:
                    for length, same in others:
                        if sound == same and i + 1 >= size and j + 1 >= length:
                            before = rows[i + 1 - size][j + 1 - length]
                            best = min(best, before + HEARD)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _heard(word: str) -> dict[int, list[tuple[int, int]]]:
    """Return the groups of letters that sound like others, by the place after them."""
    found: dict[int, list[tuple[int, int]]] = collections.defaultdict(list)
    for letters, sound in _SPELT:
        plain = letters.removesuffix("$")
        if plain != letters:
            if word.endswith(plain):
                found[len(word)].append((len(plain), sound))
            continue
        at = word.find(plain)
        while at >= 0:
            found[at + len(plain)].append((len(plain), sound))
            at = word.find(plain, at + 1)
    return found


def _dropped_cost(word: str, at: int) -> float:
    letter = word[at]
    if letter in (word[at - 1 : at], word[at + 1 : at + 2]):
        return DOUBLED
    last = at == len(word) - 1 or (at == len(word) - 2 and word[-1] == "s")
    return SILENT if letter == "h" or (last and letter in _SILENT_ENDINGS) else 1.0
