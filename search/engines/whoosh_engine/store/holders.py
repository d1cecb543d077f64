"""Which processes hold a lock on a file, from /proc: for messages only."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROC = Path("/proc")
_LONGEST_COMMAND = 200


@dataclasses.dataclass(frozen=True, slots=True)
class Holder:
    """A process.

    Attributes:
        pid: its number.
        command: its command line, empty where it cannot be read.
    """

    pid: int
    command: str

    def __str__(self) -> str:
        return f"processus {self.pid} (« {self.command or 'commande inconnue'} »)"


def holders(file: Path, proc: Path = _PROC) -> tuple[Holder, ...]:
    """Return the processes that hold a flock on a file, by pid; empty where none is known.

    The kernel names the process that took the lock; where that one is gone and left the open
    file to its children, those that have the file open are named.
    """
    try:
        status = file.stat()
        locks = (proc / "locks").read_text("ascii", "replace")
    except OSError:
        return ()
    pids = {pid for pid in _lockers(locks, status) if (proc / str(pid)).is_dir()}
    pids = pids or set(_openers(proc, status))
    return tuple(Holder(pid, _command(proc, pid)) for pid in sorted(pids))


def _lockers(locks: str, status: os.stat_result) -> Iterator[int]:
    """Yield the pids in lines like `1: FLOCK ADVISORY READ 4242 fe:00:1835 0 EOF`."""
    device = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    for line in locks.splitlines():
        fields = line.split()
        if fields[1:2] == ["FLOCK"] and fields[5:6] == [device] and fields[4].isdigit():
            yield int(fields[4])


def _openers(proc: Path, status: os.stat_result) -> Iterator[int]:
    for link in proc.glob("[0-9]*/fd/*"):
        try:
            opened = link.stat()
        except OSError:
            continue
        if os.path.samestat(opened, status):
            yield int(link.parent.parent.name)


def _command(proc: Path, pid: int) -> str:
    try:
        line = (proc / str(pid) / "cmdline").read_bytes()
    except OSError:
        return ""
    words = line.replace(b"\0", b" ").decode("utf-8", "replace").split()
    return " ".join(words)[:_LONGEST_COMMAND]
