"""How an engine counts what it finds by value and by date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from search.engines.matching import Deadline, Want
from search.plan.nodes import Everything, Filters, Plan
from tests.contract.asking import search

if TYPE_CHECKING:
    from search.engines.interface import Engine

pytestmark = pytest.mark.golden


def test_a_facet_is_not_shrunk_by_its_own_selection(engine: Engine) -> None:
    chosen = Filters(months=((2024, 6),), values={"source": ("Le Courrier",)})
    facets = search(engine, "", filters=chosen).facets
    assert facets is not None
    assert {f.value: f.count for f in facets.of("source")} == {"Le Courrier": 1, "La Gazette": 1}
    assert {f.value: f.count for f in facets.date} == {"2024": 1, "2023": 1}
    days = {f.value: f.count for year in facets.date for m in year.children for f in m.children}
    assert days == {"2024-06-19": 1}
    assert facets.undated == 0
    assert {f.value: f.count for f in facets.of("author")} == {"Ana Ruiz": 1, "Paul Lenoir": 1}


def test_a_range_of_days_shrinks_the_dates_but_not_the_timeline(engine: Engine) -> None:
    june = Filters(start=dt.date(2024, 6, 1), end=dt.date(2024, 6, 30))
    facets = search(engine, "", filters=june).facets
    assert facets is not None
    assert {f.value for f in facets.date} == {"2024"}
    whole = search(engine, "").facets
    assert whole is not None
    assert {f.value: f.count for f in facets.timeline.years} == {
        f.value: f.count for f in whole.date
    }
    assert facets.timeline.undated == whole.undated == whole.timeline.undated == 1
    days = [day.value for y in facets.timeline.years for m in y.children for day in m.children]
    assert days == ["2024-06-19", "2024-06-20"]


def test_the_days_of_every_month_are_counted_where_they_are_wanted(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        plan = Plan(Everything())
        wanted = snapshot.search(plan, Want(limit=0, days=True), Deadline(60)).facets
    assert wanted is not None
    months = [month for year in wanted.date for month in year.children]
    assert all(sum(day.count for day in m.children) == m.count > 0 for m in months)
    assert sum(year.count for year in wanted.date) + wanted.undated == 4


def test_undated_documents_are_counted_apart(engine: Engine) -> None:
    facets = search(engine, "port").facets
    assert facets is not None
    assert facets.undated == 1
    assert sum(year.count for year in facets.date) == 2
