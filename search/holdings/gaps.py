"""Days without any article where a newspaper usually has some.

A day is missing where nothing appeared on it, although something did on the same day of the week in
each of the four weeks before the interruption and in each of the four after it. So a paper that is
never out on Sundays lacks no Sunday, a weekly lacks its own day alone, and what appears irregularly
lacks nothing.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

WEEKS = 4
"""Weeks on either side of an interruption that show what is usual."""

_WEEK = 7


@dataclasses.dataclass(frozen=True, slots=True)
class Gap:
    """Missing days with nothing between them.

    Attributes:
        first, last: the first missing day and the last one.
        days: how many days are missing: those between that are never used are not counted.
    """

    first: dt.date
    last: dt.date
    days: int


def gaps(days: Collection[dt.date]) -> tuple[Gap, ...]:
    """Return what is missing among the days on which something appeared, oldest first."""
    seen = {day.toordinal() for day in days}
    missing = sorted(itertools.chain.from_iterable(_missing(seen, weekday) for weekday in range(7)))
    return tuple(_gap(run) for run in _runs(missing, sorted(seen)))


def _missing(seen: set[int], weekday: int) -> Iterator[int]:
    """Yield the missing days of one day of the week."""
    used = sorted(day for day in seen if day % _WEEK == weekday)
    for at in range(WEEKS - 1, len(used) - WEEKS):
        before, after = used[at], used[at + 1]
        usual = used[at - WEEKS + 1] == before - _WEEK * (WEEKS - 1)
        usual = usual and used[at + WEEKS] == after + _WEEK * (WEEKS - 1)
        if usual:
            yield from range(before + _WEEK, after, _WEEK)


def _runs(missing: Sequence[int], seen: Sequence[int]) -> Iterator[list[int]]:
    """Yield the missing days between which nothing appeared."""
    run: list[int] = []
    later = iter(seen)
    next_seen = next(later, None)
    for day in missing:
        while next_seen is not None and next_seen < day:
            if run and next_seen > run[-1]:
                yield run
                run = []
            next_seen = next(later, None)
        run.append(day)
    if run:
        yield run


def _gap(run: Sequence[int]) -> Gap:
    first, last = (dt.date.fromordinal(run[at]) for at in (0, -1))
    return Gap(first, last, len(run))
