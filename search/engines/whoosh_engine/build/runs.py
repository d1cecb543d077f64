"""Makes runs in several processes, and keeps them on disk until they are merged."""

from __future__ import annotations

import concurrent.futures.process
import contextlib
import dataclasses
import multiprocessing
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from search.engines.whoosh_engine.build.known import known_here
from search.engines.whoosh_engine.build.run import Run, RunBuilder
from search.engines.whoosh_engine.format.columns import ValuesBuilder
from search.engines.whoosh_engine.format.files import TEXTS
from search.engines.whoosh_engine.format.postings import LARGE, REACHES
from search.engines.whoosh_engine.format.strings import utf8
from search.engines.whoosh_engine.format.texts import LARGE as LARGE_TEXT
from search.engines.whoosh_engine.format.texts import BlockWriter, begins_block, split_record
from search.errors import IndexProblem
from search.processes import (
    children_deaf_to_interrupts,
    children_end_with_the_block,
    end_with_parent,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from search.engines.whoosh_engine.format.arrays import Array

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")

PROCESS_BYTES = 80_000_000
"""What a process holds before its first document: Python, NumPy, the dictionary."""

WORKER_BYTES = 140_000_000
"""The least that a process can analyse with."""

BYTES_PER_DOCUMENT = 1000
"""What the process that waits holds for each document: its id and its place."""

BYTES_PER_TEXT_BYTE = 10
"""What a run holds at its peak for each byte of text (measured: 9 on press)."""

BYTES_PER_KNOWN_BYTE = 85
"""What a process holds for each byte of the distinct words that it knows (measured on press)."""

WORTH_PROCESSES = 8_000_000
"""Bytes of text that are worth the half second that starting processes takes."""

MAX_KEYS = 1 << 32
"""Documents of a run times bytes of its longest: an occurrence is one integer of 64 bits."""


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
    """One run to make.

    Attributes:
        spool: where the documents are.
        places: offset and length of each.
        first: the number of the first one.
        target: the folder to make.
        known_bytes: of distinct words after which the process forgets them.
    """

    spool: Path
    places: tuple[tuple[int, int], ...]
    first: int
    target: Path
    known_bytes: int


def plan_jobs(
    spool: Path, places: Sequence[tuple[int, int]], folder: Path, budget: Budget
) -> tuple[list[Job], int]:
    """Cut documents into runs that fit the memory, and say how many processes it allows."""
    free = budget.memory - PROCESS_BYTES - len(places) * BYTES_PER_DOCUMENT
    workers = max(1, min(budget.processes, free // WORKER_BYTES))
    # Half for the words that a process knows, half for the run.
    half = max(free // workers, WORKER_BYTES) - PROCESS_BYTES >> 1
    limit, known = half // BYTES_PER_TEXT_BYTE, half // BYTES_PER_KNOWN_BYTE
    total = sum(length for _, length in places)
    if total > WORTH_PROCESSES:
        # As many runs for one process as for another, all of a size.
        rounds = -(-total // (limit * workers))
        limit = -(-total // (rounds * workers)) + LARGE_TEXT * 2

    def job(first: int, last: int) -> Job:
        return Job(spool, tuple(places[first:last]), first, folder / f"{first}.run", known)

    jobs: list[Job] = []
    first, size, before, longest = 0, 0, LARGE_TEXT, 0
    for number, (_, length) in enumerate(places):
        longest = max(longest, length)
        full = size + length > limit or (number - first + 1) * longest > MAX_KEYS
        # A run ends where a block of texts does, so that each process can write its blocks.
        if number > first and full and begins_block(number, length, before):
            jobs.append(job(first, number))
            first, size, longest = number, 0, length
        size += length
        before = length
    return [*jobs, job(first, len(places))], workers


class Workers:
    """Processes that work side by side; a context manager.

    They start when there is work for several: one piece is done here. Spawned, not forked: a fork
    after threads were started may hang. They end with the context, and their memory with them.
    """

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool: concurrent.futures.ProcessPoolExecutor | None = None
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)
        if isinstance(error, concurrent.futures.process.BrokenProcessPool):
            message = (
                "Un processus d’analyse s’est arrêté, sans doute faute de mémoire : rien n’a "
                "changé. Baissez MANCHETTE_BUILD_PROCESSES ou MANCHETTE_BUILD_MEMORY_BYTES, et "
                "recommencez."
            )
            raise IndexProblem(message) from error

    def map(self, function: Callable[[_Given], _Made], pieces: Sequence[_Given]) -> list[_Made]:
        """Return what a function makes of each piece, in order."""
        if self._pool is None and len(pieces) == 1:
            return [function(pieces[0])]
        pool = self._started()
        with children_deaf_to_interrupts():
            made = pool.map(function, pieces)
        return list(made)

    def aside(self, function: Callable[..., _Made], *arguments: object) -> Callable[[], _Made]:
        """Begin something beside what is done here, and return what waits for it."""
        pool = self._started()
        with children_deaf_to_interrupts():
            return pool.submit(function, *arguments).result

    def parts(self, items: Sequence[_Given]) -> list[Sequence[_Given]]:
        """Part items for `map`: a part a process, or one if there are few."""
        count = 1 if self._pool is None else self._processes
        size = max(1, -(-len(items) // count))
        return [items[begin : begin + size] for begin in range(0, len(items), size)] or [items]

    def _started(self) -> concurrent.futures.ProcessPoolExecutor:
        if self._pool is None:
            pool = concurrent.futures.ProcessPoolExecutor(
                self._processes, multiprocessing.get_context("spawn"), end_with_parent
            )
            self._pool = self._stack.enter_context(pool)
            self._stack.enter_context(children_end_with_the_block())
        return self._pool


def make_runs(workers: Workers, jobs: Sequence[Job]) -> list[RunFolder]:
    """Make the runs, in order."""
    workers.map(make_run, jobs)
    return [RunFolder(job.target) for job in jobs]


def make_run(job: Job) -> None:
    """Analyse the documents of a job; write their run and their texts."""
    if known_here().held > job.known_bytes:
        known_here.cache_clear()
    builder, values = RunBuilder(known_here(), job.first), ValuesBuilder()
    with job.spool.open("rb") as spool:
        job.target.mkdir()
        with (job.target / TEXTS).open("xb") as texts:
            blocks = BlockWriter(texts, job.first)
            for offset, length in job.places:
                spool.seek(offset)
                record = spool.read(length)
                title, text, rest = split_record(record)
                builder.add(title, text)
                values.add(rest)
                blocks.add(record)
            arrays = values.arrays() | blocks.arrays()
    for name, array in (arrays | _run_arrays(builder.run())).items():
        np.save(job.target / name, array)


def _run_arrays(run: Run) -> dict[str, Array]:
    counted = run.counted
    return {
        **_byte_lines("entries", run.entries),
        "form": run.form,
        "documents": run.documents,
        "frequencies": run.frequencies,
        "title": run.title,
        "lead": run.lead,
        "positions": run.positions,
        "lengths": run.lengths,
        "offset.counts": run.offset_counts,
        "offset.values": run.offsets,
        "printing.form": counted.form,
        "printing.style": counted.style,
        "printing.occurrences": counted.occurrences,
        "printing.inside": counted.inside,
        **_byte_lines("otherwise", map(utf8, counted.otherwise)),
        "elided.form": counted.elided_form,
        "elided.letters": counted.elided_letters,
        "elided.times": counted.elided_times,
        **_byte_lines("letters", map(utf8, counted.letters)),
        **_stem_sums(run),
    }


def _stem_sums(run: Run) -> dict[str, Array]:
    """Return what merging needs to know of a run before it reads it: sums by stem."""
    stems = run.stem_starts.size - 1
    stem_of = np.repeat(np.arange(stems), np.diff(run.stem_starts))[run.form]
    far = [(run.positions >= reach).sum() for reach in REACHES]
    return {
        "stem.starts": run.stem_starts,
        "stem.postings": np.bincount(stem_of, minlength=stems).astype(np.uint64),
        "stem.occurrences": np.bincount(stem_of, run.frequencies, stems).astype(np.uint64),
        "exceptions": np.array([(run.frequencies >= LARGE).sum(), *far], np.uint64),
    }


def _byte_lines(name: str, lines: Iterable[bytes]) -> dict[str, Array]:
    """Return byte strings without line ends as one array."""
    return {name: np.frombuffer(b"\n".join(lines), np.uint8)}


class RunFolder:
    """A run on disk: an array a file, mapped when it is taken."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __getitem__(self, name: str) -> Array:
        path = self._path / f"{name}.npy"
        array: Array = np.load(path, mmap_mode="r")
        return array

    @property
    def texts(self) -> Path:
        """The file of the run's blocks of texts."""
        return self._path / TEXTS

    @property
    def entries(self) -> list[bytes]:
        """The forms that occur, by stem then spelling; see `entries`."""
        return self._lines("entries")

    @property
    def otherwise(self) -> list[str]:
        """The printings that are neither the form nor the form with a capital."""
        return [line.decode("utf-8", "surrogatepass") for line in self._lines("otherwise")]

    @property
    def letters(self) -> list[str]:
        """What is elided, nothing first."""
        return [line.decode("utf-8", "surrogatepass") for line in self._lines("letters")]

    def _lines(self, name: str) -> list[bytes]:
        data = self[name].tobytes()
        return data.split(b"\n") if data else []
