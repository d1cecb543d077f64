"""Whoosh with its own `LanguageAnalyzer("fr")`, parser and highlighter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import whoosh
from whoosh import highlight, query
from whoosh.analysis import LanguageAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in
from whoosh.qparser import AndGroup, PhrasePlugin, QueryParser, WhitespacePlugin

from benchmarks.conformance.interface import CLOSE, OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.conformance.interface import Part, Question


class StockWhoosh:
    """Whoosh as it comes; words that its analyser drops are dropped from the question too."""

    name = "Whoosh"
    version = f'{".".join(map(str, whoosh.__version__))}, LanguageAnalyzer("fr")'
    highlights = True

    def index(self, texts: Sequence[str], folder: Path) -> None:
        """Index the texts, stored, with its default codec."""
        words = TEXT(analyzer=LanguageAnalyzer("fr"), stored=True)
        schema = Schema(number=ID(stored=True), text=words)
        index = create_in(folder, schema)
        writer = index.writer()
        for number, text in enumerate(texts):
            writer.add_document(number=str(number), text=text)
        writer.commit()
        self._searcher = index.searcher()
        plugins = [WhitespacePlugin(), PhrasePlugin()]
        self._parser = QueryParser("text", schema, plugins=plugins, group=AndGroup)

    def found(self, question: Question) -> set[int]:
        """Return every document that matches."""
        results = self._searcher.search(self._query(question), limit=None)
        return {int(hit["number"]) for hit in results}

    def marked(self, question: Question, number: int) -> str:
        """Return the whole text, through Whoosh's highlighter."""
        one = query.Term("number", str(number))
        results = self._searcher.search(self._query(question), filter=one)
        results.fragmenter = highlight.WholeFragmenter()
        results.formatter = _Marks()
        return str(results[0].highlights("text"))

    def close(self) -> None:
        """Close the searcher."""
        self._searcher.close()

    def _query(self, question: Question) -> Any:
        wanted = query.And([self._parsed(part) for part in question.wanted])
        excluded = [query.Not(self._parsed(part)) for part in question.excluded]
        return query.And([wanted, *excluded]).normalize()

    def _parsed(self, part: Part) -> Any:
        return self._parser.parse(f'"{part.text}"' if part.quoted else part.text)


class _Marks(highlight.Formatter):  # type: ignore[misc]  # whoosh is not typed
    """Prints the marks and nothing else."""

    def format_token(self, text: str, token: Any, replace: bool = False) -> str:
        return f"{OPEN}{highlight.get_text(text, token, replace)}{CLOSE}"
