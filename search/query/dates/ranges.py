"""A whole date expression: one date, or from one date to another; and what an operator makes of it.

Where one end has no year it takes the nearest that the other end allows: « de novembre à mars
2021 » begins in November 2020. Ends given in the wrong order (`2021..2019`) are put right: whether
they are may depend on the day of reading (`hier..juin 2024`), and an expression that is understood
one day has to be understood the next.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Literal

from search.query.dates.one_date import read_date
from search.query.dates.period import ONE_DAY, Period, Recurring, Span
from search.query.dates.relative import read_day_ago
from search.query.dates.wording import patterns, plain_words

if TYPE_CHECKING:
    from search.query.dates.absolute import Dated

DateOperator = Literal["date", "since", "before", "between"]
"""`date:`, `depuis:`, `avant:`, `entre:`."""

_RANGES = patterns(
    r"(?P<first>.*?) ?\.\. ?(?P<last>.*)",
    r"(?P<first>.+?) - (?P<last>.+)",
    r"(?P<first>\d{4})-(?P<last>\d{4})",
    r"(?:entre|between) (?P<first>.+?) (?:et|and) (?P<last>.+)",
    r"(?:from |depuis |since )?(?P<first>.+?) (?:jusqu )?(?:aux?|a|to|until) (?P<last>.+)",
    r"(?:from |depuis |since )?(?P<first>.+?) jusqu (?P<last>.+)",
)
_SINCE = re.compile(r"(?:depuis|since|partir) (.+)")
_BEFORE = re.compile(r"(?:avant|before) (.+)")
_UNTIL = re.compile(r"(?:jusqu(?: aux?| a)?|until) (.+)")
_AFTER = re.compile(r"(?:apres|after) (.+)")


def read_period(text: str, today: dt.date) -> Period | None:
    """Return the days that an expression means; None where it is no date, or an impossible one.

    Args:
        text: any text, of which the whole has to be one expression.
        today: the day of reading. It may change the days, not whether the text is understood.
    """
    return _read(plain_words(text), today)


def period_of(operator: DateOperator, text: str, today: dt.date) -> Period | None:
    """Return the days that an operator and an expression mean; None where they mean none.

    `since` begins on the first day of the expression and has no end; `before` ends the day before
    it. Both take « il y a trois mois » to the day, `since` also « trois mois » alone. `between`
    wants both ends: « mars et juin 2021 », `2019..2021`, or a year, which has them.

    Args:
        operator: what the days are to the expression.
        text: the expression.
        today: the day of reading.
    """
    words = plain_words(text)
    match operator:
        case "date":
            return _read(words, today)
        case "since":
            return _since(words, today)
        case "before":
            return _before(words, today)
        case "between":
            period = _read(f"entre {words}", today) or _read(words, today)
            return period if period and period.start and period.end else None


def _read(words: str, today: dt.date) -> Period | None:
    return _date_or_range(words, today) or _one_sided(words, today)


def _one_sided(words: str, today: dt.date) -> Period | None:
    """Read what has one end: « depuis 2020 », « avant juin », « jusqu’en 2020 », « après 2020 »."""
    for pattern, read in ((_SINCE, _since), (_BEFORE, _before), (_UNTIL, _until), (_AFTER, _after)):
        if (found := pattern.fullmatch(words)) is not None:
            return read(found[1], today)
    return None


def _since(words: str, today: dt.date) -> Period | None:
    first = _first_day(words, today) or read_day_ago(f"il y a {words}", today)
    return None if first is None else Period(first, None)


def _before(words: str, today: dt.date) -> Period | None:
    first = _first_day(words, today)
    if first is None:
        return None
    # No day lies before the calendar's first: it stands for its own eve.
    return Period(None, max(first, dt.date.min + ONE_DAY) - ONE_DAY)


def _until(words: str, today: dt.date) -> Period | None:
    period = _date_or_range(words, today)
    return Period(None, period.end) if period and period.end else None


def _after(words: str, today: dt.date) -> Period | None:
    period = _date_or_range(words, today)
    if period is None or period.end is None:
        return None
    return Period(min(period.end, dt.date.max - ONE_DAY) + ONE_DAY, None)


def _first_day(words: str, today: dt.date) -> dt.date | None:
    day = read_day_ago(words, today)
    if day is None and (period := _date_or_range(words, today)) is not None:
        return period.start
    return day


def _date_or_range(words: str, today: dt.date) -> Period | None:
    dated = read_date(words, today)
    if dated is not None:
        return Period(*_settled(dated, today))
    for pattern in _RANGES:
        found = pattern.fullmatch(words)
        if found and (period := _from_to(found["first"], found["last"], today)) is not None:
            return period
    return None


def _from_to(first: str, last: str, today: dt.date) -> Period | None:
    """Read a range from its ends, of which one may be nothing."""
    begin, end = read_date(first, today), read_date(last, today)
    if (first and begin is None) or (last and end is None):
        return None
    if begin is None or end is None:
        return _open(begin, end, today)
    if isinstance(begin, Recurring):
        begin = begin.last_begun(end.last if isinstance(end, Span) else today)
    if isinstance(end, Recurring):
        end = end.first_not_over(begin.first)
    return Period(min(begin.first, end.first), max(begin.last, end.last))


def _open(begin: Dated | None, end: Dated | None, today: dt.date) -> Period | None:
    """Return the period that has one of these ends."""
    if begin is not None:
        return Period(_settled(begin, today).first, None)
    return None if end is None else Period(None, _settled(end, today).last)


def _settled(dated: Dated, today: dt.date) -> Span:
    """Return which occurrence is meant where nothing else says it: the last one begun."""
    return dated.last_begun(today) if isinstance(dated, Recurring) else dated
