"""Spellings of one name meet, names of different people do not."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from search.analysis.spelling import form_of
from search.lexicon.name_variants import name_variants
from search.lexicon.transliterations import particle_spellings, transliterated

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon

DATA = Path(__file__).resolve().parents[3] / "data"
with (DATA / "name_pairs.tsv").open(encoding="utf-8", newline="") as file:
    PAIRS = [tuple(row.values()) for row in csv.DictReader(file, delimiter="\t")]


@pytest.fixture(scope="module")
def names(lexicon_of: Callable[..., Lexicon]) -> Lexicon:
    every = sorted({name for one, other, _ in PAIRS for name in (one, other)})
    return lexicon_of(*[f"On a vu {name} hier." for name in every])


@pytest.mark.parametrize(("one", "other", "meet"), PAIRS)
def test_names_meet_or_not(names: Lexicon, one: str, other: str, meet: str) -> None:
    for typed, found in ((one, other), (other, one)):
        forms = {entry.form for entry in name_variants(names, form_of(typed))}
        assert (form_of(found) in forms) == (meet == "yes"), typed


def test_enough_names_are_kept_apart() -> None:
    assert sum(meet == "no" for *_, meet in PAIRS) >= 40


def test_common_words_have_no_variants(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of("Le péché et la pêche.", "La cache de sa khache, une natasha, un natacha.")
    assert name_variants(lexicon, "péché") == ()
    assert name_variants(lexicon, "natasha") == ()


def test_a_name_that_is_not_held_finds_its_spellings(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of("Le colonel Kadhafi est mort.")
    assert [entry.display for entry in name_variants(lexicon, "gaddafi")] == ["Kadhafi"]


def test_a_particle_tells_an_arabic_name(lexicon_of: Callable[..., Lexicon]) -> None:
    lexicon = lexicon_of("Vu avec Mohammed ben Salmane.", "Vu avec Mohamed bin Salman.")
    assert [e.form for e in name_variants(lexicon, "salmane", ("ben",))] == ["salman"]
    assert name_variants(lexicon, "salmane") == ()
    assert [e.form for e in name_variants(lexicon, "mohammed", ("ben",))] == ["mohamed"]
    assert [e.form for e in name_variants(lexicon, "ben", ("mohammed", "salmane"))] == ["bin"]
    assert name_variants(lexicon, "ben") == ()


def test_transliterations_are_one_spelling() -> None:
    assert transliterated("khrouchtchev") == transliterated("khrushchev")
    assert transliterated("louis") == "louis"
    assert particle_spellings("al") == ("el",)
    assert particle_spellings("le") == ()
