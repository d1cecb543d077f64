"""The pages of results, from the home page on: what they show and where they lead."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from search.notices import Code, Notice
from tests.unit.web.outline import Outline

if TYPE_CHECKING:
    import pytest
    from flask.testing import FlaskClient

    from tests.unit.web.fake_searcher import FakeSearcher


def test_home_shows_the_collection(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "12 articles, de 2021 à 2024" in page
    assert 'href="/search?year=2024"' in page
    assert 'href="/search?year=undated"' in page
    assert "Derniers articles" in page


def test_home_with_a_question_answers_it(client: FlaskClient) -> None:
    assert "contenant <b>sommet</b>" in client.get("/?q=sommet").text


def test_hits_are_marked_and_dated(client: FlaskClient) -> None:
    page = client.get("/search?q=sommet").text
    assert "<mark>sommet</mark>" in page
    assert '<time datetime="2024-06-19">19 juin 2024</time>' in page
    assert "2 occurrences" in page


def test_chosen_filters_are_chips_and_stay_with_a_new_query(client: FlaskClient) -> None:
    page = client.get("/search?q=sommet&year=2024&source=La+Gazette+du+Rhin&match=any&page=1").text
    form = page.partition('role="search"')[2].partition("</form>")[0]
    assert 'name="year" value="2024"' in form
    assert 'name="source" value="La Gazette du Rhin"' in form
    assert "match" not in form
    assert "Retirer tous les filtres" in page
    assert page.count("Retirer le filtre ") == 2
    assert 'aria-current="true"' in page


def test_near_articles_stand_apart_and_say_what_they_lack(client: FlaskClient) -> None:
    page = client.get("/search?q=sommet+coree").text
    found, _, near = page.partition("Articles proches")
    assert "Il manque" not in found
    assert "Il manque\u00a0: <s>sommet</s> · " in near.replace("&nbsp;", "\u00a0")


def test_nothing_found_is_never_an_empty_page(client: FlaskClient) -> None:
    page = client.get("/search?q=zzz+sommet").text
    assert "Aucun article" in page
    assert "Aucun article ne contient «\u00a0zzz\u00a0»" in page
    assert '<a href="/search?q=sommet">Sans «\u00a0zzz\u00a0»</a>\u00a0: ' in page
    assert "Avec un des mots au moins</a>" in page
    page = client.get("/search?q=sommet&year=1921&source=X").text
    assert "Sans aucun filtre</a>" in page


def test_a_page_too_far_leads_back(client: FlaskClient) -> None:
    assert "Cette page n’existe pas" in client.get("/search?page=50").text


def test_readings_link_to_each_spelling(client: FlaskClient) -> None:
    assert 'href="/search?q=sommet+%3Dcor%C3%A9e"' in client.get("/search?q=sommet+coree").text


def test_notices_link_to_what_undoes_them(client: FlaskClient) -> None:
    page = client.get("/search?q=coree").text
    assert 'data-code="accents"' in page
    assert 'href="/search?q=%3Dcoree"' in page
    any_word = client.get("/search?q=coree+sommet&match=any").text
    assert 'class="undo" href="/search?q=coree+sommet"' in any_word


def test_every_code_can_be_shown(searcher: FakeSearcher, client: FlaskClient) -> None:
    answer = searcher.answer
    notices = tuple(Notice(code, {"word": "a", "words": ("a",)}, undo="b") for code in Code)

    def with_every_notice(request: object) -> object:
        return dataclasses.replace(answer(request), notices=notices)  # type: ignore[arg-type]

    searcher.answer = with_every_notice  # type: ignore[assignment, method-assign]
    page = client.get("/search?q=sommet").text
    assert all(f'data-code="{code}"' in page for code in Code)


def test_months_open_under_a_chosen_year_and_days_under_a_chosen_month(
    client: FlaskClient,
) -> None:
    def listed(question: str) -> str:
        return client.get(f"/search?{question}").text.partition('class="facet dates"')[2]

    assert "month=2024-06" not in listed("q=president")
    month = 'href="/search?q=president&amp;month=2024-06"'
    assert month in listed("q=president&year=2024")
    day = 'href="/search?q=president&amp;month=2024-06&amp;day=2024-06-19"'
    assert day in listed("q=president&month=2024-06")


def test_the_scale_stays_in_every_link_of_the_page(client: FlaskClient) -> None:
    page = client.get("/search?q=president&size=2&scale=share").text
    kept = [link for link in Outline(page).links if link.startswith(("/search?", "/documents/"))]
    assert len(kept) > 20
    without = {link for link in kept if "scale=share" not in link}
    assert without == {"/search?q=president&amp;size=2".replace("&amp;", "&")}
    article = client.get(next(link for link in kept if link.startswith("/documents/"))).text
    back = next(link for link in Outline(article).links if link.startswith("/search?q="))
    assert back == "/search?q=president&size=2&scale=share"
    plain = Outline(client.get("/search?q=president").text).links
    assert [link for link in plain if "scale=" in link] == ["/search?q=president&scale=share"]


def test_counts_by_date_are_a_table_too(client: FlaskClient) -> None:
    page = client.get("/search/dates?q=president&year=2024").text
    table = page.partition('<table class="table"')[2].partition("</table>")[0]
    cells = re.findall(r"<td>([^<]*)</td>", table)
    assert table.count("<tr>") == 13
    assert 'href="/search/dates?q=president&amp;month=2024-06"' in table
    counts, published = (list(map(int, cells[at::3])) for at in (0, 1))
    assert all(one <= other for one, other in zip(counts, published, strict=True))
    assert sum(counts) == int(re.findall(r"<strong>(\d+)", page)[0])
    assert 'href="/search?q=president&amp;year=2024"' in page
    assert 'href="/search/dates.csv?q=president&amp;year=2024&amp;by=day"' in page


def test_results_can_be_taken_away(client: FlaskClient) -> None:
    page = client.get("/search?q=sommet&year=2024&sort=oldest&size=2&page=2").text
    for extension in ("csv", "jsonl", "bib", "ris"):
        assert f'href="/search.{extension}?q=sommet&amp;year=2024&amp;sort=oldest"' in page
    feed = "/search.atom?q=sommet&amp;year=2024"
    assert f'<link rel="alternate" type="application/atom+xml" href="{feed}">' in page
    assert f'<a href="{feed}" rel="nofollow">' in page


def test_what_finds_nothing_can_be_followed(client: FlaskClient) -> None:
    page = client.get("/search?q=zzzz").text
    assert "/search.atom?q=zzzz" in page
    assert "/search.csv" not in page


def test_a_file_that_cannot_hold_every_article_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.results_page.MOST_ROWS", 2)
    assert "Les 2 premiers articles." in client.get("/search?q=sommet").text
