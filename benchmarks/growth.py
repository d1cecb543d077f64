"""How the time of a query grows with the collection, beside tantivy's.

    python -m benchmarks.growth [ARTICLES …]

Without sizes: 10,000 to 200,000 articles; 1,000,000 are made and indexed only when asked for (some
twenty minutes). What was measured of other sizes before stays in the record: a size can be added.
"""

from __future__ import annotations

import json
import statistics
import sys
from typing import TYPE_CHECKING, Any

from benchmarks.classes import classes
from benchmarks.corpus import REAL
from benchmarks.peers.manchette import Manchette
from benchmarks.peers.tantivy_peer import Tantivy
from benchmarks.queries import timed
from benchmarks.workspace import RESULTS, Workspace, machine, record

if TYPE_CHECKING:
    from benchmarks.peers.interface import Peer

SIZES = (10_000, REAL, 100_000, 200_000)
ROUNDS = 5


def main() -> None:
    sizes = [int(one.replace(",", "")) for one in sys.argv[1:]] or SIZES
    for size in sizes:
        measured = measure(Workspace(size))
        known = {int(one): row for one, row in _recorded().items()} | {size: measured}
        record("growth", {"sizes": dict(sorted(known.items()))})


def measure(workspace: Workspace) -> dict[str, Any]:
    """Return the median times of every class, in milliseconds, of both engines in turns."""
    peers: list[Peer] = [Manchette(), Tantivy()]
    for peer in peers:
        workspace.opened(peer)
    rows = {}
    for kind, queries in classes(workspace.counted()).items():
        if not queries:  # a small collection has no phrases of its own that are frequent enough
            continue
        times = timed(peers, queries, "counts", ROUNDS)
        totals = [peers[0].counts(peers[0].counting(one)()).total for one in queries]
        rows[kind] = {
            "documents": round(statistics.median(totals)),
            **{peer.name: times[peer.name] for peer in peers},
        }
        print(f"{workspace.size:>9,} {kind:32}", rows[kind], flush=True)
    return {"machine": machine(), "classes": rows}


def _recorded() -> dict[str, Any]:
    path = RESULTS / "growth.json"
    if not path.exists():
        return {}
    sizes: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["sizes"]
    return sizes


if __name__ == "__main__":
    main()
