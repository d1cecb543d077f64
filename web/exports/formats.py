"""The formats that hold a whole result set."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Protocol

from web.exports.bibtex import bibtex, bibtex_file
from web.exports.csv_file import csv_file
from web.exports.json_lines import json_lines
from web.exports.ris import ris, ris_file
from web.links import in_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from search.articles import Article
    from search.document import DocumentId
    from search.results import Found

MOST_ROWS = 10_000
"""Articles of an export: more is a corpus, which its owner copies as files."""


class Write(Protocol):
    """Writes articles, a piece at a time; their texts only where the site shows them whole."""

    def __call__(self, found: Iterable[Found], *, whole: bool) -> Iterator[str]:
        """Yield the pieces of a file."""
        ...


@dataclasses.dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        extension: of its files, and of its address.
        media_type: without its character set, which is UTF-8.
        write: writes it.
        summary: for /openapi.json.
        reference: writes one article by itself; None where the format is no reference.
    """

    extension: str
    media_type: str
    write: Write
    summary: str
    reference: Callable[[Article], str] | None = None


FORMATS = (
    Format("csv", "text/csv", csv_file, "A result set as a table"),
    Format("jsonl", "application/x-ndjson", json_lines, "A result set as JSON lines"),
    Format("bib", "application/x-bibtex", bibtex_file, "A result set as BibTeX", bibtex),
    Format("ris", "application/x-research-info-systems", ris_file, "A result set as RIS", ris),
)


def reference_path(article: DocumentId, extension: str) -> str:
    """Return the address of the reference of an article."""
    return in_language(f"/documents/{article}.{extension}")
