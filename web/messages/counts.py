"""Numbers of things, with French plurals: nothing and one are singular."""

from __future__ import annotations

from web.typography import number


def plural(count: int, singular: str, several: str = "") -> str:
    """Return the noun in the number that French wants; the plural adds -s unless given."""
    return singular if count < 2 else several or f"{singular}s"


def articles(count: int) -> str:
    """Return « Aucun article », « 1 article », « 8 000 articles »."""
    if count == 0:
        return "Aucun article"
    return f"{number(count)} {plural(count, 'article')}"


def occurrences(count: int) -> str:
    """Return « 1 occurrence », « 7 occurrences »."""
    return f"{number(count)} {plural(count, 'occurrence')}"
