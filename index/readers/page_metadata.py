"""What a page says of its article to machines: JSON-LD, OpenGraph, meta, microdata."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from index.readers.characters import one_line

if TYPE_CHECKING:
    from index.readers.blocks import Element

# Schema.org types of what this product calls an article, best first.
_ARTICLE_TYPE = re.compile(r"article|report|posting|review|episode|opinion|live|claim", re.I)
_CDATA = re.compile(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*$|^\s*<!--|-->\s*$")
_LOOSE_FIELD = r'"{}"\s*:\s*"((?:[^"\\]|\\.)*)"'
_DEEPEST = 12

_PUBLISHED_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "date.created",
    "dc.date.issued", "dc:date.created", "dcterms.created", "dc.date", "dcterms.date",
    "publication_date", "publish-date", "publishdate", "pubdate", "date", "datepublished",
)  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page's head and structured data say; each list best first, all one-line texts.

    Attributes:
        article: the JSON-LD object of the article, empty if there is none.
        metas: content of meta elements by lower-case property, name or itemprop.
        canonical: the page's address, absolute, or empty.
        title: the `<title>`.
    """

    article: Mapping[str, object]
    metas: Mapping[str, list[str]]
    canonical: str
    title: str

    def meta(self, *names: str) -> list[str]:
        """Return the contents of the metas with these names, in the order of the names."""
        return [content for name in names for content in self.metas.get(name, ())]

    def published(self) -> list[str]:
        """Return what may hold the day of publication, never that of a later change."""
        structured = [self.article.get(name) for name in ("datePublished", "dateCreated")]
        return [value for value in structured if isinstance(value, str)] + self.meta(
            *_PUBLISHED_NAMES
        )


def _loose(script: str) -> dict[str, object]:
    """Return the fields that matter from JSON-LD that is not JSON, as a stray quote makes it."""
    found: dict[str, object] = {}
    for name in ("headline", "datePublished"):
        match = re.search(_LOOSE_FIELD.format(name), script)
        if match:
            try:
                found[name] = json.loads(f'"{match.group(1)}"', strict=False)
            except ValueError:
                found[name] = match.group(1)
    return {"@type": "Article", **found} if found else {}


def _objects(value: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    """Yield the objects of a JSON-LD value, outer ones first, through lists and graphs."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        yield value
        for inner in value.values():
            if isinstance(inner, Mapping | list):
                yield from _objects(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner, depth + 1)


def _structured(tree: Element) -> Iterator[Mapping[str, object]]:
    """Yield the objects of the page's JSON-LD."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = _CDATA.sub("", script.text_content())
        try:
            yield from _objects(json.loads(text, strict=False))
        except (ValueError, RecursionError):
            yield _loose(text)


def _rank(entry: Mapping[str, object]) -> int:
    """Return how much an object is the article: one with a headline first, then one with a date."""
    kind = str(entry.get("@type", ""))
    article = bool(_ARTICLE_TYPE.search(kind))
    named = isinstance(entry.get("headline"), str)
    dated = isinstance(entry.get("datePublished"), str)
    return 4 * (article and named) + 2 * article + (named and dated) + dated


def _article(tree: Element) -> dict[str, object]:
    """Return the JSON-LD object of the article, with the date of its page where it has none."""
    ranked = sorted(_structured(tree), key=_rank, reverse=True)
    best = dict(ranked[0]) if ranked and _rank(ranked[0]) else {}
    page = (e for e in ranked if "WebPage" in str(e.get("@type")) and e.get("datePublished"))
    best.setdefault("datePublished", next(page, {}).get("datePublished", ""))
    return {name: _unescaped(value) for name, value in best.items()}


def _unescaped(value: object) -> object:
    """Return a text without the HTML entities that some systems leave in JSON-LD."""
    return html.unescape(value) if isinstance(value, str) else value


def _metas(tree: Element) -> dict[str, list[str]]:
    """Return the contents of meta elements by name."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = one_line(meta.get("content") or "")
        for attribute in ("property", "name", "itemprop"):
            if content and (name := meta.get(attribute)):
                # Microdata headlines in metas are often teasers: kept apart by their prefix.
                prefix = "itemprop:" if attribute == "itemprop" and name == "headline" else ""
                found.setdefault(prefix + name.strip().lower(), []).append(content)
    return found


def _canonical(tree: Element, metas: Mapping[str, list[str]]) -> str:
    """Return the page's own address; the address of a site's front page is not it."""
    links = [link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical"]
    addresses: list[str] = [*links, *metas.get("og:url", ())]
    for address in addresses:
        if re.match(r"https?://[^/\s]+/[^\s]*[^/\s]", address.strip(), re.I):
            return address.strip()
    return ""


def page_metadata(tree: Element) -> PageMetadata:
    """Return what the page says of its article to machines."""
    metas = _metas(tree)
    title = next(tree.iter("title"), None)
    return PageMetadata(
        article=_article(tree),
        metas=metas,
        canonical=_canonical(tree, metas),
        title="" if title is None else one_line(title.text_content()),
    )
