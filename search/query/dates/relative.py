"""Dates that go by the day of reading: hier, la semaine dernière, il y a trois mois."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.days import WEEKDAY_NUMBERS
from search.query.dates.absolute import read_calendar
from search.query.dates.period import ONE_DAY, Recurring, Span, run_of_days
from search.query.dates.wording import (
    COUNT,
    DAYS_AGO,
    NUMBERS,
    UNITS,
    WEEKENDS,
    any_of,
    first_match,
    patterns,
)

if TYPE_CHECKING:
    import datetime as dt
    import re

_COUNT = f"(?P<count>{COUNT})"
_UNIT = f"(?P<unit>{any_of(UNITS)})"

_THIS = patterns(r"(?:ce|cet|cette|this) (?P<what>.+?)(?: ci)?")
_LAST = patterns(
    r"(?P<what>.+) (?:derniere?|passee?)",
    r"(?:last|past) (?P<what>.+)",
)
_AGO = patterns(f"il y a {_COUNT} {_UNIT}", f"{_COUNT} {_UNIT} ago")
_LATEST = patterns(
    rf"(?:ces )?{_COUNT} derniere?s {_UNIT}",
    rf"(?:ces )?(?:derniere?s|last|past) {_COUNT} {_UNIT}",
)


def read_relative(words: str, today: dt.date) -> Span | Recurring | None:
    """Return what words mean that go by the day of reading; None for other words.

    « Cette semaine » and « ce lundi » are the last ones begun, « la semaine dernière », « lundi
    dernier » and « l’été dernier » the last ones ended before today. « Il y a trois mois » is the
    whole month that lies three before this one, as « il y a deux ans » is a whole year.
    """
    if words in DAYS_AGO:
        day = UNITS["jour"].day_ago(DAYS_AGO[words], today)
        return Span(day, day)
    if (found := first_match(_THIS, words)) is not None:
        what = _every(found["what"], today)
        return what and what.last_begun(today)
    if (found := first_match(_LAST, words)) is not None:
        what = _every(found["what"], today)
        return what and what.last_ended(today)
    if (found := first_match(_AGO, words)) is not None:
        return UNITS[found["unit"]].ago(_count(found), today)
    return _of_week(words)


def read_latest(words: str, today: dt.date) -> Span | None:
    """Return « les trois derniers mois »: so many units up to today, today included."""
    if (found := first_match(_LATEST, words)) is None:
        return None
    return Span(min(_day_ago(found, today) + ONE_DAY, today), today)


def read_day_ago(words: str, today: dt.date) -> dt.date | None:
    """Return the day that « il y a trois mois » goes back to; None for other words."""
    found = first_match(_AGO, words)
    return found and _day_ago(found, today)


def _day_ago(found: re.Match[str], today: dt.date) -> dt.date:
    return UNITS[found["unit"]].day_ago(_count(found), today)


def _count(found: re.Match[str]) -> int:
    return NUMBERS.get(found["count"]) or int(found["count"])


def _every(words: str, today: dt.date) -> Recurring | None:
    """Return what comes again among units, weekdays, months, seasons and days of the year."""
    if words in UNITS:
        return UNITS[words].every()
    dated = _of_week(words) or read_calendar(words, today)
    return dated if isinstance(dated, Recurring) else None


def _of_week(words: str) -> Recurring | None:
    """Return a weekday or the weekend."""
    if words in WEEKENDS:
        first, count = 5, 2
    elif words in WEEKDAY_NUMBERS:
        first, count = WEEKDAY_NUMBERS[words], 1
    else:
        return None
    return Recurring(
        lambda day: (day.toordinal() - 1) // 7,
        lambda week: run_of_days(week * 7 + 1 + first, count),
    )
