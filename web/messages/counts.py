"""How many articles, how many occurrences."""

from __future__ import annotations

from search.french import counted


def articles(count: int) -> str:
    """Return « Aucun article », « 1 article », « 8 000 articles »."""
    return "Aucun article" if count == 0 else counted(count, "article")


def occurrences(count: int) -> str:
    """Return « 1 occurrence », « 7 occurrences »."""
    return counted(count, "occurrence")
