"""What the words of a question weigh."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.analysis.french import Analyzer
from search.plan.asking import importances
from search.plan.weights import ASKED_FOR, ASKING, NAMED
from search.query.parser import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon

TEXTS = (
    "Le musée Rodin se trouve à Paris, une ville. On l’appelle Biron.",
    "Le nom des habitants de Paris, et des habitants de la ville.",
)


@pytest.fixture(scope="module")
def lexicon(lexicon_of: Callable[..., Lexicon]) -> Lexicon:
    return lexicon_of(*TEXTS)


@pytest.mark.parametrize(
    ("question", "lighter", "names"),
    [
        ("Dans quelle ville se trouve le musée Rodin ?", {"ville": ASKED_FOR, "trouve": ASKING},
         ["Rodin"]),
        ("quel est le nom du musée", {"nom": ASKED_FOR}, []),
        ("combien d'habitants à Paris", {"d'habitants": ASKED_FOR}, ["Paris"]),
        ("Combien de habitants", {"habitants": ASKED_FOR}, []),
        ("Comment s’appelle la ville", {"s’appelle": ASKING}, []),
        ("Qui habite le musée Rodin", {}, ["Rodin"]),
        ("Qu’expose le Musée", {}, ["Musée"]),
        ("qui habite la ville en 1974", {}, ["1974"]),
        ("QUI EST LE MAIRE", {}, []),
    ],
)  # fmt: skip
def test_what_a_question_is_about_weighs_more(
    lexicon: Lexicon, question: str, lighter: dict[str, float], names: list[str]
) -> None:
    found = importances(parse(question)[0], lexicon, Analyzer())
    assert {text: weight for text, weight in found.items() if weight < 1} == lighter
    assert [text for text, weight in found.items() if weight == NAMED] == names


@pytest.mark.parametrize("words", ["musée Rodin Paris", "ville", "le musée dont on dit le nom", ""])
def test_where_nothing_is_asked_all_words_weigh_alike(lexicon: Lexicon, words: str) -> None:
    assert importances(parse(words)[0], lexicon, Analyzer()) == {}
