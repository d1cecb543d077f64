"""Days, months and periods in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.typography import french

if TYPE_CHECKING:
    import datetime as dt

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

UNDATED = "sans date"


def month_name(month: int) -> str:
    """Return the name of a month, 1 to 12."""
    return MONTHS[month - 1]


def month_in_words(year: int, month: int) -> str:
    """Return a month as « juin 2024 »."""
    return f"{month_name(month)} {year}"


def day_number(day: dt.date) -> str:
    """Return the number of a day in its month, « 1er » for the first."""
    return "1er" if day.day == 1 else str(day.day)


def day_in_words(day: dt.date) -> str:
    """Return a day as « 19 juin 2024 »."""
    return f"{day_number(day)} {month_in_words(day.year, day.month)}"


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
