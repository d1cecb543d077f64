"""For whoever runs the site: is the process up, and has it an index to answer from."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from web.site import site

UP = "/healthz"

PATHS = frozenset({UP, "/readyz"})
"""Answered however busy the site is, and however often they are asked."""

health = Blueprint("health", __name__)


@health.get(UP)
def healthz() -> Response:
    """Answer that the process is up, whatever the index."""
    return _fresh(jsonify(status="ok"))


@health.get("/readyz")
def readyz() -> Response:
    """Answer that an index is open; without one the error handlers answer 503."""
    generation, inventory = site().searcher.inventory()
    return _fresh(jsonify(status="ok", generation=generation, documents=inventory.documents))


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
