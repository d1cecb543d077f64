"""The network a client is of, which is all that is kept of its address."""

from __future__ import annotations

import functools
import ipaddress

_KEPT_BITS = {4: 24, 6: 48}


@functools.lru_cache(maxsize=4_096)  # asked twice a request, 12 µs each
def network_of(address: str) -> str:
    """Return the first 24 bits of an IPv4 address, 48 of IPv6; nothing if it is none."""
    try:
        version = ipaddress.ip_address(address).version
        network = ipaddress.ip_network(f"{address}/{_KEPT_BITS[version]}", strict=False)
    except ValueError:
        return ""
    return str(network)
