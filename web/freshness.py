"""Answers that a browser holds already: told apart by what they are made of, before they are made.

An answer depends on its address (the language stands in it), on the live generation, on the
program with its settings, and on the day, by which « la semaine dernière » is read. A validator of
these four says that nothing changed without searching, let alone setting a page.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

from flask import Response, current_app, g, request

from web.site import site

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from search.engines.keeping import GenerationId
    from search.settings import Settings

_NAME = "manchette-build"
_LETTERS = 24
_PACKAGES = ("search", "web")

_Arguments = ParamSpec("_Arguments")


def register_freshness(app: Flask, settings: Settings) -> None:
    """Work out what tells this program, with its settings, from others."""
    app.extensions[_NAME] = _build(settings)


def conditional(view: Callable[_Arguments, Response]) -> Callable[_Arguments, Response]:
    """Let a view answer 304, without running, to a browser that holds its answer."""

    @functools.wraps(view)
    def answer(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> Response:
        live = site().searcher.generation()
        if request.if_none_match.contains_weak(_validator(live)):
            g.generation = live
            response = Response(status=304, headers={"Cache-Control": "no-cache"})
        else:
            response = view(*args, **kwargs)
        response.set_etag(_validator(g.generation), weak=True)
        return response

    return answer


def _validator(generation: GenerationId) -> str:
    today = dt.datetime.now().astimezone().date().isoformat()
    parts = (current_app.extensions[_NAME], generation, today, request.full_path)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_LETTERS]


def _build(settings: Settings) -> str:
    """Return a hash of the program's own files, and of what it was told to do."""
    digest = hashlib.sha256(settings.model_dump_json().encode())
    root = Path(__file__).resolve().parent.parent
    files = [path for package in _PACKAGES for path in (root / package).rglob("*.*")]
    if settings.suggested_searches:
        files.append(settings.suggested_searches)
    for path in sorted(files):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.read_bytes())
    return digest.hexdigest()
