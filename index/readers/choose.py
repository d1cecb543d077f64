"""Which reader for which input: by its name, and by its opening where the name says too little.

`read_input` is itself a reader: it is what the sandbox runs.
"""

from __future__ import annotations

import errno
import re
import zlib
from typing import TYPE_CHECKING

from index.readers.encodings import decode
from index.readers.interface import Reader, ReaderOptions, Reading, Reason, Skipped
from index.readers.streams import InputTooLarge, opening
from search.document import Document
from search.system_errors import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

BINARY = "binary"
_KINDS = {
    ".txt": "text", ".text": "text", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "json_lines", ".ndjson": "json_lines", ".json": "json", ".csv": "csv", ".tsv": "csv",
    ".tab": "csv", ".xml": "xml", ".rss": "feed", ".atom": "feed", ".rdf": "feed", "": "any",
}  # fmt: skip
# Atomic, or comments without an end could be parted in exponentially many ways.
_PROLOGUE = r"(?>\s|<\?(?>.*?\?>)|<!--(?>.*?-->)|<!DOCTYPE\s+(?!html)(?>[^>\[]*(?:\[.*?\]\s*)?>))*+"
_FEED = re.compile(_PROLOGUE + r"<(?:rss|feed|(?:\w+:)?RDF)[\s>]", re.S | re.I)
_HTML_OPENING = r"(?:<!doctype\s+html|<(?:html|head|body|article|main|section|div|h1|p)[\s>])"
_HTML = re.compile(_PROLOGUE + _HTML_OPENING, re.S | re.I)
_TWO_OBJECTS = re.compile(r"^\ufeff?\s*\{[^\n]*\}\s*\n\s*\{")
_JSON = re.compile(r'^\ufeff?\s*(?:\{\s*"|\[\s*\{\s*")')
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def _kind_of_text(text: str) -> str | None:
    """Return what an opening plainly is whatever the file's name, None if it could be text."""
    if _FEED.match(text):
        return "feed"
    if _HTML.match(text):
        return "html"
    if _TWO_OBJECTS.match(text):
        return "json_lines"
    return "json" if _JSON.match(text) else None


def kind_of(path: Path, head: bytes) -> str | None:
    """Return the kind of an input, None if no reader knows it, BINARY if its name promises text.

    Args:
        path: only its name is looked at.
        head: the opening of its content, decompressed.
    """
    name = path.name.lower().removesuffix(".gz")
    suffix = name[name.rindex(".") :] if "." in name[1:] else ""
    named = _KINDS.get(suffix)
    text = decode(head)
    if named is None or _BINARY.search(text[:2000]):
        return named and BINARY
    seen = _kind_of_text(text)
    if named in ("json_lines", "csv") or seen is None:
        return {"any": "text", "xml": None}.get(named, named)
    return seen


def _reader(kind: str) -> Reader:
    """Return the reader of a kind; imported here, so that a run pays for the kinds it meets."""
    if kind == "html":
        from index.readers.html import read_html

        return read_html
    if kind == "feed":
        from index.readers.feed import read_feed

        return read_feed
    from index.readers import csv_file, json_lines, text

    readers: dict[str, Reader] = {
        "text": text.read_text,
        "csv": csv_file.read_csv,
        "json": json_lines.read_json,
        "json_lines": json_lines.read_json_lines,
    }
    return readers[kind]


def _never_silent(path: Path, readings: Iterable[Reading]) -> Iterator[Reading]:
    """Yield readings; a file that holds no article and has nothing said of it is an empty one."""
    silent = True
    for reading in readings:
        silent = silent and not isinstance(reading, Document | Skipped)
        yield reading
    if silent:
        yield Skipped(path, Reason.EMPTY)


def read_input(path: Path, options: ReaderOptions) -> Iterator[Reading]:
    """Yield the articles of an input of any kind; what goes wrong with it is yielded too."""
    try:
        head = opening(path)
        kind = kind_of(path, head)
        if kind is None:
            yield Skipped(path, Reason.UNKNOWN_KIND, params={"suffix": path.suffix.lower()})
        elif kind == BINARY:
            yield Skipped(path, Reason.BINARY)
        elif not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
            yield Skipped(path, Reason.EMPTY)
        else:
            yield from _never_silent(path, _reader(kind)(path, options))
    except InputTooLarge as error:
        yield Skipped(path, Reason.TOO_LARGE, params={"limit": error.limit})
    except ModuleNotFoundError as error:
        yield Skipped(path, Reason.MISSING_LIBRARY, params={"library": error.name or ""})
    except (OSError, EOFError, zlib.error) as error:
        if getattr(error, "errno", None) == errno.ENOMEM:
            raise MemoryError from error
        # A download cut short is one: the articles before the cut stay.
        yield Skipped(path, Reason.UNREADABLE, params={"error": said(error)})
