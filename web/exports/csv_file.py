"""CSV (RFC 4180): a line an article, for spreadsheets and statistics; its text is left out.

Excel reads UTF-8 only where the file begins with its mark; pandas, R and LibreOffice skip it.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from web.exports.plain import OMISSION, one_line
from web.typography import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.results import Found, Hit

BYTE_ORDER_MARK = "\ufeff"

COLUMNS = (
    "id",
    "date",
    "source",
    "section",
    "authors",
    "title",
    "url",
    "occurrences",
    "excerpt",
)
"""Names that never change, those of the JSON."""

_FORMULA = tuple("=+-@＝＋－＠")
"""What a spreadsheet takes for a formula at the beginning of a cell; so it does after a tab or the
end of a line, which no cell holds."""


def csv_file(found: Iterable[Found], *, whole: bool) -> Iterator[str]:
    """Yield a CSV file of articles: its mark, the names of its columns, a line an article."""
    del whole  # texts stay out of tables: a cell of Excel holds 32,767 characters
    yield BYTE_ORDER_MARK
    yield csv_lines([COLUMNS])
    for one in found:
        yield csv_lines([cells(one.hit)])


def cells(hit: Hit) -> tuple[str, ...]:
    """Return the cells of an article, in the order of COLUMNS."""
    return (
        hit.id,
        hit.date.isoformat() if hit.date else "",
        harmless(hit.source),
        harmless(hit.section),
        harmless("; ".join(hit.authors)),
        harmless(unmarked(hit.title)),
        harmless(hit.url),
        str(hit.occurrences),
        harmless(OMISSION.join(map(unmarked, hit.snippets))),
    )


def harmless(text: str) -> str:
    """Return a text as one line that no spreadsheet runs: an apostrophe before what it would."""
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line


def csv_lines(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as lines of CSV."""
    lines = io.StringIO()
    csv.writer(lines).writerows(rows)
    return lines.getvalue()
