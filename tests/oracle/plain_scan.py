"""The slow truth: documents as lists of forms, read from one end to the other for each query."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

from search.analysis.french import Analyzer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from search.document import Document

K1, B = 1.2, 0.75
"""Whoosh's defaults."""


@dataclasses.dataclass(frozen=True, slots=True)
class Scanned:
    """One document as the scan reads it.

    Attributes:
        fields: the forms of the title and of the text, in order.
    """

    id: str
    date: dt.date | None
    fields: dict[str, list[str]]

    def holds(self, field: str, form: str) -> bool:
        return form in self.fields[field]

    def holds_phrase(self, field: str, phrase: Sequence[str]) -> bool:
        forms, length = self.fields[field], len(phrase)
        return any(forms[at : at + length] == list(phrase) for at in range(len(forms)))

    def holds_prefix(self, field: str, prefix: str) -> bool:
        return any(form.startswith(prefix) for form in self.fields[field])


def scan(documents: Iterable[Document]) -> list[Scanned]:
    analyzer = Analyzer()
    return [
        Scanned(
            document.id,
            document.date,
            {"title": analyzer.forms(document.title), "text": analyzer.forms(document.text)},
        )
        for document in documents
    ]


def bm25(scanned: Sequence[Scanned], field: str, form: str) -> dict[str, float]:
    """Score the documents that hold a form by BM25 (Robertson and Walker, 1994), Whoosh's idf."""
    counts = {one.id: one.fields[field].count(form) for one in scanned}
    lengths = {one.id: len(one.fields[field]) for one in scanned}
    mean = sum(lengths.values()) / len(scanned)
    holding = sum(1 for count in counts.values() if count)
    idf = math.log(len(scanned) / (holding + 1)) + 1
    return {
        identifier: idf * n * (K1 + 1) / (n + K1 * (1 - B + B * lengths[identifier] / mean))
        for identifier, n in counts.items()
        if n
    }
