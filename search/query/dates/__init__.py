"""French dates of the query language, read as the days that they mean.

Dates are read from plain words by tables of patterns, one line each: `absolute` (juin 2024),
`relative` (la semaine dernière), `one_date` (either, or a third of it), `ranges` (from one to
another, and the operators), `found` (dates among free words).
"""

from search.query.dates.found import FoundPeriod, find_period
from search.query.dates.period import Period
from search.query.dates.ranges import DateOperator, period_of, read_period

__all__ = ["DateOperator", "FoundPeriod", "Period", "find_period", "period_of", "read_period"]
