"""How days are written: names of months and weekdays, French and English, and two-figure years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.french import MONTHS, WEEKDAYS
from search.plain import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

_OTHER_MONTHS = (
    "janv jan january",
    "fevr fev february feb",
    "mar march",
    "avr april apr",
    "may",
    "june jun",
    "juill juil july jul",
    "august aug",
    "sept sep september",
    "oct october",
    "nov november",
    "dec december",
)
_ENGLISH_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

MONTH_NUMBERS: Mapping[str, int] = {
    name: number
    for number, (french, others) in enumerate(zip(MONTHS, _OTHER_MONTHS, strict=True), start=1)
    for name in (plain(french), *others.split())
}
"""1 to 12, by plain name: French, abbreviated, English."""

WEEKDAY_NUMBERS: Mapping[str, int] = {
    name: number for names in (WEEKDAYS, _ENGLISH_WEEKDAYS) for number, name in enumerate(names)
}
"""0 (Monday) to 6, by plain name."""


def years_ending(figures: int, today: dt.date) -> list[int]:
    """Return the years that two figures may stand for, the likeliest first.

    That is the latest one that is not after next year, as articles are dated: read in 2024, `25`
    is 2025 and `26` is 1926. Then come the centuries before and after, for a day that the likeliest
    year does not have (`29/02/00`, read in 1950).

    Args:
        figures: 0 to 99.
        today: the day of reading.
    """
    latest = today.year + 1 - (today.year + 1 - figures) % 100
    return [*range(latest, 0, -100), *range(latest + 100, latest + 500, 100)]
