"""Periods in words."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from search.french import of
from web.language import day_in_words, language, month_in_words, month_name, say

if TYPE_CHECKING:
    import datetime as dt


def undated() -> str:
    """Return « sans date »."""
    return say("sans date")


def range_in_words(start: dt.date | None, end: dt.date | None) -> str:
    """Return a range of days, both included, open where a limit is None."""
    if start is not None and end is not None:
        return _between(start, end)
    if start is not None:
        return say("depuis le {day}", day=day_in_words(start))
    if end is not None:
        return say("jusqu'au {day}", day=day_in_words(end))
    return ""


def span_in_words(start: dt.date, end: dt.date) -> str:
    """Return the name of a day, a month, a year, or of several years, as a heading would."""
    if start == end:
        return day_in_words(start)
    if start.month == end.month:
        return month_in_words(start.year, start.month)
    if start.year == end.year:
        return str(start.year)
    return say("de {first} à {last}", first=str(start.year), last=str(end.year))


def in_year(year: str) -> str:
    """Return « en 2024 », or « en 2023 ou 2024 »."""
    return say("en {period}", period=year)


def in_month(year: int, month: int) -> str:
    """Return « en juin 2024 »."""
    return say("en {period}", period=month_in_words(year, month))


def on_day(day: dt.date) -> str:
    """Return « le 19 juin 2024 »."""
    return say("le {day}", day=day_in_words(day))


def _between(start: dt.date, end: dt.date) -> str:
    """Return a range that has both its ends, whole months and years as such."""
    if start == end:
        return on_day(start)
    if start.day != 1 or end.day != calendar.monthrange(end.year, end.month)[1]:
        return say("du {first} au {last}", first=day_in_words(start), last=day_in_words(end))
    if (start.month, end.month) == (1, 12):
        if start.year == end.year:
            return in_year(str(start.year))
        return say("de {first} à {last}", first=str(start.year), last=str(end.year))
    first, last = ((day.year, day.month) for day in (start, end))
    if first == last:
        return in_month(*first)
    begin = month_name(start.month) if start.year == end.year else month_in_words(*first)
    # French elides before a vowel (d’avril à juin), which no catalogue can say.
    of_first = of(begin) if language().code == "fr" else begin
    return say("{of_first} à {last}", of_first=of_first, last=month_in_words(*last))
