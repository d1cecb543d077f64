"""How long opening an index takes, and the first query beside the next ones.

    python -m benchmarks.opening [ARTICLES]

Each round is a process of its own: what it imports is not counted, the files are in the page cache.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

from benchmarks.classes import classes
from benchmarks.peers.manchette import Manchette
from benchmarks.workspace import Workspace, record, size_from_arguments

ROUNDS = 9
KIND = "two frequent words, all"


def main() -> None:
    workspace = Workspace(size_from_arguments())
    workspace.opened(Manchette())
    command = [sys.executable, "-m", "benchmarks.opening", str(workspace.size), "once"]
    rounds = []
    for _ in range(ROUNDS):
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        rounds.append(json.loads(output))
        print(output.strip(), flush=True)
    medians = {name: round(statistics.median(r[name] for r in rounds), 2) for name in rounds[0]}
    record(f"opening-{workspace.size}", medians)


def once() -> None:
    workspace = Workspace(size_from_arguments())
    asked = classes(workspace.counted())[KIND]
    engine = Manchette()
    started = time.perf_counter()
    engine.open(workspace.folder / engine.name)
    opened = time.perf_counter()
    times = []
    for one in asked:
        begun = time.perf_counter()
        engine.counting(one)()
        times.append((time.perf_counter() - begun) * 1000)
    print(
        json.dumps(
            {
                "opening_ms": (opened - started) * 1000,
                "first_query_ms": times[0],
                "next_queries_ms": statistics.median(times[1:]),
            }
        )
    )


if __name__ == "__main__":
    once() if "once" in sys.argv else main()
