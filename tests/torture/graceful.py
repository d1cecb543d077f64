"""Signals and dead workers while clients ask: `python -m tests.torture.graceful`.

Its runs are the events: a reload (SIGHUP), or a worker killed (SIGKILL), by chance; workers are
also replaced after some hundred requests, as they are after many. The last event is SIGTERM.
"""

from __future__ import annotations

import collections
import http.client
import os
import random
import signal
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from benchmarks.memory import children
from tests.browser.site import running_server
from tests.torture.command import command
from tests.torture.corpus import articles, engine_over
from tests.torture.ledger import Measured

if TYPE_CHECKING:
    import subprocess

ARTICLES = 200
WORKERS = 2
CLIENTS = 8
BEFORE_RESTART = 400
ANSWERS_BETWEEN = 40
_PATIENCE_SECONDS = 600


class _Client(threading.Thread):
    """Asks without a pause, over a kept connection or a new one each time."""

    def __init__(self, address: str, *, keeps: bool) -> None:
        super().__init__(daemon=True)
        self._place = urlsplit(address).netloc
        self._keeps = keeps
        self.leave = threading.Event()
        self.seen: collections.Counter[str] = collections.Counter()

    def run(self) -> None:
        """Ask until told to leave."""
        connection = http.client.HTTPConnection(self._place, timeout=_PATIENCE_SECONDS)
        while not self.leave.is_set():
            self.seen[self._ask(connection)] += 1
            if not self._keeps:
                connection.close()
        connection.close()

    def _ask(self, connection: http.client.HTTPConnection) -> str:
        """Return the status of one answer; how it was lost otherwise."""
        begun = False
        try:
            connection.request("GET", "/api/search?q=pont")
            response = connection.getresponse()
            begun = True
            response.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            return "cut" if begun else type(error).__name__
        return str(response.status)


def torture(seed: int, runs: int) -> Measured:
    """Reload the site and kill its workers so often while it is asked; end it in the middle."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        with engine_over(index).draft("empty") as draft:
            draft.put(articles(0, ARTICLES, seed))
            draft.publish()
        with running_server(
            index,
            Path(folder) / "log",
            WEB_CONCURRENCY=str(WORKERS),
            MANCHETTE_REQUESTS_BEFORE_RESTART=str(BEFORE_RESTART),
        ) as (address, server):
            return _measured(address, server, chance, runs)


def _measured(
    address: str, server: subprocess.Popen[bytes], chance: random.Random, events: int
) -> Measured:
    clients = [_Client(address, keeps=bool(number % 2)) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    kills = lost = 0
    for _ in range(events):
        killed = bool(chance.randrange(2))
        kills += killed
        before = _lost(clients)
        _happen(server, chance, killed=killed)
        _wait_for_answers(clients)
        new = _lost(clients) - before
        # A worker takes what it was answering with it, at most one request a client.
        assert new <= (CLIENTS if killed else 0), (killed, [client.seen for client in clients])
        lost += new
    answered = sum(client.seen["200"] for client in clients)
    assert all(client.seen["200"] for client in clients)
    _end(server, clients)
    return Measured(
        "{reloads:,} reloads and {kills:,} workers killed while {clients} clients got {answered:,} "
        "answers, {lost} lost with a killed worker and none otherwise; every answer begun at the "
        "end was whole",
        {
            "reloads": events - kills,
            "kills": kills,
            "clients": CLIENTS,
            "answered": answered,
            "lost": lost,
        },
    )


def _wait_for_answers(clients: list[_Client]) -> None:
    """Wait until so many more requests are answered."""
    enough = sum(client.seen["200"] for client in clients) + ANSWERS_BETWEEN
    until = time.monotonic() + _PATIENCE_SECONDS
    while sum(client.seen["200"] for client in clients) < enough:
        assert time.monotonic() < until, "nothing is answered any more"
        time.sleep(0.05)


def _happen(server: subprocess.Popen[bytes], chance: random.Random, *, killed: bool) -> None:
    if not killed:
        server.send_signal(signal.SIGHUP)
        return
    while not (workers := children(server.pid)):
        time.sleep(0.05)
    os.kill(chance.choice(workers), signal.SIGKILL)


def _lost(clients: list[_Client]) -> int:
    """Return how many requests were not answered 200."""
    return sum(client.seen.total() - client.seen["200"] for client in clients)


def _end(server: subprocess.Popen[bytes], clients: list[_Client]) -> None:
    """Stop the site while it is asked; no answer that began is cut."""
    before = [client.seen["cut"] for client in clients]
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=_PATIENCE_SECONDS) == 0
    for client in clients:
        client.leave.set()
        client.join()
    assert [client.seen["cut"] for client in clients] == before
    assert all(status == "200" or not status.isdigit() for one in clients for status in one.seen)


run = command("graceful", torture, small=2, full=100)

if __name__ == "__main__":
    run()
