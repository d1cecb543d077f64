"""How long each class of queries takes, ours and the peers' in turn, in one run.

    python -m benchmarks.queries [ARTICLES]

Each query is run by every engine before the next one, so that whatever else the machine does falls
on all of them; before anything is timed the counts of every engine are compared with ours. A time
is that of the whole call in Python: on the wall (p50, p95, p99), and of the processor in the
calling thread (cpu, the median), which the rest of a shared machine touches less. Queries are built
beforehand: ours are plans, the peers' are their own query objects.
"""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING, Any

from benchmarks.classes import classes
from benchmarks.peers.manchette import Manchette
from benchmarks.peers.sqlite_peer import SqliteFts5
from benchmarks.peers.tantivy_peer import Tantivy
from benchmarks.peers.whoosh_peer import StockWhoosh
from benchmarks.workspace import Workspace, disk_bytes, record, size_from_arguments

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.classes import Asked
    from benchmarks.peers.interface import Peer

ROUNDS = 9
SLOW_ROUNDS = 1
"""Rounds of the engines that take tens of milliseconds."""

SLOW = ("whoosh", "sqlite")
MODES = ("counts", "top")


def main() -> None:
    workspace = Workspace(size_from_arguments())
    counted = workspace.counted()
    asked = classes(counted)
    every: list[Peer] = [Manchette(), Tantivy(), StockWhoosh(), SqliteFts5()]
    peers = [p for p in every if p.most is None or workspace.size <= p.most]
    for peer in peers:
        workspace.opened(peer)
    rows: dict[str, dict[str, Any]] = {}
    for kind, queries in asked.items():
        row = rows[kind] = {
            "queries": len(queries),
            "documents": round(statistics.median(_totals(peers[0], queries))),
            "differing": {p.name: _differing(peers[0], p, queries) for p in peers[1:]},
        }
        for mode in MODES:
            row[mode] = timed(peers, queries, mode, ROUNDS)
        ratio = {
            mode: row[mode]["manchette"]["p50"] / row[mode]["tantivy"]["p50"] for mode in MODES
        }
        print(f"{kind:32}", {mode: round(value, 2) for mode, value in ratio.items()}, flush=True)
    sizes = {peer.name: disk_bytes(workspace.folder / peer.name) for peer in peers}
    record(
        f"queries-{workspace.size}",
        {
            "articles": counted.articles,
            "tokens": counted.tokens,
            "forms": len(counted.documents),
            "bytes": sizes,
            "classes": rows,
        },
    )


def _totals(peer: Peer, queries: Sequence[Asked]) -> list[int]:
    return [peer.counts(peer.counting(one)()).total for one in queries]


def _differing(ours: Peer, other: Peer, queries: Sequence[Asked]) -> int:
    """Return how many queries another engine counts otherwise: total, months or sources."""
    return sum(
        ours.counts(ours.counting(one)()) != other.counts(other.counting(one)()) for one in queries
    )


def timed(
    peers: Sequence[Peer], queries: Sequence[Asked], mode: str, rounds: int
) -> dict[str, dict[str, float]]:
    """Return the times of each engine in milliseconds, its queries asked in turns."""
    runs: dict[str, list[Callable[[], object]]] = {
        peer.name: [peer.counting(one) if mode == "counts" else peer.top(one) for one in queries]
        for peer in peers
    }
    times: dict[str, list[tuple[float, float]]] = {peer.name: [] for peer in peers}
    gc.disable()
    for turn in range(rounds + 1):
        for number in range(len(queries)):
            for name, calls in runs.items():
                if name in SLOW and turn > SLOW_ROUNDS:
                    continue
                taken = _milliseconds(calls[number])
                if turn:  # the first round only warms
                    times[name].append(taken)
        gc.collect()
    gc.enable()
    return {name: _percentiles(taken) for name, taken in times.items()}


def _milliseconds(call: Callable[[], object]) -> tuple[float, float]:
    """Return the time on the wall and that of the processor."""
    busy, started = time.thread_time(), time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000, (time.thread_time() - busy) * 1000


def _percentiles(times: Sequence[tuple[float, float]]) -> dict[str, float]:
    cuts = statistics.quantiles([wall for wall, _ in times], n=100, method="inclusive")
    named = {f"p{share}": round(cuts[share - 1], 4) for share in (50, 95, 99)}
    return named | {"cpu": round(statistics.median(busy for _, busy in times), 4)}


if __name__ == "__main__":
    main()
