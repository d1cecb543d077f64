"""RIS: references for Zotero, EndNote, Mendeley; one tag a line, in UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.exports.plain import one_line
from web.links import is_web_address
from web.typography import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.articles import Article
    from search.results import Found, Hit


def ris_file(found: Iterable[Found], *, whole: bool) -> Iterator[str]:
    """Yield a record an article."""
    del whole  # a reference holds no text
    for one in found:
        yield ris(one.hit)


def ris(article: Hit | Article) -> str:
    """Return the record of an article, its lines ended as the format wants."""
    lines = [
        ("TY", "NEWS"),
        ("ID", article.id),
        *(("AU", author) for author in article.authors),
        ("TI", unmarked(article.title)),
        ("T2", article.source),
        ("PY", str(article.date.year) if article.date else ""),
        ("DA", article.date.strftime("%Y/%m/%d/") if article.date else ""),
        ("UR", article.url if is_web_address(article.url) else ""),
        ("LA", "fr"),
    ]
    # One line a value: what stands on a line of its own could be a tag.
    written = [(tag, one_line(value)) for tag, value in lines]
    record = "".join(f"{tag}  - {value}\r\n" for tag, value in written if value)
    return f"{record}ER  - \r\n\r\n"
