"""Months and years among the free words of a query, for a link that offers the filter.

« attentats novembre 2015 » searches three words and offers « publiés en novembre 2015 ». What is
found is only ever offered, if it leaves any result, and still a false offer looks foolish:

- A whole year has to be in it, four figures long. Without it `juin 24` may be a score, `hier` a
  word like others.
- A year alone is none of our business: in « Euro 2016 », « Coupe du monde 2018 », « guerre
  1914-1918 » or « crise de 2008 » it is a part of a name, and articles about it appear in other
  years too. « en 2016 » and « de l’année 2016 » say a time.
- Both ends have to be said: « maire depuis juin 2008 » is not about when articles appear.
- A month written with a capital that is a name elsewhere is that name: « mission Mars 2020 »,
  « Theresa May 2017 ». French gives months none. After the number of a day it is a month
  (« 17 Mars 2020 »).
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from search.plain import plain
from search.query.dates.ranges import read_period
from search.query.dates.wording import plain_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from search.query.dates.period import Period

MOST_WORDS = 12
"""« entre le mercredi 19 juin 2024 et le vendredi 21 juin 2024 »."""

_WHOLE_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_YEAR_ALONE = re.compile(r"(?:an )?\d{4}(?: ?- ?\d{4})?")
_IN = frozenset(("en", "in"))
_NAMES = frozenset(("mars", "avril", "april", "may", "june", "august"))
"""The planet; first names; Theresa May."""
_NUMBER = re.compile(r"\d{1,2}(?:er)?")


@dataclasses.dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period that words of a query speak of.

    Attributes:
        words: the indexes of these words.
        period: the days.
    """

    words: range
    period: Period


def find_period(words: Sequence[str], today: dt.date) -> FoundPeriod | None:
    """Return the first period that words speak of, with the most words; None if there is none.

    The small words before it are part of it (`attentats du 13 novembre 2015`): with the filter in
    their place they would be left hanging. Time is linear in the number of words.

    Args:
        words: free words of a query as typed, in its order.
        today: the day of reading.
    """
    first = 0
    while first < len(words):
        found = _longest(words, first, today)
        if found is None:
            first += 1
        elif found.period.start and found.period.end:
            return found
        else:
            first = found.words.stop
    return None


def _longest(words: Sequence[str], first: int, today: dt.date) -> FoundPeriod | None:
    """Return the period that the most words from one on speak of; the last word has the year."""
    for stop in range(min(first + MOST_WORDS, len(words)), first, -1):
        if _WHOLE_YEAR.search(words[stop - 1]):
            period = _read(words[first:stop], today)
            if period is not None:
                return FoundPeriod(range(first, stop), period)
    return None


def _read(words: Sequence[str], today: dt.date) -> Period | None:
    text = " ".join(words)
    if "…" in text or ".." in text or any(map(_is_name, ("", *words), words)):
        return None
    if _YEAR_ALONE.fullmatch(plain_words(text)) and _IN.isdisjoint(map(plain, words)):
        return None
    return read_period(text, today)


def _is_name(before: str, word: str) -> bool:
    """Tell whether a month is a name, by its capital and the word before it."""
    return word[:1].isupper() and plain(word) in _NAMES and not _NUMBER.fullmatch(plain(before))
