"""One thing written in two ways: what else is searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.plan.writings import apart, in_figures, in_words, other_first, with_sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from search.lexicon.interface import Lexicon
    from search.plan.nodes import Phrase

TEXTS = (
    "Le vote du 19 juin 2024, à 20 h 30. Dès le 1er août 2020.",
    "Arrêté du 19/06/2024, puis le 2020-08-01. Le 3 avril.",
    "Un roman de J. K. Rowling. Le P.-D.G. du groupe et son e-mail.",
    "Le journal de 13 heures.",
    "La PS 5, le numéro 7 et le n°1. On a 7 ans.",
)


@pytest.fixture(scope="module")
def lexicon(lexicon_of: Callable[..., Lexicon]) -> Lexicon:
    return lexicon_of(*TEXTS)


def spelt(phrases: Iterable[Phrase]) -> list[str]:
    return [
        " ".join(
            "/".join(one.form for one in slot) for slot in phrase.slots if isinstance(slot, tuple)
        )
        for phrase in phrases
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("19/06/2024", ["19 juin 2024"]),
        ("19.6.2024", ["19 juin 2024"]),
        ("2024-06-19", ["19 juin 2024"]),
        ("01/08/2020", ["1/1er août 2020"]),
        ("20:30", ["20 h 30"]),
        ("13h", ["13 heure/heures"]),
        ("20h", []),
        ("n°7", ["numéro 7"]),
        ("19/13/2024", []),
        ("20/06/2024", []),
        ("3/4", []),
        ("n°8", []),
    ],
)
def test_figures_are_also_words(lexicon: Lexicon, text: str, words: list[str]) -> None:
    assert spelt(in_words(lexicon, text)) == words


@pytest.mark.parametrize(
    ("forms", "figures"),
    [
        (("19", "juin", "2024"), ["19 06 2024"]),
        (("1er", "aout", "2020"), ["2020 08 01"]),
        (("19", "juin", "24"), []),
        (("19", "pont", "2024"), []),
        (("20", "juin", "2024"), []),
    ],
)
def test_a_date_is_also_figures(
    lexicon: Lexicon, forms: tuple[str, ...], figures: list[str]
) -> None:
    found = spelt(in_figures(lexicon, forms))
    assert [one.replace("19/", "").replace("1/", "") for one in found] == figures


def test_the_first_of_a_month_is_written_in_two_ways(lexicon: Lexicon) -> None:
    assert [entry.form for entry in other_first(lexicon, "1", ("août",))] == ["1er"]
    assert [entry.form for entry in other_first(lexicon, "1er", ("aout",))] == ["1"]
    assert other_first(lexicon, "1", ("ligue",)) == other_first(lexicon, "2", ("août",)) == ()


@pytest.mark.parametrize(
    ("typed", "form", "parts"),
    [
        ("J.K.", "jk", ["j k"]),
        ("PDG", "pdg", ["p dg"]),
        ("pdg", "pdg", ["p dg"]),
        ("email", "email", ["e mail"]),
        ("PS5", "ps5", ["ps 5"]),
        ("A7", "a7", []),
        ("jo", "jo", []),
        ("PONT", "pont", []),
    ],
)
def test_initials_are_also_written_apart(
    lexicon: Lexicon, typed: str, form: str, parts: list[str]
) -> None:
    assert spelt(apart(lexicon, typed, form)) == parts


def test_a_number_has_a_sign(lexicon: Lexicon) -> None:
    assert spelt(with_sign(lexicon, ("numéro", "1"))) == ["n 1"]
    assert spelt(with_sign(lexicon, ("20", "heures"))) == ["20 h"]
    assert (
        spelt(with_sign(lexicon, ("numéro", "2"))) == spelt(with_sign(lexicon, ("pont", "1"))) == []
    )
