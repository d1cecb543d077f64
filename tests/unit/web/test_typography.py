from __future__ import annotations

import datetime as dt

import pytest

from search.results import Span
from web.messages.counts import articles, occurrences
from web.messages.periods import range_in_words
from web.typography import marked_html, starred, unbroken

JUNE_1, JUNE_19 = dt.date(2024, 6, 1), dt.date(2024, 6, 19)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (JUNE_1, JUNE_19, "du 1er juin 2024 au 19 juin 2024"),
        (JUNE_19, JUNE_19, "le 19 juin 2024"),
        (JUNE_1, dt.date.max, "de juin 2024 à décembre 9999"),
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
