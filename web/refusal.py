"""What is answered at once to those who come when too many wait already: no thread, no page set.

A thread that refuses must be given the interpreter some ten times, among those that search: where
ten times more ask than can be answered, refusing so left nothing to answer with. The worker sends
what stands ready here, the same for everybody; and that it is up, to those who watch it.
"""

from __future__ import annotations

import time
from email.utils import formatdate
from typing import TYPE_CHECKING, cast

from flask import request

from web.errors import for_programs
from web.health import UP
from web.language import LANGUAGES
from web.links import DEFAULT_LANGUAGE
from web.messages import problems
from web.metrics import count_refused
from web.places import Busy
from web.query_string import first
from web.reader_language import PARAMETER
from web.site import site

if TYPE_CHECKING:
    from flask import Flask

_NAME = "manchette-refusal"
_MARK = "manchette.refuse"
_SEARCHING = ("/search", "/api/", "/documents/")
_EVERY_SECONDS = 1.0
_OF_ONE_ANSWER = {"X-Request-ID", "Date"}


def register_refusal(app: Flask, trusted_hosts: str) -> None:
    """Prepare to refuse; the answers are made when the first is needed."""
    app.extensions[_NAME] = Refusal(app, trusted_hosts.partition(",")[0].strip() or "localhost")

    @app.before_request
    def refuse() -> None:
        if _MARK in request.environ and request.path != UP:
            raise Busy(problems.busy())


def refusal_of(app: object) -> Refusal:
    """Return what refuses for an application of ours."""
    return cast("Refusal", cast("Flask", app).extensions[_NAME])


class Refusal:
    """Refuses searches while too many wait; for one thread."""

    def __init__(self, app: Flask, host: str) -> None:
        self._app = app
        self._host = host
        self._made: dict[tuple[str, str], bytes] = {}  # by path and language
        self._refused = 0
        self._told = 0.0
        with app.app_context():
            self._site = site()

    def answer(self, head: bytes) -> bytes | None:
        """Return the answer to a request that begins so, None if a thread is to answer it."""
        path, question = _asked(head)
        if not self._site.searcher.full:
            return None
        if path == UP:
            return self._ready(UP, "")
        if path != "/" and not path.startswith(_SEARCHING):
            return None
        self._refused += 1
        asked = first(question, PARAMETER)
        lang = asked if asked in LANGUAGES else DEFAULT_LANGUAGE
        return self._ready("/api/search" if for_programs(path) else "/search", lang)

    def _ready(self, path: str, lang: str) -> bytes:
        """Return the answer to an address, made once, with the time of now."""
        if (path, lang) not in self._made:
            self._made[path, lang] = self._make(path, lang)
        now = formatdate(usegmt=True).encode()
        return self._made[path, lang].replace(b"\r\n", b"\r\nDate: " + now + b"\r\n", 1)

    def tell(self) -> None:
        """Log and count those refused since the last time, once a second."""
        now = time.monotonic()
        if self._refused and now - self._told > _EVERY_SECONDS:
            self._site.log.info("refused", count=self._refused, status=503)
            count_refused(self._app, self._refused)
            self._refused, self._told = 0, now

    def _make(self, path: str, lang: str) -> bytes:
        """Return an answer of the application itself, to an address without a question."""
        response = self._app.test_client().get(
            path,
            query_string={PARAMETER: lang} if lang else {},
            base_url=f"http://{self._host}",
            environ_base={_MARK: "1"},
        )
        lines = [f"HTTP/1.1 {response.status}", "Connection: close"]
        lines += [
            f"{name}: {value}" for name, value in response.headers if name not in _OF_ONE_ANSWER
        ]
        return "\r\n".join([*lines, "", response.text]).encode()


def _asked(head: bytes) -> tuple[str, bytes]:
    """Return the path and the query string that a head asks for; nothing but of GET."""
    method, _, rest = head.partition(b" ")
    if method != b"GET":
        return "", b""
    path, _, question = rest.partition(b" ")[0].partition(b"?")
    return path.decode("latin-1"), question
