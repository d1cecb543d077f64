"""How many errors made by a rule are corrected right, by kind (`typing_errors.py`)."""

from __future__ import annotations

import collections
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from search.analysis.folding import fold
from search.lexicon.compounds import parted
from search.lexicon.corrections import corrections
from search.plan.words import any_inflection
from tests.relevance.typing_errors import KINDS, MIN_LETTERS, MIN_OCCURRENCES, make_errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon
    from tests.relevance.typing_errors import Error

pytestmark = pytest.mark.corpus

RECORD = Path(__file__).with_name("corrections.md")
EACH = 20
SEED = 2024
LEAST = 0.90
MOST_PARTED = 0.02


@pytest.fixture(scope="module")
def press_words(
    press_lexicon: Callable[[int], tuple[Lexicon, frozenset[str]]],
) -> tuple[Lexicon, frozenset[str]]:
    return press_lexicon(8000)


@pytest.fixture(scope="module")
def lexicon(press_words: tuple[Lexicon, frozenset[str]]) -> Lexicon:
    return press_words[0]


@pytest.fixture(scope="module")
def errors(press_words: tuple[Lexicon, frozenset[str]]) -> list[Error]:
    lexicon, held = press_words
    words = [
        form
        for form in sorted(held)
        if len(form) >= MIN_LETTERS
        and form.isalpha()
        and (entry := lexicon.entry(form)) is not None
        and entry.occurrences >= MIN_OCCURRENCES
    ]
    return make_errors(
        words, lambda typed: not any_inflection(lexicon, typed).spellings, EACH, SEED
    )


def first(lexicon: Lexicon, error: Error) -> str:
    found = corrections(lexicon, error.typed, 1)
    return found[0].entry.form if found else ""


def is_right(lexicon: Lexicon, error: Error) -> bool:
    return fold(first(lexicon, error)) == fold(error.word)


def is_same_word(lexicon: Lexicon, error: Error) -> bool:
    found = any_inflection(lexicon, first(lexicon, error)).spellings
    return any(fold(spelling.form) == fold(error.word) for spelling in found)


def table(lexicon: Lexicon, errors: list[Error]) -> str:
    """Return the recorded table, as measured now."""
    lines = [
        "# Errors corrected right",
        "",
        f"{len(errors)} typed errors made by the rule of `typing_errors.py` (seed {SEED}) over the",
        f"words of at least {MIN_LETTERS} letters seen at least {MIN_OCCURRENCES} times in 8,000",
        "articles: how many have the word meant as first candidate (its accents apart), and",
        "how many have it or an inflection of it. Kept true by `test_corrections.py`.",
        "",
        "| kind | errors | right | same word |",
        "|---|---|---|---|",
    ]
    for kind in (*KINDS, "all"):
        some = [error for error in errors if kind in (error.kind, "all")]
        right = sum(is_right(lexicon, error) for error in some)
        same = sum(is_same_word(lexicon, error) for error in some)
        lines.append(f"| {kind} | {len(some)} | {right / len(some):.0%} | {same / len(some):.0%} |")
    return "\n".join([*lines, ""])


def test_errors_are_corrected(lexicon: Lexicon, errors: list[Error]) -> None:
    assert len(errors) == EACH * len(KINDS) == 300
    wrong = [error for error in errors if not is_right(lexicon, error)]
    said = [f"{one.kind}: {one.typed} → {first(lexicon, one)}, not {one.word}" for one in wrong]
    assert len(wrong) <= (1 - LEAST) * len(errors), "\n".join(said)


def test_an_error_is_seldom_read_as_several_words(lexicon: Lexicon, errors: list[Error]) -> None:
    cut = collections.Counter(parted(lexicon, error.typed) is not None for error in errors)
    assert cut[True] <= MOST_PARTED * len(errors)


def test_recorded_table_is_true(lexicon: Lexicon, errors: list[Error]) -> None:
    now = table(lexicon, errors)
    assert RECORD.read_text("utf-8") == now, f"{RECORD.name} should be:\n{now}"
