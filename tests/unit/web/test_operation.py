"""Headers, logs, admission, listening: what whoever runs the site relies on."""

from __future__ import annotations

import json
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest

from search.answers import Request
from search.errors import DeadlineExceeded, InvalidInput
from search.settings import Settings
from tests.unit.web.fake_searcher import FakeSearcher
from web.admission import AdmittedSearcher
from web.app import create_app
from web.listening import bind_address, check_free, port_of, shown_address
from web.networks import network_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask.testing import FlaskClient

    from search.answers import Answer


@pytest.mark.parametrize("path", ["/", "/search", "/api/search", "/nowhere", "/healthz"])
def test_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert {"script-src 'self'", "connect-src 'self'", "style-src 'self'"} < set(policy)
    assert not any("unsafe" in rule or "http" in rule for rule in policy)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Set-Cookie" not in headers


def test_robots_may_be_let_in(make_client: Callable[..., FlaskClient]) -> None:
    response = make_client(robots="index").get("/")
    assert "X-Robots-Tag" not in response.headers
    assert 'name="robots"' not in response.text


def test_only_trusted_hosts_are_answered(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(trusted_hosts="presse.example, localhost")
    assert client.get("/", headers={"Host": "presse.example"}).status_code == 200
    refused = client.get("/", headers={"Host": "evil.example"})
    assert refused.status_code == 400
    assert "evil.example" not in refused.text


def log_lines(captured: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in captured.readouterr().out.splitlines()]


def test_a_request_is_one_line_of_json(
    client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    response = client.get("/search?q=sommet", headers={"X-Request-ID": "trace-0123"})
    [line] = log_lines(capsys)
    assert line["request_id"] == response.headers["X-Request-ID"] == "trace-0123"
    assert (line["method"], line["path"], line["status"]) == ("GET", "/search", 200)
    assert line["generation"] == "000012"
    assert line["client"] == "127.0.0.0/24"
    assert line["duration_ms"] >= 0
    assert "sommet" not in json.dumps(line)


def test_queries_are_logged_only_when_asked(
    make_client: Callable[..., FlaskClient], capsys: pytest.CaptureFixture[str]
) -> None:
    make_client(log_queries=True).get("/search?q=sommet")
    assert log_lines(capsys)[0]["query"] == "sommet"


@pytest.mark.parametrize("given", ["", "x", "a" * 65, "evil\tline", "é" * 10])
def test_an_insane_request_id_is_replaced(client: FlaskClient, given: str) -> None:
    chosen = client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert chosen != given
    assert len(chosen) == 32


@pytest.mark.parametrize(
    ("address", "expected"),
    [("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2::9", "2001:db8:1::/48"), ("", ""), ("x", "")],
)
def test_addresses_are_cut(address: str, expected: str) -> None:
    assert network_of(address) == expected


def test_searches_wait_for_a_place_and_give_up_in_time(settings: Settings) -> None:
    inside, leave = threading.Event(), threading.Event()

    class Slow(FakeSearcher):
        def answer(self, request: Request) -> Answer:
            inside.set()
            leave.wait(600)
            return super().answer(request)

    limits = settings.model_copy(update={"concurrent_searches": 1, "deadline_seconds": 0.05})
    admitted = AdmittedSearcher(Slow(), limits)
    first = threading.Thread(target=admitted.answer, args=(Request(),))
    first.start()
    assert inside.wait(10)
    with pytest.raises(DeadlineExceeded):
        admitted.answer(Request())
    assert admitted.inventory()
    leave.set()
    first.join()
    assert admitted.answer(Request()).total == 12


def test_an_unreadable_file_of_suggestions_is_logged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "searches.json"
    file.write_text('{"q": 1', encoding="utf-8")
    client = create_app(Settings(suggested_searches=file), FakeSearcher()).test_client()
    assert client.get("/").status_code == 200
    assert "suggested_searches_unreadable" in capsys.readouterr().out


def test_five_searches_at_most_are_suggested(tmp_path: Path) -> None:
    file = tmp_path / "searches.json"
    searches = [{"q": f"mot{n}", "why": {"fr": f"parce que {n}"}} for n in range(7)]
    file.write_text(json.dumps(searches), encoding="utf-8")
    page = create_app(Settings(suggested_searches=file), FakeSearcher()).test_client().get("/").text
    assert "parce que 4" in page
    assert "parce que 5" not in page


def test_port_is_the_setting_then_the_platforms_then_the_default() -> None:
    assert port_of(Settings(port=9000), {"PORT": "5000"}) == 9000
    assert port_of(Settings(), {"PORT": "5000"}) == 5000
    assert port_of(Settings(), {}) == 8000
    with pytest.raises(InvalidInput, match="PORT"):
        port_of(Settings(), {"PORT": "http"})


def test_addresses_to_bind_and_to_show() -> None:
    assert bind_address(Settings(host="::1", port=80), {}) == "[::1]:80"
    assert shown_address(("0.0.0.0", 8000)) == "http://127.0.0.1:8000"  # noqa: S104
    assert shown_address(("::1", 8000, 0, 0)) == "http://[::1]:8000"


def test_a_port_that_is_taken_is_said_in_french() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(InvalidInput, match=f"le port {port} est déjà pris"):
            check_free("127.0.0.1", port)
    with pytest.raises(InvalidInput, match="n’est pas une adresse"):
        check_free("192.0.2.1", 8000)
