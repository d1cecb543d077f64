from __future__ import annotations

import datetime as dt

import pytest

from search.results import Span
from web.messages.counts import articles, occurrences
from web.messages.periods import day_in_words, range_in_words
from web.typography import french, listed, marked_html, number, starred, unbroken

JUNE_1, JUNE_19 = dt.date(2024, 6, 1), dt.date(2024, 6, 19)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0"), (999, "999"), (8000, "8\u202f000"), (1234567, "1\u202f234\u202f567")],
)
def test_number(value: int, expected: str) -> None:
    assert number(value) == expected


def test_sentences_are_spaced_as_in_print() -> None:
    assert french("L'« été » : où ? là ; oui !") == (
        "L’«\u00a0été\u00a0»\u00a0: où\u202f? là\u202f; oui\u202f!"
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (JUNE_19, "19 juin 2024"),
        (dt.date(2023, 5, 1), "1er mai 2023"),
        (dt.date(2022, 8, 11), "11 août 2022"),
    ],
)
def test_day(day: dt.date, expected: str) -> None:
    assert day_in_words(day) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (JUNE_1, JUNE_19, "du 1er juin 2024 au 19 juin 2024"),
        (JUNE_19, JUNE_19, "le 19 juin 2024"),
        (JUNE_1, None, "depuis le 1er juin 2024"),
        (None, JUNE_19, "jusqu’au 19 juin 2024"),
        (None, None, ""),
    ],
)
def test_range(start: dt.date | None, end: dt.date | None, expected: str) -> None:
    assert range_in_words(start, end) == expected


def test_nothing_and_one_are_singular() -> None:
    assert [articles(n) for n in (0, 1, 2, 8000)] == [
        "Aucun article",
        "1 article",
        "2 articles",
        "8\u202f000 articles",
    ]
    assert [occurrences(n) for n in (0, 1, 7)] == ["0 occurrence", "1 occurrence", "7 occurrences"]


def test_a_list_ends_with_its_conjunction() -> None:
    lists = [listed(list(letters), "et") for letters in ("", "a", "ab", "abc")]
    assert lists == ["", "a", "a et b", "a, b et c"]


def test_marked_text_is_escaped_everywhere_but_for_its_marks() -> None:
    text = (Span("<b>\"'&"), Span("<i>été</i>", marked=True))
    assert str(marked_html(text)) == ("&lt;b&gt;&#34;&#39;&amp;<mark>&lt;i&gt;été&lt;/i&gt;</mark>")
    assert starred(text) == "<b>\"'&*<i>été</i>*"


def test_printed_signs_are_not_left_alone_on_a_line() -> None:
    text = (Span("« Oui », dit-il : 77 % "), Span("a ?", marked=True))
    assert unbroken(text) == (
        Span("«\u00a0Oui\u00a0», dit-il\u00a0: 77\u00a0% "),
        Span("a\u00a0?", marked=True),
    )
