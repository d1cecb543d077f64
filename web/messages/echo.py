"""The echo: a question said back in plain French, so that readers see how it was understood."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.french import day_in_words, french, listed, month_in_words, plural, quoted
from search.query.tree import Not, Phrase, Word
from search.results import Span
from web.choices import without_implied
from web.messages.counts import articles
from web.messages.periods import UNDATED, range_in_words
from web.typography import starred

if TYPE_CHECKING:
    from search.plan.nodes import Filters
    from search.query.tree import All
    from search.results import Marked
    from search.searcher import Answer


@dataclasses.dataclass(frozen=True, slots=True)
class Echo:
    """A question in words.

    Attributes:
        count: « 42 articles ».
        described: what they hold and when they appeared, the question's words marked; empty when
            every article is meant.
    """

    count: str
    described: Marked

    def __str__(self) -> str:
        """Return the echo as plain text, the words between asterisks."""
        return f"{self.count} {starred(self.described)}".strip()


def echo(answer: Answer) -> Echo:
    """Return the question of an answer in words."""
    spans = _contents(answer.understood, any_word=answer.request.match == "any")
    periods = _filters(answer.request.filters, answer.total)
    if periods:
        spans.append(Span(f", {periods}" if spans else periods))
    return Echo(articles(answer.total), tuple(spans))


def _contents(query: All, *, any_word: bool) -> list[Span]:
    wanted = [node for node in query.nodes if not isinstance(node, Not)]
    excluded = [node.node for node in query.nodes if isinstance(node, Not)]
    spans: list[Span] = []
    if wanted:
        spans += [Span("contenant "), *_enumeration(wanted, "ou" if any_word else "et")]
    if excluded:
        spans += [Span(" sans " if spans else "sans "), *_enumeration(excluded, "ni")]
    return spans


def _enumeration(nodes: list[Word | Phrase], conjunction: str) -> list[Span]:
    """Return the nodes as a list, the conjunction before the last one."""
    spans: list[Span] = []
    for position, node in enumerate(nodes):
        if position:
            last = position == len(nodes) - 1
            spans.append(Span(f" {conjunction} " if last else ", "))
        spans += _named(node)
    return spans


def _named(node: Word | Phrase) -> list[Span]:
    exactly = [Span("exactement ")] if node.exact else []
    if isinstance(node, Phrase):
        return [*exactly, Span(french("l'expression ")), Span(quoted(node.text), marked=True)]
    return [*exactly, Span(node.text, marked=True)]


def _filters(filters: Filters, total: int) -> str:
    """Return the filters in words, in the number of what they describe."""
    parts = [_published(filters, total)]
    if filters.authors:
        parts.append(f"{plural(total, 'signé')} {listed(list(filters.authors), 'ou')}")
    if filters.sections:
        rubrics = listed([quoted(section) for section in filters.sections], "ou")
        parts.append(f"{plural(len(filters.sections), 'rubrique')} {rubrics}")
    return ", ".join(part for part in parts if part)


def _published(filters: Filters, total: int) -> str:
    when = period_in_words(filters)
    sources = listed(list(filters.sources), "ou")
    if not when and not sources:
        return ""
    verb = "" if when == UNDATED else plural(total, "publié")
    by = f"par {sources}" if sources else ""
    if not verb and by:
        verb, by = when, f"{plural(total, 'publié')} {by}"
        when = ""
    return " ".join(part for part in (verb, when, by) if part)


def period_in_words(filters: Filters) -> str:
    """Return the period that the filters choose, as what follows « publiés »."""
    filters = without_implied(filters)
    years = [str(year) for year in sorted(filters.years)]
    when = [f"en {listed(years, 'ou')}"] if years else []
    if filters.undated:
        when.append(UNDATED)
    months = [f"en {month_in_words(*month)}" for month in sorted(filters.months)]
    days = [f"le {day_in_words(day)}" for day in sorted(filters.days)]
    periods = [listed(period, "ou") for period in (days, months, when) if period]
    between = range_in_words(filters.start, filters.end)
    return ", ".join([*periods, between] if between else periods)
