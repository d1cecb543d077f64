"""Atom (RFC 4287): the newest articles of a search, for feed readers.

An entry must have a date: articles without one are in no feed.
"""

from __future__ import annotations

import dataclasses
import uuid
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from web.exports.plain import OMISSION, one_line
from web.links import is_web_address
from web.typography import unmarked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from search.results import Hit
    from web.links import Address

ATOM = "application/atom+xml"

MOST = 50
"""Entries of a feed: readers come back sooner than fifty articles appear."""

_NAMESPACE = uuid.UUID("5f2c6c1e-9a6d-4a0b-8a52-6a2f1c0f7d43")
"""Made once, for this program: ids stay the same wherever and whenever a feed is served."""

_SOURCE_SCHEME = "urn:manchette:source"
_SECTION_SCHEME = "urn:manchette:section"


@dataclasses.dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself.

    Attributes:
        title: what it is called.
        site_name: who is the author where an article names none.
        root: address of the site, without its last slash (`https://presse.example`).
        address: of the results, newest first.
        path: of the feed, from the root.
        published: when the articles were put in the index, for a feed without any.
    """

    title: str
    site_name: str
    root: str
    address: Address
    path: str
    published: dt.datetime


def atom_feed(about: Feed, hits: Sequence[Hit]) -> bytes:
    """Return the feed of some articles, newest first."""
    dated = [hit for hit in hits if hit.date]
    feed = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "fr"})
    _text(feed, "id", _urn(f"search:{about.path}"))
    _text(feed, "title", about.title)
    _text(feed, "updated", _moment(dated[0]) if dated else about.published.isoformat())
    _text(ET.SubElement(feed, "author"), "name", about.site_name)
    own, page = about.root + about.path, f"{about.root}{about.address}"
    ET.SubElement(feed, "link", rel="self", type=ATOM, href=own)
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=page)
    for hit in dated:
        _add_entry(feed, hit, about.root + about.address.document(hit.id))
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def _add_entry(feed: ET.Element, hit: Hit, page: str) -> None:
    entry = ET.SubElement(feed, "entry")
    _text(entry, "id", _urn(f"article:{hit.id}"))
    _text(entry, "title", unmarked(hit.title))
    _text(entry, "updated", _moment(hit))
    _text(entry, "published", _moment(hit))
    for author in hit.authors or ((hit.source,) if hit.source else ()):
        _text(ET.SubElement(entry, "author"), "name", author)
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=page)
    if is_web_address(hit.url):
        ET.SubElement(entry, "link", rel="via", href=one_line(hit.url))
    for scheme, value in ((_SOURCE_SCHEME, hit.source), (_SECTION_SCHEME, hit.section)):
        if value:
            ET.SubElement(entry, "category", term=one_line(value), scheme=scheme)
    _text(entry, "summary", OMISSION.join(map(unmarked, hit.snippets)))


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = one_line(text)


def _urn(name: str) -> str:
    return uuid.uuid5(_NAMESPACE, name).urn


def _moment(hit: Hit) -> str:
    return f"{hit.date}T00:00:00Z"
