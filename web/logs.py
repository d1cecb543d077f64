"""One JSON line a request, without what would tell who read what."""

from __future__ import annotations

import io
import re
import sys
import time
import uuid
from typing import TYPE_CHECKING, TextIO, cast

import structlog
from flask import g, request

from web.networks import network_of

if TYPE_CHECKING:
    from flask import Flask, Response

    from search.settings import Settings

Log = structlog.typing.FilteringBoundLogger

_SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class _StandardOutput(io.TextIOBase):
    """Standard output as it is when a line is written, not when the application was made.

    A line and its end are written at once: those of other threads and workers stand beside it.
    """

    def write(self, text: str) -> int:
        return sys.stdout.write(text)

    def flush(self) -> None:
        sys.stdout.flush()


def request_log() -> Log:
    """Return a log of JSON lines on standard output."""
    log: Log = structlog.wrap_logger(
        structlog.WriteLogger(cast("TextIO", _StandardOutput())),
        wrapper_class=structlog.make_filtering_bound_logger(0),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    return log


def register_logs(app: Flask, log: Log, settings: Settings) -> None:
    """Number each request, time it, and log it when it is answered."""

    @app.before_request
    def begin() -> None:
        g.started = time.perf_counter()
        g.request_id = _request_id(request.headers.get("X-Request-ID", ""))

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.get("request_id", "")
        log.info("request", **_line(response, settings))
        return response


def _request_id(given: str) -> str:
    return given if _SANE_ID.fullmatch(given) else uuid.uuid4().hex


def _line(response: Response, settings: Settings) -> dict[str, object]:
    started: float = g.get("started", time.perf_counter())
    line: dict[str, object] = {
        "request_id": g.get("request_id", ""),
        "client": network_of(request.remote_addr or ""),
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "duration_ms": round((time.perf_counter() - started) * 1000, 1),
        "generation": g.get("generation"),
    }
    if settings.log_queries:
        line["query"] = g.get("query")
    return line
