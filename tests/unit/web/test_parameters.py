"""What an address may hold, and what is said of what it may not."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from search.answers import Request
from search.document import FACETS
from search.errors import InvalidRequest
from search.plan.nodes import Filters
from search.settings import Settings
from web.links import Address
from web.parameters import MAX_VALUES, SearchParameters, read, to_request

if TYPE_CHECKING:
    from flask.testing import FlaskClient

SETTINGS = Settings()

BAD_VALUES = [
    ("match", "some"),
    ("from", "juin"),
    ("from", "2024-13"),
    ("from", "2024-02-30"),
    ("from", "20240619"),
    ("to", "2024-00-10"),
    ("to", "2023-02-29"),
    ("year", "24"),
    ("year", "0999"),
    ("year", "none"),
    ("month", "2024"),
    ("month", "2024-13"),
    ("month", "juin 2024"),
    ("day", "2024-06"),
    ("day", "20240619"),
    ("day", "2024-02-30"),
    ("sort", "date"),
    ("page", "0"),
    ("page", "-1"),
    ("page", "un"),
    ("page", "1.5"),
    ("size", "0"),
    ("size", "51"),
    ("size", "dix"),
    ("source", "x" * 201),
    ("author", "x" * 201),
    ("section", "x" * 201),
]


@pytest.mark.parametrize(("name", "value"), BAD_VALUES)
def test_a_bad_value_is_named_for_programs_and_for_people(
    client: FlaskClient, name: str, value: str
) -> None:
    api = client.get("/api/search", query_string={name: value})
    assert api.status_code == 400
    assert api.mimetype == "application/problem+json"
    assert json.loads(api.data)["parameter"] == name
    page = client.get("/search", query_string={name: value})
    assert page.status_code == 400
    assert f"«\u00a0{name}\u00a0»" in page.text


@pytest.mark.parametrize(
    ("address", "name", "limit"),
    [
        ("size=51", "size", 50),
        ("source=" + "x" * 201, "source", 200),
        ("&".join(f"author={n}" for n in range(MAX_VALUES + 1)), "author", MAX_VALUES),
        ("q=" + "x" * 513, "q", 512),
        ("page=101", "page", 100),
    ],
)
def test_a_limit_that_is_broken_is_said(
    client: FlaskClient, address: str, name: str, limit: int
) -> None:
    problem = json.loads(client.get(f"/api/search?{address}").data)
    assert (problem["status"], problem["parameter"], problem["limit"]) == (400, name, limit)


def test_a_period_that_ends_before_it_begins_is_refused(client: FlaskClient) -> None:
    problem = json.loads(client.get("/api/search?from=2024-06-02&to=2024-06-01").data)
    assert problem["parameter"] == "to"


def test_unknown_and_empty_parameters_are_ignored() -> None:
    args = MultiDict([("utm_source", "x"), ("from", ""), ("year", ""), ("page", " "), ("q", "")])
    assert to_request(read(args), SETTINGS) == Request()


def test_a_year_or_a_month_stands_for_its_first_and_last_day() -> None:
    filters = to_request(read(MultiDict([("from", "2023"), ("to", "2024-02")])), SETTINGS).filters
    assert (filters.start, filters.end) == (dt.date(2023, 1, 1), dt.date(2024, 2, 29))


def test_filters_are_read() -> None:
    pairs = [
        ("year", "2024"),
        ("year", "undated"),
        ("year", "2024"),
        ("month", "2024-06"),
        ("day", "2024-06-19"),
        ("source", "L’Écho"),
        ("author", "A"),
        ("section", "S"),
    ]
    assert to_request(read(MultiDict(pairs)), SETTINGS).filters == Filters(
        years=(2024,),
        undated=True,
        months=((2024, 6),),
        days=(dt.date(2024, 6, 19),),
        values={"source": ("L’Écho",), "author": ("A",), "section": ("S",)},
    )


def test_the_first_of_repeated_single_parameters_counts() -> None:
    assert read(MultiDict([("q", "a"), ("q", "b")])).q == "a"


names = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20),
    max_size=3,
    unique=True,
).map(tuple)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@st.composite
def requests(draw: st.DrawFn) -> Request:
    start, end = draw(st.none() | days), draw(st.none() | days)
    if start and end and end < start:
        start, end = end, start
    filters = Filters(
        start=start,
        end=end,
        years=draw(st.lists(st.integers(1900, 2100), max_size=3, unique=True).map(tuple)),
        months=draw(
            st.lists(
                st.tuples(st.integers(1900, 2100), st.integers(1, 12)), max_size=3, unique=True
            ).map(tuple)
        ),
        days=draw(st.lists(days, max_size=2, unique=True).map(tuple)),
        undated=draw(st.booleans()),
        values={facet: values for facet in FACETS if (values := draw(names))},
    )
    return Request(
        text=draw(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)),
        match=draw(st.sampled_from(["all", "any"])),
        filters=filters,
        sort=draw(st.sampled_from(["relevance", "newest", "oldest"])),
        page=draw(st.integers(1, 1000)),
        size=draw(st.integers(1, 50)),
    )


@given(requests())
def test_an_address_reads_back_as_the_request_it_was_made_of(request_: Request) -> None:
    assert to_request(read(MultiDict(Address(request_).pairs())), SETTINGS) == request_


def test_the_model_refuses_what_the_page_refuses() -> None:
    with pytest.raises(ValidationError):
        SearchParameters.model_validate({"page": 0})
    with pytest.raises(InvalidRequest):
        read(MultiDict([("page", "0")]))
