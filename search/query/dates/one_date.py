"""One date and nothing else, or a third of one: début 2024, mi-juin, fin des années 90."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.query.dates.absolute import read_calendar, read_century, read_decade
from search.query.dates.period import Recurring, part_of_week, recurring, third
from search.query.dates.relative import read_latest, read_relative
from search.query.dates.wording import PARTS, UNITS, first_match, patterns

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from search.query.dates.absolute import Dated
    from search.query.dates.period import Span

_OF_DAYS = patterns("(?:semaine|week(?P<end> ?end)?) (?P<days>.+)")


def read_date(words: str, today: dt.date) -> Dated | None:
    """Return what words mean that are one date; None for other words.

    A part comes again as its whole does: « début juin », « fin de l’année ».

    Args:
        words: an expression, as `plain_words` makes it.
        today: the day of reading.
    """
    part, _, whole = words.partition(" ")
    if part not in PARTS:
        return _read_whole(words, today) or read_latest(words, today)
    which = PARTS[part]
    dated = UNITS[whole].every() if whole in UNITS else _read_whole(whole, today)
    return _part(dated, lambda span: third(span, which))


def _read_week(words: str, today: dt.date) -> Dated | None:
    """Return the week or the weekend of a few days: « la semaine du 2 septembre »."""
    found = first_match(_OF_DAYS, words)
    if found is None:
        return None
    first, count = (5, 2) if found["end"] else (0, 7)
    dated = read_calendar(found["days"], today)
    return _part(dated, lambda span: part_of_week(span, first, count))


def _part(dated: Dated | None, part: Callable[[Span | None], Span | None]) -> Dated | None:
    """Return a part of a date, as often as the date comes."""
    if isinstance(dated, Recurring):
        nth = dated.nth
        return recurring(dated.number, lambda number: part(nth(number)))
    return part(dated)


def _read_whole(words: str, today: dt.date) -> Dated | None:
    return (
        read_calendar(words, today)
        or _read_week(words, today)
        or read_relative(words, today)
        or read_decade(words, today)
        or read_century(words)
    )
