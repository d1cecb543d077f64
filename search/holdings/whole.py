"""Everything that is said of a collection, gathered once a generation."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from search.engines.matching import Want
from search.errors import DeadlineExceeded
from search.holdings.gaps import Gap, gaps
from search.holdings.telling import LEAST_ARTICLES, Telling, telling
from search.plan.nodes import Everything, Filters, Plan
from search.results import Facets, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.analysis.french import Analyzer
    from search.engines.interface import Snapshot
    from search.engines.keeping import GenerationId, Inventory
    from search.engines.matching import Deadline

MOST_SOURCES = 20
"""Sources of which years and gaps are told: those with most articles."""


@dataclasses.dataclass(frozen=True, slots=True)
class Held:
    """What is held of a newspaper, or of all of them.

    Attributes:
        source: the newspaper; empty for all of them together.
        articles: how many.
        undated: those without a date.
        first, last: the days of the oldest and the newest one, None if none is dated.
        years: (year, articles), oldest first.
        gaps: days that are missing.
    """

    source: str
    articles: int
    undated: int
    first: dt.date | None
    last: dt.date | None
    years: tuple[tuple[int, int], ...]
    gaps: tuple[Gap, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Holdings:
    """What a generation holds.

    Attributes:
        generation: its name.
        published: when it was published, with its offset.
        inventory: its counts.
        timeline: articles by date.
        whole: all newspapers together.
        sources: the newspapers with most articles, each apart.
        telling: the words of the latest month, or year; None where there are too few articles, or
            where counting them took too long.
    """

    generation: GenerationId
    published: dt.datetime
    inventory: Inventory
    timeline: Timeline
    whole: Held
    sources: tuple[Held, ...]
    telling: Telling | None


def holdings(
    snapshot: Snapshot, analyzer: Analyzer, today: dt.date, deadline: Deadline
) -> Holdings:
    """Return what a generation holds.

    Raises:
        DeadlineExceeded: the deadline passed on the way.
    """
    inventory = snapshot.inventory()
    timeline = _timeline(snapshot, "", deadline)
    named = [name for name, _ in inventory.sources[:MOST_SOURCES]]
    told = None
    stretch = _latest(timeline)
    if stretch is not None:
        with contextlib.suppress(DeadlineExceeded):
            told = telling(snapshot, stretch, analyzer, today, deadline)
    return Holdings(
        generation=snapshot.generation,
        published=snapshot.published,
        inventory=inventory,
        timeline=timeline,
        whole=_held("", timeline),
        sources=tuple(_held(name, _timeline(snapshot, name, deadline)) for name in named),
        telling=told,
    )


def _timeline(snapshot: Snapshot, source: str, deadline: Deadline) -> Timeline:
    filters = Filters(values={"source": (source,)} if source else {})
    plan = Plan(Everything(), filters=filters)
    found = snapshot.search(plan, Want(limit=0, days=True), deadline)
    return (found.facets or Facets()).timeline


def _held(source: str, timeline: Timeline) -> Held:
    days = tuple(_days(timeline))
    years = tuple((int(year.value), year.count) for year in reversed(timeline.years))
    return Held(
        source=source,
        articles=sum(count for _, count in years) + timeline.undated,
        undated=timeline.undated,
        first=min(days, default=None),
        last=max(days, default=None),
        years=years,
        gaps=gaps(days),
    )


def _days(timeline: Timeline) -> Iterator[dt.date]:
    for year in timeline.years:
        for month in year.children:
            yield from (dt.date.fromisoformat(day.value) for day in month.children)


def _latest(timeline: Timeline) -> Filters | None:
    """Return the latest month, the latest year if that has too few articles, else None."""
    if not timeline.years:
        return None
    year = timeline.years[0]
    month = max(year.children, key=lambda one: one.value)
    if month.count >= LEAST_ARTICLES:
        return Filters(months=((int(year.value), int(month.value[5:])),))
    return Filters(years=(int(year.value),)) if year.count >= LEAST_ARTICLES else None
