"""Which words are names, and which of them stand alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.lexicon.names import MIN_INSIDE, is_name, stands_alone

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon


@pytest.mark.parametrize(
    ("times", "name"), [(1, False), (MIN_INSIDE - 1, False), (MIN_INSIDE, True)]
)
def test_known_word_needs_five_capitals(
    lexicon_of: Callable[..., Lexicon], times: int, name: bool
) -> None:
    assert is_name(lexicon_of(*["Il écoute Marine."] * times), "marine") is name


def test_unknown_word_needs_one_capital(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of("Un discours de Dubreuil.", "Une équipe de tweeteurs.")
    assert is_name(lexicon, "dubreuil")
    assert not is_name(lexicon, "tweeteurs")


def test_capital_that_opens_a_sentence_says_nothing(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of(*["Orange. Orange ! Orange : « Orange »"] * MIN_INSIDE)
    entry = lexicon.entry("orange")
    assert entry is not None
    assert (entry.inside, entry.capitalised) == (0, 0)
    assert not is_name(lexicon, "orange")


@pytest.mark.parametrize(("lower", "name"), [(0, True), (1, True), (2, False)])
def test_name_is_capitalised_95_times_in_100(
    lexicon_of: Callable[..., Lexicon], lower: int, name: bool
) -> None:
    texts = ["Il écoute Marine."] * (20 - lower) + ["Une carte marine."] * lower
    assert is_name(lexicon_of(*texts), "marine") is name


def test_all_accents_count_together(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of(*["Vu avec René."] * MIN_INSIDE, *["Un être rené."] * MIN_INSIDE)
    assert not is_name(lexicon, "rené")
    lexicon = lexicon_of(*["Vu avec René."] * 3, *["Vu avec Rene."] * 3)
    assert is_name(lexicon, "rené")
    assert is_name(lexicon, "rene")


@pytest.mark.parametrize(("common", "alone"), [(0, True), (1, True), (2, False)])
def test_plural_of_a_common_word_does_not_stand_alone(
    lexicon_of: Callable[..., Lexicon], common: int, alone: bool
) -> None:
    texts = ["Parti aux États-Unis."] * MIN_INSIDE + ["Dans un état stable."] * common
    lexicon = lexicon_of(*texts)
    assert is_name(lexicon, "états")
    assert stands_alone(lexicon, "états") is alone


def test_saint_and_numbers_are_no_names(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of(*["Vu à Saint-Brice au XXIe siècle."] * MIN_INSIDE)
    assert not is_name(lexicon, "saint")
    assert not is_name(lexicon, "xxie")


def test_unheard_of_word_is_no_name(lexicon_of: Callable[..., Lexicon]) -> None:
    assert not is_name(lexicon_of("Un mot."), "absent")
    assert not stands_alone(lexicon_of("Un mot."), "absent")
