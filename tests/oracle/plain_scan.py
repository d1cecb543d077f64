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
        printed: the same, one form a line.
    """

    id: str
    date: dt.date | None
    fields: dict[str, list[str]]
    printed: dict[str, str]

    def holds_phrase(self, field: str, *phrase: str) -> bool:
        return "\n" + "\n".join(phrase) + "\n" in self.printed[field]

    def holds_prefix(self, field: str, prefix: str) -> bool:
        return "\n" + prefix in self.printed[field]


def scan(documents: Iterable[Document]) -> list[Scanned]:
    analyzer = Analyzer()
    scanned = []
    for one in documents:
        fields = {"title": analyzer.forms(one.title), "text": analyzer.forms(one.text)}
        printed = {name: "\n".join(["", *forms, ""]) for name, forms in fields.items()}
        scanned.append(Scanned(one.id, one.date, fields, printed))
    return scanned


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
