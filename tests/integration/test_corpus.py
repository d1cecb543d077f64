"""Counts over 8,000 real articles, against a scan that shares nothing with the product.

The scan reads the articles as they were before indexing: NFC, lower case, invisible characters
dropped, and a regular expression of its own for each word.
"""

from __future__ import annotations

import collections
import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

from search.answers import Request
from search.plan.nodes import Filters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.results import Facets, Timeline
    from search.searcher import Searcher

    PressIndex = tuple[Searcher, list[dict[str, str]]]

pytestmark = pytest.mark.corpus

EXACT = (
    "police", "gouvernement", "travail", "travaux", "président", "présidente", "grève", "hôpital",
    "état", "élection", "école", "pêche", "réforme", "coronavirus", "français", "française",
    "cœur", "coeur", "télévision", "ministre",
)  # fmt: skip

INFLECTED = {
    "travail": ("travail", "travaux"),
    "œil": ("œil", "oeil", "yeux"),
    "cheval": ("cheval", "chevaux"),
    "journaux": ("journal", "journaux"),
    "tribunal": ("tribunal", "tribunaux"),
    "animal": ("animal", "animaux", "animale", "animales"),
    "européenne": ("européen", "européens", "européenne", "européennes"),
    "chercheuse": ("chercheur", "chercheurs", "chercheuse", "chercheuses"),
    "genou": ("genou", "genoux"),
    "élection": ("élection", "élections"),
}

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_FIRST_LETTERS = {
    "a": "[aàâä]", "c": "[cç]", "e": "[eéèêë]", "i": "[iîï]", "o": "[oôö]", "u": "[uùûü]",
}  # fmt: skip


@pytest.fixture(scope="module")
def texts(press_index: PressIndex) -> list[str]:
    _, articles = press_index
    whole = (f"{article['title']}\n{article['text']}" for article in articles)
    return [unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).lower() for text in whole]


def spelt(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the words, the accent of their first letter apart."""
    choices = "|".join(_first_letter(word[0]) + re.escape(word[1:]) for word in words)
    return re.compile(rf"(?<![^\W_])(?:{choices})(?![^\W_])")


def _first_letter(letter: str) -> str:
    return _FIRST_LETTERS.get(unicodedata.normalize("NFD", letter)[0], letter)


def months(facets: Facets) -> dict[str, int]:
    return {month.value: month.count for year in facets.date for month in year.children}


def months_of(articles: Iterable[dict[str, str]]) -> dict[str, int]:
    return dict(collections.Counter(article["date"][:7] for article in articles))


def test_every_article_is_there_and_months_add_up(press_index: PressIndex) -> None:
    searcher, articles = press_index
    answer = searcher.answer(Request())
    assert answer.total == len(articles)
    assert months(answer.facets) == months_of(articles)
    assert answer.facets.undated == 0
    years = {year.value: year.count for year in answer.facets.date}
    assert years == dict(collections.Counter(article["date"][:4] for article in articles))


@pytest.mark.parametrize("word", EXACT)
def test_exact_word_counts_as_the_scan_does(
    word: str, press_index: PressIndex, texts: Sequence[str]
) -> None:
    searcher, articles = press_index
    pattern = spelt([word])
    holding = [
        article for article, text in zip(articles, texts, strict=True) if pattern.search(text)
    ]
    answer = searcher.answer(Request(text=f"={word}", size=1))
    assert answer.total == len(holding) > 0
    assert months(answer.facets) == months_of(holding)


def days(timeline: Timeline) -> dict[str, int]:
    months = (month for year in timeline.years for month in year.children)
    return {day.value: day.count for month in months for day in month.children}


def days_of(articles: Iterable[dict[str, str]]) -> dict[str, int]:
    return dict(collections.Counter(article["date"] for article in articles))


def test_every_day_counts_as_the_scan_does_beside_the_whole_collection(
    press_index: PressIndex, texts: Sequence[str]
) -> None:
    searcher, articles = press_index
    word = EXACT[0]
    pattern = spelt([word])
    holding = [one for one, text in zip(articles, texts, strict=True) if pattern.search(text)]
    spring = Filters(start=dt.date(2020, 3, 1), end=dt.date(2020, 5, 31))
    asked = Request(text=f"={word}", size=1, days=True, shares=True, filters=spring)
    answer = searcher.answer(asked)
    assert answer.total == sum("2020-03" <= one["date"][:7] <= "2020-05" for one in holding) > 0
    assert days(answer.facets.timeline) == days_of(holding)
    assert days(answer.collection) == days_of(articles)


@pytest.mark.parametrize(("word", "spellings"), INFLECTED.items())
def test_inflected_word_counts_as_its_listed_spellings(
    word: str, spellings: tuple[str, ...], press_index: PressIndex, texts: Sequence[str]
) -> None:
    searcher, _ = press_index
    pattern = spelt(spellings)
    answer = searcher.answer(Request(text=word, size=1))
    assert answer.total == sum(bool(pattern.search(text)) for text in texts)
