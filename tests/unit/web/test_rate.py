"""One network may ask so often, and no more."""

from __future__ import annotations

import concurrent.futures
from typing import TYPE_CHECKING

from web import rate as rate_module
from web.rate import Rate

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from flask.testing import FlaskClient


def statuses(client: FlaskClient, address: str, times: int, path: str = "/search") -> list[int]:
    place = {"REMOTE_ADDR": address}
    return [client.get(path, environ_overrides=place).status_code for _ in range(times)]


def test_a_network_that_asks_too_often_is_told_when_to_come_back(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(requests_per_minute=3)
    assert statuses(client, "203.0.113.5", 3) == [200] * 3
    refused = client.get("/search", environ_overrides={"REMOTE_ADDR": "203.0.113.77"})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "Réessayez" in refused.text
    program = client.get("/api/search", environ_overrides={"REMOTE_ADDR": "203.0.113.77"})
    assert program.status_code == 429
    assert program.mimetype == "application/problem+json"
    assert statuses(client, "198.51.100.1", 3) == [200] * 3


def test_addresses_of_one_ipv6_network_count_together(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(requests_per_minute=1)
    assert statuses(client, "2001:db8:5::1", 1) == [200]
    assert statuses(client, "2001:db8:5:ffff::9", 1) == [429]


def test_health_and_this_machine_are_answered_however_often(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(requests_per_minute=1)
    assert statuses(client, "203.0.113.5", 4, "/healthz") == [200] * 4
    assert statuses(client, "127.0.0.1", 4) == [200] * 4


def test_clients_behind_a_trusted_proxy_are_told_apart(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(requests_per_minute=1, trusted_proxies=1)

    def ask(forwarded: str) -> int:
        return client.get("/search", headers={"X-Forwarded-For": forwarded}).status_code

    assert ask("203.0.113.5") == 200
    assert ask("198.51.100.1") == 200
    assert ask("198.51.100.1, 203.0.113.5") == 429  # what the client itself sent is not believed


def test_without_a_trusted_proxy_a_client_cannot_choose_its_address(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(requests_per_minute=1)
    place = {"REMOTE_ADDR": "203.0.113.5"}
    got = [
        client.get("/search", headers={"X-Forwarded-For": f"10.0.{n}.1"}, environ_overrides=place)
        for n in range(2)
    ]
    assert [response.status_code for response in got] == [200, 429]


def test_there_may_be_no_limit(make_client: Callable[..., FlaskClient]) -> None:
    assert statuses(make_client(requests_per_minute=0), "203.0.113.5", 9) == [200] * 9


def test_a_minute_reaches_back_into_the_one_before() -> None:
    now = 600.0
    rate = Rate(10, lambda: now)
    assert [rate.refused_for("a") for _ in range(10)] == [0.0] * 10
    assert rate.refused_for("a") == 60.0
    now = 690.0  # half of those ten are of the last minute
    assert [rate.refused_for("a") for _ in range(6)] == [0.0] * 5 + [30.0]
    now = 6000.0
    assert rate.refused_for("a") == 0.0


def test_threads_count_together() -> None:
    rate = Rate(5_000, lambda: 600.0)
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        waits = list(pool.map(rate.refused_for, ["a"] * 8_000))
    assert waits.count(0.0) == 5_000


def test_what_is_counted_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_module, "MOST_NETWORKS", 2)
    rate = Rate(1, lambda: 600.0)
    assert [rate.refused_for(name) for name in "abcabc"] == [0.0] * 3 + [60.0, 60.0, 0.0]
