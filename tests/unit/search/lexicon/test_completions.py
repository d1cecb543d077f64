"""The words that a reader may be typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.lexicon.completions import SHOWN, completed, completions

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon


@pytest.fixture
def lexicon(lexicon_of: Callable[..., Lexicon]) -> Lexicon:
    return lexicon_of(
        *["La Corée du Nord et son cortège."] * 4,
        "La Corée, une correction. Le mot coree sans accent.",
        *["Un péché de gourmand."] * 2,
        *["Cette pêche au thon."] * 3,
        *["Le vieil État et ses étapes."] * 3,
        "Un État.",
        "Un vieil Etat de l’O.N.U. et son œuvre, son oeuvre.",
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("coree", ["Corée"]),
        ("core", ["Corée"]),
        ("corr", ["correction"]),
        ("cor", ["Corée", "cortège", "correction"]),
        ("pe", ["pêche", "péché"]),
        ("pé", ["péché"]),
        ("pê", ["pêche"]),
        ("eta", ["État", "étapes"]),
        ("éta", ["État", "étapes"]),
        ("on", ["O.N.U."]),
        ("oeu", ["oeuvre"]),
        ("xyz", []),
    ],
)
def test_most_frequent_first_as_printed(lexicon: Lexicon, typed: str, shown: list[str]) -> None:
    assert [entry.display for entry in completions(lexicon, typed, SHOWN)] == shown


def test_function_words_come_last(lexicon: Lexicon) -> None:
    shown = [entry.form for entry in completions(lexicon, "d", SHOWN)]
    assert shown == ["du", "de"]
    assert [entry.form for entry in completions(lexicon, "s", 1)] == ["son"]
    assert [entry.form for entry in completions(lexicon, "c", 2)] == ["corée", "cortège"]


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("sommet core", ["sommet Corée"]),
        ("« sommet core", ["« sommet Corée"]),
        ("-core", ["-Corée"]),
        ("l'éta", ["l'État", "l'étapes"]),
        ("nord-core", ["nord-Corée"]),
        ("core ", []),
        ("core»", []),
        ("", []),
        ("…", []),
    ],
)
def test_the_last_word_of_a_question(lexicon: Lexicon, text: str, suggested: list[str]) -> None:
    assert [completion.text for completion in completed(lexicon, text)] == suggested


def test_documents_are_counted(lexicon: Lexicon) -> None:
    (one,) = completed(lexicon, "core")
    assert (one.word, one.documents) == ("Corée", 5)
