"""Lemmas that no dictionary gives: ordinals, the spelling of 1990, irregular participles."""

from __future__ import annotations

import pytest

from search.analysis.lemmas import forms_of, lemmas_of, unknown_lemma


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("1er", "premier"), ("1ère", "premier"), ("1ᵉʳ", "premier"), ("ier", "premier"),
        ("2e", "2e"), ("2ème", "2e"), ("2nde", "2e"), ("3es", "3e"), ("ve", "5e"),
        ("xive", "14e"), ("xixe", "19e"), ("xxie", "21e"), ("xxième", "21e"), ("xxxixe", "39e"),
    ],
)  # fmt: skip
def test_ordinals_are_one_word_whatever_their_figures(form: str, lemma: str) -> None:
    assert unknown_lemma(form) == lemma
    assert lemma in lemmas_of(form)


@pytest.mark.parametrize("form", ["ie", "2d", "3d", "g7", "xvi", "viv", "iiiie", "e", "20h"])
def test_what_only_looks_like_an_ordinal_is_none(form: str) -> None:
    assert unknown_lemma(form).startswith("~")


def test_word_is_no_roman_number() -> None:
    assert lemmas_of("vie") == ("vie",)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("maitre", "maître"), ("aout", "août"), ("règlementaire", "réglementaire"),
     ("évènements", "événement"), ("mur", "mur"), ("jeune", "jeune")],
)  # fmt: skip
def test_spelling_of_1990_is_the_same_word(form: str, lemma: str) -> None:
    assert lemma in lemmas_of(form)
    assert "mûr" not in lemmas_of(form)
    assert "jeûne" not in lemmas_of(form)


@pytest.mark.parametrize(
    ("form", "verb"), [("élues", "élire"), ("ouverte", "ouvrir"), ("vécu", "vivre")]
)
def test_irregular_participle_is_of_its_verb(form: str, verb: str) -> None:
    assert verb in lemmas_of(form)
    assert form in forms_of(verb)


def test_participle_of_the_table_has_no_other_verb() -> None:
    assert "émir" not in lemmas_of("ému")
