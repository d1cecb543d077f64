"""The problems that /openapi.json describes, by what went wrong."""

from __future__ import annotations

from typing import Any


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/ProblemJson"}
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": schema}},
    }


BAD_REQUEST = _problem("A parameter is wrong: `parameter` names it.")
NOT_FOUND = _problem("No such article.")
TOO_COSTLY = _problem("The query would cost too much: `word` names the word.")
UNAVAILABLE = _problem("No index to answer from, or the answer took too long.")
