"""The echo: a question said back in plain words, so that readers see how it was understood."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.query import tree
from search.results import Span
from web.choices import without_implied
from web.language import joining, listed, quoted, say, say_count, to_say
from web.messages.counts import articles
from web.messages.periods import in_month, in_year, on_day, range_in_words, undated
from web.messages.spans import put_in
from web.typography import starred

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.answers import Answer
    from search.plan.nodes import Filters
    from search.results import Marked
    from web.language import Conjunction


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
        self._total = answer.total
        self._between: Conjunction = "ou" if answer.request.match == "any" else "et"

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
            words = self._list(wanted, self._between)
            parts.append(put_in(say("contenant {words}"), words=words))
        if excluded:
            parts.append(put_in(say("sans {words}"), words=self._list(excluded, "ni")))
        spans = _with_between(parts, " ")
        return _with_between([*([spans] if spans else []), *map(self._node, limits)], ", ")

    def _list(self, nodes: Sequence[tree.Node], conjunction: Conjunction) -> list[Span]:
        """Return the nodes as a list, the conjunction before the last one."""
        *first, last = [
            self._inside(node) if len(nodes) > 1 else self._node(node) for node in nodes
        ]
        if not first:
            return last
        return [*_with_between(first, ", "), Span(f" {joining(conjunction)} "), *last]

    def _inside(self, node: tree.Node) -> list[Span]:
        """Return a node of a list; one that is a list itself in parentheses."""
        spans = self._node(node)
        several = isinstance(node, tree.All | tree.Or)
        return [Span("("), *spans, Span(")")] if several else spans

    def _node(self, node: tree.Node) -> list[Span]:
        match node:
            case tree.Word(text, exact):
                return _exactly([Span(text, marked=True)], exact)
            case tree.Phrase(text, exact):
                phrase = [Span(quoted(text), marked=True)]
                return _exactly(put_in(say("l'expression {phrase}"), phrase=phrase), exact)
            case tree.Prefix(text):
                start = [Span(text, marked=True)]
                return put_in(say("un mot commençant par {start}"), start=start)
            case tree.Near(nodes, distance):
                words, apart = self._list(nodes, "et"), [Span(str(distance))]
                return put_in(say("{words} à {apart} mots au plus"), words=words, apart=apart)
            case tree.Or(nodes):
                return self._list(nodes, "ou")
            case tree.All(nodes):
                return self._list(nodes, "et")
            case tree.Not(inner):
                return put_in(say("pas {words}"), words=self._inside(inner))
            case tree.Required(inner):
                return self._node(inner)
            case tree.Field(name, inner):
                return put_in(say(_FIELDS[name]), words=self._inside(inner))
            case tree.Value(facet, inner):
                return put_in(say(_FACETS[facet]), words=self._inside(inner))
            case tree.Dates():
                period = self._periods[node]
                return [Span(_published(self._total, range_in_words(period.start, period.end)))]


_FIELDS = {"title": to_say("{words} dans le titre"), "text": to_say("{words} dans le texte")}
_FACETS = {
    "source": to_say("source {words}"),
    "author": to_say("auteur {words}"),
    "section": to_say("rubrique {words}"),
}


def _exactly(spans: list[Span], exact: bool) -> list[Span]:  # the field of a node
    return put_in(say("exactement {words}"), words=spans) if exact else spans


def _with_between(parts: Sequence[list[Span]], between: str) -> list[Span]:
    """Return the parts end to end with something between them."""
    spans: list[Span] = []
    for part in parts:
        spans += [Span(between), *part] if spans else part
    return spans


def _filters(filters: Filters, total: int) -> str:
    """Return the filters in words, in the number of what they describe."""
    parts = [_where_and_when(filters, total)]
    if authors := filters.of("author"):
        names = listed(authors, "ou")
        parts.append(say_count(total, "signé {authors}", "signés {authors}", authors=names))
    if sections := filters.of("section"):
        names = listed([quoted(section) for section in sections], "ou")
        parts.append(
            say_count(len(sections), "rubrique {sections}", "rubriques {sections}", sections=names)
        )
    return ", ".join(part for part in parts if part)


def _where_and_when(filters: Filters, total: int) -> str:
    when = period_in_words(filters)
    sources = listed(filters.of("source"), "ou")
    if not sources:
        return when if when in {"", undated()} else _published(total, when)
    by = say("par {sources}", sources=sources)
    if when == undated():
        return f"{when} {_published(total, by)}"
    return _published(total, f"{when} {by}" if when else by)


def _published(total: int, where_and_when: str) -> str:
    return say_count(total, "publié {when}", "publiés {when}", when=where_and_when)


def period_in_words(filters: Filters) -> str:
    """Return the period that the filters choose, as what follows « publiés »."""
    filters = without_implied(filters)
    years = [str(year) for year in sorted(filters.years)]
    when = [in_year(listed(years, "ou"))] if years else []
    if filters.undated:
        when.append(undated())
    months = [in_month(*month) for month in sorted(filters.months)]
    days = [on_day(day) for day in sorted(filters.days)]
    periods = [listed(period, "ou") for period in (days, months, when) if period]
    between = range_in_words(filters.start, filters.end)
    return ", ".join([*periods, between] if between else periods)
