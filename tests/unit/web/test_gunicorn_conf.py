"""Gunicorn's settings, as gunicorn itself reads them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

READ = """
import json
from gunicorn.app.wsgiapp import WSGIApplication
import sys
sys.argv = ["gunicorn", "--config", "python:web.gunicorn_conf"]
cfg = WSGIApplication().cfg
names = ("worker_class_str", "threads", "workers", "timeout", "graceful_timeout", "max_requests",
    "max_requests_jitter", "limit_request_line", "limit_request_fields", "limit_request_field_size",
    "worker_connections", "control_socket_disable", "preload_app", "accesslog", "worker_tmp_dir")
print(json.dumps({name: getattr(cfg, name) for name in names}))
"""


def read(limit: str = "", **environment: str) -> dict[str, Any]:
    """Return the settings of a process with these variables, below a limit of the shell."""
    command = ["sh", "-c", f'{limit} exec "$0" "$@"', sys.executable, "-c", READ]
    environment = {**os.environ, **environment}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    settings: dict[str, Any] = json.loads(done.stdout)
    return settings


def test_values() -> None:
    assert read() == {
        "worker_class_str": "web.worker.PatientWorker",
        "threads": 128,
        "workers": 2,
        "timeout": 30,
        "graceful_timeout": 30,
        "max_requests": 50_000,
        "max_requests_jitter": 5_000,
        "limit_request_line": 8190,
        "limit_request_fields": 60,
        "limit_request_field_size": 8190,
        "worker_connections": 1_000,
        "control_socket_disable": True,
        "preload_app": False,
        "accesslog": None,
        "worker_tmp_dir": "/dev/shm",  # noqa: S108  # memory
    }


@pytest.mark.parametrize(
    ("limit", "connections"), [("ulimit -Sn 100; ulimit -Hn 400;", 200), ("ulimit -n 99;", 49)]
)
def test_connections_leave_files_for_the_rest(limit: str, connections: int) -> None:
    assert read(limit)["worker_connections"] == connections


def test_what_is_set() -> None:
    settings = read(
        WEB_CONCURRENCY="5", MANCHETTE_THREADS="9", MANCHETTE_REQUESTS_BEFORE_RESTART="0"
    )
    assert (settings["workers"], settings["threads"], settings["max_requests"]) == (5, 9, 0)


def test_a_worker_alone_is_not_replaced() -> None:
    assert read(WEB_CONCURRENCY="1")["max_requests"] == 0
