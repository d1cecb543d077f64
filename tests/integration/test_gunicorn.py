"""Gunicorn as the project starts it, over an index that is replaced while it answers."""

from __future__ import annotations

import collections
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from search.document import Document
from search.engines.open import open_engine
from search.settings import Settings
from tests.browser.site import PATIENCE_SECONDS, running_server, running_site

if TYPE_CHECKING:
    from collections.abc import Iterator

REBUILDS = 6


def publish(index: Path, documents: int) -> str:
    """Publish a generation of that many articles, each holding the word « sommet »."""
    with open_engine(Settings(index=index)).draft("empty") as draft:
        draft.put(
            Document(key=f"{documents}-{n}", title=f"Article {n}", text=f"Un sommet, le {n}e.")
            for n in range(documents)
        )
        return draft.publish().generation


class Client:
    """One kept connection to the site."""

    def __init__(self, address: str) -> None:
        self.connection = http.client.HTTPConnection(
            urlsplit(address).netloc, timeout=PATIENCE_SECONDS
        )

    def get(self, path: str) -> tuple[int, Any]:
        self.connection.request("GET", path)
        response = self.connection.getresponse()
        body = response.read()
        is_json = "json" in response.headers["Content-Type"]
        return response.status, json.loads(body) if is_json else body.decode()


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def address(index: Path, tmp_path: Path) -> Iterator[str]:
    with running_site(index, tmp_path / "log", WEB_CONCURRENCY="2") as site:
        yield site


def ask_until(stop: threading.Event, address: str, answers: list[tuple[int, Any]]) -> None:
    client = Client(address)
    while not stop.is_set():
        answers.append(client.get("/api/search?q=sommet&size=1"))


def test_answers_come_from_one_generation_while_the_index_is_replaced(
    index: Path, address: str
) -> None:
    sizes = {publish(index, 10): 10}
    stop = threading.Event()
    answers: list[list[tuple[int, Any]]] = [[] for _ in range(4)]
    askers = [threading.Thread(target=ask_until, args=(stop, address, kept)) for kept in answers]
    for asker in askers:
        asker.start()
    try:
        for number in range(1, REBUILDS):
            sizes[publish(index, 10 + number)] = 10 + number
            time.sleep(0.4)
        newest = max(sizes)
        wait_for_generation(address, newest)
    finally:
        stop.set()
        for asker in askers:
            asker.join()
    said = [answer for kept in answers for answer in kept]
    assert len(said) > 20
    assert collections.Counter(status for status, _ in said) == {200: len(said)}
    for _, body in said:
        assert body["total"] == sizes[body["generation"]]
        assert sum(year["count"] for year in body["facets"]["date"]) == 0
        assert body["facets"]["undated"] == body["total"]
    assert len({body["generation"] for _, body in said}) > 1


def wait_for_generation(address: str, generation: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if Client(address).get("/readyz")[1]["generation"] == generation:
            return
        time.sleep(0.2)
    pytest.fail(f"generation {generation} was never served")


def test_a_site_without_an_index_takes_the_first_one_without_restart(
    index: Path, address: str
) -> None:
    client = Client(address)
    assert client.get("/healthz")[0] == 200
    assert client.get("/readyz")[0] == 503
    status, page = client.get("/")
    assert status == 503
    assert "manchette rebuild" in page
    publish(index, 3)
    wait_for_generation(address, "000001")
    assert client.get("/api/search?q=sommet")[1]["total"] == 3


def test_slow_clients_do_not_keep_others_out(index: Path, address: str) -> None:
    publish(index, 3)
    slow = [
        http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE_SECONDS)
        for _ in range(40)
    ]
    for connection in slow:
        connection.connect()
        connection.sock.sendall(b"GET /search HTTP/1.1\r\nHost: x\r\n")
    assert Client(address).get("/healthz")[0] == 200
    assert Client(address).get("/api/search?q=sommet")[0] == 200
    for connection in slow:
        connection.close()


def test_a_long_accented_query_fits_in_an_address(index: Path, address: str) -> None:
    publish(index, 3)
    assert Client(address).get("/api/search?q=" + "%C3%A9" * 512)[0] == 200
    status, problem = Client(address).get("/api/search?q=" + "%C3%A9" * 513)
    assert (status, problem["limit"]) == (400, 512)


def test_a_server_asked_to_stop_stops(index: Path, tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("manchette")), "serve", "--port", "0"]
    server = subprocess.Popen(
        [*command, "--index", str(index)],
        env={**os.environ, "WEB_CONCURRENCY": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=tmp_path,
    )
    assert server.stdout
    said = server.stdout.readline()
    assert "répond sur http://127.0.0.1:" in said
    assert Client(said.split()[-1]).get("/healthz")[0] == 200
    server.send_signal(signal.SIGTERM)
    output, _ = server.communicate(timeout=PATIENCE_SECONDS)
    assert server.returncode == 0
    assert "Traceback" not in output


def workers(server: subprocess.Popen[bytes]) -> set[int]:
    """Return the processes that answer."""
    path = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    return {int(pid) for pid in path.read_text(encoding="utf-8").split()}


def ask_anew(address: str, stop: threading.Event, seen: list[str]) -> None:
    """Ask over a new connection each time; note what came of it."""
    while not stop.is_set():
        try:
            status, _ = Client(address).get("/api/search?q=sommet")
            seen.append(str(status))
        except (ConnectionError, http.client.RemoteDisconnected) as error:
            seen.append(type(error).__name__)


@pytest.fixture
def server(index: Path, tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    publish(index, 3)
    with running_server(index, tmp_path / "log", WEB_CONCURRENCY="2") as running:
        yield running


def test_a_worker_that_is_killed_is_replaced(server: tuple[str, subprocess.Popen[bytes]]) -> None:
    address, process = server
    before = workers(process)
    assert len(before) == 2
    victim = before.pop()
    os.kill(victim, signal.SIGKILL)
    assert [Client(address).get("/api/search?q=sommet")[0] for _ in range(40)] == [200] * 40
    for _ in range(10 * PATIENCE_SECONDS):
        if len(workers(process) - {victim}) == 2:
            break
        time.sleep(0.1)
    assert len(workers(process) - {victim}) == 2


def test_settings_are_read_again_without_losing_a_request(
    server: tuple[str, subprocess.Popen[bytes]],
) -> None:
    address, process = server
    before = workers(process)
    stop = threading.Event()
    seen: list[list[str]] = [[] for _ in range(3)]
    askers = [threading.Thread(target=ask_anew, args=(address, stop, one)) for one in seen]
    for asker in askers:
        asker.start()
    process.send_signal(signal.SIGHUP)
    for _ in range(10 * PATIENCE_SECONDS):
        if (now := workers(process)) and not now & before:
            break
        time.sleep(0.1)
    stop.set()
    for asker in askers:
        asker.join()
    assert not workers(process) & before
    assert set().union(*seen) == {"200"}


def test_a_server_asked_to_stop_finishes_what_it_began(
    server: tuple[str, subprocess.Popen[bytes]],
) -> None:
    address, process = server
    stop = threading.Event()
    seen: list[list[str]] = [[] for _ in range(6)]
    askers = [threading.Thread(target=ask_anew, args=(address, stop, one)) for one in seen]
    for asker in askers:
        asker.start()
    while min(map(len, seen)) < 3:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=PATIENCE_SECONDS)
    stop.set()
    for asker in askers:
        asker.join()
    # A connection that nobody had taken yet is refused or closed; an answer begun is a whole one.
    refused = {"ConnectionRefusedError", "ConnectionResetError", "RemoteDisconnected"}
    assert set().union(*seen) <= {"200"} | refused
    assert process.returncode == 0


def test_metrics_add_up_the_workers_at_an_address_of_their_own(index: Path, tmp_path: Path) -> None:
    publish(index, 3)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with running_site(
        index, tmp_path / "log", WEB_CONCURRENCY="2", MANCHETTE_METRICS_PORT=str(port)
    ) as address:
        for _ in range(30):
            Client(address).get("/api/search?q=sommet")
        assert Client(address).get("/metrics")[0] == 404
        status, text = Client(f"http://127.0.0.1:{port}").get("/metrics")
    assert status == 200
    assert 'manchette_requests_total{endpoint="api.search",status="200"} 30.0' in text
    assert "manchette_documents 3.0" in text


def test_a_port_that_is_taken_is_said_in_french(address: str) -> None:
    port = str(urlsplit(address).port)
    command = [str(Path(sys.executable).with_name("manchette")), "serve", "--port", port]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS
    )
    assert done.returncode == 1
    assert f"le port {port} est déjà pris" in done.stderr
