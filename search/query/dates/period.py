"""Periods of the calendar, and those that come again every week, every month, every year.

Whatever the day of reading, nothing here leaves the calendar (years 1 to 9999): what would lie
before its first day is moved to that day.
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

ONE_DAY = dt.timedelta(days=1)

_WEEK = 7
_AROUND = 9
"""Occurrences looked at on either side: from 29 February 1896 to the next one it is eight years."""


@dataclasses.dataclass(frozen=True, slots=True)
class Period:
    """Days, both ends included.

    Attributes:
        start, end: first and last day; None for no limit.
    """

    start: dt.date | None
    end: dt.date | None


class Span(NamedTuple):
    """A period with both its ends."""

    first: dt.date
    last: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class Recurring:
    """A period that comes again: every June, every Monday, every 29 February.

    Attributes:
        number: the number of the occurrence around a day (its year, its week).
        nth: the occurrence of a number; None where there is none (29 February 2023).
    """

    number: Callable[[dt.date], int]
    nth: Callable[[int], Span | None]

    def last_begun(self, day: dt.date) -> Span:
        """Return the latest occurrence that has begun on a day; the first one if none has."""
        spans = self._around(day)
        return max([span for span in spans if span.first <= day] or spans[:1])

    def last_ended(self, day: dt.date) -> Span:
        """Return the latest occurrence that ended before a day; the first one if none has."""
        spans = self._around(day)
        return max([span for span in spans if span.last < day] or spans[:1])

    def first_not_over(self, day: dt.date) -> Span:
        """Return the first occurrence that is not over before a day; the last one if all are."""
        spans = self._around(day)
        return min([span for span in spans if span.last >= day] or spans[-1:])

    def _around(self, day: dt.date) -> list[Span]:
        number = self.number(day)
        around = map(self.nth, range(number - _AROUND, number + _AROUND + 1))
        return [span for span in around if span is not None]


def recurring(
    number: Callable[[dt.date], int], nth: Callable[[int], Span | None]
) -> Recurring | None:
    """Return what comes again; None where there is no such thing ever, as 31 June.

    The year 2000 is a leap year: what it does not have, no year has.
    """
    return None if nth(2000) is None else Recurring(number, nth)


@dataclasses.dataclass(frozen=True, slots=True)
class Unit:
    """A measure of the calendar, of so many days (1 or 7) or of so many months."""

    days: int = 0
    months: int = 0

    def every(self) -> Recurring:
        """Return it as what comes again."""
        return Recurring(self._number, self._nth)

    def ago(self, count: int, today: dt.date) -> Span | None:
        """Return the whole unit that lies so many units before today's (the month, the week)."""
        return self._nth(max(self._number(today) - count, self._number(dt.date.min)))

    def day_ago(self, count: int, today: dt.date) -> dt.date:
        """Return the day so many units before today; the last of its month for one too short."""
        if self.days:
            return dt.date.fromordinal(max(today.toordinal() - self.days * count, 1))
        year, month = divmod(month_number(today) - self.months * count, 12)
        if year < dt.MINYEAR:
            return dt.date.min
        return dt.date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))

    def _number(self, day: dt.date) -> int:
        if self.days:
            return (day.toordinal() - 1) // self.days
        return month_number(day) // self.months

    def _nth(self, number: int) -> Span | None:
        if self.days:
            return run_of_days(number * self.days + 1, self.days)
        return whole_months(number * self.months, self.months)


def month_number(day: dt.date) -> int:
    """Return the number of a day's month, counted from January of the year 0."""
    return day.year * 12 + day.month - 1


def whole_months(first: int, count: int) -> Span | None:
    """Return so many whole months; None where the calendar does not hold them.

    Args:
        first: the number of the first one, as `month_number` counts.
        count: at least 1.
    """
    last_year, last_month = divmod(first + count - 1, 12)
    return days(
        (first // 12, first % 12 + 1, 1),
        (last_year, last_month + 1, calendar.monthrange(last_year, last_month + 1)[1]),
    )


def days(first: tuple[int, int, int], last: tuple[int, int, int]) -> Span | None:
    """Return the days from one to another (year, month, day); None if there are no such days."""
    try:
        span = Span(dt.date(*first), dt.date(*last))
    except ValueError:
        return None
    return span if span.first <= span.last else None


def run_of_days(first: int, count: int) -> Span | None:
    """Return so many days; None where the calendar does not hold them.

    Args:
        first: the ordinal of the first one; 1 is 1 January of the year 1, a Monday.
        count: at least 1.
    """
    try:
        return Span(dt.date.fromordinal(first), dt.date.fromordinal(first + count - 1))
    except ValueError:
        return None


def part_of_week(span: Span | None, first: int, count: int) -> Span | None:
    """Return some days of the week in which a few days begin; None of more days, or of nothing.

    Args:
        span: the days.
        first: the first one wanted, 0 for Monday.
        count: how many.
    """
    if span is None or (span.last - span.first).days >= _WEEK:
        return None
    monday = (span.first.toordinal() - 1) // _WEEK * _WEEK + 1
    return run_of_days(monday + first, count)


def third(span: Span | None, which: int) -> Span | None:
    """Return the beginning (0), the middle (1) or the end (2) of whole months, None of nothing.

    A month has days 1 to 10, 11 to 20 and 21 to its last; a season, a year, a decade is cut into
    three times as many months. None for days and weeks.
    """
    if span is None:
        return None
    first = month_number(span.first)
    count = month_number(span.last) - first + 1
    if span != whole_months(first, count):
        return None
    if count == 1:
        begins = span.first.replace(day=1 + 10 * which)
        return Span(begins, span.last if which == 2 else begins.replace(day=10 + 10 * which))
    return whole_months(first + which * count // 3, count // 3)
