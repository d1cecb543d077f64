"""How often one network may ask: beyond, 429, so that a robot does not keep readers waiting."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import TooManyRequests

from web.health import PATHS
from web.networks import network_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from search.settings import Settings

MOST_NETWORKS = 100_000
"""Networks that are counted at a time (some 15 MB); where still more ask, `admission` refuses."""

_SECONDS = 60.0


class Rate:
    """Requests of each network in the last minute: those of this one, and a part of the last's.

    The part is the one that the minute still reaches back to, as if those had come evenly. Nothing
    is looked at but the network that asks: forgetting the others is dropping a table once a minute.
    """

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Let each network ask so often a minute."""
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()
        self._minute = 0
        self._counts: dict[str, int] = {}
        self._before: dict[str, int] = {}

    def refused_for(self, network: str) -> float:
        """Count a request; return the seconds until the next may come, 0 if this one may."""
        minute, passed = divmod(self._clock(), _SECONDS)
        with self._lock:
            self._turn(int(minute))
            count = self._counts.get(network, 0)
            left = self._before.get(network, 0) * (1 - passed / _SECONDS)
            if count + left + 1 > self._most:
                return _SECONDS - passed
            if count or len(self._counts) < MOST_NETWORKS:
                self._counts[network] = count + 1
        return 0.0

    def _turn(self, minute: int) -> None:
        if minute == self._minute:
            return
        self._before = self._counts if minute == self._minute + 1 else {}
        self._counts = {}
        self._minute = minute


def register_rate(app: Flask, settings: Settings) -> None:
    """Count the requests of each network, in this worker alone: workers share no memory."""
    if not settings.requests_per_minute:
        return
    rate = Rate(settings.requests_per_minute)

    @app.before_request
    def refuse_too_many() -> None:
        network = network_of(request.remote_addr or "")
        if not network or _of_this_machine(network) or request.path in PATHS:
            return
        if seconds := rate.refused_for(network):
            raise TooManyRequests(retry_after=math.ceil(seconds))


def _of_this_machine(network: str) -> bool:
    """Tell whether requests come from here: from whoever runs the site, or its reverse proxy."""
    return ipaddress.ip_network(network).is_loopback
