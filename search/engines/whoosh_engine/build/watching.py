"""How far the building of a segment is, told by what its processes have put on disk.

They write a run's lengths once its documents are cut, and take its stream away once its occurrences
are sorted. Looking twice a second costs nothing, and nothing has to be sent between processes.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.engines.keeping import Told
    from search.engines.whoosh_engine.build.runs import RunFolder

LOOK_SECONDS = 0.5

CUTTING, SORTING, MERGING = 4, 5, 1
"""Tenths of the time that each step takes (measured on press with two processes)."""


@contextlib.contextmanager
def watching(runs: Sequence[tuple[RunFolder, int]], told: Told) -> Iterator[None]:
    """Tell how far building is while the block lasts.

    Args:
        runs: those that are being made, each with how many documents it will hold.
        told: called with the work done and all of it, in tenths of documents.
    """
    over = threading.Event()
    watch = threading.Thread(target=_look, args=(runs, told, over), name="watching", daemon=True)
    watch.start()
    try:
        yield
    finally:
        over.set()
        watch.join()


def work_done(runs: Sequence[tuple[RunFolder, int]]) -> tuple[int, int]:
    """Return the work that is done and all of it, in tenths of documents."""
    done = sum(documents * _steps(run) for run, documents in runs)
    return done, sum(documents for _, documents in runs) * (CUTTING + SORTING + MERGING)


def _look(runs: Sequence[tuple[RunFolder, int]], told: Told, over: threading.Event) -> None:
    while not over.wait(LOOK_SECONDS):
        told(*work_done(runs))


def _steps(run: RunFolder) -> int:
    if not run.is_cut:
        return 0
    return CUTTING if run.stream.exists() else CUTTING + SORTING
