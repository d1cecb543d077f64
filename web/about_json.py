"""The holdings of a collection in the JSON of `schemas`."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from web.schemas import AboutJson, GapJson, HeldJson, LatestJson, ProvenanceJson, ToldWordJson

if TYPE_CHECKING:
    from search.holdings.telling import Telling
    from search.holdings.whole import Held, Holdings
    from search.plan.nodes import Filters


def about_json(holdings: Holdings) -> AboutJson:
    """Return the JSON of what a collection holds."""
    held = holdings.inventory
    return AboutJson(
        generation=holdings.generation,
        published=holdings.published,
        whole=_held(holdings.whole),
        sources=[_held(one) for one in holdings.sources],
        latest=_latest(holdings.telling) if holdings.telling else None,
        provenance=ProvenanceJson.model_validate(dataclasses.asdict(held.provenance)),
        versions=dict(held.versions),
    )


def _held(held: Held) -> HeldJson:
    return HeldJson(
        source=held.source,
        articles=held.articles,
        undated=held.undated,
        first=held.first,
        last=held.last,
        years={str(year): count for year, count in held.years},
        gaps=[GapJson.model_validate(dataclasses.asdict(one)) for one in held.gaps],
    )


def _latest(told: Telling) -> LatestJson:
    return LatestJson(
        period=_period(told.filters),
        articles=told.articles,
        words=[
            ToldWordJson(
                word=one.word,
                articles=one.articles,
                elsewhere=one.elsewhere,
                score=round(one.score, 2),
            )
            for one in told.words
        ],
    )


def _period(filters: Filters) -> str:
    """Return a month or a year as an address writes it."""
    if filters.months:
        ((year, month),) = filters.months
        return f"{year}-{month:02}"
    return str(filters.years[0])
