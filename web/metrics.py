"""What Prometheus reads, at an address of its own: the site's readers never see it.

Workers share no memory: each writes its counts in files of one folder, named by gunicorn's
configuration, and whichever worker is asked adds up those of all.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from flask import g, request
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    make_wsgi_app,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from search.errors import IndexProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask, Response
    from prometheus_client import Metric

    from search.engines.keeping import GenerationId, Inventory
    from search.settings import Settings

    Holdings = Callable[[], tuple[GenerationId, Inventory]]

_NAME = "manchette-requests"

SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 3)


def register_metrics(app: Flask, settings: Settings, holdings: Holdings) -> None:
    """Count every request, and answer /metrics at the port of the settings."""
    if not settings.metrics_port:
        return
    registry = CollectorRegistry()
    requests = Counter(
        "manchette_requests", "Requests answered.", ["endpoint", "status"], registry=registry
    )
    app.extensions[_NAME] = requests
    seconds = Histogram(
        "manchette_request_seconds",
        "Time to answer.",
        ["endpoint"],
        buckets=SECONDS,
        registry=registry,
    )
    running = Gauge(
        "manchette_requests_running",
        "Requests being answered.",
        registry=registry,
        multiprocess_mode="livesum",
    )

    @app.before_request
    def begin() -> None:
        g.counted_from = time.perf_counter()
        running.inc()

    @app.after_request
    def end(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        requests.labels(endpoint, response.status_code).inc()
        if "counted_from" in g:
            seconds.labels(endpoint).observe(time.perf_counter() - g.counted_from)
        return response

    @app.teardown_request
    def leave(error: BaseException | None) -> None:
        del error
        if g.pop("counted_from", None) is not None:
            running.dec()

    app.wsgi_app = _Apart(app.wsgi_app, settings.metrics_port, _scrape(registry, holdings))  # type: ignore[method-assign]  # Flask's own way to wrap it


def count_refused(app: Flask, count: int) -> None:
    """Count requests that were refused before the application heard of them."""
    requests = app.extensions.get(_NAME)
    if isinstance(requests, Counter):
        requests.labels("refused", 503).inc(count)


class _Apart:
    """Answers the port of the metrics with the metrics alone, the others with the site alone."""

    def __init__(self, site: WSGIApplication, port: int, metrics: WSGIApplication) -> None:
        self._site = site
        self._port = str(port)
        self._metrics = metrics

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["SERVER_PORT"] != self._port:
            return self._site(environ, start_response)
        if environ.get("PATH_INFO") == "/metrics":
            return self._metrics(environ, start_response)
        start_response("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "0")])
        return []


def _scrape(registry: CollectorRegistry, holdings: Holdings) -> WSGIApplication:
    """Return what answers /metrics: the counts of all workers, and what the index holds."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(_Index(holdings))
    return make_wsgi_app(registry)


class _Index(Collector):
    """What the live generation holds, read when it is asked."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def collect(self) -> Iterable[Metric]:
        """Yield the generation, its articles and its bytes; nothing where there is no index."""
        try:
            generation, inventory = self._holdings()
        except IndexProblem:
            return
        for name, text, value in (
            ("generation", "Number of the live generation.", int(generation)),
            ("documents", "Articles in it.", inventory.documents),
            ("index_bytes", "Size of it on disk.", inventory.bytes),
        ):
            yield GaugeMetricFamily(f"manchette_{name}", text, value)
