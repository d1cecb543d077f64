"""How many articles, how many occurrences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.language import number, quoted, say, say_count

if TYPE_CHECKING:
    from collections.abc import Sequence


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


def suggestions(count: int) -> str:
    """Return « Aucune suggestion », « 1 suggestion », « 7 suggestions »."""
    if count == 0:
        return say("Aucune suggestion")
    return say_count(count, "{count} suggestion", "{count} suggestions")


def tally(words: Sequence[tuple[str, int]]) -> str:
    """Return how often each word of a question occurs in an article."""
    total = sum(count for _, count in words)
    if len(words) == 1:
        ((word, _),) = words
        if not total:
            return say("Aucune occurrence de {word} dans cet article.", word=quoted(word))
        return say("{count} de {word}", count=occurrences(total), word=quoted(word))
    each = ", ".join(f"{word}\u00a0{number(count)}" for word, count in words)
    return say("{count} : {words}", count=occurrences(total), words=each)
