"""Which places of a chart have their name under them, so that no two names meet.

The bars stretch with the page, the letters do not. The names are chosen for three widths of the
chart, and the style sheet shows those of the width that there is. Widths of letters are those of
wide fonts: an estimate that is too small would let names meet.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

from web.language import short_month

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from web.charts.extent import Extent

TIERS = {"s": 280, "m": 480, "l": 720}
"""Smallest width of the chart, in pixels, at which each tier of names is shown."""

GAP = 8.0
"""Pixels between two names at least."""

_DIGIT, _LETTER, _POINT = 7.6, 7.0, 3.8
_STEPS = (1, 2, 5)


@dataclasses.dataclass(frozen=True, slots=True)
class Label:
    """A name under a place.

    Attributes:
        at: the place, from 0.
        text: its name.
        tiers: the widths at which it is shown.
    """

    at: int
    text: str
    tiers: tuple[str, ...]


def labels(extent: Extent) -> tuple[Label, ...]:
    """Return the names under a chart."""
    choices = list(_choices(extent))
    shown: dict[tuple[int, str], list[str]] = {}
    for tier, width in TIERS.items():
        for at, text in _fitting(choices, width / len(extent.slots)):
            shown.setdefault((at, text), []).append(tier)
    return tuple(Label(at, text, tuple(tiers)) for (at, text), tiers in sorted(shown.items()))


def width_of(text: str) -> float:
    """Return how wide a name is at most, in pixels."""
    return sum(_DIGIT if c.isdigit() else _POINT if c == "." else _LETTER for c in text)


_Names = list[tuple[int, str]]


def _fitting(choices: Sequence[_Names], slot: float) -> _Names:
    """Return the first choice whose names stand apart; a name alone would tell no scale.

    Args:
        choices: names and their places, most names first.
        slot: pixels of a place.
    """
    enough = min(2, len(choices[0]))
    for names in choices:
        if len(names) >= enough and all(
            (after - before) * slot >= (width_of(one) + width_of(other)) / 2 + GAP
            for (before, one), (after, other) in itertools.pairwise(names)
        ):
            return names
    return [choices[0][0], choices[0][-1]][: len(choices[0])]


def _choices(extent: Extent) -> Iterator[_Names]:
    """Yield the names that may stand under a chart, most names first."""
    if extent.unit == "month":
        yield from _months(extent)
    elif extent.unit == "day":
        days = [(at, str(slot.first.day)) for at, slot in enumerate(extent.slots)]
        yield days
        for step in (5, 10):
            yield [(at, day) for at, day in days if at == 0 or (at + 1) % step == 0]
    else:
        years = [
            extent.first.year // extent.step * extent.step + at * extent.step
            for at in range(len(extent.slots))
        ]
        for power, step in itertools.product(range(4), _STEPS):
            multiple = step * extent.step * 10**power
            yield [(at, str(year)) for at, year in enumerate(years) if year % multiple == 0]


def _months(extent: Extent) -> Iterator[_Names]:
    """Yield the names of the months of a year; of several years, each year at its January."""
    months = [slot.first for slot in extent.slots]
    if len(months) <= 12:
        names = [(at, short_month(day.month)) for at, day in enumerate(months)]
        for step in (1, 2, 3, 6):
            yield names[::step]
        return
    for step in (3, 6, 12):
        yield [
            (at, str(day.year) if day.month == 1 else short_month(day.month))
            for at, day in enumerate(months)
            if (day.month - 1) % step == 0
        ]
