"""What each engine does to index press articles, its own analysis of French included.

These are for timing: each engine analyses as it usually does. (The indexes that queries are timed
on are made by `peers`, of the same forms.)

    python -m benchmarks.builders NAME CORPUS.jsonl FOLDER ARTICLES
"""

from __future__ import annotations

import datetime as dt
import itertools
import resource
import sqlite3
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tantivy
import whoosh.index as whoosh_index
from whoosh import fields
from whoosh.analysis import LanguageAnalyzer

from benchmarks.corpus import read_lines
from benchmarks.peers.manchette import Manchette
from benchmarks.peers.tantivy_peer import add_columns, tantivy_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from search.document import Document

MEMORY = 1_000_000_000
THREADS = 2


def manchette(documents: Iterable[Document], folder: Path) -> None:
    """With the default settings: two processes, 1 GB; ends in one segment, fsynced."""
    Manchette().build(documents, folder)


def tantivy_french(documents: Iterable[Document], folder: Path) -> None:
    """Two threads, 1 GB; cut at punctuation, lower case, French stems. Until the commit."""
    lower = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(
        tantivy.Filter.lowercase()
    )
    _tantivy(documents, folder, lower.filter(tantivy.Filter.stemmer("french")).build())


def tantivy_plain(documents: Iterable[Document], folder: Path) -> None:
    """The same without stems."""
    lower = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(
        tantivy.Filter.lowercase()
    )
    _tantivy(documents, folder, lower.build())


def stock_whoosh(documents: Iterable[Document], folder: Path) -> None:
    """One process, 512 MB, Whoosh's French analyser."""
    french = LanguageAnalyzer("fr")
    schema = fields.Schema(
        title=fields.TEXT(analyzer=french, stored=True),
        body=fields.TEXT(analyzer=french, stored=True),
        key=fields.ID(stored=True),
        date=fields.DATETIME(sortable=True),
        source=fields.ID(sortable=True),
    )
    writer = whoosh_index.create_in(str(folder), schema).writer(limitmb=512)
    for one in documents:
        date = dt.datetime.combine(one.date, dt.time()) if one.date else None
        writer.add_document(
            title=one.title, body=one.text, key=one.key, date=date, source=one.source
        )
    writer.commit()


def sqlite(documents: Iterable[Document], folder: Path) -> None:
    """One transaction, the unicode61 tokenizer."""
    connection = sqlite3.connect(folder / "articles.db")
    connection.execute("create virtual table words using fts5(title, body, day, source)")
    rows = ((one.title, one.text, str(one.date), one.source) for one in documents)
    with connection:
        connection.executemany("insert into words values (?, ?, ?, ?)", rows)
    connection.close()


def _tantivy(documents: Iterable[Document], folder: Path, analyzer: Any) -> None:
    index = tantivy.Index(add_columns(tantivy.SchemaBuilder(), "press"), str(folder))
    index.register_tokenizer("press", analyzer)
    writer = index.writer(MEMORY, THREADS)
    for one in documents:
        indexed = {"title": one.title, "body": one.text}
        writer.add_document(tantivy_document(one, indexed))
    writer.commit()


BUILDERS: dict[str, Callable[[Iterable[Document], Path], None]] = {
    "manchette": manchette,
    "tantivy": tantivy_french,
    "tantivy without stems": tantivy_plain,
    "whoosh": stock_whoosh,
    "sqlite": sqlite,
}


def main() -> None:
    name, lines, folder, articles = sys.argv[1:]
    documents = itertools.islice(read_lines(Path(lines)), int(articles))
    started = time.perf_counter()
    BUILDERS[name](documents, Path(folder))
    print(time.perf_counter() - started, _processor())


def _processor() -> float:
    """Return the seconds of processor of this process and of those that it waited for."""
    uses = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in uses)


if __name__ == "__main__":
    main()
