"""tantivy with its French stop words and stemmer, through its Python binding."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING, Any

import tantivy
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from benchmarks.conformance.interface import CLOSE, OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.conformance.interface import Part, Question

VERSION = metadata.version("tantivy")
ANALYZER = "french"
HEAP = 50_000_000
WHOLE = 100_000


class Tantivy:
    """tantivy; a question goes through its own parser, all words wanted."""

    name = "tantivy"
    version = f"{VERSION}, simple, lower case, French stop words and stemmer"
    highlights = True

    def index(self, texts: Sequence[str], folder: Path) -> None:
        """Index the texts, stored, as one segment."""
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("text", stored=True, tokenizer_name=ANALYZER)
        schema.add_unsigned_field("number", stored=True, indexed=True)
        self._schema = schema.build()
        self._index = tantivy.Index(self._schema, str(folder))
        self._analyzer = (
            TextAnalyzerBuilder(Tokenizer.simple())
            .filter(Filter.lowercase())
            .filter(Filter.stopword("french"))
            .filter(Filter.stemmer("french"))
            .build()
        )
        self._index.register_tokenizer(ANALYZER, self._analyzer)
        writer = self._index.writer(HEAP, 1)
        for number, text in enumerate(texts):
            document = tantivy.Document()
            document.add_text("text", text)
            document.add_unsigned("number", number)
            writer.add_document(document)
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()
        self._size = len(texts)

    def found(self, question: Question) -> set[int]:
        """Return every document that matches."""
        return set(self._documents(question))

    def marked(self, question: Question, number: int) -> str:
        """Return what its snippet generator marks, as wide as it goes."""
        generator = tantivy.SnippetGenerator.create(
            self._searcher, self._query(question), self._schema, "text"
        )
        generator.set_max_num_chars(WHOLE)
        snippet = generator.snippet_from_doc(self._documents(question)[number])
        printed, at = b"", 0
        plain: bytes = snippet.fragment().encode()
        for span in snippet.highlighted():  # offsets in bytes
            printed += plain[at : span.start] + OPEN.encode()
            printed += plain[span.start : span.end] + CLOSE.encode()
            at = span.end
        return (printed + plain[at:]).decode()

    def close(self) -> None:
        """Nothing is left running."""

    def _documents(self, question: Question) -> dict[int, Any]:
        hits = self._searcher.search(self._query(question), self._size).hits
        documents = (self._searcher.doc(address) for _, address in hits)
        return {one.get_first("number"): one for one in documents}

    def _query(self, question: Question) -> Any:
        wanted = [_quoted(part) for part in question.wanted if self._words(part)]
        excluded = [f"-{_quoted(part)}" for part in question.excluded if self._words(part)]
        return self._index.parse_query(
            " ".join([*wanted, *excluded]), ["text"], conjunction_by_default=True
        )

    def _words(self, part: Part) -> list[str]:
        """Return what the analyser leaves of a part: nothing of a stop word."""
        return list(self._analyzer.analyze(part.text))


def _quoted(part: Part) -> str:
    return f'"{part.text}"'
