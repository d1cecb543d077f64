"""The problems that /openapi.json describes, by what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from http import HTTPStatus


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/ProblemJson"}
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": schema}},
    }


BAD_REQUEST = _problem("A parameter is wrong: `parameter` names it.")
NOT_FOUND = _problem("No such article.")
TOO_COSTLY = _problem("The query would cost too much: `word` names the word.")
UNAVAILABLE = _problem("No index to answer from, too many searches, or one that took too long.")
ALWAYS: dict[str | int | HTTPStatus, Any] = {
    304: {"description": "What is held already is still right (`If-None-Match`)."},
    405: _problem("Nothing but GET, HEAD and OPTIONS is answered."),
    414: _problem("The address is too long."),
    429: _problem("Too many requests came from one network: `Retry-After` says when to ask again."),
}
"""What every address may answer."""
