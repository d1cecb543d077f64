"""SQLite's FTS5 over our forms; months and sources are columns of a table beside it."""

from __future__ import annotations

import collections
import sqlite3
from typing import TYPE_CHECKING, Any

from benchmarks.peers.interface import Counts
from benchmarks.peers.plans import forms_of, words_of
from search.analysis.french import Analyzer
from search.plan.nodes import And, Group, Near, Or, Phrase, Prefix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from benchmarks.classes import Asked
    from search.document import Document
    from search.plan.nodes import Node

TABLES = """
    create virtual table words using fts5(
        title, body, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
    create table articles(
        number integer primary key, day text, month int, source text, title text, body text);
"""
TOP = """
    select words.rowid from words {join} where words match ? {and_days}
    order by {order} limit 10 offset ?
"""
COUNTS = """
    select month, source, count(*) from words join articles on number = words.rowid
    where words match ? {and_days} group by month, source
"""
RANK = "bm25(words, 3.0, 1.0)"
JOIN = "join articles on number = words.rowid"


class SqliteFts5:
    """FTS5, in the SQLite that Python came with."""

    name = "sqlite"
    most: int | None = 27_493

    def build(self, documents: Iterable[Document], folder: Path) -> None:
        """Index the documents in one transaction, then merge."""
        connection = sqlite3.connect(folder / "articles.db")
        connection.executescript(TABLES)
        with connection:
            for article, words in _rows(documents):
                connection.execute("insert into articles values (?, ?, ?, ?, ?, ?)", article)
                connection.execute("insert into words(rowid, title, body) values (?, ?, ?)", words)
        connection.execute("insert into words(words) values ('optimize')")
        connection.commit()
        connection.execute("create index by_day on articles(day)")
        connection.close()

    def open(self, folder: Path) -> None:
        """Connect, with a large cache."""
        self._connection = sqlite3.connect(folder / "articles.db")
        self._connection.execute("pragma cache_size = -1000000")
        self._connection.execute("pragma mmap_size = 8000000000")

    def top(self, asked: Asked) -> Callable[[], int]:
        """Return what asks for ten hits."""
        newest, days = asked.sort == "newest", _days(asked)
        joined = newest or days
        statement = TOP.format(
            join=JOIN if joined else "",
            and_days="and day between ? and ?" if days else "",
            order="day desc" if newest else RANK,
        )
        values = (_match(asked.plan.root), *days, asked.offset)
        return lambda: len(self._connection.execute(statement, values).fetchall())

    def counting(self, asked: Asked) -> Callable[[], object]:
        """Return what asks for ten hits, then for the months and sources of all."""
        top, days = self.top(asked), _days(asked)
        statement = COUNTS.format(and_days="and day between ? and ?" if days else "")
        values = (_match(asked.plan.root), *days)

        def run() -> Any:
            top()
            return self._connection.execute(statement, values).fetchall()

        return run

    def counts(self, answer: Any) -> Counts:
        """Return the rows added up by month and by source."""
        months: collections.Counter[int] = collections.Counter()
        sources: collections.Counter[str] = collections.Counter()
        for month, source, count in answer:
            months[month] += count
            sources[source] += count
        return Counts(months.total(), months, sources)


def _rows(
    documents: Iterable[Document],
) -> Iterator[tuple[tuple[int, str, int, str, str, str], tuple[int, str, str]]]:
    analyzer = Analyzer()
    for number, one in enumerate(documents):
        day = one.date.isoformat() if one.date else "1970-01-01"
        month = int(day[:4]) * 100 + int(day[5:7])
        title, body = (" ".join(map(_safe, analyzer.forms(text))) for text in (one.title, one.text))
        yield (number, day, month, one.source, one.title, one.text), (number, title, body)


def _days(asked: Asked) -> tuple[str, ...]:
    filters = asked.plan.filters
    if filters.start is None or filters.end is None:
        return ()
    return filters.start.isoformat(), filters.end.isoformat()


def _safe(form: str) -> str:
    """Return a form as one word of FTS5's tokenizer."""
    return form if form.isalnum() else "".join(c if c.isalnum() else "_" for c in form)


def _match(node: Node) -> str:
    match node:
        case Prefix(_, beginning):
            return f'"{beginning}" *'
        case Group(_, spellings):
            return "(" + " OR ".join(f'"{_safe(one.form)}"' for one in spellings) + ")"
        case Phrase(_, slots):
            return '"' + " ".join(map(_safe, forms_of(slots))) + '"'
        case Near(_, operands, distance):
            words = " ".join(f'"{_safe(form)}"' for form in words_of(operands))
            return f"NEAR({words}, {distance - 1})"
        case And(nodes):
            return "(" + " AND ".join(map(_match, nodes)) + ")"
        case Or(nodes):
            return "(" + " OR ".join(map(_match, nodes)) + ")"
        case _:
            raise NotImplementedError(type(node).__name__)
