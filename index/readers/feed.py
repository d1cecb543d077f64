"""RSS, Atom and RDF: one article an entry, the feed's own title being the newspaper."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import feedparser

from index.readers.fields import author_names
from index.readers.interface import ReaderOptions, Reading, Reason, Skipped
from index.readers.records import read_records
from index.readers.streams import read_bounded

if TYPE_CHECKING:
    from pathlib import Path

# Entities are how an XML of a few bytes grows to gigabytes, and no feed needs its own.
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.S | re.I)
_PROLOGUE_BYTES = 65_536


def _without_doctype(data: bytes) -> bytes:
    """Return the XML without its document type, so without entities of its own."""
    head = _DOCTYPE.sub(b"", data[:_PROLOGUE_BYTES])
    if b"<!ENTITY" in head:
        return b""
    return head + data[_PROLOGUE_BYTES:]


def _text(entry: Mapping[str, object]) -> str:
    """Return the longest of an entry's contents and summary."""
    contents = entry.get("content")
    parts = contents if isinstance(contents, list) else []
    texts = [str(part.get("value", "")) for part in parts if isinstance(part, Mapping)]
    summary = entry.get("summary")
    return max([*texts, summary if isinstance(summary, str) else ""], key=len)


def _authors(entry: Mapping[str, object]) -> list[str]:
    """Return the names of an entry's authors."""
    listed = entry.get("authors")
    names = author_names(listed if isinstance(listed, list) and any(listed) else None)
    return [*(names or author_names(entry.get("author")))]


def _record(entry: Mapping[str, object], source: object) -> dict[str, object]:
    """Return an entry under the field names of records.

    `updated` is the date only of an entry that has no other: Atom demands it of each.
    """
    tags = entry.get("tags")
    first = tags[0] if isinstance(tags, list) and tags else {}
    own = entry.get("source")
    return {
        "title": entry.get("title"),
        "text": _text(entry),
        "date": entry.get("published") or entry.get("updated"),
        "source": (own.get("title") if isinstance(own, Mapping) else None) or source,
        "url": entry.get("link"),
        "authors": _authors(entry),
        "section": first.get("term") if isinstance(first, Mapping) else None,
        "id": entry.get("id"),
    }


def read_feed(path: Path, options: ReaderOptions) -> Iterator[Reading]:
    """Yield the article of each entry of a feed.

    Raises:
        OSError: the file cannot be read.
        InputTooLarge: it is larger, decompressed, than the limit.
    """
    data = read_bounded(path, options.max_input_bytes)
    feed = feedparser.parse(io.BytesIO(_without_doctype(data)))
    entries = feed.get("entries") or []
    if not entries and (not feed.get("version") or feed.get("bozo")):
        yield Skipped(path, Reason.BAD_FILE, params={"kind": "RSS"})
        return
    source = (feed.get("feed") or {}).get("title")
    records = ((f"article {n}", _record(entry, source)) for n, entry in enumerate(entries, 1))
    yield from read_records(records, None, path, options)
