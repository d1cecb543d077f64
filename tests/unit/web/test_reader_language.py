"""French first; English where the address says so, and in every address that the page gives."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from search.answers import Request
from search.document import DocumentId
from web.language import (
    day_in_words,
    language,
    listed,
    month_in_words,
    number,
    quoted,
    say,
    say_count,
    speaking,
)
from web.links import Address, document_path

if TYPE_CHECKING:
    from flask.testing import FlaskClient

PAGES = ["/", "/search", "/search?q=sommet+coree&year=2024", "/aide", "/documents/valmore-1?q=a"]


def test_french_is_spoken_where_nothing_is_asked() -> None:
    assert language().code == "fr"
    assert say("depuis le {day}", day="19") == "depuis le 19"
    assert say("jusqu'au {day}", day="x'y") == "jusqu’au x'y"


def test_english_is_looked_up() -> None:
    with speaking("en"):
        assert say("depuis le {day}", day="19 {day}") == "since 19 {day}"
        assert say("rien de tel : ici") == "rien de tel\u00a0: ici"
    assert language().code == "fr"


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (0, "0 occurrence", "0 occurrences"),
        (1, "1 occurrence", "1 occurrence"),
        (8000, "8\u202f000 occurrences", "8,000 occurrences"),
    ],
)
def test_nothing_is_singular_in_french_plural_in_english(
    count: int, french: str, english: str
) -> None:
    said = ("{count} occurrence", "{count} occurrences")
    assert say_count(count, *said) == french
    with speaking("en"):
        assert say_count(count, *said) == english


def test_numbers_days_and_lists_follow_the_language() -> None:
    day = dt.date(2024, 6, 1)
    assert (number(12345), day_in_words(day)) == ("12\u202f345", "1er juin 2024")
    assert (listed(["a", "b", "c"]), quoted("a")) == ("a, b et c", "«\u00a0a\u00a0»")
    with speaking("en"):
        assert (number(12345), day_in_words(day)) == ("12,345", "1 June 2024")
        assert (listed(["a", "b", "c"]), quoted("a")) == ("a, b and c", "“a”")
        assert listed(["a", "b"], "ou") == "a or b"
        assert month_in_words(2024, 8) == "August 2024"


def test_what_newspapers_wrote_is_french_on_an_english_page(client: FlaskClient) -> None:
    page = client.get("/search?q=sommet&lang=en").text
    assert page.count('<h3 lang="fr"><a') >= 3
    assert page.count('<p class="snippet" lang="fr">') >= 3
    article = client.get("/documents/valmore-1?lang=en").text
    assert '<h1 lang="fr">' in article
    assert '<div class="body" lang="fr">' in article
    assert ' lang="fr"' not in client.get("/search?q=sommet").text.partition("<body")[2]


def test_addresses_keep_the_language() -> None:
    with speaking("en"):
        address = Address(Request(text="a", page=2))
        assert str(address) == "/search?q=a&page=2&lang=en"
        assert address.asking("b") == "/search?q=b&lang=en"
        assert document_path(DocumentId("a")) == "/documents/a?lang=en"
        assert address.pairs() == [("q", "a"), ("page", "2")]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_english_leads_to_english(client: FlaskClient, path: str) -> None:
    page = client.get(f"{path}{'&' if '?' in path else '?'}lang=en")
    assert '<html lang="en">' in page.text
    assert page.headers["Content-Language"] == "en"
    for tag in re.findall(r"<a [^>]*>", page.text):
        address = re.search(r'href="(/[^"]*)"', tag)
        if address and "hreflang" not in tag:
            assert parse_qs(urlsplit(address[1].replace("&amp;", "&")).query)["lang"] == ["en"], tag
    for form in re.findall(r"(?s)<form.*?</form>", page.text):
        assert '<input type="hidden" name="lang" value="en">' in form


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/search?page=x"])
def test_each_page_has_its_twin(client: FlaskClient, path: str) -> None:
    french = client.get(path)
    assert "lang=en" not in re.sub(
        r"<a [^>]*hreflang[^>]*>|<link rel=.alternate[^>]*>", "", french.text
    )
    to_english = re.search(r'<a href="([^"]*)" hreflang="en" lang="en">English</a>', french.text)
    assert to_english
    english = client.get(to_english[1].replace("&amp;", "&"))
    assert english.status_code == french.status_code
    back = re.search(r'<a href="([^"]*)" hreflang="fr" lang="fr">Français</a>', english.text)
    assert back
    assert client.get(back[1].replace("&amp;", "&")).text == french.text


def test_the_twin_of_an_odd_path_is_on_this_site(client: FlaskClient) -> None:
    odd = {"PATH_INFO": "//elsewhere.example/aide"}
    page = client.get("/?q=%3C", environ_overrides=odd)
    assert page.status_code == 404
    assert 'href="/elsewhere.example/aide?q=%3C&amp;lang=en"' in page.text


def test_languages_have_their_own_etags(client: FlaskClient) -> None:
    tags = {client.get(path).headers["ETag"] for path in ("/search", "/search?lang=en")}
    assert len(tags) == 2
    kept = {"If-None-Match": client.get("/search").headers["ETag"]}
    assert client.get("/search", headers=kept).status_code == 304
    assert client.get("/search?lang=en", headers=kept).status_code == 200


def test_an_unknown_language_is_refused_by_name(client: FlaskClient) -> None:
    page = client.get("/api/search?lang=de")
    assert page.status_code == 400
    assert page.get_json()["parameter"] == "lang"
    assert "« fr » ou « en »" in page.get_json()["detail"].replace("\u00a0", " ")
    assert client.get("/search?lang=").status_code == 200
    assert language().code == "fr"
