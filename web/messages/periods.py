"""Periods in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.french import day_in_words, french

if TYPE_CHECKING:
    import datetime as dt

UNDATED = "sans date"


def range_in_words(start: dt.date | None, end: dt.date | None) -> str:
    """Return a range of days, both included, open where a limit is None."""
    if start is not None and end is not None:
        if start == end:
            return f"le {day_in_words(start)}"
        return f"du {day_in_words(start)} au {day_in_words(end)}"
    if start is not None:
        return f"depuis le {day_in_words(start)}"
    if end is not None:
        return french(f"jusqu'au {day_in_words(end)}")
    return ""
