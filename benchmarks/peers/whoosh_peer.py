"""Stock Whoosh: its own codec, matchers and collectors, over our forms."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import whoosh.index as whoosh_index
from whoosh import fields, query
from whoosh.analysis import RegexTokenizer
from whoosh.query.spans import SpanNear

from benchmarks.peers.interface import Counts
from benchmarks.peers.plans import forms_of, words_of
from search.analysis.french import Analyzer
from search.plan import weights
from search.plan.nodes import And, Group, Near, Or, Phrase, Prefix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from benchmarks.classes import Asked
    from search.document import Document
    from search.plan.nodes import Node

MEMORY_MB = 512
FIELDS = ("title", "body")


class StockWhoosh:
    """Whoosh as it comes."""

    name = "whoosh"
    most: int | None = 27_493

    def build(self, documents: Iterable[Document], folder: Path) -> None:
        """Index the documents with one process (its several lose documents)."""
        analyzer = Analyzer()
        writer = whoosh_index.create_in(str(folder), _schema()).writer(limitmb=MEMORY_MB)
        for one in documents:
            day = one.date or dt.date(1970, 1, 1)
            writer.add_document(
                title=" ".join(analyzer.forms(one.title)),
                body=" ".join(analyzer.forms(one.text)),
                stored=f"{one.key}\n{one.title}\n{one.text}",
                date=dt.datetime.combine(day, dt.time()),
                month=f"{day:%Y%m}",
                source=one.source,
            )
        writer.commit(optimize=True)

    def open(self, folder: Path) -> None:
        """Open a searcher."""
        self._searcher = whoosh_index.open_dir(str(folder)).searcher()

    def top(self, asked: Asked) -> Callable[[], int]:
        """Return what asks for ten hits; Whoosh may skip blocks."""
        wanted, options = _query(asked), _options(asked)
        return lambda: len(self._searcher.search(wanted, **options).top_n)

    def counting(self, asked: Asked) -> Callable[[], object]:
        """Return what asks for ten hits grouped by month and by source."""
        wanted, options = _query(asked), _options(asked)

        def run() -> Any:
            found = self._searcher.search(wanted, groupedby=["month", "source"], **options)
            return len(found), found.groups("month"), found.groups("source")

        return run

    def counts(self, answer: Any) -> Counts:
        """Return the sizes of the groups."""
        total, months, sources = answer
        return Counts(
            total,
            {int(name): len(held) for name, held in months.items()},
            {name: len(held) for name, held in sources.items()},
        )


def _schema() -> Any:
    words = RegexTokenizer(r"\S+")
    return fields.Schema(
        title=fields.TEXT(analyzer=words, field_boost=weights.TITLE),
        body=fields.TEXT(analyzer=words),
        stored=fields.STORED(),
        date=fields.DATETIME(sortable=True),
        month=fields.ID(sortable=True),
        source=fields.ID(sortable=True),
    )


def _options(asked: Asked) -> dict[str, Any]:
    options: dict[str, Any] = {"limit": asked.offset + 10}
    return options | ({"sortedby": "date", "reverse": True} if asked.sort == "newest" else {})


def _query(asked: Asked) -> Any:
    wanted, filters = _node(asked.plan.root), asked.plan.filters
    if filters.start is None or filters.end is None:
        return wanted
    first, last = (dt.datetime.combine(d, dt.time()) for d in (filters.start, filters.end))
    return query.And([wanted, query.DateRange("date", first, last)])


def _node(node: Node) -> Any:
    match node:
        case Prefix(_, beginning):
            return query.Or([query.Prefix(field, beginning) for field in FIELDS])
        case Group(_, spellings):
            return query.Or([_term(f, one.form) for one in spellings for f in FIELDS])
        case Phrase(_, slots):
            forms = forms_of(slots)
            return query.Or([query.Phrase(field, forms) for field in FIELDS])
        case Near(_, operands, distance):
            pairs = [[_term(f, form) for form in words_of(operands)] for f in FIELDS]
            return query.Or([_SizedNear(*pair, slop=distance, ordered=False) for pair in pairs])
        case And(nodes):
            return query.And([_node(one) for one in nodes])
        case Or(nodes):
            return query.Or([_node(one) for one in nodes])
        case _:
            raise NotImplementedError(type(node).__name__)


class _SizedNear(SpanNear):  # type: ignore[misc]  # Whoosh's classes have no types
    """Whoosh's, with the estimate that its Or asks of the queries it holds."""

    def estimate_size(self, reader: Any) -> int:
        return int(self.q.estimate_size(reader))


def _term(field: str, form: str) -> Any:
    return query.Term(field, form)
