"""The echo: a question said back in plain French, so that readers see how it was understood."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.french import day_in_words, french, listed, month_in_words, plural, quoted
from search.query import tree
from search.results import Span
from web.choices import without_implied
from web.messages.counts import articles
from web.messages.periods import range_in_words, undated
from web.typography import starred

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.plan.nodes import Filters
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
    spans = _Described(answer).query(answer.understood)
    periods = _filters(answer.request.filters, answer.total)
    if periods:
        spans.append(Span(f", {periods}" if spans else periods))
    return Echo(articles(answer.total), tuple(spans))


class _Described:
    """A query in words, as spans whose searched words are marked."""

    def __init__(self, answer: Answer) -> None:
        self._periods = answer.periods
        self._published = plural(answer.total, "publié")
        self._between = "ou" if answer.request.match == "any" else "et"

    def query(self, query: tree.All) -> list[Span]:
        """Return what the articles hold, what they do not, and where and when they appeared."""
        apart = (tree.Not, tree.Dates, tree.Value)
        wanted = [node for node in query.nodes if not isinstance(node, apart)]
        inside = [node.node for node in query.nodes if isinstance(node, tree.Not)]
        # To exclude one or the other is to exclude both.
        excluded = [one for n in inside for one in (n.nodes if isinstance(n, tree.Or) else (n,))]
        limits = [node for node in query.nodes if isinstance(node, tree.Dates | tree.Value)]
        parts = []
        if wanted:
            parts.append([Span("contenant "), *self._list(wanted, self._between)])
        if excluded:
            parts.append([Span("sans "), *self._list(excluded, "ni")])
        spans = _with_between(parts, " ")
        return _with_between([*([spans] if spans else []), *map(self._node, limits)], ", ")

    def _list(self, nodes: Sequence[tree.Node], conjunction: str) -> list[Span]:
        """Return the nodes as a list, the conjunction before the last one."""
        *first, last = [
            self._inside(node) if len(nodes) > 1 else self._node(node) for node in nodes
        ]
        if not first:
            return last
        return [*_with_between(first, ", "), Span(f" {conjunction} "), *last]

    def _inside(self, node: tree.Node) -> list[Span]:
        """Return a node of a list; one that is a list itself in parentheses."""
        spans = self._node(node)
        several = isinstance(node, tree.All | tree.Or)
        return [Span("("), *spans, Span(")")] if several else spans

    def _node(self, node: tree.Node) -> list[Span]:
        match node:
            case tree.Word(text, exact):
                return [*_exactly(exact), Span(text, marked=True)]
            case tree.Phrase(text, exact):
                named = Span(french("l'expression "))
                return [*_exactly(exact), named, Span(quoted(text), marked=True)]
            case tree.Prefix(text):
                return [Span("un mot commençant par "), Span(text, marked=True)]
            case tree.Near(nodes, distance):
                return [*self._list(nodes, "et"), Span(f" à {distance} mots au plus")]
            case tree.Or(nodes):
                return self._list(nodes, "ou")
            case tree.All(nodes):
                return self._list(nodes, "et")
            case tree.Not(inner):
                return [Span("pas "), *self._inside(inner)]
            case tree.Required(inner):
                return self._node(inner)
            case tree.Field(name, inner):
                return [*self._inside(inner), Span(_FIELDS[name])]
            case tree.Value(facet, inner):
                return [Span(_FACETS[facet]), *self._inside(inner)]
            case tree.Dates():
                period = self._periods[node]
                when = range_in_words(period.start, period.end)
                return [Span(f"{self._published} {when}")]


_FIELDS = {"title": " dans le titre", "text": " dans le texte"}
_FACETS = {"source": "source ", "author": "auteur ", "section": "rubrique "}


def _exactly(exact: bool) -> list[Span]:  # the field of a node
    return [Span("exactement ")] if exact else []


def _with_between(parts: Sequence[list[Span]], between: str) -> list[Span]:
    """Return the parts end to end with something between them."""
    spans: list[Span] = []
    for part in parts:
        spans += [Span(between), *part] if spans else part
    return spans


def _filters(filters: Filters, total: int) -> str:
    """Return the filters in words, in the number of what they describe."""
    parts = [_published(filters, total)]
    if authors := filters.of("author"):
        parts.append(f"{plural(total, 'signé')} {listed(authors, 'ou')}")
    if sections := filters.of("section"):
        rubrics = listed([quoted(section) for section in sections], "ou")
        parts.append(f"{plural(len(sections), 'rubrique')} {rubrics}")
    return ", ".join(part for part in parts if part)


def _published(filters: Filters, total: int) -> str:
    when = period_in_words(filters)
    sources = listed(filters.of("source"), "ou")
    if not when and not sources:
        return ""
    verb = "" if when == undated() else plural(total, "publié")
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
        when.append(undated())
    months = [f"en {month_in_words(*month)}" for month in sorted(filters.months)]
    days = [f"le {day_in_words(day)}" for day in sorted(filters.days)]
    periods = [listed(period, "ou") for period in (days, months, when) if period]
    between = range_in_words(filters.start, filters.end)
    return ", ".join([*periods, between] if between else periods)
