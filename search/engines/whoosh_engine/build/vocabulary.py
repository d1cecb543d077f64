"""Counts the words of a segment while its documents go by."""

from __future__ import annotations

import collections
import dataclasses
import itertools
from typing import TYPE_CHECKING

from search.analysis.chunks import SENTENCE_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.analysis.french import Analyzer

_MARKS = frozenset(SENTENCE_MARKS)


@dataclasses.dataclass(slots=True)
class FormCounts:
    """What was counted of one form; the fields are those of FormEntry."""

    documents: int = 0
    occurrences: int = 0
    inside: int = 0
    capitalised: int = 0
    printed: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    elided: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)

    @property
    def display(self) -> str:
        """The most frequent printing, the first of the alphabet among equals."""
        return min(self.printed.items(), key=lambda item: (-item[1], item[0]))[0]


class Vocabulary:
    """Counts chunks, which are fast to count, and makes forms of them once, at the end."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._chunks: collections.Counter[str] = collections.Counter()
        self._initial: collections.Counter[str] = collections.Counter()
        self._documents: collections.Counter[str] = collections.Counter()

    def add(self, texts: Iterable[str]) -> list[list[str]]:
        """Count one document's texts (title, body) and return the forms of each, in order."""
        forms = [self._add_text(text) for text in texts]
        self._documents.update(set(itertools.chain.from_iterable(forms)))
        return forms

    def _add_text(self, text: str) -> list[str]:
        chunks = self._analyzer.chunks(text)
        self._chunks.update(chunks)
        before = itertools.chain((".",), chunks)
        self._initial.update([c for b, c in zip(before, chunks, strict=False) if b in _MARKS])
        return self._analyzer.forms_of(chunks)

    def counts(self) -> dict[str, FormCounts]:
        """Return what was counted, by form."""
        counts: dict[str, FormCounts] = collections.defaultdict(FormCounts)
        for chunk, times in self._chunks.items():
            self._count_chunk(counts, chunk, times)
        for form, documents in self._documents.items():
            counts[form].documents = documents
        return dict(counts)

    def _count_chunk(self, counts: dict[str, FormCounts], chunk: str, times: int) -> None:
        for part in self._analyzer.parts(chunk):
            printed = chunk[part.start : part.end]
            inside = times if part.start else times - self._initial[chunk]
            one = counts[part.form]
            one.occurrences += times
            one.inside += inside
            one.capitalised += inside * printed[:1].isupper()
            # A capital after a full stop is no usual printing: it only counts where nothing else
            # is known of the form.
            one.printed[printed] += inside * 1000 + (times - inside)
            if part.elided:
                one.elided[part.elided] += times
