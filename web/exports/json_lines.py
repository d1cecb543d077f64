"""JSON lines: an object an article, with its text where the site shows it; for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.schemas import RowJson
from web.typography import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.results import Found


def json_lines(found: Iterable[Found], *, whole: bool) -> Iterator[str]:
    """Yield a line of JSON an article; `manchette rebuild` reads the file back."""
    for hit, text in found:
        row = RowJson(
            id=hit.id,
            title=unmarked(hit.title),
            date=hit.date,
            source=hit.source,
            section=hit.section,
            authors=list(hit.authors),
            url=hit.url,
            occurrences=hit.occurrences,
            excerpts=[unmarked(snippet) for snippet in hit.snippets],
            text=text if whole else "",
        )
        yield f"{row.model_dump_json()}\n"
