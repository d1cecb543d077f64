"""The query string before anything reads it: its size, and whether it is text at all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote_to_bytes, urlencode

from flask import abort, request

from search.errors import InvalidRequest
from web.messages import problems

if TYPE_CHECKING:
    from flask import Flask

MAX_BYTES = 8_000
"""A query of 512 accented characters takes 3,072 bytes: room is left for filters. Gunicorn's own
limit for the whole request line is 8,190."""


def register_query_string(app: Flask) -> None:
    """Check the query string of every request."""

    @app.before_request
    def check_query_string() -> None:
        raw = request.query_string
        if len(raw) > MAX_BYTES:
            abort(414)
        check(raw)


def check(raw: bytes) -> None:
    """Check that every parameter is UTF-8 text without NUL.

    Raises:
        InvalidRequest: one is not; the error names it.
    """
    for pair in raw.split(b"&"):
        name, _, value = pair.partition(b"=")
        shown = unquote_to_bytes(name).decode("utf-8", "replace").replace("\0", "")[:40]
        try:
            text = unquote_to_bytes(name + b"=" + value).decode("utf-8")
        except UnicodeDecodeError as error:
            raise InvalidRequest(shown, problems.not_utf8(shown)) from error
        if "\0" in text:
            raise InvalidRequest(shown, problems.has_nul(shown))


def without(raw: bytes, parameter: str) -> str:
    """Return the query string without one parameter, whatever the others hold."""
    return urlencode([(name, value) for name, value in _pairs(raw) if name != parameter])


def typed(raw: bytes) -> str:
    """Return the query that was typed, as far as it is text, so that a reader can mend it."""
    return first(raw, "q").replace("\0", "")


def first(raw: bytes, parameter: str) -> str:
    """Return the first value of a parameter, as far as it is text; empty where there is none."""
    return next((value for name, value in _pairs(raw) if name == parameter), "")


def _pairs(raw: bytes) -> list[tuple[str, str]]:
    return parse_qsl(raw.decode("utf-8", "replace"), errors="replace")
