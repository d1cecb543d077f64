"""Whether a word typed without its accents finds all that it finds with them.

For every accented word of `inflections.tsv` and of the corpus itself: the spellings that its plan
has in the corpus, if any, must all be in the plan of the word without accents. Words count once,
whether or not the corpus holds that inflection.
"""

from __future__ import annotations

import csv
import unicodedata
from typing import TYPE_CHECKING

import pytest

from search.analysis.french import Analyzer
from search.analysis.function_words import function_words
from search.plan.words import any_inflection

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from search.lexicon.interface import Lexicon

pytestmark = pytest.mark.corpus

LEAST_FOUND = 0.995


def bare(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@pytest.fixture(scope="session")
def listed(shared_data: Path) -> frozenset[str]:
    path = shared_data / "stemming" / "inflections.tsv"
    analyzer = Analyzer()
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return frozenset(form for row in rows for form in analyzer.forms(row["form"])[-1:])


def found(lexicon: Lexicon, word: str) -> set[str]:
    return {spelling.form for spelling in any_inflection(lexicon, word).spellings}


@pytest.mark.parametrize("articles", [60, 500, 8000])
def test_words_are_found_without_their_accents(
    articles: int,
    listed: frozenset[str],
    press_lexicon: Callable[[int], tuple[Lexicon, frozenset[str]]],
) -> None:
    lexicon, held = press_lexicon(articles)
    accented = {w for w in listed | held if not w.isascii() and bare(w).isascii()}
    wanted = {word: spellings for word in accented if (spellings := found(lexicon, word))}
    missed = {
        word: lost for word, spellings in wanted.items()
        if (lost := spellings - found(lexicon, bare(word)))
    }  # fmt: skip
    share = 1 - len(missed) / len(wanted)
    assert share >= LEAST_FOUND, f"{share:.2%} of {len(wanted)} words; missed: {missed}"
    others = {word for word in missed if bare(word) not in function_words()}
    # What is left is nearly all words that a function word hides (sûr: sur; né: ne).
    assert len(others) <= len(wanted) // 500, f"missed, no function word in the way: {others}"
