"""How gunicorn serves the site. Gunicorn reads the names of this module as its settings.

Nothing runs at import but reading the environment, which is what a configuration is for.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from typing import Any

from search.commands import reporting
from search.settings import settings_for
from web.listening import bind_address, open_files, shown_address, workers_of
from web.messages.serving import answering_at

with reporting():
    _settings = settings_for()
    _bind = bind_address(_settings, os.environ)
    _workers = workers_of(os.environ)

# Workers prove that they live by touching a file there, and leave their counts: memory rather than
# a disk that may stall or cannot be written.
_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else tempfile.gettempdir()  # noqa: S108
_COUNTS = "PROMETHEUS_MULTIPROC_DIR"  # prometheus-client reads it when it is first imported

# Locked by the worker that is being replaced.
_TURN = tempfile.TemporaryFile(dir=_MEMORY)  # noqa: SIM115 - open as long as they are

# What waits for the interpreter while a search runs is given it after so long, not Python's 5 ms:
# an answer needs it some ten times, and so does the loop that accepts.
SWITCH_SECONDS = 0.0005

wsgi_app = "web.app:create_app()"
bind = [_bind]
if _settings.metrics_port:
    bind.append(f"127.0.0.1:{_settings.metrics_port}")
    if _COUNTS not in os.environ:  # read again at SIGHUP, and prometheus-client is not to find two
        os.environ[_COUNTS] = tempfile.mkdtemp(prefix="manchette-metrics-", dir=_MEMORY)
workers = _workers
worker_class = "web.worker.PatientWorker"
# `worker` gives them to whole requests only; `admission` lets through only as many searches as
# there is processor for.
threads = _settings.threads
# Half of the files that a process may open: ending connections and the index are others.
worker_connections = min(1_000, open_files() // 2)
timeout = 30
graceful_timeout = 30
keepalive = 5
# Each worker opens the index by itself: memory maps are shared by the kernel, threads and locks
# made before a fork are not to be trusted.
preload_app = False
# 512 accented characters take 3,072 bytes in an address, and filters come beside them.
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190
# A worker that leaks would be seen in a graph long before it matters; it is replaced all the same,
# where another one goes on accepting.
max_requests = _settings.requests_before_restart if _workers > 1 else 0
max_requests_jitter = max_requests // 10
worker_tmp_dir = _MEMORY
control_socket_disable = True
accesslog = None  # one JSON line a request is written by `logs`
errorlog = "-"
loglevel = "warning"
proc_name = "manchette"


def post_worker_init(worker: Any) -> None:
    """Let workers be replaced one at a time, and look at no object of the application as garbage.

    These are a tenth of the time of a page.
    """
    worker.leave_in_turn(_TURN)
    gc.freeze()
    sys.setswitchinterval(SWITCH_SECONDS)


def when_ready(server: Any) -> None:
    """Say where the site answers, once it does."""
    site = server.LISTENERS[0]
    print(answering_at(shown_address(site.sock.getsockname())), flush=True)  # noqa: T201


def child_exit(server: Any, worker: Any) -> None:
    """Forget how many requests a worker that has ended was answering."""
    del server
    if _settings.metrics_port:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    """Leave no counts behind."""
    del server
    if _settings.metrics_port:
        shutil.rmtree(os.environ[_COUNTS], ignore_errors=True)
