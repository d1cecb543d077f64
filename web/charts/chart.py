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
from web.messages import charts as wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.plan.chosen import Days
    from search.plan.nodes import Filters
    from search.results import Timeline
    from web.charts.extent import Slot
    from web.links import Address

HEIGHT = 96
"""Pixels of the highest bar."""

LOWEST = 2
"""Pixels of the lowest bar: one article among thousands is still seen not to be none."""

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
        url: where choosing it leads.
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
        spoken: its count in words.
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
        maximum: the height of the highest bar, in words.
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
    highest = max(heights, default=0)
    width, pitch = _widths(len(counts))
    return Chart(
        extent=extent,
        shares=shares,
        counts=counts,
        bars=tuple(_bars(counts, heights, highest, shares=shares)),
        width=_percent(width),
        pitch=_percent(pitch),
        labels=tuple((one, _percent(one.at * pitch + width / 2)) for one in labels(extent)),
        title=wording.title(extent, shares=shares),
        maximum=wording.maximum(highest, shares=shares),
        up=tuple(_up(extent, address)),
        undated=_undated(timeline, address),
        scale=Link(wording.other_scale(shares=shares), address.scaled(shares=not shares)),
    )


def _counts(
    extent: Extent, timeline: Timeline, collection: Timeline, address: Address
) -> tuple[Count, ...]:
    filters = address.request.filters
    days = chosen_days(filters)
    chosen = [_touches(slot, days) for slot in extent.slots]
    some = not all(chosen)
    return tuple(
        Count(slot, articles, published, some and here, address.dated(_only(extent, slot, filters)))
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


def _only(extent: Extent, slot: Slot, filters: Filters) -> Filters:
    """Return the filters with the days of a place and no others."""
    if extent.unit == "day":
        return choices.only_day(filters, slot.first)
    if extent.unit == "month":
        return choices.only_month(filters, choices.month_of(slot.first))
    if extent.step == 1:
        return choices.only_year(filters, slot.first.year)
    return choices.only_range(filters, slot.first, slot.last)


def _widths(bars: int) -> tuple[float, float]:
    """Return how wide a bar is, and how far it is to the next one, in percent.

    The first bar begins where the chart does and the last one ends where it ends.
    """
    pitch = 100 / (bars - BETWEEN)
    return pitch * (1 - BETWEEN), pitch


def _bars(
    counts: Sequence[Count], heights: Sequence[float], highest: float, *, shares: bool
) -> Iterator[Bar]:
    width, pitch = _widths(len(counts))
    for at, (count, height) in enumerate(zip(counts, heights, strict=True)):
        yield Bar(
            count=count,
            spoken=wording.spoken(count.slot, count.articles, count.published, shares=shares),
            left=_percent(at * pitch),
            place=_percent(at * pitch - (pitch - width) / 2),
            height=max(LOWEST, round(HEIGHT * height / highest, 1)) if count.articles else 0,
        )


def _up(extent: Extent, address: Address) -> Iterator[Link]:
    """Yield the ways back up: from days to the months of their year, and to all the years."""
    filters = address.request.filters
    if not choices.has_dates(filters):
        return
    if extent.unit == "day":
        year = extent.first.year
        yield Link(str(year), address.dated(choices.only_year(filters, year)))
    yield Link(wording.every_year(), address.dated(choices.without_dates(filters)))


def _undated(timeline: Timeline, address: Address) -> Link | None:
    if not timeline.undated:
        return None
    only = choices.only_undated(address.request.filters)
    return Link(wording.undated(timeline.undated), address.dated(only))


def _percent(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"
