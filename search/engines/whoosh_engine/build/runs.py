"""Makes runs in several processes, and keeps them on disk until they are merged."""

from __future__ import annotations

import concurrent.futures.process
import dataclasses
import functools
import itertools
import multiprocessing
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.french import Analyzer
from search.engines.whoosh_engine.build.run import Run, RunBuilder
from search.engines.whoosh_engine.format.arrays import read_arrays, write_arrays
from search.engines.whoosh_engine.format.postings import LARGE, REACHES
from search.engines.whoosh_engine.format.strings import Strings, pack_strings
from search.engines.whoosh_engine.format.texts import decode_document
from search.errors import IndexProblem
from search.processes import (
    children_deaf_to_interrupts,
    children_end_with_the_block,
    end_with_parent,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from search.engines.whoosh_engine.format.arrays import Array

PROCESS_BYTES = 150_000_000
"""What a process holds before its first document: Python, NumPy, the dictionary."""

BYTES_PER_TEXT_BYTE = 40
"""What a run holds at its peak for each compressed byte of text (measured: 30 on press)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Budget:
    """What building may use.

    Attributes:
        memory: bytes, all processes together.
        processes: most processes that analyse at a time.
    """

    memory: int
    processes: int


@dataclasses.dataclass(frozen=True, slots=True)
class Job:
    """One run to make: places in the spool, from this document number on, into this file."""

    spool: Path
    places: tuple[tuple[int, int], ...]
    first: int
    target: Path


def plan_jobs(
    spool: Path, places: Sequence[tuple[int, int]], folder: Path, budget: Budget
) -> tuple[list[Job], int]:
    """Cut documents into runs that fit the memory, and say how many processes it allows."""
    workers = max(1, min(budget.processes, budget.memory // (2 * PROCESS_BYTES)))
    # The process that waits holds the words counted so far: it has a share like the others.
    share = max(budget.memory // (workers + 1) - PROCESS_BYTES, PROCESS_BYTES // 4)
    limit = share // BYTES_PER_TEXT_BYTE
    jobs, first, size = [], 0, 0
    for number, (_, length) in enumerate(places):
        if number > first and size + length > limit:
            jobs.append(Job(spool, tuple(places[first:number]), first, folder / f"{first}.run"))
            first, size = number, 0
        size += length
    jobs.append(Job(spool, tuple(places[first:]), first, folder / f"{first}.run"))
    return jobs, workers


def make_runs(jobs: Sequence[Job], processes: int) -> Iterator[RunFile]:
    """Make the runs, and yield them in order.

    One run is made here; several in processes of their own, whose memory ends with them.
    """
    if len(jobs) == 1:
        make_run(jobs[0])
        yield RunFile(jobs[0].target)
        return
    # Spawned, not forked: a fork after threads were started may hang.
    pool = concurrent.futures.ProcessPoolExecutor(
        processes, multiprocessing.get_context("spawn"), end_with_parent
    )
    try:
        with pool, children_end_with_the_block():
            with children_deaf_to_interrupts():
                made = pool.map(make_run, jobs)
            for job, _ in zip(jobs, made, strict=True):
                yield RunFile(job.target)
    except concurrent.futures.process.BrokenProcessPool as error:
        message = (
            "Un processus d’analyse s’est arrêté, sans doute faute de mémoire : rien n’a changé. "
            "Baissez MANCHETTE_BUILD_PROCESSES ou MANCHETTE_BUILD_MEMORY_BYTES, et recommencez."
        )
        raise IndexProblem(message) from error


def make_run(job: Job) -> None:
    """Analyse the documents of a job and write their run."""
    builder = RunBuilder(_analyzer(), job.first)
    with job.spool.open("rb") as spool:
        for offset, length in job.places:
            spool.seek(offset)
            document = decode_document(spool.read(length))
            builder.add(document.title, document.text)
    _write(job.target, builder.run())


@functools.lru_cache(maxsize=1)
def _analyzer() -> Analyzer:
    """Return the analyser of this process: the next run finds what this one has seen."""
    return Analyzer()


def _write(path: Path, run: Run) -> None:
    chunks = list(run.chunks)
    counts = np.array([run.chunks[chunk] for chunk in chunks], np.uint64).reshape(-1, 2)
    write_arrays(
        path,
        {
            **pack_strings("forms", run.forms),
            **pack_strings("chunks", chunks),
            "chunks.total": counts[:, 0],
            "chunks.initial": counts[:, 1],
            "form": run.form,
            "documents": run.documents,
            "frequencies": run.frequencies,
            "title": run.title,
            "lead": run.lead,
            "positions": run.positions,
            "lengths": run.lengths.ravel(),
            **_stem_sums(run),
        },
    )


def _stem_sums(run: Run) -> dict[str, Array]:
    """Return what merging needs to know of a run before it reads it: sums by stem."""
    sizes = [len(list(group)) for _, group in itertools.groupby(run.stems)]
    starts = np.cumsum([0, *sizes])
    stem_of = np.repeat(np.arange(len(sizes)), sizes)[run.form]
    far = [(run.positions >= reach).sum() for reach in REACHES]
    return {
        "stem.starts": starts.astype(np.uint32),
        "stem.postings": np.bincount(stem_of, minlength=len(sizes)).astype(np.uint64),
        "stem.occurrences": np.bincount(stem_of, run.frequencies, len(sizes)).astype(np.uint64),
        "exceptions": np.array([(run.frequencies >= LARGE).sum(), *far], np.uint64),
    }


class RunFile:
    """A run on disk, mapped."""

    def __init__(self, path: Path) -> None:
        self._arrays = read_arrays(path)

    def __getitem__(self, name: str) -> Array:
        return self._arrays[name]

    @property
    def forms(self) -> list[str]:
        """The forms that occur, by stem then spelling."""
        return self._strings("forms")

    @property
    def chunks(self) -> dict[str, tuple[int, int]]:
        """Chunk to its occurrences and to those after a sentence mark."""
        total, initial = self["chunks.total"].tolist(), self["chunks.initial"].tolist()
        return dict(zip(self._strings("chunks"), zip(total, initial, strict=True), strict=True))

    def _strings(self, name: str) -> list[str]:
        strings = Strings(self._arrays, name)
        return [strings[number] for number in range(len(strings))]
