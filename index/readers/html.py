"""A page as a newspaper's site serves it: its article, without the site.

Metadata meant for machines comes first, then the page's own headings and times, then trafilatura
and htmldate, which guess. The tree is pruned before trafilatura sees it, and its paragraphs go
through the same leftovers as every other text.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import htmldate
import trafilatura

from index.readers.article import Clipping, finish
from index.readers.blocks import Element, element_paragraphs, parse_html
from index.readers.characters import one_line, paragraphs
from index.readers.dates import lone_day, opening_day, parse_date
from index.readers.encodings import declared_encoding, decode
from index.readers.fields import author_names
from index.readers.headline import headline_key
from index.readers.page_headline import choose_headline, part_in_text, without_site
from index.readers.page_metadata import PageMetadata, page_metadata
from index.readers.page_pruning import Pruning
from index.readers.streams import read_bounded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.readers.interface import ReaderOptions, Reading

_SHORT_TEXT = 250
_SHORTEST_DATE = 6
_LONGEST_DATE = 120
_MODIFIED = re.compile(r"mis à jour|modifi|updated|modified", re.I)
_PUBLISHED = re.compile(r"\b(?:publi[ée]|post[ée]|mise? en ligne|paru|par\s)", re.I)
_LONGEST_BYLINE = 120
_LINES_AFTER_HEADLINE = 40
_FIRST_LINES = 5
_MOST_PRINTED_AUTHORS = 4
_AUTHOR_METAS = (
    "article:author", "og:article:author", "author", "parsely-author", "dc.creator", "dc:creator",
    "dcterms.creator", "citation_author", "sailthru.author",
)  # fmt: skip
_DATED_CLASS = re.compile(r"date|time|publi|horodat", re.I)


def _sites(page: PageMetadata) -> list[str]:
    """Return what the page calls its site, best first."""
    publisher = page.article.get("publisher")
    named = author_names(publisher)[:1] if publisher else ()
    host = urlsplit(page.canonical).hostname or ""
    return [*page.meta("og:site_name"), *named, host.removeprefix("www."), host.split(".")[-2:][0]]


def _source(page: PageMetadata) -> str:
    """Return the newspaper: the site's name, better from the publisher where it is an address."""
    publisher = page.article.get("publisher")
    named = [*author_names(publisher)] if publisher else []
    sites = page.meta("og:site_name")
    proper = [name for name in sites if not re.search(r"\.[a-z]{2,3}/?$", name)]
    names = [*proper, *named, *sites, *page.meta("publisher", "dc.publisher", "application-name")]
    return names[0] if names else (urlsplit(page.canonical).hostname or "").removeprefix("www.")


def _headline(tree: Element, page: PageMetadata) -> str:
    """Return the article's headline."""
    structured = page.article.get("headline")
    headings = [one_line(h.text_content()) for h in tree.iter("h1")]
    sites = _sites(page)
    titles = [
        without_site(title, sites)
        for title in (*page.meta("og:title", "twitter:title", "dc.title", "dc:title"), page.title)
    ]
    marked = tree.xpath("//*[@itemprop='headline' and not(self::meta)]")
    headings = [*(one_line(h.text_content()) for h in marked), *headings]
    given = [structured] if isinstance(structured, str) else []
    return choose_headline(given, headings, titles, sites)


def _from_headline(tree: Element, tags: str) -> Iterator[Element]:
    """Yield elements, those nearest the headline first: tickers and teasers have their own dates.

    Args:
        tree: the page.
        tags: an XPath test of the elements wanted.
    """
    yield from tree.xpath(f"//h1/ancestor::article[1]//*[{tags}]")
    yield from tree.xpath(f"//h1/following::*[{tags}]")
    yield from tree.xpath(f"//*[{tags}]")


def _printed_dates(tree: Element) -> Iterator[str]:
    """Yield the times the page prints: marked as published first, changed ones never."""
    marked = tree.xpath("//*[@itemprop='datePublished' or @pubdate]")
    for time in (*marked, *_from_headline(tree, "self::time")):
        around = f"{time.get('itemprop')} {time.get('class')} {time.text_content()}"
        if not _MODIFIED.search(around):
            yield time.get("content") or time.get("datetime") or time.text_content()
    for element in _from_headline(tree, "self::p or self::span or self::div or self::small"):
        if _DATED_CLASS.search(f"{element.get('class')} {element.get('id')}"):
            text = one_line(element.text_content()[:200])
            if _SHORTEST_DATE <= len(text) <= _LONGEST_DATE:
                yield text


def _date_lines(tree: Element) -> Iterator[str]:
    """Yield what follows « Publié », or a byline, in the short lines after the headline.

    Plain pages mark their date with no tag, class or name: only its wording says what it is.
    """
    lines = tree.xpath("//h1/following::*[self::p or self::span or self::div or self::small]")
    for element in lines[:_LINES_AFTER_HEADLINE]:
        text = one_line(element.text_content()[: 2 * _LONGEST_BYLINE])
        if len(text) <= _LONGEST_BYLINE and (found := _PUBLISHED.search(text)):
            yield text[found.start() :]


def _date(
    tree: Element, page: PageMetadata, first_lines: Sequence[str], today: dt.date
) -> dt.date | None:
    """Return the day of publication, None where only a guess at a change is to be had.

    Args:
        tree: the page.
        page: what it says to machines.
        first_lines: of the article; a plain page prints its date as one of them.
        today: a date more than a year later is no date.
    """
    for text in (*page.published(), *_printed_dates(tree), *_date_lines(tree)):
        if date := parse_date(text, today):
            return date
    days = (
        opening_day(next(iter(first_lines), ""), today),
        *(lone_day(t, today) for t in first_lines),
    )
    if date := next(filter(None, days), None):
        return date
    guess = htmldate.find_date(
        deepcopy(tree), extensive_search=False, original_date=True, max_date=today.isoformat()
    )
    return parse_date(guess, today) if guess else None


def _extracted(tree: Element) -> list[str]:
    """Return the paragraphs that trafilatura takes for the article."""
    found = trafilatura.bare_extraction(tree, include_comments=False)
    if found is None or isinstance(found, dict) or found.body is None:
        return []
    return _as_parted(element_paragraphs(found.body, frozenset()), tree)


def _as_parted(texts: list[str], tree: Element) -> list[str]:
    """Return the paragraphs of a short page as it parts them: trafilatura runs those together."""
    if len(texts) != 1:
        return texts
    whole = "".join(texts[0].split())
    parted = [t for t in element_paragraphs(tree) if "".join(t.split()) in whole]
    return parted if "".join("".join(parted).split()) == whole else texts


def _is_better(structured: list[str], extracted: list[str]) -> bool:
    """Tell whether to take the JSON-LD's text: the page shows little, or the same run together."""
    ours, theirs = ("".join("".join(texts).split()) for texts in (extracted, structured))
    if len(ours) < min(_SHORT_TEXT, len(theirs)):
        return True
    return ours == theirs and len(structured) > len(extracted)


def _text(tree: Element, page: PageMetadata, headline: str) -> tuple[list[str], dict[str, int]]:
    """Return the article's paragraphs, and what was cut out of the page."""
    body = tree.find("body")
    pruning = Pruning(tree if body is None else body, headline)
    pruning.prune()
    texts = _extracted(tree)
    structured = page.article.get("articleBody")
    if isinstance(structured, str) and _is_better(paragraphs(structured), texts):
        texts = paragraphs(structured)
    return texts, dict(pruning.removed)


def read_html(path: Path, options: ReaderOptions) -> Iterator[Reading]:
    """Yield the article of a page.

    Raises:
        OSError: the file cannot be read.
        InputTooLarge: it is larger, decompressed, than the limit.
    """
    # A page is parsed whole: no article's page is more than a few times the article's limit.
    data = read_bounded(path, min(options.max_input_bytes, 4 * options.max_document_bytes))
    tree = parse_html(decode(data, declared_encoding(data)))
    if tree is None:
        yield from finish(Clipping(title="", paragraphs=[]), path, options)
        return
    page = page_metadata(tree)
    headline = _headline(tree, page)
    whole = deepcopy(tree)
    texts, removed = _text(tree, page, headline)
    headline = part_in_text(headline, texts[:_FIRST_LINES])
    below = [t for t in texts[: _FIRST_LINES + 1] if headline_key(t) != headline_key(headline)]
    clipping = Clipping(
        title=headline,
        paragraphs=texts,
        date=_date(whole, page, below, options.today),
        lost_date=next(filter(None, map(one_line, page.published())), ""),
        source=_source(page),
        url=page.canonical,
        authors=_authors(whole, page),
        section=next(iter(page.meta("article:section", "og:article:section")), ""),
        removed=removed,
    )
    yield from finish(clipping, path, options)


def _authors(tree: Element, page: PageMetadata) -> tuple[str, ...]:
    """Return the byline, without addresses and without the site's own name."""
    metas = page.meta(*_AUTHOR_METAS)
    names = (
        author_names(page.article.get("author"))
        or tuple(name for text in metas for name in author_names(text))
        or tuple(_printed_authors(tree))
    )
    sites = {headline_key(site) for site in _sites(page)}
    return tuple(dict.fromkeys(name for name in names if headline_key(name) not in sites))


def _printed_authors(tree: Element) -> Iterator[str]:
    """Yield the names that the article's head links to its author, or marks as one."""
    marked = "@rel='author' or (@itemprop='author' and not(self::meta))"
    around = tree.xpath(
        f"//h1/ancestor::*[self::article or self::main or self::div][1]//*[{marked}]"
    )
    for element in around[:_MOST_PRINTED_AUTHORS]:
        named = element.xpath(".//*[@itemprop='name']")
        yield from author_names(one_line((named[0] if named else element).text_content()))
