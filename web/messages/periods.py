"""Periods in words."""

from __future__ import annotations

import datetime as dt

from search.french import day_in_words, french, month_in_words, month_name, of

UNDATED = "sans date"
_DAY = dt.timedelta(days=1)


def range_in_words(start: dt.date | None, end: dt.date | None) -> str:
    """Return a range of days, both included, open where a limit is None."""
    if start is not None and end is not None:
        return _between(start, end)
    if start is not None:
        return f"depuis le {day_in_words(start)}"
    if end is not None:
        return french(f"jusqu'au {day_in_words(end)}")
    return ""


def _between(start: dt.date, end: dt.date) -> str:
    """Return a range that has both its ends, whole months and years as such."""
    if start == end:
        return f"le {day_in_words(start)}"
    if start.day != 1 or (end + _DAY).day != 1:
        return f"du {day_in_words(start)} au {day_in_words(end)}"
    if (start.month, end.month) == (1, 12):
        years = (str(start.year), str(end.year))
        return f"en {years[0]}" if start.year == end.year else french(f"de {years[0]} à {years[1]}")
    first, last = ((day.year, day.month) for day in (start, end))
    if first == last:
        return f"en {month_in_words(*first)}"
    begin = month_name(start.month) if start.year == end.year else month_in_words(*first)
    return f"{of(begin)} à {month_in_words(*last)}"
