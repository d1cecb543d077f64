"""The signs and words of the query language that are not searched: one table each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.document import Facet
    from search.query.dates import DateOperator
    from search.query.tree import FieldName

Operator = Literal["and", "or", "not", "near"]

OPERATORS: Mapping[str, Operator] = {
    "ET": "and", "AND": "and", "OU": "or", "OR": "or", "SAUF": "not", "NOT": "not",
    "PROCHE": "near", "NEAR": "near",
}  # fmt: skip
"""Operators, French first; in upper case only."""

FIELDS: Mapping[str, FieldName] = {
    "titre": "title", "title": "title", "texte": "text", "text": "text",
}  # fmt: skip

VALUES: Mapping[str, Facet] = {
    "source": "source", "auteur": "author", "author": "author", "rubrique": "section",
    "section": "section",
}  # fmt: skip

DATES: Mapping[str, DateOperator] = {
    "date": "date", "depuis": "since", "since": "since", "avant": "before", "before": "before",
    "entre": "between", "between": "between",
}  # fmt: skip

QUOTES: Mapping[str, str] = {'"': '"', "«": "»", "“": "”“", "„": "“”"}
"""Opening quote to those that close it."""

NEAR = re.compile(r"(?:PROCHE|NEAR)(?:/(\d{1,3}))?")
CONTENT = re.compile(r"[^\W_]")
"""A letter or a digit: what has none is nothing to search."""


def operator_of(word: str) -> Operator | None:
    """Return the operator that a word is, None for other words."""
    return "near" if NEAR.fullmatch(word) else OPERATORS.get(word)


def french_name(table: Mapping[str, str], meaning: str) -> str:
    """Return the French word of a table for what it means."""
    return next(word for word, value in table.items() if value == meaning)
