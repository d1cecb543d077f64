"""What Prometheus is told, and that readers are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client.parser import text_string_to_metric_families

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

PORT = 9464


def scraped(client: FlaskClient) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    text = client.get("/metrics", environ_overrides={"SERVER_PORT": str(PORT)}).text
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_endpoint_and_status(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(metrics_port=PORT)
    for path in ("/search?q=corée", "/search", "/search?page=0", "/nowhere"):
        client.get(path)
    found = scraped(client)

    def requests(endpoint: str, status: int) -> float:
        labels = frozenset({"endpoint": endpoint, "status": str(status)}.items())
        return found["manchette_requests_total", labels]

    assert requests("pages.results", 200) == 2
    assert requests("pages.results", 400) == 1
    assert requests("none", 404) == 1
    timed = frozenset({("endpoint", "pages.results")})
    assert found["manchette_request_seconds_count", timed] == 3
    assert found["manchette_requests_running", frozenset()] == 0
    assert found["manchette_documents", frozenset()] == 12
    assert found["manchette_generation", frozenset()] == 12


def test_readers_see_no_metrics_and_their_port_no_pages(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(metrics_port=PORT)
    assert client.get("/metrics").status_code == 404
    assert client.get("/search", environ_overrides={"SERVER_PORT": str(PORT)}).status_code == 404


def test_there_are_none_unless_asked_for(make_client: Callable[..., FlaskClient]) -> None:
    assert make_client().get("/metrics").status_code == 404
