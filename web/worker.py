"""Gunicorn's threaded worker, in which no client is slow enough to hold a thread, or the worker.

Gunicorn's own gives a connection to a thread before its request is there, reads without a limit of
time, reads bodies that nobody wants, and ends connections in the loop that accepts them, where each
client may keep it two seconds. Here that loop reads the heads of requests without waiting; a thread
is given to whole ones only, and has a limit of time for each piece it sends.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import functools
import selectors
import socket
import sys
import time
from typing import TYPE_CHECKING

from gunicorn.workers.gthread import TConn, ThreadWorker

from web.refusal import refusal_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

    from gunicorn.http.message import Request

HEAD_SECONDS = 10.0
"""How long the head of a request may be on its way."""

STALLED_SECONDS = 20.0
"""How long a piece of an answer may take to send: 64 kB of an export, or one whole page."""

LONGEST_HEAD = 32_768
"""Bytes; a browser that was never given a cookie sends some 600."""

_LEAVING_SECONDS = 2.0
_STOPPING_SECONDS = 2.0
_MOST_AT_ONCE = 8
_READ_BYTES = 16_384
_END = b"\r\n\r\n"
# The system doubles it: a page fits, and its thread is free however slowly it is read.
_SEND_BUFFER_BYTES = 262_144
_TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n"
_NO_CONNECTION = (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED)


class Connection(TConn):
    """A connection, and what came of its next request.

    Attributes:
        head: what was read of it, and no thread was given.
        until: the moment at which the loop stops waiting for its client.
        drained: bytes that came after the answer.
        watched: whether the loop is told when more comes.
    """

    def __init__(
        self, worker: PatientWorker, sock: socket.socket, client: object, server: object
    ) -> None:
        super().__init__(worker.cfg, sock, client, server)
        self._worker = worker
        self.data_ready = True  # no thread waits for it
        self.head = b""
        self.until = 0.0
        self.drained = 0
        self.watched = False

    def init(self) -> None:
        """Begin an answer, in a thread: what was read goes to the parser."""
        super().init()
        self.parser.unreader.unread(self.head)
        self.head = b""
        self.sock.settimeout(STALLED_SECONDS)

    def close(self, graceful: bool = False) -> None:
        """Close; gracefully, the client is given a moment to read the answer before."""
        if graceful:
            self._worker.see_off(self)
        else:
            super().close()


class PatientWorker(ThreadWorker):
    """A worker that waits for slow clients in its loop, all at once."""

    def init_process(self) -> None:
        """Prepare, then answer until the end."""
        self._coming: dict[Connection, None] = {}
        self._leaving: dict[Connection, None] = {}
        self._most, self.max_requests = self.max_requests, sys.maxsize
        self._turn: IO[bytes] | None = None
        super().init_process()

    def leave_in_turn(self, turn: IO[bytes]) -> None:
        """Be replaced after `max_requests` only while no other worker is being replaced.

        Gunicorn's own stops to accept at once, and its successor begins when all that it was
        sending is sent: two at a time, and nobody accepts for as long.

        Args:
            turn: a file that all workers hold, locked by the one that leaves until it has ended.
        """
        self._turn = turn

    def load_wsgi(self) -> None:
        """Load the application, and what it refuses with."""
        super().load_wsgi()
        self._refusal = refusal_of(self.wsgi)

    def accept(self, listener: socket.socket) -> None:
        """Take some connections, and what came with them."""
        server = listener.getsockname()
        for _ in range(min(_MOST_AT_ONCE, self.worker_connections - self.nr_conns)):
            try:
                client, address = listener.accept()
            except OSError as error:
                if error.errno in _NO_CONNECTION:
                    return
                raise
            client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
            self.nr_conns += 1
            if self.nr_conns >= self.worker_connections and self._coming:
                self._end(next(iter(self._coming)), self._coming)  # who has been slow for longest
            self.enqueue_req(Connection(self, client, address, server))

    def enqueue_req(self, conn: Connection) -> None:
        """Give a thread to the request of a connection, once its head is there."""
        if conn.parser is not None:  # what came along with the request before
            conn.head = conn.parser.unreader.take_buffered()
            conn.sock.setblocking(False)
        conn.until = time.monotonic() + HEAD_SECONDS
        self._coming[conn] = None
        self._read(conn)

    def handle_request(self, req: Request, conn: Connection) -> bool:
        """Answer a request, in a thread."""
        if any(name in {"CONTENT-LENGTH", "TRANSFER-ENCODING"} for name, _ in req.headers):
            req.force_close()  # the thread would wait for a body that nobody wants
        try:
            return super().handle_request(req, conn)
        except TimeoutError as stalled:
            raise StopIteration from stalled  # for the caller, an end like any other

    def see_off(self, conn: Connection) -> None:
        """Say to a client that nothing more comes, and let it read what did."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            conn.close()
            return
        conn.until = time.monotonic() + _LEAVING_SECONDS
        self._leaving[conn] = None
        self._watch(conn, self._drain)
        if len(self._leaving) > self.worker_connections // 4:
            self._end(next(iter(self._leaving)), self._leaving)

    def murder_pending(self) -> None:
        """End the connections whose clients were waited for long enough, and leave in turn."""
        super().murder_pending()
        self._refusal.tell()
        if self.alive and self.nr >= self._most and self._turn and _is_mine(self._turn):
            self.alive = False
        now = time.monotonic()
        # A worker that stops does not wait for those who have not even asked.
        shorter = 0.0 if self.alive else HEAD_SECONDS - _STOPPING_SECONDS
        for conns, less in ((self._coming, shorter), (self._leaving, 0.0)):
            for conn in [conn for conn in conns if conn.until - less < now]:
                self._end(conn, conns)

    def _read(self, conn: Connection, _: object = None) -> None:
        """Take what came of the head of a request."""
        if conn not in self._coming:
            return
        if not _is_whole(conn.head):
            data = _received(conn)
            if data == b"":
                self._end(conn, self._coming)
                return
            conn.head += data or b""
        if _is_whole(conn.head):
            self._begin(conn)
        elif len(conn.head) > LONGEST_HEAD:
            self._refuse(conn, _TOO_LONG)
        elif not conn.watched:
            self._watch(conn, self._read)

    def _begin(self, conn: Connection) -> None:
        """Give a thread to a request, or refuse it."""
        refused = self._refusal.answer(conn.head)
        if refused is None:
            self._forget(conn, self._coming)
            super().enqueue_req(conn)
        else:
            self._refuse(conn, refused)

    def _refuse(self, conn: Connection, answer: bytes) -> None:
        """Send an answer that ends a connection."""
        self._forget(conn, self._coming)
        self.nr_conns -= 1
        with contextlib.suppress(OSError):
            conn.sock.send(answer)
        # What its client sends besides would destroy the answer on its way, were it closed at once.
        # Where nothing more comes, each call less is one time less to wait for the interpreter.
        if _says_more(conn.head):
            self.see_off(conn)
        else:
            conn.close()

    def _drain(self, conn: Connection, _: object = None) -> None:
        """Read what still comes from a client that was seen off, until it closes."""
        if conn not in self._leaving:
            return
        data = _received(conn)
        conn.drained += len(data or b"")
        if data == b"" or conn.drained > LONGEST_HEAD:
            self._end(conn, self._leaving)

    def _watch(self, conn: Connection, notice: Callable[[Connection, object], None]) -> None:
        self.poller.register(conn.sock, selectors.EVENT_READ, functools.partial(notice, conn))
        conn.watched = True

    def _forget(self, conn: Connection, conns: dict[Connection, None]) -> None:
        """Stop waiting for a client."""
        del conns[conn]
        if conn.watched:
            self.poller.unregister(conn.sock)
            conn.watched = False

    def _end(self, conn: Connection, conns: dict[Connection, None]) -> None:
        """Close a connection; one that is leaving is counted no more already."""
        self._forget(conn, conns)
        self.nr_conns -= conns is self._coming
        conn.close()


def _is_whole(head: bytes) -> bool:
    """Tell whether a head ends; the parser passes over what lines are empty before it."""
    return _END in head.lstrip(b"\r\n")


def _says_more(head: bytes) -> bool:
    """Tell whether a client sends, or says that it will, more than the head of one request."""
    names = head.lower()
    return not head.endswith(_END) or b"\r\ncontent-length:" in names or b"\r\ntransfer-" in names


def _is_mine(turn: IO[bytes]) -> bool:
    """Lock a file for this process until it ends, unless another one has it."""
    try:
        fcntl.lockf(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _received(conn: Connection) -> bytes | None:
    """Return what came, empty if the client has left, None if nothing did."""
    try:
        return conn.sock.recv(_READ_BYTES)
    except BlockingIOError:
        return None
    except OSError:
        return b""
