"""What processes hold and use, read from /proc."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

EVERY_SECONDS = 0.05
PROC = Path("/proc")


def status(pid: int) -> dict[str, int]:
    """Return the sizes of a process in bytes, by the names of /proc; nothing if it is gone."""
    try:
        lines = (PROC / str(pid) / "status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.split() for line in lines if line.endswith(" kB"))
    return {pair[0].rstrip(":"): int(pair[1]) * 1024 for pair in pairs}


def children(pid: int) -> list[int]:
    """Return the processes that a process started."""
    try:
        tasks = list((PROC / str(pid) / "task").iterdir())
        found = [(task / "children").read_text(encoding="utf-8").split() for task in tasks]
    except OSError:
        return []
    return [int(child) for one in found for child in one]


def family(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    return [pid, *(one for child in children(pid) for one in family(child))]


def private(pid: int) -> int:
    """Return the bytes that a process alone holds: anonymous, mapped files aside."""
    return status(pid).get("RssAnon", 0)


def processor(pid: int) -> float:
    """Return the seconds of processor that a process has used."""
    try:
        line = (PROC / str(pid) / "stat").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    user, system = line.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


class Peak:
    """Watches a process and its descendants, in a thread, while a context lasts.

    Attributes:
        private: most bytes they held together at a time, mapped files aside.
        resident: the same, mapped files counted in each process that maps them.
        processes: most of them at a time.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.private = self.resident = self.processes = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(EVERY_SECONDS):
            held = [size for pid in family(self._pid) if (size := status(pid))]
            written = sum(one.get("RssAnon", 0) + one.get("RssShmem", 0) for one in held)
            self.private = max(self.private, written)
            self.resident = max(self.resident, sum(one.get("VmRSS", 0) for one in held))
            self.processes = max(self.processes, len(held))
