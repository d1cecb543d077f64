"""What is said of counts by date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.language import decimal, month_in_words, number, say, say_count, to_say
from web.messages.counts import articles
from web.messages.periods import span_in_words

if TYPE_CHECKING:
    from web.charts.extent import Extent, Slot, Unit

_TITLES = {
    ("day", 1): to_say("Articles par jour, {period}"),
    ("month", 1): to_say("Articles par mois, {period}"),
    ("year", 1): to_say("Articles par an, {period}"),
    ("year", 10): to_say("Articles par décennie, {period}"),
    ("year", 100): to_say("Articles par siècle, {period}"),
    ("year", 1000): to_say("Articles par millénaire, {period}"),
}

_BY: dict[Unit, str] = {
    "year": to_say("par an"),
    "month": to_say("par mois"),
    "day": to_say("par jour"),
}


def title(extent: Extent, *, shares: bool) -> str:
    """Return « Articles par mois, 2024 », with what they are shares of."""
    said = say(_TITLES[extent.unit, extent.step], period=_period(extent))
    return say("{title}, pour mille parus", title=said) if shares else said


def _period(extent: Extent) -> str:
    if extent.unit == "day":
        return month_in_words(extent.first.year, extent.first.month)
    if extent.first.year == extent.last.year:
        return str(extent.first.year)
    return say("de {first} à {last}", first=str(extent.first.year), last=str(extent.last.year))


def spoken(slot: Slot, count: int, published: int, *, shares: bool) -> str:
    """Return « juin 2024 : 71 articles »."""
    period = span_in_words(slot.first, slot.last)
    if not shares:
        return say_count(
            count, "{period} : {count} article", "{period} : {count} articles", period=period
        )
    return say_count(
        count,
        "{period} : {share} pour mille, {count} article sur {published}",
        "{period} : {share} pour mille, {count} articles sur {published}",
        period=period,
        share=decimal(1000 * count / published if published else 0.0),
        published=number(published),
    )


def maximum(highest: float, *, shares: bool) -> str:
    """Return how much the highest bar is."""
    if shares:
        return say("{share} pour mille", share=decimal(highest))
    return articles(int(highest))


def at_most(highest: str) -> str:
    """Return « au plus 71 articles »."""
    return say("au plus {count}", count=highest)


def listing(extent: Extent, counts: str) -> str:
    """Return « Articles par an : … »: each count names its period."""
    whole = title(extent, shares=False)
    named = say("Articles {by}", by=by(extent.unit)) if extent.step == 1 else whole
    return say("{title} : {counts}", title=named, counts=counts)


def undated(count: int) -> str:
    """Return « 12 articles sans date »."""
    return say_count(count, "{count} article sans date", "{count} articles sans date")


def by(unit: Unit) -> str:
    """Return « par mois »."""
    return say(_BY[unit])


def every_year() -> str:
    """Return « toutes les années »."""
    return say("toutes les années")


def other_scale(*, shares: bool) -> str:
    """Return the name of the scale that is not shown."""
    return say("en nombre d'articles") if shares else say("pour mille articles parus")
