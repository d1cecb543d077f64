"""Writers who all begin at once, in processes and in threads, and some who die at work.

One at a time has the index; the others leave with a line that names who writes. Each that worked
made one generation, none is lost, and the lock of a dead process is free at once.
"""

from __future__ import annotations

import os
import random
import re
import signal
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store import Store
from search.errors import IndexBusy
from tests.torture.child import in_child
from tests.torture.command import command, time_left
from tests.torture.corpus import articles, engine_over, scratch
from tests.torture.ledger import Measured

if TYPE_CHECKING:
    from pathlib import Path

PROCESSES, THREADS = 3, 4
MEMORY = 1 << 34
DIES = 5
"""One round of so many begins with a writer that dies."""

_TOLD = re.compile(r"Un autre programme écrit déjà dans l’index .+ : .*(processus \d+|commencer)")


def write(index: Path, number: int) -> str:
    """Try to publish; return what came of it."""
    alone = index.with_name("alone")
    try:
        with engine_over(index).draft("current") as draft:
            alone.mkdir()  # fails if another writer is at work
            draft.put(articles(number, 1, 1))
            draft.publish()
            alone.rmdir()
    except IndexBusy as busy:
        return "busy" if _TOLD.search(str(busy)) else str(busy)
    return "worked"


def together(index: Path, first: int, begin: float) -> Counter[str]:
    """Let threads of this process write at once."""
    came: list[str] = []

    def one(number: int) -> None:
        time.sleep(max(0.0, begin - time.monotonic()))
        try:
            came.append(write(index, number))
        except BaseException as error:  # noqa: BLE001 - told to the parent, by its name
            came.append(repr(error))

    threads = [threading.Thread(target=one, args=(first + n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(came)


def die_at_work(index: Path) -> None:
    """Take the lock in a process, and kill it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with Store(index).writer():
            os.write(writing, b"!")
            signal.pause()
    assert os.read(reading, 1) == b"!"
    assert write(index, 0) == "busy"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert write(index, 0) == "worked", "the lock of a dead process is not free"
    os.close(reading)
    os.close(writing)


def torture(seed: int, runs: int) -> Measured:
    """Let writers begin at once, so many times."""
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    with scratch() as place:
        index = place / "index"
        assert write(index, 0) == "worked"
        made = 1
        for number in range(runs):
            if not time_left():
                break
            if number % DIES == 0:
                die_at_work(index)
                made += 1
                counts["died"] += 1
            came = _round(index, chance.randrange(1000))
            assert set(came) <= {"worked", "busy"}, came
            assert came["worked"] >= 1, came
            made += came["worked"]
            counts += came
            counts["rounds"] += 1
            assert int(Store(index).live_generation()) == made, "a generation is lost"
        assert all(found.sound for found in engine_over(index).verify())
    figures = {"writers": PROCESSES * THREADS, "died": 0, "busy": 0, **counts}
    return Measured(
        "{rounds} times {writers} writers at once, in processes and threads: {worked:,} worked, "
        "one at a time, {busy:,} were told who writes; {died} died at work, and the next worked",
        figures,
    )


def _round(index: Path, first: int) -> Counter[str]:
    begin = time.monotonic() + 0.05
    outcomes: list[Counter[str]] = []

    def process(number: int) -> None:
        outcome = in_child(lambda: together(index, first + number * THREADS, begin), MEMORY)
        outcomes.append(outcome.returned or Counter([str(outcome)]))

    parents = [threading.Thread(target=process, args=(n,)) for n in range(PROCESSES)]
    for parent in parents:
        parent.start()
    for parent in parents:
        parent.join()
    return sum(outcomes, Counter())


run = command("writers", torture, small=6, full=300)

if __name__ == "__main__":
    run()
