"""How many articles, how many occurrences."""

from __future__ import annotations

from web.language import say, say_count


def articles(count: int) -> str:
    """Return « Aucun article », « 1 article », « 8 000 articles »."""
    if count == 0:
        return say("Aucun article")
    return say_count(count, "{count} article", "{count} articles")


def articles_alone(count: int) -> str:
    """Return « article » or « articles », for where the number stands by itself."""
    return say_count(count, "article", "articles")


def occurrences(count: int) -> str:
    """Return « 1 occurrence », « 7 occurrences »."""
    return say_count(count, "{count} occurrence", "{count} occurrences")
