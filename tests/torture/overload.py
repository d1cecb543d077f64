"""Ten times what a site can answer, and 200 slow connections: `python -m tests.torture.overload`.

Its runs are seconds.
"""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.memory import children, status
from tests.browser.site import running_server
from tests.torture.command import command
from tests.torture.corpus import articles, engine_over
from tests.torture.ledger import Measured
from tests.torture.load import Seen, ask_as_answered, ask_at_a_rate, hold, look

if TYPE_CHECKING:
    from collections.abc import Iterator

ARTICLES = 2_000
WORKERS = 2
TIMES = 10
SLOW = 200
POLITE = {"200", "429", "503"}
CALM = {"200", "429"}
_MEASURING_SECONDS = 5.0
_WARM = 0.2
"""Share of the run after which memory is expected to be flat."""


def torture(seed: int, runs: int) -> Measured:
    """Ask ten times as much as is answered, for so many seconds, beside 200 slow clients."""
    with tempfile.TemporaryDirectory() as folder:
        index, log = Path(folder) / "index", Path(folder) / "log"
        with engine_over(index).draft("empty") as draft:
            draft.put(articles(0, ARTICLES, seed))
            draft.publish()
        # Workers that are never replaced: what leaks is seen.
        with running_server(
            index,
            log,
            WEB_CONCURRENCY=str(WORKERS),
            MANCHETTE_TRUSTED_PROXIES="1",
            MANCHETTE_REQUESTS_BEFORE_RESTART="0",
            MANCHETTE_REQUESTS_PER_MINUTE="120",
            MANCHETTE_DEADLINE_SECONDS="3",
        ) as (address, server):
            return _measured(address, server.pid, seed, runs)


def _measured(address: str, server: int, seed: int, seconds: int) -> Measured:
    measuring = min(_MEASURING_SECONDS, seconds / 4)
    ask_as_answered(address, measuring, 2 * WORKERS, seed)  # what is loaded once
    calm = ask_as_answered(address, measuring, 2 * WORKERS, seed)
    capacity = calm.statuses["200"] / measuring
    with concurrent.futures.ProcessPoolExecutor(3, multiprocessing.get_context("spawn")) as pool:
        asking = pool.submit(ask_at_a_rate, address, seconds, TIMES * capacity, seed + 1)
        holding = pool.submit(hold, address, seconds, SLOW)
        looking = pool.submit(look, address, "/healthz", seconds)
        memory = list(_memory(server, seconds))
        seen, slow, times = asking.result(), holding.result(), sorted(looking.result())
    recovered = _recovery(address)
    _check(seen)
    warm = max(memory[: max(1, int(len(memory) * _WARM))])
    return Measured(
        "{asked:,} requests in {seconds} s, {rate} a second where {capacity} can be answered, "
        "beside {slow} slow connections, {opened:,} in all: {found:,} answered, {busy:,} 503, "
        "{often:,} 429, none lost; /healthz {median} ms in the middle, {p99} at 99%, {worst} at "
        "worst; memory {growth}% over that of the first fifth; answering again after {recovered} s",
        {
            "asked": seen.statuses.total(),
            "seconds": seconds,
            "rate": round(TIMES * capacity),
            "capacity": round(capacity),
            "slow": SLOW,
            "opened": slow,
            "found": seen.statuses["200"],
            "busy": seen.statuses["503"],
            "often": seen.statuses["429"],
            "late": seen.late,
            "median": round(times[len(times) // 2], 1),
            "p99": round(times[int(len(times) * 0.99)], 1),
            "worst": round(times[-1], 1),
            "warm_mb": round(warm / 1e6, 1),
            "growth": round((max(memory) / warm - 1) * 100, 1),
            "recovered": recovered,
        },
    )


def _check(seen: Seen) -> None:
    """Check what the site promises, whatever the machine: the times are figures."""
    assert set(seen.statuses) <= POLITE, seen
    assert not seen.impolite, seen
    assert seen.statuses["200"], seen


def _memory(server: int, seconds: float) -> Iterator[int]:
    """Yield the resident bytes of all workers, twice a second."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        yield sum(status(pid).get("VmRSS", 0) for pid in children(server))
        time.sleep(0.5)


def _recovery(address: str) -> float:
    """Return the seconds until a client at a time is answered again, and nothing else."""
    begun = time.monotonic()
    while time.monotonic() < begun + 60:
        if set(ask_as_answered(address, 0.2, 1, 0).statuses) <= CALM:
            break
    return round(time.monotonic() - begun, 2)


run = command("overload", torture, small=20, full=600)

if __name__ == "__main__":
    run()
