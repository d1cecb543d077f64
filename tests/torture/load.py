"""Clients of a site, as many as it takes: those who ask, those who are slow, one who looks."""

from __future__ import annotations

import collections
import dataclasses
import random
import selectors
import socket
import time
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from tests.torture.corpus import TELLING

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_SECONDS = 15.0
MOST_AT_ONCE = 1_500
NETWORKS = 4_000
ONE_OF_THE_GREEDY = 20
"""One request of so many comes from one network, which asks more than it may."""

_SLOW_HEAD = b"GET /search?q=pont HTTP/1.1\r\nHost: x\r\nX-Slow: "
_LARGE = b"GET /search.jsonl HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.%d\r\n\r\n"


@dataclasses.dataclass
class Seen:
    """What came of many requests.

    Attributes:
        statuses: how many of each; in words where no whole answer came, how it ended.
        impolite: refusals without `Retry-After`.
        late: requests that the client itself could not send in time.
    """

    statuses: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    impolite: int = 0
    late: int = 0

    def note(self, answer: bytes, ended: str = "closed") -> None:
        """Count an answer; where it is not whole, how the connection ended."""
        head, whole, body = answer.partition(b"\r\n\r\n")
        status = head[9:12].decode()
        if not whole or not _is_whole(head, body):
            status = f"{ended} after {status or 'nothing'}"
        self.statuses[status] += 1
        self.impolite += status in {"429", "503"} and b"\r\nRetry-After: " not in head


def _is_whole(head: bytes, body: bytes) -> bool:
    for line in head.split(b"\r\n"):
        if line.startswith(b"Content-Length: "):
            return len(body) == int(line[16:])
    return body.endswith(b"0\r\n\r\n")


def asked(chance: random.Random) -> Iterator[bytes]:
    """Yield requests without end: pages, JSON, completions, articles, small files."""
    while True:
        words = " ".join(chance.choices(TELLING, k=chance.choice((1, 1, 2, 2, 3, 6))))
        question = quote(words)
        path = chance.choice(
            (
                f"/search?q={question}",
                f"/search?q={question}&match=any&year=2023&sort=newest",
                f"/api/search?q={question}&size=20",
                f"/api/search?q={quote(words[:3])}*",
                f"/api/suggest?q={quote(words[:4])}",
                f"/documents/article-{chance.randrange(500)}?q={question}",
                f"/search.csv?q={question}&match=any",
                f"/search.atom?q={question}",
            )
        )
        network = chance.randrange(NETWORKS)
        sender = f"10.{network >> 8}.{network & 255}.7"
        if not chance.randrange(ONE_OF_THE_GREEDY):
            sender = "198.51.100.9"
        head = f"GET {path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {sender}\r\n"
        yield f"{head}Connection: close\r\n\r\n".encode()


class _Asking:
    """One request on its way."""

    def __init__(self, request: bytes) -> None:
        self.request = request
        self.answer = bytearray()
        self.until = time.monotonic() + PATIENCE_SECONDS


def ask_at_a_rate(address: str, seconds: float, rate: float, seed: int) -> Seen:
    """Ask so many times a second, whether or not answers come."""
    return _ask(address, seconds, rate, MOST_AT_ONCE, seed)


def ask_as_answered(address: str, seconds: float, clients: int, seed: int) -> Seen:
    """Ask as fast as answers come, so many clients at once."""
    return _ask(address, seconds, float("inf"), clients, seed)


def _ask(address: str, seconds: float, rate: float, most: int, seed: int) -> Seen:
    target = _target(address)
    requests, seen = asked(random.Random(seed)), Seen()
    poller = selectors.DefaultSelector()
    began, due = time.monotonic(), 0
    while (now := time.monotonic()) < began + seconds or poller.get_map():
        if now < began + seconds:
            due_now = min(int((now - began) * rate) + 1, due + most) if rate < 1e9 else due + most
            while due < due_now and len(poller.get_map()) < most:
                _begin(target, next(requests), poller, seen)
                due += 1
            if rate < 1e9 and due < due_now:
                seen.late += due_now - due
                due = due_now
        _hear(poller, seen)
    return seen


def _begin(
    target: tuple[str, int], request: bytes, poller: selectors.BaseSelector, seen: Seen
) -> None:
    client = socket.socket()
    client.setblocking(False)
    try:
        client.connect(target)
    except BlockingIOError:
        pass
    except OSError:
        seen.note(b"", "no connection")
        client.close()
        return
    poller.register(client, selectors.EVENT_WRITE, _Asking(request))


def _hear(poller: selectors.BaseSelector, seen: Seen) -> None:
    """Send and receive what can be, and give up those who waited too long."""
    for key, ready in poller.select(0.002):
        client, asking = key.fileobj, key.data
        assert isinstance(client, socket.socket)
        try:
            if ready & selectors.EVENT_WRITE:
                client.sendall(asking.request)
                poller.modify(client, selectors.EVENT_READ, asking)
                continue
            data, ended = client.recv(1 << 18), "closed"
        except OSError as error:
            data, ended = b"", type(error).__name__
        asking.answer += data
        if not data:
            seen.note(bytes(asking.answer), ended)
            _drop(poller, client)
    now = time.monotonic()
    for key in [key for key in poller.get_map().values() if key.data.until < now]:
        seen.note(bytes(key.data.answer), f"{PATIENCE_SECONDS} s")
        _drop(poller, key.fileobj)


def _drop(poller: selectors.BaseSelector, client: object) -> None:
    assert isinstance(client, socket.socket)
    poller.unregister(client)
    client.close()


def hold(address: str, seconds: float, count: int) -> int:
    """Keep so many slow connections; return how many were opened in all.

    A third send a head letter by letter, a third take an export a few bytes at a time, the others
    say nothing. One that the site ends is opened anew.
    """
    target = _target(address)
    held = [_slow(target, number) for number in range(count)]
    opened, until = count, time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(0.5)
        for number, client in enumerate(held):
            if not _is_alive(client, number):
                client.close()
                held[number] = _slow(target, number)
                opened += 1
    for client in held:
        client.close()
    return opened


def _slow(target: tuple[str, int], number: int) -> socket.socket:
    client = socket.socket()
    client.settimeout(PATIENCE_SECONDS)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    try:
        client.connect(target)
        client.sendall((b"", _SLOW_HEAD, _LARGE % (number % 256))[number % 3])
    except OSError:
        pass
    client.setblocking(False)
    return client


def _is_alive(client: socket.socket, number: int) -> bool:
    """Go on slowly; tell whether the site still listens."""
    try:
        if number % 3 == 1:
            client.send(b"a")
        return client.recv(64) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def look(address: str, path: str, seconds: float) -> list[float]:
    """Ask for one page ten times a second; return the milliseconds of each, infinite if lost."""
    target, times = _target(address), []
    until = time.monotonic() + seconds
    while (begun := time.monotonic()) < until:
        with socket.socket() as client:
            client.settimeout(PATIENCE_SECONDS)
            try:
                client.connect(target)
                client.sendall(f"GET {path} HTTP/1.0\r\nHost: x\r\n\r\n".encode())
                ok = client.recv(4096)[9:12] == b"200"
            except OSError:
                ok = False
        times.append((time.monotonic() - begun) * 1000 if ok else float("inf"))
        time.sleep(max(0.0, begun + 0.1 - time.monotonic()))
    return times


def _target(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return str(parts.hostname), int(parts.port or 80)
