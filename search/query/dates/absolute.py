"""Days, months, seasons, years, decades and centuries as they are written.

What is written with its year is a span. What has none (`juin`, `24 juin`) comes again every year,
and its place in the expression decides which one is meant. Two figures after a month are a year
(`juin 24`), before it a day (`24 juin`). A weekday before a day is passed over: the day says all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.days import MONTH_NUMBERS, WEEKDAY_NUMBERS, years_ending
from search.query.dates.period import Recurring, Span, days, recurring, whole_months
from search.query.dates.wording import (
    CENTURIES,
    COUNT,
    NUMBERS,
    STRETCHES,
    any_of,
    first_match,
    patterns,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

Dated = Span | Recurring
"""What one date means: days, or what comes again."""

_WEEKDAY = rf"(?:{any_of(WEEKDAY_NUMBERS)} )?"
_DAY = rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?: ?er|st|nd|rd|th)?"
_LAST_DAY = rf"{_WEEKDAY}(?P<last_day>\d{{1,2}})(?: ?er|st|nd|rd|th)?"
_MONTH = rf"(?:mois )?(?P<month>{any_of(MONTH_NUMBERS)})"
_STRETCH = rf"(?!dernier)(?P<stretch>{any_of(STRETCHES)})"
_FULL_YEAR = r"(?:an |annee )?(?P<year>\d{4})"
_YEAR = r"(?: (?:an |annee )?(?P<year>\d{4}|\d{2}))?"

_CALENDAR = patterns(
    # 2024, l'an 2000
    _FULL_YEAR,
    # 2024-06-19, 2024-06
    r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?:(?P=sign)(?P<day>\d{1,2}))?",
    # 20240619
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
    # 19.06.2024, 19/6/24, 19 / 06 / 2024
    rf"{_DAY} ?(?P<sign>[-/.]) ?(?P<month>\d{{1,2}}) ?(?P=sign) ?(?P<year>\d{{4}}|\d{{2}})",
    # 06/2024
    r"(?P<month>\d{1,2}) ?[-/.] ?(?P<year>\d{4})",
    # 19/06
    rf"{_DAY}[/.](?P<month>\d{{1,2}})",
    # mercredi 19 juin 2024, 19 juin
    rf"{_DAY} {_MONTH}{_YEAR}",
    # du 3 au 5 juin 2024, 3-5 juin, entre le 3 et le 5 juin
    rf"(?:from )?{_DAY} ?(?:-|\.\.|au?|to) ?{_LAST_DAY} {_MONTH}{_YEAR}",
    rf"(?:entre|between) {_DAY} (?:et|and) {_LAST_DAY} {_MONTH}{_YEAR}",
    # June 19, 2024, June 19th; June 19 is a month and a year, as juin 19 is
    rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_FULL_YEAR}",
    rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)",
    # hiver 2019-2020, hiver 2019/20
    r"(?P<stretch>hiver|winter) (?P<year>\d{4}|\d{2}) ?[-/] ?(?P<next_year>\d{4}|\d{2})",
    # the fourth quarter; without its year it would be the one before today's
    rf"(?P<stretch>dernier (?:trimestre|semestre)) {_FULL_YEAR}",
    # juin 2024, juin 24, été 2024, premier trimestre 2024, T1 2024, juin
    _STRETCH + _YEAR,
)
_DECADE = patterns(rf"annees (?P<decade>\d{{4}}|00|{COUNT})", r"(?P<decade>\d{4}|\d{2})s")
_CENTURY = patterns(
    rf"(?P<century>{any_of(CENTURIES)}) ?(?:er|eme|e|st|nd|rd|th)? (?:siecle|century)"
)


def read_calendar(words: str, today: dt.date) -> Dated | None:
    """Return what a day, a month, a season, a quarter or a year means; None for other words."""
    if (found := first_match(_CALENDAR, words)) is None:
        return None
    fields = found.groupdict()
    in_year = _in_year(fields)
    year, next_year = fields.get("year"), fields.get("next_year")
    if year is None:
        return recurring(lambda day: day.year, in_year)
    if next_year is not None and not f"{int(year) + 1:04}".endswith(next_year):
        return None
    years = [int(year)] if len(year) == 4 else years_ending(int(year), today)
    return next((span for one in years if (span := in_year(one)) is not None), None)


def _in_year(fields: Mapping[str, str | None]) -> Callable[[int], Span | None]:
    """Return what the fields of a pattern mean in any year."""
    if (stretch := fields.get("stretch")) is not None:
        return _months_in_year(*STRETCHES[stretch])
    if (name := fields.get("month")) is None:
        return _months_in_year(1, 12)
    month = MONTH_NUMBERS.get(name) or int(name)
    if (day := fields.get("day")) is None:
        return _months_in_year(month, 1) if 1 <= month <= 12 else lambda _: None
    first, last = int(day), int(fields.get("last_day") or day)
    return lambda year: days((year, month, first), (year, month, last))


def _months_in_year(first: int, count: int) -> Callable[[int], Span | None]:
    return lambda year: whole_months(year * 12 + first - 1, count)


def read_decade(words: str, today: dt.date) -> Span | None:
    """Return the ten years of « années 1990 », « années 90 », `1990s`; None for other words."""
    if (found := first_match(_DECADE, words)) is None:
        return None
    name = found["decade"]
    number = NUMBERS.get(name)
    year = int(name) if number is None else number
    if len(name) != 4 or number is not None:
        year = years_ending(year, today)[0]
    return whole_months(year * 12, 120) if year % 10 == 0 else None


def read_century(words: str) -> Span | None:
    """Return the hundred years of « XXe siècle », 1901 to 2000; None for other words."""
    if (found := first_match(_CENTURY, words)) is None:
        return None
    first_year = CENTURIES[found["century"]] * 100 - 99
    return whole_months(first_year * 12, 1200)
