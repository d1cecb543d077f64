"""How far the building of a segment is, told by what its processes have put on disk.

The size of a glossary tells how many documents are cut, and a run is whole when its lengths are
there. Looking twice a second costs nothing, and nothing has to be sent between processes.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from search.engines.keeping import Told
    from search.engines.whoosh_engine.build.glossary import Glossary
    from search.engines.whoosh_engine.build.runs import RunFolder

LOOK_SECONDS = 0.5

CUTTING, RUNNING, MERGING = 4, 5, 1
"""Tenths of the time that each step takes (measured on press with two processes)."""


@contextlib.contextmanager
def watching(
    glossaries: Callable[[], Sequence[Glossary]],
    runs: Sequence[tuple[RunFolder, range]],
    told: Told,
) -> Iterator[None]:
    """Tell how far building is while the block lasts.

    Args:
        glossaries: returns those that were begun.
        runs: those that will be made, each with the documents that it will hold.
        told: called with the work done and all of it, in tenths of documents.
    """
    over = threading.Event()
    given = (glossaries, runs, told, over)
    watch = threading.Thread(target=_look, args=given, name="watching", daemon=True)
    watch.start()
    try:
        yield
    finally:
        over.set()
        watch.join()


def work_done(
    glossaries: Sequence[Glossary], runs: Sequence[tuple[RunFolder, range]]
) -> tuple[int, int]:
    """Return the work that is done and all of it, in tenths of documents."""
    documents = sum(len(held) for _, held in runs)
    # Of those that are cut, some were replaced.
    cut = min(documents, sum(one.documents for one in glossaries))
    whole = sum(len(held) for run, held in runs if run.is_whole)
    done = CUTTING * cut + RUNNING * whole
    return done, documents * (CUTTING + RUNNING + MERGING)


def _look(
    glossaries: Callable[[], Sequence[Glossary]],
    runs: Sequence[tuple[RunFolder, range]],
    told: Told,
    over: threading.Event,
) -> None:
    while not over.wait(LOOK_SECONDS):
        told(*work_done(glossaries(), runs))
