"""Unknown words are corrected, rare ones suggested against, others left alone."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from search.analysis.spelling import form_of
from search.lexicon.corrections import _scored, corrections, suggestions
from search.lexicon.interface import Counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon

DATA = Path(__file__).resolve().parents[3] / "data"
BACKGROUND = DATA.parent / "conformance" / "background.txt"
with (DATA / "french_slips.tsv").open(encoding="utf-8", newline="") as file:
    SLIPS = [tuple(row.values()) for row in csv.DictReader(file, delimiter="\t")]


@pytest.fixture(scope="module")
def slips_lexicon(lexicon_of: Callable[..., Lexicon]) -> Lexicon:
    """The words meant, each in a few documents, among those of the background."""
    background = BACKGROUND.read_text("utf-8").splitlines()
    return lexicon_of(*background, *[f"Ici {word}." for _, _, word in SLIPS for _ in range(2)])


@pytest.mark.parametrize(("_kind", "typed", "meant"), SLIPS)
def test_likeliest_word_comes_first(
    slips_lexicon: Lexicon, _kind: str, typed: str, meant: str
) -> None:
    found = corrections(slips_lexicon, form_of(typed), 3)
    assert [one.entry.form for one in found][:1] == ([meant] if meant else [])


def test_frequency_decides_between_equal_slips(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of(*["Le port."] * 9, "Une porte.", "Un pore.")
    found = [one.entry.form for one in corrections(lexicon, "poort", 3)]
    assert found[0] == "port"


def test_name_is_corrected_into_a_name(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of(*["Un vieux maçon."] * 20, *["Vu avec Mason."] * 2)
    assert corrections(lexicon, "masson", 1)[0].entry.form == "maçon"
    assert corrections(lexicon, "masson", 1, capital=True)[0].entry.form == "mason"


def test_much_less_likely_words_are_left_out(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of(*["Vu avec Macron."] * 50, "Un micron.")
    assert [one.entry.display for one in corrections(lexicon, "macorn", 4)] == ["Macron"]


def test_rare_words_have_suggestions(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of(
        *["Vu avec Macron, le président de la République."] * 120,
        "Vu avec Marcon.",
        "Le présidant de la répubblique.",
        "Un plongeur et sa résidence.",
    )
    assert [one.entry.display for one in suggestions(lexicon, "marcon", 2)] == ["Macron"]
    assert [one.entry.form for one in suggestions(lexicon, "répubblique", 2)] == []
    assert suggestions(lexicon, "macron", 2) == ()
    assert suggestions(lexicon, "absent", 2) == ()
    assert suggestions(lexicon, "résidence", 2) == ()


def test_a_form_without_a_letter_is_near_nothing() -> None:
    """No index holds one but a forged one."""
    assert not list(_scored("pont", [Counted("\u0301", 3), Counted("", 3)]))
