"""The day an article was published, read from what French sites, feeds and exports print.

A date is the day as printed, in its own time zone. What has no year ("19 juin"), is relative ("il
y a 3 heures"), cannot be ("31.02.2020") or lies more than a year ahead is no date: an article
without a date is better than one on a wrong day.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from search.days import MONTH_NUMBERS, years_ending
from search.french import MONTHS, WEEKDAYS
from search.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

# La Gazette, the first French weekly, is of 1631.
_FIRST_YEAR = 1631
_AHEAD = dt.timedelta(days=366)
_SEARCHED_CHARACTERS = 400

_MONTH = "(?P<month>" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>\d{4})(?!\d)"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 2024-06-19, 2024-06-19T14:30:00+02:00, 2024/06/19
        r"(?<!\d)(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)",
        # 20240619, 20240619T143000Z
        r"(?<![\d.])(?P<year>(?:1[6-9]|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)(?![\d.])",
        # 19.06.2024, 19/06/2024, 19-06-2024, 19 / 06 / 2024
        r"(?<!\d)(?P<day>\d{1,2}) ?(?P<sign>[./-]) ?(?P<month>\d{1,2}) ?(?P=sign) ?" + _YEAR,
        # 19 juin 2024, 1er mai 2023, Wed, 19 Jun 2024 14:30:00 +0200
        r"(?<!\d)(?P<day>\d{1,2})(?:er)?[ -]" + _MONTH + "[ -]" + _YEAR,
        # June 19, 2024
        r"\b" + _MONTH + r" (?P<day>\d{1,2})(?:st|nd|rd|th)?, " + _YEAR,
        # 19/06/24, in that order only: two figures more could be anything
        r"(?<![\d/.])(?P<day>\d{1,2})(?P<sign>[./])(?P<month>\d{1,2})(?P=sign)"
        r"(?P<short>\d{2})(?![\d/]|\.\d)",
        # Wed, 19 Jun 24 14:30:00 GMT, as RFC 822 had it
        r", (?P<day>\d{1,2}) " + _MONTH + r" (?P<short>\d{2}) (?=\d{2}:\d{2})",
    )
)
LONGEST_DATE_LINE = 90
_DAY_NAMES = "|".join(map(plain, (*WEEKDAYS, *MONTHS)))
_DATE_WORDS = re.compile(
    r"\b(?:publiee?|paru|mise? (?:a jour|en ligne)|modifiee?|le|a|de|du|et|par|date"
    rf"|{_DAY_NAMES}|h|min|utc|gmt|cet|cest|er|t|z)\b|[\W\d_]"
    r"|(?<=\d)(?:er|h|t|z)(?=\W|\d|$)"
)
_OPENING_DAY = re.compile(
    r"(?:[A-ZÀ-Ý][\w'’ -]{1,30}(?: \([^)]{2,30}\))?,? )?(?:le )?"
    r"\d{1,2}(?:er)? [^\W\d]{3,9}\.? \d{4}(?: \([A-Z/ ]{2,20}\))?\s*[.,]?\s*[–—-]\s"
)
_PUBLISHED = re.compile(r"\b(?:publie|paru|mis en ligne|published|posted)")
_MODIFIED = re.compile(r"\b(?:mis a jour|mise a jour|modifie|actualise|updated|modified)")


def _full_year(match: re.Match[str], today: dt.date) -> int:
    """Return the year, two figures being read in the latest century that is not ahead of today."""
    fields = match.groupdict()
    if fields.get("year"):
        return int(fields["year"])
    return years_ending(int(fields["short"]), today)[0]


def _day(match: re.Match[str], today: dt.date) -> dt.date | None:
    """Return the day that a match spells, None if there is no such day or it lies far ahead."""
    month = match["month"]
    try:
        day = dt.date(
            _full_year(match, today),
            int(month) if month.isdigit() else MONTH_NUMBERS[month],
            int(match["day"]),
        )
    except ValueError:
        return None
    return day if day.year >= _FIRST_YEAR and day <= today + _AHEAD else None


def _found(line: str, today: dt.date) -> Iterator[tuple[int, dt.date]]:
    """Yield each date with where it begins."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(line):
            day = _day(match, today)
            if day is not None:
                yield match.start(), day


def parse_date(text: str, today: dt.date) -> dt.date | None:
    """Return the first date of the text; the first after "publié" where the text says that.

    Args:
        text: a field, a line or the opening of an article; its first 400 characters are read.
        today: a date more than a year later is no date.
    """
    line = plain(text[:_SEARCHED_CHARACTERS])
    found = sorted(_found(line, today))
    published = _PUBLISHED.search(line)
    if published and _MODIFIED.search(line[: published.start()]):
        found = [entry for entry in found if entry[0] > published.start()] or found
    return found[0][1] if found else None


def opening_day(paragraph: str, today: dt.date) -> dt.date | None:
    """Return the day that an article opens with, set off by a dash: "Paris, 19 juin 2024 (AFP) - ".

    A day that is part of the first sentence is what the article speaks of.
    """
    opening = _OPENING_DAY.match(paragraph)
    return parse_date(opening.group(), today) if opening else None


def lone_day(line: str, today: dt.date) -> dt.date | None:
    """Return the day of a line that says nothing else, such as "Le mercredi 19 juin 2024, 14h30".

    Args:
        line: one paragraph.
        today: a date more than a year later is no date.
    """
    if len(line) > LONGEST_DATE_LINE:
        return None
    day = parse_date(line, today)
    return day if day and len(_DATE_WORDS.sub("", plain(line))) <= 3 else None


def from_timestamp(seconds: float, today: dt.date) -> dt.date | None:
    """Return the UTC day of a Unix time in seconds, or in milliseconds if it is that large."""
    try:
        moment = dt.datetime.fromtimestamp(
            seconds / 1000 if abs(seconds) > 1e11 else seconds, tz=dt.UTC
        )
    except (ValueError, OverflowError, OSError):
        return None
    day = moment.date()
    return day if dt.date(1970, 1, 2) <= day <= today + _AHEAD else None
