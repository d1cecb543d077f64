"""Articles indexed a second, what that holds in memory, and what it leaves on disk.

    python -m benchmarks.indexing [ARTICLES]

Each engine indexes in a process of its own, from JSON lines to a committed index, in turns. The
slow ones are given fewer articles.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
from typing import Any

from benchmarks.builders import BUILDERS
from benchmarks.memory import Peak
from benchmarks.workspace import Workspace, disk_bytes, record, size_from_arguments

ROUNDS = 3
LARGE = 100_000
"""A corpus of so many articles and more is indexed once."""

MOST = {"whoosh": 2_000, "sqlite": 27_493}


def main() -> None:
    workspace = Workspace(size_from_arguments())
    builds: dict[str, list[dict[str, Any]]] = {name: [] for name in BUILDERS}
    for turn in range(1 if workspace.size >= LARGE else ROUNDS):
        for name, done in builds.items():
            if turn == 0 or name not in MOST:
                done.append(_built(workspace, name))
                print(name, done[-1], flush=True)
    record(f"indexing-{workspace.size}", {"engines": {n: _summary(b) for n, b in builds.items()}})


def _built(workspace: Workspace, name: str) -> dict[str, Any]:
    folder = workspace.folder / "indexing"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    articles = min(workspace.size, MOST.get(name, workspace.size))
    command = [sys.executable, "-m", "benchmarks.builders", name]
    command += [str(workspace.lines), str(folder), str(articles)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process,
        Peak(process.pid) as peak,
    ):
        output, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{name} did not build its index")
    seconds, processor = map(float, output.split())
    return {
        "articles": articles,
        "seconds": round(seconds, 2),
        "a_second": round(articles / seconds),
        "processor_ms": round(1000 * processor / articles, 3),
        "private": peak.private,
        "resident": peak.resident,
        "processes": peak.processes,
        "bytes": disk_bytes(folder),
    }


def _summary(builds: list[dict[str, Any]]) -> dict[str, Any]:
    middle = statistics.median_low([one["a_second"] for one in builds])
    chosen = next(one for one in builds if one["a_second"] == middle)
    return {
        **chosen,
        "private": max(one["private"] for one in builds),
        "resident": max(one["resident"] for one in builds),
        "rounds": [one["a_second"] for one in builds],
    }


if __name__ == "__main__":
    main()
