"""Clients that hold what they can of a worker with eight threads: the others are answered."""

from __future__ import annotations

import contextlib
import http.client
import socket
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from search.document import Document
from search.engines.open import open_engine
from search.settings import Settings
from tests.browser.site import PATIENCE_SECONDS, running_server
from web.worker import LONGEST_HEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Server = tuple[str, subprocess.Popen[bytes]]

CLIENTS = 40
"""Five times the threads."""

LONG = " Le reste ne dit rien de plus." * 2_500

ASKS = b"GET /search?q=sommet HTTP/1.1\r\nHost: x\r\n"
BEGUN: dict[str, bytes] = {
    "nothing": b"",
    "a head without an end": ASKS + b"X-Slow: ",
    "empty lines": b"\r\n\r\n\r\n",
    "a body that does not come": ASKS + b"Content-Length: 9000\r\n\r\n",
    "a body in pieces": ASKS + b"Transfer-Encoding: chunked\r\n\r\n5\r\n",
    "a second request without an end": ASKS + b"\r\n" + ASKS,
    "an answer that ends the connection": ASKS + b"Connection: close\r\n\r\n",
    "nonsense": b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("slow")
    with open_engine(Settings(index=folder / "index")).draft("empty") as draft:
        draft.put(
            Document(key=str(n), title=f"Article {n}", text=f"Un sommet. {n} mots." + LONG)
            for n in range(100)
        )
        draft.publish()
    environment = {"WEB_CONCURRENCY": "1", "MANCHETTE_THREADS": "8"}
    with running_server(folder / "index", folder / "log", **environment) as running:
        yield running


@pytest.fixture
def connect(server: Server) -> Iterator[Callable[..., socket.socket]]:
    """Open a connection that stays until the test ends, and wait for an answer to begin, if asked.

    Who is still being answered would keep the next ones waiting, rightly.
    """
    parts = urlsplit(server[0])
    with contextlib.ExitStack() as stack:

        def opened(sent: bytes, *, window: int | None = None) -> socket.socket:
            client = stack.enter_context(socket.socket())
            client.settimeout(PATIENCE_SECONDS)
            if window is not None:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
            client.connect((parts.hostname, parts.port))
            client.sendall(sent)
            if b"\r\n\r\n" in sent.lstrip(b"\r\n"):
                assert client.recv(1, socket.MSG_PEEK) == b"H"
            return client

        yield opened


def answers(server: Server, times: int) -> list[int]:
    """Return what is answered on new connections."""
    return [status(server, path) for path in ("/healthz", "/search?q=sommet") * times]


def status(server: Server, path: str) -> int:
    connection = http.client.HTTPConnection(urlsplit(server[0]).netloc, timeout=PATIENCE_SECONDS)
    with contextlib.closing(connection):
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.status


@pytest.mark.parametrize("begun", BEGUN)
def test_what_clients_do_not_send_holds_nobody_up(
    server: Server, connect: Callable[..., socket.socket], begun: str
) -> None:
    for _ in range(CLIENTS):
        connect(BEGUN[begun])
    assert answers(server, 10) == [200] * 20


def test_what_clients_do_not_read_holds_nobody_up(
    server: Server, connect: Callable[..., socket.socket]
) -> None:
    for path in (b"/search.jsonl", b"/search?q=sommet&size=50", b"/documents/1"):
        for _ in range(CLIENTS):
            connect(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\n\r\n", window=1)
    assert answers(server, 10) == [200] * 20


def test_a_head_that_comes_in_pieces_is_answered(connect: Callable[..., socket.socket]) -> None:
    client = connect(b"")
    for at in range(len(ASKS)):
        client.sendall(ASKS[at : at + 1])
    client.sendall(b"\r\n")
    assert client.recv(15) == b"HTTP/1.1 200 OK"


def test_two_requests_at_once_are_answered_one_after_the_other(
    connect: Callable[..., socket.socket],
) -> None:
    client = connect(2 * (ASKS + b"\r\n") + ASKS + b"Connection: close\r\n\r\n")
    said = b"".join(iter(lambda: client.recv(65536), b""))
    assert said.count(b"HTTP/1.1 200 OK") == 3


def test_a_head_too_long_is_refused(connect: Callable[..., socket.socket]) -> None:
    client = connect(b"GET / HTTP/1.1\r\nX: " + b"a" * LONGEST_HEAD)
    assert client.recv(12) == b"HTTP/1.1 431"
