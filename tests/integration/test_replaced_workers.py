"""Workers that are replaced after some requests while they still send: others accept meanwhile."""

from __future__ import annotations

import http.client
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from benchmarks.memory import children
from search.document import Document
from search.engines.open import open_engine
from search.settings import Settings
from tests.browser.site import running_server

if TYPE_CHECKING:
    from pathlib import Path

EXPORT = b"GET /search.jsonl HTTP/1.1\r\nHost: x\r\n\r\n"
READERS = 12
BEFORE_RESTART = 3


def stalled(address: str) -> socket.socket:
    """Begin an export and read the first bytes of it alone."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    client.connect((urlsplit(address).hostname, urlsplit(address).port))
    client.sendall(EXPORT)
    assert client.recv(12) == b"HTTP/1.1 200"
    return client


def test_one_worker_is_replaced_at_a_time(tmp_path: Path) -> None:
    with open_engine(Settings(index=tmp_path / "index")).draft("empty") as draft:
        long = " Le reste ne dit rien de plus." * 2_500
        draft.put(Document(key=str(n), title=f"Article {n}", text=long) for n in range(100))
        draft.publish()
    environment = {
        "WEB_CONCURRENCY": "2",
        "MANCHETTE_REQUESTS_BEFORE_RESTART": str(BEFORE_RESTART),
        "MANCHETTE_DEADLINE_SECONDS": "60",
    }
    with running_server(tmp_path / "index", tmp_path / "log", **environment) as (address, server):
        before = set(children(server.pid))
        assert len(before) == 2
        readers = [stalled(address) for _ in range(READERS)]
        for _ in range(4 * BEFORE_RESTART):
            asking = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
            asking.request("GET", "/healthz")
            assert asking.getresponse().status == 200
            asking.close()
        # Had both stopped to accept, these would have been answered by their successors alone.
        assert before & set(children(server.pid))
        for reader in readers:
            reader.close()
