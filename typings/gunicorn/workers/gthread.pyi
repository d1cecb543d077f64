# Gunicorn ships no types: what `web.worker` uses of it.
import selectors
import socket
from typing import Any

from gunicorn.http.message import Request

class TConn:
    sock: socket.socket
    parser: Any
    data_ready: bool
    def __init__(
        self, cfg: object, sock: socket.socket, client: object, server: object
    ) -> None: ...
    def init(self) -> None: ...
    def close(self, graceful: bool = ...) -> None: ...

class ThreadWorker:
    cfg: object
    alive: bool
    max_requests: int
    nr: int
    nr_conns: int
    worker_connections: int
    wsgi: object
    poller: selectors.BaseSelector
    def init_process(self) -> None: ...
    def load_wsgi(self) -> None: ...
    def accept(self, listener: socket.socket) -> None: ...
    def enqueue_req(self, conn: Any) -> None: ...
    def handle_request(self, req: Request, conn: Any) -> bool: ...
    def murder_pending(self) -> None: ...
