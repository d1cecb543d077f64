"""Spellings of one sound are equal, others are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.sounds import skeletons, sounds


@pytest.mark.parametrize(
    "spellings",
    [
        ["pharmacie", "farmassi", "pharmacies"],
        ["manger", "mangez", "mangeait", "mangeais"],
        ["français", "fransais"],
        ["question", "kestion"],
        ["président", "presidant"],
        ["eau", "au", "haut", "oh"],
        ["bateau", "bato", "battaud"],
        ["chrétien", "krétien"],
        ["schéma", "chéma", "shéma"],
        ["embauche", "ambauche", "enbauche"],
    ],
)
def test_one_sound(spellings: list[str]) -> None:
    assert len(set(sounds(spellings))) == 1, sounds(spellings)


@pytest.mark.parametrize(
    ("one", "other"),
    [("poule", "foule"), ("mange", "mangé"), ("pain", "paon"), ("car", "gare"), ("rue", "roue")],
)
def test_different_sounds(one: str, other: str) -> None:
    assert len(set(sounds([one, other]))) == 2


@pytest.mark.parametrize(
    "names",
    [
        ["gorbatchev", "gorbachev", "gorbatchov"],
        ["khrouchtchev", "khrushchev"],
        ["kadhafi", "gaddafi", "qadhafi", "khadafi"],
        ["đoković", "djokovic"],
        ["benyamin", "benjamin"],
        ["hezbollah", "hizbullah"],
    ],
)
def test_one_skeleton(names: list[str]) -> None:
    assert len(set(skeletons(names))) == 1, skeletons(names)


@given(st.lists(st.text(min_size=1, max_size=12)))
def test_each_word_has_its_own_line_whatever_it_holds(words: list[str]) -> None:
    plain = [word.replace("\n", "") for word in words]
    assert sounds(plain) == [one for word in plain for one in sounds([word])]
    assert skeletons(plain) == [one for word in plain for one in skeletons([word])]
