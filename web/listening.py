"""Where the server listens: the address it binds to, and whether it is free."""

from __future__ import annotations

import contextlib
import errno
import resource
import socket
from typing import TYPE_CHECKING

from search.errors import InvalidInput
from web.messages import serving

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.settings import Settings

_MOST_WORKERS = 256
_MOST_FILES = 8_192
_EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - compared with, not bound to


def port_of(settings: Settings, environment: Mapping[str, str]) -> int:
    """Return the port: the one that is set, else `PORT` (hosting platforms), else the default.

    Raises:
        InvalidInput: `PORT` is no port.
    """
    given = environment.get("PORT", "")
    if "port" in settings.model_fields_set or not given:
        return settings.port
    if not given.isascii() or not given.isdigit() or int(given) > 65535:
        raise InvalidInput(serving.no_port(given))
    return int(given)


def workers_of(environment: Mapping[str, str]) -> int:
    """Return how many processes answer: `WEB_CONCURRENCY` (hosting platforms), else two.

    Raises:
        InvalidInput: it is no number of processes.
    """
    given = environment.get("WEB_CONCURRENCY", "") or "2"
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= _MOST_WORKERS:
        raise InvalidInput(serving.no_workers(given, _MOST_WORKERS))
    return int(given)


def open_files() -> int:
    """Let this process open as many files as the system allows, in reason; return how many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(_MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return wanted if soft == resource.RLIM_INFINITY else soft


def bind_address(settings: Settings, environment: Mapping[str, str]) -> str:
    """Return host and port as gunicorn wants them, an IPv6 host between brackets."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{host}:{port_of(settings, environment)}"


def shown_address(name: tuple[object, ...]) -> str:
    """Return the address to type in a browser, from a bound socket's name."""
    host, port = str(name[0]), name[1]
    if host in _EVERYWHERE:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def check_free(host: str, port: int) -> None:
    """Check that the server will be able to bind.

    Gunicorn would try five times and say it in English; another process may still take the port
    in between.

    Raises:
        InvalidInput: the port is taken or reserved, or the host is not one of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InvalidInput(_reason(error, host, port)) from error


def _reason(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return serving.port_taken(host, port)
    if error.errno == errno.EACCES:
        return serving.port_reserved(port)
    return serving.no_such_host(host)
