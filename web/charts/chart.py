"""The histogram of a result set: bars that are links, worked out here, set by `chart.html`.

Places across are percentages, so that bars stretch with the page while letters do not; heights are
pixels.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.plan.chosen import chosen_days
from web import choices
from web.charts.counting import counted
from web.charts.extent import Extent, shown
from web.charts.labels import Label, labels
from web.links import UNDATED
from web.messages import charts as wording

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from search.plan.chosen import Days
    from search.results import Timeline
    from web.charts.extent import Slot
    from web.links import Address, Pair

HEIGHT = 96
"""Pixels of the highest bar."""

LOWEST = 2
"""Pixels of the lowest bar: one article among thousands is still seen not to be none."""

LEAST_TOP = 4
"""Articles that a bar as high as the chart stands for at least: two articles are no mountain."""

BETWEEN = 0.14
"""Space between two bars, as a part of a place."""


@dataclasses.dataclass(frozen=True, slots=True)
class Count:
    """The articles of one place.

    Attributes:
        slot: the place.
        articles: of the result set.
        published: of the whole collection; 0 where shares are not asked for.
        chosen: whether it is chosen, in whole or in part, and others are not.
        url: where choosing it leads; empty for a gap.
    """

    slot: Slot
    articles: int
    published: int
    chosen: bool
    url: str

    @property
    def share(self) -> float:
        """Articles of a thousand published."""
        return 1000 * self.articles / self.published if self.published else 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class Bar:
    """One place of a histogram, as it is drawn.

    Attributes:
        count: what it shows.
        spoken: its count in words; empty for a gap.
        left: of the bar, in percent of the chart's width.
        place: of all that belongs to it: half the space on either side too.
        height: in pixels; 0 for a gap.
    """

    count: Count
    spoken: str
    left: str
    place: str
    height: float

    @property
    def top(self) -> str:
        """Pixels from the height that the highest bar has."""
        return f"{HEIGHT - self.height:g}"


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """A sentence that leads somewhere."""

    text: str
    url: str


@dataclasses.dataclass(frozen=True, slots=True)
class Chart:
    """A histogram and what is said under it.

    Attributes:
        extent: the days it shows.
        shares: whether it shows shares of what was published.
        counts: of every place.
        bars: the same, drawn.
        width: of a bar, in percent.
        pitch: from one bar to the next, in percent.
        labels: names under the bars, and where their middles are in percent.
        title: what it shows, in words.
        maximum: what a bar as high as the chart stands for, in words.
        up: links to more of the calendar.
        undated: how many articles it cannot show, and where they are; None if there is none.
        scale: the link to the other scale.
    """

    extent: Extent
    shares: bool
    counts: tuple[Count, ...]
    bars: tuple[Bar, ...]
    width: str
    pitch: str
    labels: tuple[tuple[Label, str], ...]
    title: str
    maximum: str
    up: tuple[Link, ...]
    undated: Link | None
    scale: Link


def chart(timeline: Timeline, collection: Timeline, address: Address) -> Chart | None:
    """Return the histogram of a result set; None where no article has a date.

    Args:
        timeline: the articles of the set by date.
        collection: those of the collection, for shares.
        address: of the page that shows it.
    """
    if not timeline.years:
        return None
    shares = address.request.shares
    newest, oldest = (int(timeline.years[at].value) for at in (0, -1))
    extent = shown(address.request.filters, oldest, newest)
    counts = _counts(extent, timeline, collection, address)
    heights = [count.share if shares else count.articles for count in counts]
    top = max(heights) if shares else max(*heights, LEAST_TOP)
    width, pitch = _widths(len(counts))
    return Chart(
        extent=extent,
        shares=shares,
        counts=counts,
        bars=tuple(_bars(counts, heights, top, shares=shares)),
        width=_percent(width),
        pitch=_percent(pitch),
        labels=tuple((one, _percent(one.at * pitch + width / 2)) for one in labels(extent)),
        title=wording.title(extent, shares=shares),
        maximum=wording.maximum(top, shares=shares),
        up=tuple(_up(extent, address)),
        undated=_undated(timeline, address),
        scale=Link(wording.other_scale(shares=shares), address.scaled(shares=not shares)),
    )


def _counts(
    extent: Extent, timeline: Timeline, collection: Timeline, address: Address
) -> tuple[Count, ...]:
    days = chosen_days(address.request.filters)
    chosen = [_touches(slot, days) for slot in extent.slots]
    some = not all(chosen)
    alone = address.request.filters.days if sum(chosen) == 1 else ()
    return tuple(
        Count(
            slot,
            articles,
            published,
            some and here,
            address.in_period(_period(extent, slot, alone)) if articles else "",
        )
        for slot, articles, published, here in zip(
            extent.slots,
            counted(timeline, extent),
            counted(collection, extent),
            chosen,
            strict=True,
        )
    )


def _touches(slot: Slot, chosen: Sequence[Days]) -> bool:
    return any(first <= slot.last and slot.first <= last for first, last in chosen)


def _period(extent: Extent, slot: Slot, alone: Sequence[dt.date]) -> list[Pair]:
    """Return the parameters that choose a place and no other days.

    Args:
        extent: of the chart.
        slot: the place.
        alone: the only day chosen, which gives way to its month where it is chosen again.
    """
    day = slot.first.isoformat()
    if extent.unit == "day":
        month = ("month", day[:7])
        return [month] if slot.first in alone else [month, ("day", day)]
    if extent.unit == "month":
        return [("month", day[:7])]
    if extent.step == 1:
        return [("year", day[:4])]
    return [("from", day), ("to", slot.last.isoformat())]


def _widths(bars: int) -> tuple[float, float]:
    """Return how wide a bar is, and how far it is to the next one, in percent.

    The first bar begins where the chart does and the last one ends where it ends.
    """
    pitch = 100 / (bars - BETWEEN)
    return pitch * (1 - BETWEEN), pitch


def _bars(
    counts: Sequence[Count], heights: Sequence[float], top: float, *, shares: bool
) -> Iterator[Bar]:
    width, pitch = _widths(len(counts))
    for at, (count, height) in enumerate(zip(counts, heights, strict=True)):
        yield Bar(
            count=count,
            spoken=_spoken(count, shares=shares) if count.articles else "",
            left=_percent(at * pitch),
            place=_percent(at * pitch - (pitch - width) / 2),
            height=max(LOWEST, round(HEIGHT * height / top, 1)) if count.articles else 0,
        )


def _spoken(count: Count, *, shares: bool) -> str:
    return wording.spoken(count.slot, count.articles, count.published, shares=shares)


def _up(extent: Extent, address: Address) -> Iterator[Link]:
    """Yield the ways back up: from days to the months of their year, and to all the years."""
    if not choices.has_dates(address.request.filters):
        return
    if extent.unit == "day":
        year = str(extent.first.year)
        yield Link(year, address.in_period([("year", year)]))
    yield Link(wording.every_year(), address.in_period([]))


def _undated(timeline: Timeline, address: Address) -> Link | None:
    if not timeline.undated:
        return None
    return Link(wording.undated(timeline.undated), address.in_period([UNDATED]))


def _percent(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"
