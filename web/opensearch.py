"""The site as a search engine of the reader's browser: its description, and suggestions.

The description is OpenSearch 1.1; the suggestions are what browsers ask for while one types in
their address bar (`application/x-suggestions+json`).
"""

import json

from flask import Response, g, make_response, render_template, request
from flask_openapi3.blueprint import APIBlueprint

from search.answers import Request
from web.exports.taking import FEED
from web.freshness import conditional
from web.links import SEARCH_PAGE, Address, in_language
from web.messages.counts import articles
from web.parameters import SuggestParameters
from web.responses import ALWAYS, BAD_REQUEST, UNAVAILABLE
from web.site import site

DESCRIPTION = "/opensearch.xml"
SUGGESTIONS = "/api/opensearch"

_DESCRIPTION_TYPE = "application/opensearchdescription+xml"
_SUGGESTIONS_TYPE = "application/x-suggestions+json"
_KEPT = "public, max-age=86400"
"""A day: it changes with the program and the site's name only."""

_COMPLETIONS = {
    "type": "array",
    "description": "The query, then three lists: completed queries, what holds them, addresses.",
    "items": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
}


def opensearch_blueprint() -> APIBlueprint:
    """Return the description, and the endpoint that browsers ask."""
    opensearch = APIBlueprint("opensearch", __name__, abp_responses=ALWAYS)
    opensearch.add_url_rule(DESCRIPTION, "description", description)
    opensearch.get(
        SUGGESTIONS,
        operation_id="opensearch",
        summary="Completions of the last word, for a browser's address bar",
        responses={
            200: {
                "description": "As OpenSearch Suggestions has them.",
                "content": {_SUGGESTIONS_TYPE: {"schema": _COMPLETIONS}},
            },
            400: BAD_REQUEST,
            503: UNAVAILABLE,
        },
    )(conditional(suggestions))
    return opensearch


def description() -> Response:
    """Describe the site to a browser."""
    text = render_template(
        "opensearch.xml",
        root=request.host_url.rstrip("/"),
        terms=_with_terms,
        search=SEARCH_PAGE,
        suggestions=SUGGESTIONS,
        feed=FEED,
        itself=DESCRIPTION,
    )
    response = make_response(text)
    response.content_type = f"{_DESCRIPTION_TYPE}; charset=utf-8"
    response.headers["Cache-Control"] = _KEPT
    return response


def suggestions(query: SuggestParameters) -> Response:
    """What the question may become, its last word completed."""
    g.query = query.q
    found = site().searcher.suggestions(query.q)
    g.generation = found.generation
    address = Address(Request())
    root = request.host_url.rstrip("/")
    answer = [
        query.q,
        [one.text for one in found.completions],
        [articles(one.documents) for one in found.completions],
        [f"{root}{address.asking(one.text)}" for one in found.completions],
    ]
    response = Response(json.dumps(answer, ensure_ascii=False), mimetype=_SUGGESTIONS_TYPE)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _with_terms(path: str) -> str:
    """Return the address of a search for what a browser will put in, in the reader's language."""
    return in_language(f"{path}?q={{searchTerms}}")
