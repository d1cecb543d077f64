"""tantivy-py over our forms: the same words at the same positions.

With counts it is asked the quickest way it has: ten hits without counting them, so that it may skip
blocks, then one aggregation of months and sources, whose months add up to the total (every article
here is dated). It has no calendar months: an article's month is a number of its own. The slop of
its phrases keeps their order: words in proximity are its phrases of either order, for the same
articles.
"""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING, Any

import tantivy
from tantivy import Occur, Query

from benchmarks.peers.interface import Counts
from benchmarks.peers.plans import forms_of, words_of
from search.analysis.french import Analyzer
from search.plan import weights
from search.plan.nodes import And, Group, Near, Or, Phrase, Prefix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from benchmarks.classes import Asked
    from search.document import Document
    from search.plan.nodes import Node

HEAP = 2_000_000_000
"""One writer thread with much memory leaves one segment, or few: what is best for queries."""

AGGREGATIONS = {
    "months": {"terms": {"field": "month", "size": 1000}},
    "sources": {"terms": {"field": "source", "size": 10_000}},
}
EPOCH = dt.date(1970, 1, 1)


def day_number(day: dt.date | None) -> int:
    """Return a day as tantivy has it here: days since 1970."""
    return (day - EPOCH).days if day else 0


class Tantivy:
    """tantivy through its Python binding."""

    name = "tantivy"
    most: int | None = None

    def __init__(self, fields: tuple[str, ...] = ("title", "body")) -> None:
        """Take the fields that a word is looked for in."""
        self._fields = fields

    def build(self, documents: Iterable[Document], folder: Path) -> None:
        """Index the documents, their text stored."""
        analyzer = Analyzer()
        index = _registered(tantivy.Index(_schema(), str(folder)))
        writer = index.writer(HEAP, 1)
        for document in documents:
            title, body = analyzer.forms(document.title), analyzer.forms(document.text)
            fields = {"title": " ".join(title), "body": " ".join(body)}
            writer.add_document(tantivy_document(document, fields))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        """Open a searcher."""
        index = _registered(tantivy.Index.open(str(folder)))
        index.reload()
        self._schema = index.schema
        self.searcher = index.searcher()

    def top(self, asked: Asked) -> Callable[[], int]:
        """Return what asks for ten hits, not counted."""
        query, options = self._query(asked), _options(asked)
        return lambda: len(self.searcher.search(query, 10, count=False, **options).hits)

    def counting(self, asked: Asked) -> Callable[[], object]:
        """Return what asks for ten hits, then for the aggregations."""
        query, options = self._query(asked), _options(asked)

        def run() -> Any:
            self.searcher.search(query, 10, count=False, **options)
            return self.searcher.aggregate(query, AGGREGATIONS)

        return run

    def counts(self, answer: Any) -> Counts:
        """Return the buckets; those of the months add up to the total."""
        months = {one["key"]: one["doc_count"] for one in answer["months"]["buckets"]}
        sources = {one["key"]: one["doc_count"] for one in answer["sources"]["buckets"]}
        return Counts(sum(months.values()), months, sources)

    def _query(self, asked: Asked) -> Any:
        query, filters = self._node(asked.plan.root), asked.plan.filters
        if filters.start is None or filters.end is None:
            return query
        unsigned = tantivy.FieldType.Unsigned
        first, last = day_number(filters.start), day_number(filters.end)
        days = Query.range_query(self._schema, "day", unsigned, first, last)
        return Query.boolean_query(
            [(Occur.Must, query), (Occur.Must, Query.const_score_query(days, 0.0))]
        )

    def _node(self, node: Node) -> Any:
        match node:
            case Group():
                return self._any([self._group(node, field) for field in self._fields])
            case Prefix():
                return self._any([self._prefix(node, field) for field in self._fields])
            case Near(_, operands, distance):
                return self._any(
                    [
                        _boosted(self._phrase(f, forms, distance - 1), f)
                        for f in self._fields
                        for forms in itertools.permutations(words_of(operands))
                    ]
                )
            case Phrase(_, slots):
                forms = forms_of(slots)
                return self._any([_boosted(self._phrase(f, forms), f) for f in self._fields])
            case And(nodes):
                return Query.boolean_query([(Occur.Must, self._node(one)) for one in nodes])
            case Or(nodes):
                return self._any([self._node(one) for one in nodes])
            case _:
                raise NotImplementedError(type(node).__name__)

    def _group(self, group: Group, field: str) -> Any:
        terms = [Query.term_query(self._schema, field, one.form) for one in group.spellings]
        weighed = [
            term if one.weight == 1 else Query.boost_query(term, one.weight)
            for term, one in zip(terms, group.spellings, strict=True)
        ]
        return _boosted(self._any(weighed), field)

    def _prefix(self, prefix: Prefix, field: str) -> Any:
        return _boosted(Query.regex_query(self._schema, field, f"{prefix.beginning}.*"), field)

    def _phrase(self, field: str, forms: Sequence[str], slop: int = 0) -> Any:
        return Query.phrase_query(self._schema, field, list(forms), slop=slop)

    def _any(self, queries: list[Any]) -> Any:
        if len(queries) == 1:
            return queries[0]
        return Query.boolean_query([(Occur.Should, query) for query in queries])


def _boosted(query: Any, field: str) -> Any:
    return Query.boost_query(query, weights.TITLE) if field == "title" else query


def _options(asked: Asked) -> dict[str, Any]:
    return {"offset": asked.offset} | ({"order_by_field": "day"} if asked.sort == "newest" else {})


def tantivy_document(document: Document, indexed: dict[str, str]) -> Any:
    """Return a document with its columns, its stored text and what is to be indexed."""
    made = tantivy.Document()
    for field, text in indexed.items():
        made.add_text(field, text)
    made.add_bytes("stored", f"{document.key}\n{document.title}\n{document.text}".encode())
    date = document.date or EPOCH
    made.add_unsigned("day", day_number(document.date))
    made.add_unsigned("month", date.year * 100 + date.month)
    made.add_text("source", document.source)
    return made


def _schema() -> Any:
    return add_columns(tantivy.SchemaBuilder(), "forms")


def add_columns(builder: Any, analyzer: str) -> Any:
    """Return the schema of the articles, their text cut by this analyser."""
    for field in ("title", "body"):
        builder.add_text_field(field, tokenizer_name=analyzer, index_option="position")
    builder.add_bytes_field("stored", stored=True)
    builder.add_unsigned_field("day", indexed=True, fast=True)
    builder.add_unsigned_field("month", fast=True)
    builder.add_text_field("source", fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _registered(index: Any) -> Any:
    whole = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("forms", whole)
    return index
