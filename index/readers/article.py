"""From what a reader cut out of an input to a document fit to be stored."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from index.readers.characters import one_line
from index.readers.dates import lone_day, opening_day
from index.readers.headline import first_line, headline_key
from index.readers.interface import (
    LostDate,
    ReaderOptions,
    Reading,
    Reason,
    Removed,
    Skipped,
)
from index.readers.leftovers import is_prose, without_leftovers
from index.readers.sources import printed_name
from search.document import Document

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

_LONGEST_TITLE = 1000
_OPENING = 5
_LONGEST_LOST_DATE = 100


@dataclasses.dataclass(slots=True, kw_only=True)
class Clipping:
    """An article as a reader cut it out, before it is cleaned.

    Attributes:
        title: empty where the input has none.
        paragraphs: in reading order, each cleaned and one line (`characters.one_line`).
        lost_date: what the input gives for a date, where that is none.
        identifier: the id given by the input, if any.
        record: which record of the file it is, as a person would say it; empty for the only one.
        removed: leftovers that the reader took off already, by rule.
    """

    title: str
    paragraphs: list[str]
    date: dt.date | None = None
    lost_date: str = ""
    source: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    identifier: str = ""
    record: str = ""
    removed: dict[str, int] = dataclasses.field(default_factory=dict)


def _key(clipping: Clipping, title: str, name: str) -> str:
    """Return the given id, else the url, else the file's name (with headline and date)."""
    if clipping.identifier or clipping.url:
        return clipping.identifier or clipping.url
    if not clipping.record:
        return name
    day = clipping.date.isoformat() if clipping.date else ""
    return "#".join(filter(None, (name, title, day)))


def _body(paragraphs: list[str], title: str) -> list[str]:
    """Return the paragraphs without the headline where it opens them again.

    What stands before it, if short, is the site's: a path of sections, a menu.
    """
    key = headline_key(title)
    start = 0
    for index, paragraph in enumerate(paragraphs[:_OPENING]):
        if key and headline_key(paragraph) == key:
            start = index + 1
        elif is_prose(paragraph):
            break
    return paragraphs[start:]


def _undated(paragraphs: list[str], clipping: Clipping, today: dt.date) -> list[str]:
    """Return the paragraphs without a day alone on the first line; either dates the article."""
    if not paragraphs:
        return paragraphs
    day = lone_day(paragraphs[0], today)
    clipping.date = clipping.date or day or opening_day(paragraphs[0], today)
    if day is None:
        return paragraphs
    clipping.removed["dateline"] = clipping.removed.get("dateline", 0) + 1
    return paragraphs[1:]


def finish(clipping: Clipping, path: Path, options: ReaderOptions) -> Iterator[Reading]:
    """Yield the document of a clipping, or why it is left out; and what was removed from it.

    An article with a headline and no text is kept: a brief, or one whose text is sold. One with
    neither a word of text nor of headline is left out, as is one past `max_document_bytes`.
    """
    title = one_line(clipping.title)[:_LONGEST_TITLE]
    body = _undated(_body(clipping.paragraphs, title), clipping, options.today)
    kept = without_leftovers(body)
    text = "\n\n".join(kept.paragraphs)
    if not any(map(str.isalnum, title + text)):
        yield Skipped(path, Reason.EMPTY, clipping.record)
        return
    if (size := len(text.encode())) > options.max_document_bytes:
        params = {"size": size, "limit": options.max_document_bytes}
        yield Skipped(path, Reason.DOCUMENT_TOO_LARGE, clipping.record, params)
        return
    if clipping.lost_date and clipping.date is None:
        yield LostDate(path, clipping.record, clipping.lost_date[:_LONGEST_LOST_DATE])
    if counts := _sum(clipping.removed, kept.removed):
        yield Removed(counts)
    if not any(map(str.isalnum, title)):
        title = first_line(kept.paragraphs[0])
    yield _document(clipping, title, text, options)


def _sum(first: dict[str, int], second: dict[str, int]) -> dict[str, int]:
    """Return the counts of both."""
    return {rule: first.get(rule, 0) + second.get(rule, 0) for rule in first | second}


def _document(clipping: Clipping, title: str, text: str, options: ReaderOptions) -> Document:
    """Return the document; its origin is set by whoever knows where the file lies."""
    return Document(
        key=_key(clipping, title, options.name),
        title=title,
        text=text,
        date=clipping.date,
        source=printed_name(one_line(clipping.source)),
        url=clipping.url,
        authors=clipping.authors,
        section=one_line(clipping.section),
    )
