"""Missing days: what is one, and what is none."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.holdings.gaps import WEEKS, Gap, gaps

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

START = dt.date(2024, 1, 1)  # a Monday
WEEK = dt.timedelta(days=7)


def days(count: int, weekdays: Collection[int] = range(7)) -> set[dt.date]:
    """Return the days of a paper that is out on these days of the week."""
    every = (START + dt.timedelta(days=n) for n in range(count))
    return {day for day in every if day.weekday() in weekdays}


def between(first: str, last: str) -> set[dt.date]:
    begin, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return {begin + dt.timedelta(days=n) for n in range((end - begin).days + 1)}


def gap(first: str, last: str, count: int) -> Gap:
    return Gap(dt.date.fromisoformat(first), dt.date.fromisoformat(last), count)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (days(120), []),
        (set(), []),
        (days(120) - between("2024-03-01", "2024-03-01"), [gap("2024-03-01", "2024-03-01", 1)]),
        (days(120) - between("2024-03-01", "2024-03-20"), [gap("2024-03-01", "2024-03-20", 20)]),
        # Never out on Sundays: a Sunday is not missing, and parts no interruption.
        (days(120, range(6)), []),
        (
            days(120, range(6)) - between("2024-03-01", "2024-03-12"),
            [gap("2024-03-01", "2024-03-12", 10)],
        ),
        # Out on Thursdays.
        (
            days(120, [3]) - between("2024-03-07", "2024-03-07"),
            [gap("2024-03-07", "2024-03-07", 1)],
        ),
        # Two interruptions with an article between them.
        (
            days(150) - between("2024-03-01", "2024-03-02") - between("2024-03-04", "2024-03-04"),
            [gap("2024-03-01", "2024-03-02", 2), gap("2024-03-04", "2024-03-04", 1)],
        ),
        # Too near the beginning or the end to know what is usual.
        (days(120) - between("2024-01-20", "2024-01-21"), []),
        (days(120) - between("2024-04-20", "2024-04-21"), []),
        # Once a month.
        ({START + 4 * n * WEEK for n in range(40)}, []),
        # A month of silence, then as before; and a paper that ends.
        (days(60) | {day + dt.timedelta(days=100) for day in days(60)},
         [gap("2024-03-01", "2024-04-09", 40)]),
        (days(60), []),
    ],
)  # fmt: skip
def test_gaps(published: set[dt.date], expected: list[Gap]) -> None:
    assert list(gaps(published)) == expected


def by_the_rule(published: Collection[dt.date]) -> set[dt.date]:
    """Return the missing days, each judged by itself as the rule says it."""
    missing = set()
    for n in range((max(published) - min(published)).days if published else 0):
        day = min(published) + dt.timedelta(days=n)
        before = after = day
        while before > min(published) and before not in published:
            before -= WEEK
        while after < max(published) and after not in published:
            after += WEEK
        sides = [before - n * WEEK for n in range(WEEKS)] + [after + n * WEEK for n in range(WEEKS)]
        if day not in published and all(side in published for side in sides):
            missing.add(day)
    return missing


@given(st.sets(st.integers(0, 90), min_size=1).map(lambda out: days(91) - numbered(out)))
def test_gaps_hold_the_missing_days_and_nothing_that_appeared(published: set[dt.date]) -> None:
    found = gaps(published)
    missing = by_the_rule(published)
    assert sum(one.days for one in found) == len(missing)
    covered = set().union(*(between(str(one.first), str(one.last)) for one in found))
    assert missing <= covered
    assert not covered & published
    assert all(one.first in missing and one.last in missing for one in found)
    assert list(found) == sorted(found, key=lambda one: one.first)


def numbered(out: Iterable[int]) -> set[dt.date]:
    return {START + dt.timedelta(days=n) for n in out}
