"""Addresses: all that a page shows stands in its address, and each link changes one thing of it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urlencode, urlsplit

from search.plan.nodes import Filters
from search.searcher import Request

if TYPE_CHECKING:
    from search.document import DocumentId
    from search.engines.interface import Sort

Pair = tuple[str, str]

SEARCH_PAGE = "/search"
SEARCH_API = "/api/search"
DEFAULTS = Request()


@dataclasses.dataclass(frozen=True, slots=True)
class Address:
    """The address of an answer: where it is shown, and the question.

    What changes the result set goes back to its first page; what does not, keeps it.
    """

    request: Request
    path: str = SEARCH_PAGE

    def __str__(self) -> str:
        """Return the address, its parameters in an order that never changes."""
        return _with_parameters(self.path, self.pairs())

    def pairs(self) -> list[Pair]:
        """Return the parameters that differ from their defaults."""
        request = self.request
        return [
            *_stated("q", request.text, DEFAULTS.text),
            *_stated("match", request.match, DEFAULTS.match),
            *filter_pairs(request.filters),
            *_stated("sort", request.sort, DEFAULTS.sort),
            *_stated("page", str(request.page), str(DEFAULTS.page)),
            *_stated("size", str(request.size), str(DEFAULTS.size)),
        ]

    def asking(self, text: str) -> Address:
        """Return the address with another query."""
        return self._first_page(dataclasses.replace(self.request, text=text))

    def matching(self, match: Literal["all", "any"]) -> Address:
        """Return the address of articles with all the words, or any of them."""
        return self._first_page(dataclasses.replace(self.request, match=match))

    def filtered(self, filters: Filters) -> Address:
        """Return the address with other filters."""
        return self._first_page(dataclasses.replace(self.request, filters=filters))

    def unfiltered(self) -> Address:
        """Return the address without any filter."""
        return self.filtered(Filters())

    def sorted_by(self, sort: Sort) -> Address:
        """Return the address in another order."""
        return self._first_page(dataclasses.replace(self.request, sort=sort))

    def at(self, page: int) -> Address:
        """Return the address of another page."""
        return Address(dataclasses.replace(self.request, page=page), self.path)

    def document(self, name: DocumentId) -> str:
        """Return the address of an article, with the question, so that it leads back to it."""
        return _with_parameters(document_path(name), self.pairs())

    def _first_page(self, request: Request) -> Address:
        return Address(dataclasses.replace(request, page=1), self.path)


def document_path(name: DocumentId) -> str:
    """Return the address of an article, without a question."""
    return f"/documents/{quote(name, safe='')}"


def filter_pairs(filters: Filters) -> list[Pair]:
    """Return the parameters that write these filters."""
    return [
        *_stated("from", filters.start.isoformat() if filters.start else "", ""),
        *_stated("to", filters.end.isoformat() if filters.end else "", ""),
        *(("year", str(year)) for year in filters.years),
        *_stated("year", "undated" if filters.undated else "", ""),
        *(("month", f"{year}-{month:02}") for year, month in filters.months),
        *(("day", day.isoformat()) for day in filters.days),
        *(("source", source) for source in filters.sources),
        *(("author", author) for author in filters.authors),
        *(("section", section) for section in filters.sections),
    ]


def is_web_address(address: str) -> bool:
    """Return whether an address found in an article may become a link (never `javascript:`)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _stated(name: str, value: str, default: str) -> list[Pair]:
    return [] if value == default else [(name, value)]


def _with_parameters(path: str, pairs: list[Pair]) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path
