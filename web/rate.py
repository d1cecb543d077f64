"""How often one network may ask: beyond, 429, so that a robot does not keep readers waiting."""

from __future__ import annotations

import ipaddress
import math
import time
from typing import TYPE_CHECKING

from flask import request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from werkzeug.exceptions import TooManyRequests

from web.health import PATHS
from web.networks import network_of

if TYPE_CHECKING:
    from flask import Flask

    from search.settings import Settings


def register_rate(app: Flask, settings: Settings) -> None:
    """Count the requests of each network, in this worker alone: workers share no memory."""
    if not settings.requests_per_minute:
        return
    limit = RateLimitItemPerMinute(settings.requests_per_minute)
    limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    @app.before_request
    def refuse_too_many() -> None:
        network = network_of(request.remote_addr or "")
        if not network or _of_this_machine(network) or request.path in PATHS:
            return
        if not limiter.hit(limit, network):
            ends = limiter.get_window_stats(limit, network).reset_time
            raise TooManyRequests(retry_after=max(1, math.ceil(ends - time.time())))


def _of_this_machine(network: str) -> bool:
    """Tell whether requests come from here: from whoever runs the site, or its reverse proxy."""
    return ipaddress.ip_network(network).is_loopback
