"""Periods as they stand in an address: a year, a month or a day."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_PERIOD = re.compile(r"([1-9][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def first_day(value: object) -> object:
    """Return the first day of the period that `value` writes, `value` itself if it is no text.

    Raises:
        ValueError: it writes no period.
    """
    if not isinstance(value, str):
        return value
    year, month, day = _parts(value)
    return dt.date(year, 1 if month is None else month, 1 if day is None else day)


def last_day(value: object) -> object:
    """Return the last day of the period that `value` writes, `value` itself if it is no text.

    Raises:
        ValueError: it writes no period.
    """
    if not isinstance(value, str):
        return value
    year, month, day = _parts(value)
    last_month = 12 if month is None else month
    if not 1 <= last_month <= 12:
        raise ValueError(value)
    return dt.date(
        year, last_month, calendar.monthrange(year, last_month)[1] if day is None else day
    )


def _parts(value: str) -> tuple[int, int | None, int | None]:
    match = _PERIOD.fullmatch(value.strip())
    if match is None:
        raise ValueError(value)
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None
