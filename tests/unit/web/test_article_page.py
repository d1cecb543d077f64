"""The page of an article: its marks, its way back, what stands beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.results import Headline
from tests.unit.web.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from tests.unit.web.fake_searcher import FakeSearcher


def test_an_article_leads_back_to_its_results(client: FlaskClient) -> None:
    page = client.get("/documents/valmore-1?q=sommet&year=2024&page=1&sort=newest").text
    assert 'href="/search?q=sommet&amp;year=2024&amp;sort=newest"' in page
    assert "Retour aux résultats" in page
    assert "<h2>Un accord de défense</h2>" in page
    assert 'href="https://www.courrier-valmore.example/monde/poutine-kim"' in page


def test_marks_lead_to_one_another(client: FlaskClient) -> None:
    page = client.get("/documents/valmore-1?q=sommet").text
    marks = re.findall(r'<mark id="(m\d+)">', page)
    assert marks == ["m1", "m2"]
    assert '<a href="#m1">Voir la première</a>' in page
    outline = Outline(page)
    assert outline.links.count("#m1") == 2
    assert outline.links.count("#m2") == 1


def test_results_lead_to_one_another_and_back_to_their_page(client: FlaskClient) -> None:
    asked = "q=sommet&sort=newest&size=2"
    first = re.findall(r'<h3><a href="([^"]*)"', client.get(f"/search?{asked}").text)
    second = re.findall(r'<h3><a href="([^"]*)"', client.get(f"/search?{asked}&page=2").text)
    seen, address = [], first[0].replace("&amp;", "&")
    while address:
        page = client.get(address).text
        seen.append(address.partition("?")[0])
        back = re.search(r'<div class="back">\s*<p><a href="([^"]*)"', page)
        assert back is not None
        number = (len(seen) + 1) // 2
        assert back[1].replace("&amp;", "&") == (
            f"/search?{asked}" if number == 1 else "/search?q=sommet&sort=newest&page=2&size=2"
        )
        assert f"<span>{len(seen)} sur 4</span>" in page
        onward = re.search(r'rel="next" href="([^"]*)"', page)
        address = onward[1].replace("&amp;", "&") if onward else ""
    assert seen == [link.partition("?")[0] for link in (*first, *second)]


def test_an_article_by_itself_has_no_neighbours(client: FlaskClient) -> None:
    page = client.get("/documents/valmore-1").text
    assert 'rel="next"' not in page
    assert "Tous les articles</a>" in page


def test_related_articles_keep_the_question(client: FlaskClient, searcher: FakeSearcher) -> None:
    other = searcher.documents[1]
    searcher.related = (Headline(other.id, "<b>À lire</b>", None, "L’Écho"),)
    page = client.get("/documents/valmore-1?q=sommet").text
    assert f'href="/documents/{other.id}?q=sommet">&lt;b&gt;À lire&lt;/b&gt;</a>' in page
    assert "Sur le même sujet" in page


def test_a_broken_question_does_not_hide_an_article(client: FlaskClient) -> None:
    page = client.get("/documents/valmore-1?q=sommet&page=x")
    assert page.status_code == 200
    assert '<mark id="m1">sommet</mark>' in page.text


def test_excerpts_only_where_the_whole_text_may_not_be_shown(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(full_text="off")
    page = client.get("/documents/valmore-1?q=sommet").text
    assert '<mark id="m1">sommet</mark>' in page
    assert "assistance mutuelle" not in page
    assert "Extraits." in page
    assert "assistance mutuelle" not in client.get("/api/documents/valmore-1").text
