from __future__ import annotations

import datetime as dt

import pytest

from search.french import abridged, counted, day_in_words, french, listed, number, of


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0"), (999, "999"), (8000, "8\u202f000"), (1234567, "1\u202f234\u202f567")],
)
def test_number(value: int, expected: str) -> None:
    assert number(value) == expected


def test_nothing_and_one_are_singular() -> None:
    assert counted(0, "article") == "0 article"
    assert counted(1, "article") == "1 article"
    assert counted(1234, "article") == "1\u202f234 articles"
    assert counted(2, "bloc caché", "blocs cachés") == "2 blocs cachés"


def test_sentences_are_spaced_as_in_print() -> None:
    assert french("L'« été » : où ? là ; oui !") == (
        "L’«\u00a0été\u00a0»\u00a0: où\u202f? là\u202f; oui\u202f!"
    )


def test_a_list_ends_with_its_conjunction() -> None:
    lists = [listed(letters) for letters in ("", "a", "ab", "abc")]
    assert lists == ["", "a", "a et b", "a, b et c"]
    assert listed(["a", "b"], "ou") == "a ou b"


@pytest.mark.parametrize(
    ("names", "total", "expected"),
    [
        ([], None, ""),
        (["a"], None, "a"),
        (["a", "b", "c"], None, "a, b et c"),
        (list("abcdef"), None, "a, b, c, d, e et 1 autre"),
        (["a" * 200 + "b" * 10_000 + "c" * 200], None, "a" * 150 + "…" + "c" * 150),
        (list("abcdef"), 1007, "a, b, c, d, e et 1\u202f002 autres"),
    ],
)
def test_long_lists_are_abridged(names: list[str], total: int | None, expected: str) -> None:
    assert abridged(names, total) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("écrire", "d’écrire"), ("lire", "de lire"), ("Œuvrer", "d’Œuvrer"), ("effacer", "d’effacer")],
)
def test_de_is_elided_before_a_vowel(words: str, expected: str) -> None:
    assert of(words) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2024, 6, 19), "19 juin 2024"),
        (dt.date(2023, 5, 1), "1er mai 2023"),
        (dt.date(2022, 8, 11), "11 août 2022"),
    ],
)
def test_day(day: dt.date, expected: str) -> None:
    assert day_in_words(day) == expected
