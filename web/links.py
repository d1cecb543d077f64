"""Addresses: all that a page shows stands in its address, and each link changes one thing of it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, quote_plus, urlsplit

from search.answers import Request
from search.document import FACETS
from web.language import language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.document import DocumentId, Facet
    from search.engines.matching import Sort
    from search.plan.nodes import Filters
    from web.language import Code

Pair = tuple[str, str]

SEARCH_PAGE = "/search"
SEARCH_API = "/api/search"
SHARE = "share"
"""The scale of charts that shows shares of what was published, not counts."""

UNDATED: Pair = ("year", "undated")
"""The parameter that chooses the articles without a date."""

DEFAULTS = Request()
DEFAULT_LANGUAGE: Code = "fr"
OF_A_PAGE = ("page", "size", "scale")
"""Parameters that concern a page of an answer alone."""


class Address:
    """The address of an answer: where it is shown, and the question; and those of its links.

    What changes the result set goes back to its first page; what does not, keeps it. All keep the
    language. A page has some fifty links: each writes only what it changes.
    """

    def __init__(self, request: Request, path: str = SEARCH_PAGE) -> None:
        self.request = request
        self._path = path
        self._pairs: dict[str, list[Pair]] = {
            "q": _stated("q", request.text, DEFAULTS.text),
            "match": _stated("match", request.match, DEFAULTS.match),
            "periods": period_pairs(request.filters),
            **{facet: value_pairs(facet, request.filters.of(facet)) for facet in FACETS},
            "sort": _stated("sort", request.sort, DEFAULTS.sort),
            "page": _stated("page", str(request.page), str(DEFAULTS.page)),
            "size": _stated("size", str(request.size), str(DEFAULTS.size)),
            "scale": _stated("scale", SHARE if request.shares else "", ""),
        }
        self._written = {name: _written(pairs) for name, pairs in self._pairs.items()}
        self._written["lang"] = _written(language_pairs())
        self._question = _joined(self._written)

    def __str__(self) -> str:
        """Return the address, its parameters in an order that never changes."""
        return self._path + self._question

    def pairs(self) -> list[Pair]:
        """Return the parameters of the question that differ from their defaults."""
        return [pair for pairs in self._pairs.values() for pair in pairs]

    def asking(self, text: str) -> str:
        """Return the address with another query."""
        return self._with("q", _stated("q", text, DEFAULTS.text))

    def matching(self, match: Literal["all", "any"]) -> str:
        """Return the address of articles with all the words, or any of them."""
        return self._with("match", _stated("match", match, DEFAULTS.match))

    def filtered(self, filters: Filters) -> str:
        """Return the address with other filters."""
        written = {"periods": _written(period_pairs(filters))}
        for facet in FACETS:
            written[facet] = _written(value_pairs(facet, filters.of(facet)))
        return self._changed(written)

    def dated(self, filters: Filters) -> str:
        """Return the address with the days that filters choose, the other filters as they are."""
        return self._with("periods", period_pairs(filters))

    def in_period(self, period: list[Pair]) -> str:
        """Return the address with the days that parameters write, the other filters as they are."""
        return self._with("periods", period)

    def choosing(self, facet: Facet, values: Sequence[str]) -> str:
        """Return the address with other values of a facet, and the other filters as they are."""
        return self._with(facet, value_pairs(facet, values))

    def unfiltered(self) -> str:
        """Return the address without any filter."""
        return self._changed(dict.fromkeys(("periods", *FACETS), ""))

    def sorted_by(self, sort: Sort) -> str:
        """Return the address in another order."""
        return self._with("sort", _stated("sort", sort, DEFAULTS.sort))

    def scaled(self, *, shares: bool) -> str:
        """Return the address with counts by date, or with shares of what was published."""
        written = {
            **self._written,
            "scale": _written(_stated("scale", SHARE if shares else "", "")),
        }
        return self._path + _joined(written)

    def at(self, page: int) -> str:
        """Return the address of another page."""
        return self._with("page", _stated("page", str(page), str(DEFAULTS.page)))

    def elsewhere(self, path: str, *left: str) -> str:
        """Return another address of the question, some kinds of parameters left out."""
        return path + _joined(
            {kind: text for kind, text in self._written.items() if kind not in left}
        )

    def document(self, name: DocumentId) -> str:
        """Return the address of an article, with the question, so that it leads back to it."""
        return _document_path(name) + self._question

    def _with(self, name: str, pairs: list[Pair]) -> str:
        """Return the address with other parameters of one kind, on its first page."""
        return self._changed({name: _written(pairs)})

    def _changed(self, written: Mapping[str, str]) -> str:
        """Return the address with what is written otherwise, on its first page."""
        return self._path + _joined({**self._written, "page": "", **written})


def in_language(address: str) -> str:
    """Return the address of one of our pages, in the language being spoken."""
    return with_pairs(address, language_pairs())


def with_pairs(address: str, pairs: list[Pair]) -> str:
    """Return an address with more parameters at its end."""
    more = _written(pairs)
    return f"{address}{'&' if '?' in address else '?'}{more}" if more else address


def document_path(name: DocumentId) -> str:
    """Return the address of an article, without a question, in the language being spoken."""
    return in_language(_document_path(name))


def language_pairs() -> list[Pair]:
    """Return the parameter that writes the language being spoken: none for French."""
    return _stated("lang", language().code, DEFAULT_LANGUAGE)


def _document_path(name: DocumentId) -> str:
    return f"/documents/{quote(name, safe='')}"


def period_pairs(filters: Filters) -> list[Pair]:
    """Return the parameters that write the chosen days, months and years."""
    return [
        *_stated("from", filters.start.isoformat() if filters.start else "", ""),
        *_stated("to", filters.end.isoformat() if filters.end else "", ""),
        *(("year", str(year)) for year in filters.years),
        *([UNDATED] if filters.undated else ()),
        *(("month", f"{year}-{month:02}") for year, month in filters.months),
        *(("day", day.isoformat()) for day in filters.days),
    ]


def value_pairs(facet: Facet, values: Sequence[str]) -> list[Pair]:
    """Return the parameters that write the chosen values of a facet."""
    return [(facet, value) for value in values]


def is_web_address(address: str) -> bool:
    """Return whether an address found in an article may become a link (never `javascript:`)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _stated(name: str, value: str, default: str) -> list[Pair]:
    return [] if value == default else [(name, value)]


def _written(pairs: list[Pair]) -> str:
    return "&".join([f"{name}={_quoted(value)}" for name, value in pairs]) if pairs else ""


def _joined(written: Mapping[str, str]) -> str:
    """Return the end of an address with these parameters, whatever there are."""
    question = "&".join(filter(None, written.values()))
    return f"?{question}" if question else ""


_quoted = functools.lru_cache(maxsize=4_096)(quote_plus)
"""Most links of a page write the same values as the others: the newspapers, the question."""
