"""The months that documents in date order fall in."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.format.arrays import Array


class Calendar:
    """Some months, in order.

    Attributes:
        names: of each month ("2024-06"), as an array of objects.
        years: the years that they are of.
        bounds: the first month of each year, and the number of months (i8).
    """

    def __init__(self, months: Array) -> None:
        """Take months as NumPy has them (datetime64[M]), increasing."""
        self._months = months
        self.names = np.array([str(month) for month in months], object)
        years = [name[:-3] for name in self.names]
        firsts = [at for at, year in enumerate(years) if at == 0 or years[at - 1] != year]
        self.years = [years[at] for at in firsts]
        self.bounds = np.array([*firsts, len(years)])

    def __len__(self) -> int:
        return int(self._months.size)

    @classmethod
    def of(cls, dates: Array, first_dated: int) -> tuple[Calendar, Array]:
        """Return the months of some days, and where each begins, and the last one ends (i8).

        Args:
            dates: sorted, as days since 1970-01-01.
            first_dated: which is the first that is a day.
        """
        days = dates[first_dated:].astype(np.int64).astype("datetime64[D]")
        months = days.astype("datetime64[M]")
        # A month is a range of sorted days.
        fresh = np.flatnonzero(np.append(True, months[1:] != months[:-1])[: months.size])
        return cls(months[fresh]), np.append(fresh + first_dated, dates.size).astype(np.int64)

    def places_in(self, other: Calendar) -> Array:
        """Return which month of another calendar, which holds them all, each of these is (i8)."""
        places: Array = other._months.searchsorted(self._months)
        return places


@functools.lru_cache(16)
def joined(calendars: Sequence[Calendar]) -> Calendar:
    """Return the months of several calendars (a tuple: the same ones are asked for each time)."""
    if len(calendars) == 1:
        return calendars[0]
    return Calendar(np.unique(np.concatenate([one._months for one in calendars])))
