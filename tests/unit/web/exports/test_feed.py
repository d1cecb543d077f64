"""The feed of a search, read by feedparser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import feedparser

from tests.unit.web.exports.conftest import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient


def test_the_feed_has_the_dated_articles_newest_first(hostile: Callable[..., FlaskClient]) -> None:
    response = hostile().get("/search.atom?q=port&year=2024")
    feed = feedparser.parse(response.data)
    assert feed.bozo is False
    assert feed.version == "atom10"
    assert feed.feed.title == "port – Manchette"
    assert [entry.published[:10] for entry in feed.entries] == [
        "2024-07-01",
        "2024-06-20",
        "2024-06-19",
    ]
    assert feed.feed.updated == "2024-07-01T00:00:00Z"
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == "http://localhost/search.atom?q=port&year=2024"
    assert links["alternate"] == "http://localhost/search?q=port&year=2024&sort=newest"
    assert response.mimetype == "application/atom+xml"


def test_markup_in_an_article_is_text(hostile: Callable[..., FlaskClient]) -> None:
    data = hostile().get("/search.atom?q=%C3%A9t%C3%A9").data
    namespace = {"a": "http://www.w3.org/2005/Atom"}
    (entry,) = ET.fromstring(data).findall("a:entry", namespace)  # noqa: S314 - our own
    (document,) = (one for one in HOSTILE if one.key == "markup")
    assert entry.findtext("a:title", None, namespace) == document.title
    assert entry.findtext("a:author/a:name", None, namespace) == document.authors[0]
    assert "</summary><entry> &amp; &lt;i&gt; l’été…" in str(
        entry.findtext("a:summary", None, namespace)
    )
    hrefs = [link.get("href") for link in entry.findall("a:link[@rel='via']", namespace)]
    assert hrefs == [document.url]


def test_ids_are_uris_that_never_change(hostile: Callable[..., FlaskClient]) -> None:
    first, second = (
        feedparser.parse(hostile().get(f"/search.atom?q={words}").data)
        for words in ("port", "port+quai")
    )
    ids = [entry.id for entry in first.entries]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in (*ids, first.feed.id))
    assert second.entries[0].id in ids
    assert second.feed.id != first.feed.id
    again = hostile().get("/search.atom?q=port", base_url="https://elsewhere.example")
    assert [entry.id for entry in feedparser.parse(again.data).entries] == ids


def test_a_reader_that_has_seen_the_feed_is_told_so(hostile: Callable[..., FlaskClient]) -> None:
    client = hostile()
    response = client.get("/search.atom?q=port")
    tag = response.headers["ETag"]
    assert client.get("/search.atom?q=port", headers={"If-None-Match": tag}).status_code == 304
    since = response.headers["Last-Modified"]
    seen = client.get("/search.atom?q=port", headers={"If-Modified-Since": since})
    assert (seen.status_code, seen.data) == (304, b"")
    assert client.get("/search.atom?q=quai", headers={"If-None-Match": tag}).status_code == 200


def test_what_a_date_means_may_change_without_a_new_index(
    hostile: Callable[..., FlaskClient],
) -> None:
    response = hostile().get("/search.atom?q=port+depuis:%22le+mois+dernier%22")
    assert feedparser.parse(response.data).entries
    assert "Last-Modified" not in response.headers
    assert "ETag" in response.headers


def test_a_feed_may_be_empty(hostile: Callable[..., FlaskClient]) -> None:
    feed = feedparser.parse(hostile().get("/search.atom?q=zzzz").data)
    assert (feed.bozo, feed.entries) == (False, [])
    assert re.match("20", feed.feed.updated)
