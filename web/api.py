"""What programs call: the same searches as the pages, as JSON."""

from flask import Response, g
from flask_openapi3.blueprint import APIBlueprint

from search.answers import Request
from web.about_json import about_json
from web.freshness import conditional
from web.json_answers import document_json, search_json, suggest_json
from web.parameters import (
    DocumentParameters,
    DocumentPath,
    SearchParameters,
    SuggestParameters,
    to_request,
)
from web.responses import ALWAYS, BAD_REQUEST, NOT_FOUND, TOO_COSTLY, UNAVAILABLE
from web.schemas import AboutJson, DocumentJson, SearchJson, SuggestJson
from web.site import site


def api_blueprint() -> APIBlueprint:
    """Return the endpoints for programs."""
    api = APIBlueprint("api", __name__, abp_responses=ALWAYS, url_prefix="/api")
    api.get(
        "/search",
        operation_id="search",
        summary="Search",
        responses={
            200: SearchJson,
            400: BAD_REQUEST,
            422: TOO_COSTLY,
            503: UNAVAILABLE,
        },
    )(conditional(search))
    api.get(
        "/suggest",
        operation_id="suggest",
        summary="Completions of the last word, and titles",
        responses={200: SuggestJson, 400: BAD_REQUEST, 503: UNAVAILABLE},
    )(conditional(suggest))
    api.get(
        "/documents/<path:document_id>",
        operation_id="document",
        summary="One article",
        responses={
            200: DocumentJson,
            400: BAD_REQUEST,
            404: NOT_FOUND,
            503: UNAVAILABLE,
        },
    )(conditional(document))
    api.get(
        "/about",
        operation_id="about",
        summary="What the collection holds and lacks",
        responses={200: AboutJson, 503: UNAVAILABLE},
    )(conditional(about))
    return api


def about() -> Response:
    """What the collection holds and lacks: newspapers, years, missing days, what was left out."""
    holdings = site().searcher.holdings()
    g.generation = holdings.generation
    return _json(about_json(holdings).model_dump_json())


def search(query: SearchParameters) -> Response:
    """Articles, counts by date, source, author and section, and what has to be said of them."""
    g.query = query.q
    answer = site().searcher.answer(to_request(query, site().settings))
    g.generation = answer.generation
    site().nothing_found.note(answer)
    return _json(search_json(answer).model_dump_json())


def suggest(query: SuggestParameters) -> Response:
    """What the question may become: its last word completed, and articles by their title."""
    g.query = query.q
    found = site().searcher.suggestions(query.q)
    g.generation = found.generation
    return _json(suggest_json(query.q, found).model_dump_json())


def document(path: DocumentPath, query: DocumentParameters) -> Response:
    """One article, marked with the words of `q`."""
    g.query = query.q
    article = site().searcher.article(path.document_id, Request(text=query.q))
    g.generation = article.generation
    return _json(document_json(article, site().settings).model_dump_json())


def _json(text: str) -> Response:
    response = Response(f"{text}\n", mimetype="application/json")
    response.headers["Cache-Control"] = "no-cache"
    return response
