"""Forms near a word are those that a plain computation finds."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh_engine.format.nearby import (
    LONGEST,
    alike,
    letter_sets,
    skeleton_hashes,
    within,
)
from search.engines.whoosh_engine.format.strings import pack_strings

WORDS = st.text("abcé1", min_size=1, max_size=7)


def distance(one: str, other: str) -> int:
    """Return the edit distance, neighbours exchanged being one edit, by the textbook's table."""
    a, b = one.encode(), other.encode()
    rows = [list(range(len(b) + 1))]
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, against in enumerate(b, 1):
            row.append(min(rows[-1][j - 1] + (letter != against), rows[-1][j] + 1, row[-1] + 1))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == against:
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


@given(WORDS, st.lists(WORDS, max_size=20), st.integers(0, 3))
def test_distances_are_those_of_the_table(word: str, words: list[str], edits: int) -> None:
    packed = pack_strings("folded", words)
    folded, starts = packed["folded.bytes"], packed["folded.starts"]
    letters = letter_sets(folded, starts)
    numbers, distances = within(edits, word, letters, folded, starts)
    found = dict(zip(numbers.tolist(), distances.tolist(), strict=True))
    exact = {number: distance(word, other) for number, other in enumerate(words)}
    assert found == {number: n for number, n in exact.items() if n <= edits}


def test_words_too_long_are_near_nothing() -> None:
    word = "a" * (LONGEST + 1)
    packed = pack_strings("folded", [word])
    folded, starts = packed["folded.bytes"], packed["folded.starts"]
    numbers, _ = within(2, word, letter_sets(folded, starts), folded, starts)
    assert numbers.size == 0


def test_what_sounds_alike_is_found_by_its_consonants() -> None:
    hashes = skeleton_hashes(["pharmacie", "ferme", "farmassi"])
    assert alike(hashes, "farmacie").tolist() == [0, 2]
    assert np.dtype(hashes.dtype) == np.uint32
