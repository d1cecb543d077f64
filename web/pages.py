"""The pages that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, g, make_response, render_template, request

from search.answers import Request
from search.errors import InvalidRequest
from web.about_page import about_page
from web.article_page import article_page
from web.charts.chart import chart
from web.charts.counting import counted_by_date, counted_only
from web.charts.page import TABLE_PAGE, dates_page
from web.facet_page import Looking, facet_page
from web.facets import date_facet, value_facet
from web.freshness import conditional
from web.guide import SECTIONS
from web.links import Address
from web.parameters import (
    DocumentParameters,
    FacetParameters,
    SearchParameters,
    read,
    to_page_request,
)
from web.results_page import results_page
from web.site import site

if TYPE_CHECKING:
    from search.document import Facet

LATEST = 5

pages = Blueprint("pages", __name__)


@pages.get("/")
@conditional
def home() -> Response:
    """Show the collection itself, or the results if the address asks for some."""
    if _asks_something():
        return results()
    answer = site().searcher.answer(Request(sort="newest", size=LATEST))
    g.generation = answer.generation
    address = Address(Request())
    return _page(
        "home.html",
        answer=answer,
        address=address,
        suggested=site().suggested,
        dates=date_facet(answer, address),
        sources=value_facet(answer, address, "source"),
        chart=chart(answer.facets.timeline, answer.collection, address),
    )


@pages.get("/search")
@conditional
def results() -> Response:
    """Show what was found."""
    parameters = read(request.args)
    g.query = parameters.q
    answer = site().searcher.answer(to_page_request(parameters, site().settings))
    g.generation = answer.generation
    site().nothing_found.note(answer)
    return _page("results.html", page=results_page(answer, site().settings))


@pages.get(TABLE_PAGE)
@conditional
def dates() -> Response:
    """Show a result set by date, as a histogram and a table."""
    parameters = read(request.args)
    g.query = parameters.q
    asked = to_page_request(parameters, site().settings)
    answer = site().searcher.answer(counted_by_date(asked))
    g.generation = answer.generation
    return _page("dates.html", page=dates_page(answer, asked))


@pages.get("/facets/<any(source, author, section):name>")
@conditional
def facet(name: Facet) -> Response:
    """Show every source, author or section of a result set."""
    parameters = read(request.args, FacetParameters)
    g.query = parameters.q
    asked = to_page_request(parameters, site().settings)
    answer = site().searcher.answer(counted_only(asked))
    g.generation = answer.generation
    looking = Looking(parameters.contains, parameters.order, parameters.page)
    return _page("facet.html", page=facet_page(answer, asked, name, looking))


@pages.get("/aide")
def guide() -> Response:
    """Explain how to ask."""
    return _page("guide.html", sections=SECTIONS, asking=Address(Request()).asking)


@pages.get("/a-propos")
@conditional
def about() -> Response:
    """Tell what the collection holds and lacks."""
    holdings = site().searcher.holdings()
    g.generation = holdings.generation
    return _page("about.html", page=about_page(holdings))


@pages.get("/documents/<path:name>")
@conditional
def document(name: str) -> Response:
    """Show one article, marked with the words of the question that led to it."""
    question = Address(_question())
    g.query = question.request.text
    asked = question.request if question.pairs() else None
    article = site().searcher.article(name, asked, beside=True)
    g.generation = article.generation
    return _page("article.html", page=article_page(article, question, site().settings))


def _asks_something() -> bool:
    known = {field.alias or name for name, field in SearchParameters.model_fields.items()}
    return any(request.args.get(name) for name in known - {"lang"})


def _question() -> Request:
    """Return the question an article was found by; a broken one is only worth its words."""
    try:
        return to_page_request(read(request.args), site().settings)
    except InvalidRequest:
        return Request(text=DocumentParameters(q=request.args.get("q", "")).q)


def _page(template: str, **context: object) -> Response:
    """Return a page that browsers may keep but must ask about before they show it again."""
    response = make_response(render_template(template, **context))
    response.headers["Cache-Control"] = "no-cache"
    return response
