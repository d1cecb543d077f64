"""Every value of a facet can be reached, found by its letters, and chosen beside others."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from search.document import Document
from tests.unit.web.fake_searcher import FakeSearcher
from web.app import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from search.settings import Settings

AUTHORS = 250


@pytest.fixture
def many(settings: Settings) -> FlaskClient:
    """A site of 250 authors: the first wrote three articles, the next two, the others one."""
    documents = [
        Document(
            key=f"{number}-{copy}",
            title=f"Le pont {number}",
            text="Un pont.",
            authors=(f"Élise {number:03}",),
            source="Le Méridien" if number % 2 else "La Gazette",
        )
        for number in range(AUTHORS)
        for copy in range(max(1, 3 - number))
    ]
    return create_app(settings, FakeSearcher(documents)).test_client()


def values(page: str) -> list[str]:
    return re.findall(r'<span class="value">([^<]+)</span>', page)


def counts(page: str) -> list[int]:
    return [int(count) for count in re.findall(r'<span class="count">(\d+)', page)]


def link(page: str, text: str) -> str:
    found = re.search(rf'href="([^"]+)"[^>]*>(?:<span[^>]*>[^<]*</span>|<span[^>]*>)?{text}', page)
    assert found is not None, text
    return found[1].replace("&amp;", "&")


def test_every_value_is_reached_page_by_page(many: FlaskClient) -> None:
    page = many.get("/facets/author?q=pont").text
    seen = values(page)
    assert counts(page)[:3] == [3, 2, 1]
    assert "250 auteurs" in page
    while "Suivante" in page:
        page = many.get(link(page, "Suivante")).text
        seen += values(page)
    assert sorted(seen) == [f"Élise {number:03}" for number in range(AUTHORS)]
    assert 'start="201"' in page


def test_from_a_to_z(many: FlaskClient) -> None:
    page = many.get(link(many.get("/facets/author").text, "de A à Z")).text
    assert values(page)[:2] == ["Élise 000", "Élise 001"]
    assert values(page) == sorted(values(page))


def test_letters_find_a_value_whatever_its_accents_and_capitals(many: FlaskClient) -> None:
    page = many.get("/facets/author?contains=ELISE+24&order=name").text
    assert values(page) == [f"Élise {number}" for number in range(240, 250)]
    assert "10 auteurs sur 250" in page
    nothing = many.get("/facets/author?contains=zzz").text
    assert values(nothing) == []
    assert "0 auteur sur 250" in nothing


def test_several_values_are_chosen_in_a_row_and_say_how_many_articles(many: FlaskClient) -> None:
    page = many.get("/facets/author?q=pont&contains=00&sort=newest").text
    for number, articles in ((0, 3), (1, 5), (9, 6)):
        page = many.get(link(page, f"Élise 00{number}")).text
        assert f"<span>{articles} articles</span>" in page
        assert 'value="00"' in page
    chosen = "author=%C3%89lise+000&author=%C3%89lise+001&author=%C3%89lise+009"
    assert link(page, "← ") == f"/search?q=pont&{chosen}&sort=newest"
    results = many.get(link(page, "← ")).text
    assert "6 articles" in results
    removed = many.get(link(page.partition('class="chips"')[2], "Retirer le filtre ")).text
    assert "<span>3 articles</span>" in removed


def test_its_own_selection_does_not_shrink_it_and_others_do(many: FlaskClient) -> None:
    own = many.get("/facets/author?author=%C3%89lise+000").text
    assert "250 auteurs" in own
    other = many.get("/facets/author?source=Le+M%C3%A9ridien").text
    assert "125 auteurs" in other


def test_the_results_list_the_first_and_lead_to_all(many: FlaskClient) -> None:
    page = many.get("/search?q=pont&page=2&author=%C3%89lise+099").text
    facet = page.partition("<h3>Auteur</h3>")[2].partition("</section>")[0]
    assert values(facet)[:2] == ["Élise 000", "Élise 001"]
    assert values(facet)[-1] == "Élise 099"
    assert len(values(facet)) == 9
    assert link(facet, "Voir les 250 auteurs") == "/facets/author?q=pont&author=%C3%89lise+099"
    sources = page.partition("<h3>Source</h3>")[2].partition("</section>")[0]
    assert "Voir les" not in sources


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/facets/author?order=size", 400),
        ("/facets/author?page=0", 400),
        (f"/facets/author?contains={'a' * 201}", 400),
        ("/facets/date", 404),
        ("/facets/author?page=999", 200),
    ],
)
def test_what_cannot_be_is_refused(many: FlaskClient, address: str, status: int) -> None:
    assert many.get(address).status_code == status


def test_of_many_years_the_last_and_the_chosen_are_listed(settings: Settings) -> None:
    documents = [
        Document(key=str(year), title="Le pont", text="Un pont.", date=dt.date(year, 5, 1))
        for year in range(1950, 2001)
    ]
    client = create_app(settings, FakeSearcher(documents)).test_client()
    page = client.get("/search?q=pont&year=1960").text
    dates = page.partition('class="facet dates"')[2].partition("</section>")[0]
    years = [value for value in values(dates) if value.isdigit()]
    assert years == ["2000", "1999", "1998", "1997", "1996", "1995", "1994", "1993", "1960"]
    assert link(dates, "Voir toutes les dates") == "/search/dates?q=pont&year=1960"
    assert 'href="/search?year=2000"' in client.get("/").text
