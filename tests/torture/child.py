"""A call in a process of its own, so that a crash or a hang is seen and ends nothing else."""

from __future__ import annotations

import dataclasses
import os
import pickle
import resource
import signal
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

HANGS_AFTER = 120
"""Seconds of processor time after which a call that takes a tenth of one is said to hang."""

Returned = TypeVar("Returned")


@dataclasses.dataclass(frozen=True)
class Outcome(Generic[Returned]):
    """How a call ended: what it returned, or what it raised, or the signal that ended it."""

    returned: Returned | None = None
    raised: str = ""
    killed_by: int = 0


def in_child(call: Callable[[], Returned], memory: int) -> Outcome[Returned]:
    """Make a call in a forked process.

    Args:
        call: what to do; what it returns is pickled.
        memory: bytes of address space that it may take beyond what is mapped already.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _call(call, writing, memory)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        sent = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return Outcome(killed_by=os.WTERMSIG(status))
    outcome: Outcome[Returned] = pickle.loads(sent)  # noqa: S301 - from our own child
    return outcome


def _call(call: Callable[[], Returned], writing: int, memory: int) -> None:
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        mapped = int(pages) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (mapped + memory, mapped + memory))
        resource.setrlimit(resource.RLIMIT_CPU, (HANGS_AFTER, HANGS_AFTER))
        outcome: Outcome[Returned] = Outcome(returned=call())
    except BaseException:  # noqa: BLE001 - it goes to the parent
        outcome = Outcome(raised=traceback.format_exc())
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(pickle.dumps(outcome))
    os._exit(0)
