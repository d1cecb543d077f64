"""How gunicorn serves the site. Gunicorn reads the names of this module as its settings.

Nothing runs at import but reading the environment, which is what a configuration is for.
"""

from __future__ import annotations

import gc
import os
import tempfile
from typing import Any

from search.commands import reporting
from search.settings import settings_for
from web.listening import bind_address, shown_address, workers_of
from web.messages.serving import answering_at

with reporting():
    _settings = settings_for()
    _bind = bind_address(_settings, os.environ)
    _workers = workers_of(os.environ)

wsgi_app = "web.app:create_app()"
bind = _bind
workers = _workers
worker_class = "gthread"
# Slow clients hold threads, not the processor; `admission` lets through only as many searches as
# there is processor for.
threads = _settings.threads
timeout = 30
graceful_timeout = 30
keepalive = 5
# Each worker opens the index by itself: memory maps are shared by the kernel, threads and locks
# made before a fork are not to be trusted.
preload_app = False
# 512 accented characters take 3,072 bytes in an address, and filters come beside them.
limit_request_line = 8190
# Workers prove that they live by touching a file there: memory rather than a disk that may stall.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else tempfile.gettempdir()  # noqa: S108
control_socket_disable = True
accesslog = None  # one JSON line a request is written by `logs`
errorlog = "-"
loglevel = "warning"
proc_name = "manchette"


def post_worker_init(worker: Any) -> None:
    """Leave the application's own objects out of every garbage collection (a tenth of a page)."""
    del worker
    gc.freeze()


def when_ready(server: Any) -> None:
    """Say where the site answers, once it does."""
    for listener in server.LISTENERS:
        print(answering_at(shown_address(listener.sock.getsockname())), flush=True)  # noqa: T201
