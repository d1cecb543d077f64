"""Child processes: deaf to Ctrl-C from their first instant, gone with their parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from search.engines.whoosh_engine.build.arrivals import end_cutting
from search.engines.whoosh_engine.build.workers import Workers
from search.processes import children_deaf_to_interrupts
from tests.browser.site import PATIENCE_SECONDS

_RUNS = """
import sys
from pathlib import Path
import numpy as np
from search.engines.whoosh_engine.build.arrivals import cut_here
from search.engines.whoosh_engine.build.cutting import Batch
from search.engines.whoosh_engine.build.workers import Workers

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    batches = [Batch(folder / "spool", n, 0, np.ones(1, np.uint32)) for n in range(2)]
    print("begun", flush=True)
    with Workers(2) as workers:
        begun = [workers.hand(cut_here, folder, 0, batch) for batch in batches]
        [one.result() for one in begun]
"""


def group(number: int) -> list[int]:
    """Return the living processes of a process group."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, pgrp, *_ = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found += [int(path.parent.name)] if pgrp == str(number) and state != "Z" else []
    return found


@pytest.fixture
def runs(tmp_path: Path) -> subprocess.Popen[str]:
    """Start two processes that make runs, and wait as long as nobody writes the spool."""
    os.mkfifo(tmp_path / "spool")
    script = tmp_path / "runs.py"
    script.write_text(_RUNS)
    return subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)], start_new_session=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )  # fmt: skip


def until(number: int, count: int) -> list[int]:
    """Wait until a group has this many processes, at most so long; return them."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(left := group(number)) != count and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


# The parent, the tracker of multiprocessing, two that analyse.
_ALL = 4


@pytest.mark.parametrize("later", [0.0, 0.1, 1.5])
def test_ctrl_c_ends_all_at_any_instant_without_a_trace(
    runs: subprocess.Popen[str], later: float
) -> None:
    assert len(until(runs.pid, _ALL)) == _ALL
    time.sleep(later)
    os.killpg(runs.pid, signal.SIGINT)
    _, errors = runs.communicate(timeout=PATIENCE_SECONDS)
    assert errors.count("Traceback") == 1  # the script's own
    assert "SpawnProcess" not in errors
    assert not until(runs.pid, 0)


def test_children_end_with_a_parent_that_is_killed(runs: subprocess.Popen[str]) -> None:
    assert len(until(runs.pid, _ALL)) == _ALL
    time.sleep(1)
    runs.kill()
    runs.communicate(timeout=PATIENCE_SECONDS)
    assert not until(runs.pid, 0)


def test_processes_that_are_renewed_leave_and_others_come() -> None:
    with Workers(1) as workers:
        workers.start(end_cutting)
        before = workers.hand(os.getpid).result()
        assert before == workers.hand(os.getpid).result() != os.getpid()
        workers.renew()
        assert not Path(f"/proc/{before}").exists()
        assert workers.map(abs, [-1, -2]) == [1, 2]
        assert workers.hand(os.getpid).result() not in (before, os.getpid())


def test_an_interrupt_waits_for_the_end_of_the_block() -> None:
    reached = []

    def interrupted() -> None:
        with children_deaf_to_interrupts():
            os.kill(os.getpid(), signal.SIGINT)
            reached.append("end")

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert reached
