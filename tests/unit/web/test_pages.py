"""Every page: whole, in French, safe with any text, and sent no more often than it must be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.unit.web.outline import Outline

if TYPE_CHECKING:
    from flask.testing import FlaskClient


HOSTILE = "https://hostile.example/article?a=1&b=2"


ADDRESSES = [
    "/",
    "/search",
    "/search?q=sommet+coree",
    "/search?q=sommet+coree&year=2024&source=La+Gazette+du+Rhin",
    "/search?q=zzz+sommet&year=2024",
    "/search?q=pr%C3%A9sident&month=2024-06&day=2024-06-19",
    "/search?q=pr%C3%A9sident+-sommet&match=any&sort=oldest&size=1&page=2",
    "/search?year=undated",
    "/search?from=2024-06&to=2024-07",
    "/search?q=sommet&year=2024&scale=share",
    "/search/dates?q=sommet",
    "/search/dates?month=2024-06",
    "/facets/source?q=president&source=La+Gazette+du+Rhin",
    "/facets/author?contains=zzz&order=name&page=9",
    "/search/dates?q=zzz",
    "/search?page=50",
    "/documents/valmore-1?q=sommet&year=2024",
    "/documents/rhin-4",
    "/documents/none",
    "/nowhere",
    "/search?page=x&q=a",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_whole(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    outline = Outline(page)
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.headings.count(1) == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps), outline.headings
    assert set(outline.inputs) <= set(outline.labelled)
    assert '<html lang="fr">' in page
    assert re.search(r"<title>[^<]+</title>", page)
    assert "None" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search",
        "/search?q=president&year=2024",
        "/search?q=sommet&month=2024-06",
        "/search/dates?q=president",
        "/facets/source?q=president",
        "/search?q=zzz+yyy&year=2024",
    ],
)
def test_every_link_leads_somewhere(client: FlaskClient, address: str) -> None:
    links = {link for link in Outline(client.get(address).text).links if link.startswith("/")}
    assert len(links) > 5
    for link in links:
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("address", ["/", "/search?q=pr%C3%A9sident&year=2024", "/nowhere"])
def test_our_own_text_is_printed_french(client: FlaskClient, address: str) -> None:
    body = client.get(address).text.partition("<body")[2]
    quoted = re.sub(r"(?s)<(h3|p class=\"snippet\").*?</(h3|p)>", "", body)
    text = re.sub(r"<[^>]*>", "", quoted)
    assert not re.search(r"\S [;:!?»]|« |\w'\w", text)


@pytest.mark.parametrize(
    "path",
    [
        f"/documents/{HOSTILE.replace('?', '%3F')}",
        "/search?q=balise",
        "/search?source=Les+<Cahiers>+%26+Cie",
        "/",
    ],
)
def test_hostile_text_stays_text(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    Outline(response.text)
    assert "<script" not in response.text.partition("<body")[2]
    assert "<img" not in response.text
    assert "javascript:" not in "".join(Outline(response.text).links)


@pytest.mark.parametrize("query", ['"><script>alert(1)</script>', "' onfocus='x", "</title><b>"])
def test_a_hostile_query_stays_text(client: FlaskClient, query: str) -> None:
    Outline(client.get("/search", query_string={"q": query}).text)
    Outline(client.get("/documents/rhin-1", query_string={"q": query}).text)


def test_an_unchanged_page_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/search?q=sommet")
    again = client.get("/search?q=sommet", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_static_files_are_kept_for_a_year_at_the_address_of_their_content(
    client: FlaskClient,
) -> None:
    page = client.get("/").text
    for name, kind in (("manchette.css", "text/css"), ("manchette.js", "text/javascript")):
        found = re.search(rf'"(/static/[0-9a-f]{{12}}/{re.escape(name)})"', page)
        assert found
        response = client.get(found[1])
        assert "immutable" in response.headers["Cache-Control"]
        assert response.mimetype == kind
    assert client.get("/static/000000000000/manchette.css").headers["Cache-Control"] == "no-cache"
    assert client.get("/static/000000000000/none.css").status_code == 404
