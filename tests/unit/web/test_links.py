from __future__ import annotations

import datetime as dt

import pytest

from search.answers import Request
from search.document import DocumentId
from search.plan.nodes import Filters
from web import choices
from web.links import Address, is_web_address

JUNE = (2024, 6)
DAY = dt.date(2024, 6, 19)


def test_only_what_differs_from_the_defaults_stands_in_an_address() -> None:
    assert str(Address(Request())) == "/search"


def test_parameters_come_in_one_order() -> None:
    request = Request(
        text="sommet corée",
        match="any",
        sort="newest",
        page=2,
        size=20,
        filters=Filters(
            years=(2024,), undated=True, values={"source": ("B", "A"), "section": ("Monde",)}
        ),
    )
    assert str(Address(request)) == (
        "/search?q=sommet+cor%C3%A9e&match=any&year=2024&year=undated&source=B&source=A"
        "&section=Monde&sort=newest&page=2&size=20"
    )


def test_what_changes_the_set_goes_back_to_its_first_page() -> None:
    address = Address(Request(text="a", page=4, size=20, sort="newest"))
    changed = [
        address.asking("b"),
        address.matching("any"),
        address.sorted_by("oldest"),
        address.filtered(Filters(years=(2024,))),
        address.unfiltered(),
    ]
    assert not any("page=" in other for other in changed)
    assert all(other.endswith("&size=20") for other in changed)
    assert address.at(5) == "/search?q=a&sort=newest&page=5&size=20"


def test_an_article_keeps_the_question_that_leads_back_to_it() -> None:
    address = Address(Request(text="a b", page=2, filters=Filters(years=(2024,))))
    assert address.document(DocumentId("x/y")) == "/documents/x%2Fy?q=a+b&year=2024&page=2"


def test_a_month_takes_the_place_of_its_year() -> None:
    assert choices.toggle_month(Filters(years=(2024,)), JUNE) == Filters(months=(JUNE,))


def test_a_year_takes_the_place_of_its_months() -> None:
    assert choices.toggle_year(Filters(months=(JUNE,)), 2024) == Filters(years=(2024,))


def test_years_are_alternatives() -> None:
    both = choices.toggle_year(choices.toggle_year(Filters(), 2023), 2024)
    assert both.years == (2023, 2024)
    assert choices.toggle_year(both, 2023).years == (2024,)


def test_a_day_keeps_its_month_open_and_leads_back_to_it() -> None:
    chosen = choices.toggle_day(Filters(months=(JUNE,)), DAY)
    assert chosen == Filters(months=(JUNE,), days=(DAY,))
    assert choices.without_implied(chosen).months == ()
    assert choices.toggle_day(chosen, DAY) == Filters(months=(JUNE,))
    assert choices.toggle_month(chosen, JUNE) == Filters(months=(JUNE,))


def test_the_range_of_days_stays_when_a_period_is_chosen() -> None:
    start = dt.date(2024, 1, 1)
    assert choices.toggle_month(Filters(start=start), JUNE).start == start


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/b", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("//a.example", False),
        ("data:text/html,x", False),
        ("", False),
        ("http://[", False),
    ],
)
def test_only_web_addresses_become_links(address: str, expected: bool) -> None:
    assert is_web_address(address) is expected
