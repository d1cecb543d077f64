"""The product itself, asked as its pages ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.conformance.interface import CLOSE, OPEN
from search.analysis.french import VERSION
from search.answers import Request
from search.document import Document
from search.engines.open import open_engine
from search.searcher import Searcher
from search.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.conformance.interface import Question
    from search.engines.interface import Engine

UNTITLED = "…"
"""Articles have a headline; this one has no word that a question could find."""


class Manchette:
    """This engine; near results do not count as found."""

    name = "Manchette"
    version = f"this commit, analysis {VERSION}"
    highlights = True

    def index(self, texts: Sequence[str], folder: Path) -> None:
        """Publish the texts as articles without a headline."""
        size = len(texts)
        settings = Settings(index=folder, max_page_size=size, max_offset=size, deadline_seconds=60)
        self._size = size
        self.engine: Engine = open_engine(settings)
        with self.engine.draft("empty") as draft:
            draft.put(
                Document(key=str(number), title=UNTITLED, text=text)
                for number, text in enumerate(texts)
            )
            draft.publish()
        self._searcher = Searcher(self.engine, settings)

    def found(self, question: Question) -> set[int]:
        """Return the articles of the result set."""
        answer = self._searcher.answer(Request(text=question.typed, size=self._size))
        if answer.total != len(answer.hits):
            raise AssertionError(f"{answer.total} articles, {len(answer.hits)} shown")
        return {int(hit.key) for hit in answer.hits}

    def marked(self, question: Question, number: int) -> str:
        """Return the article as its page marks it."""
        article = self._searcher.article(str(number), Request(text=question.typed))
        spans = (span for paragraph in article.paragraphs for span in paragraph)
        return "".join(f"{OPEN}{one.text}{CLOSE}" if one.marked else one.text for one in spans)

    def close(self) -> None:
        """Nothing is left running."""
