"""Makes the runs of a segment: what each process does for its share of the documents.

First the documents are cut, and what each process saw of words is left on disk (`cut_share`); when
the forms of all are in order, their occurrences are sorted (`sort_run`).
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.lemmas import forget
from search.engines.whoosh_engine.build.counted import count
from search.engines.whoosh_engine.build.cutting import Cutter, unpacked
from search.engines.whoosh_engine.build.folders import ArrayFolder
from search.engines.whoosh_engine.build.glossary import Glossary
from search.engines.whoosh_engine.build.known import Known
from search.engines.whoosh_engine.build.run import sorted_run
from search.engines.whoosh_engine.build.workers import parted
from search.engines.whoosh_engine.format.columns import ValuesBuilder
from search.engines.whoosh_engine.format.files import TEXTS
from search.engines.whoosh_engine.format.texts import RecordWriter, split_record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from search.engines.whoosh_engine.format.arrays import Array

PROCESS_BYTES = 80_000_000
"""What a process holds before its first document: Python, NumPy, the dictionary."""

WORKER_BYTES = 140_000_000
"""The least that a process can analyse with."""

BYTES_PER_DOCUMENT = 1000
"""What the process that waits holds for each document: its id and its place."""

BYTES_PER_TEXT_BYTE = 10
"""What a run holds at its peak for each byte of text (measured: 9 on press)."""

RUN_BYTES = 12_000_000
"""Bytes of text of a run, at most: sorting is quickest where arrays stand in a processor's cache,
merging where there are few of them."""

WORTH_PROCESSES = 8_000_000
"""Bytes of text that are worth the half second that starting processes takes."""

SPARE = 1 << 16
"""Bytes of text by which a run may be larger than its share: it ends with a whole document."""

MAX_KEYS = 1 << 30
"""Documents of a run times bytes of its longest: an occurrence is one integer of 64 bits."""

_STREAM = "stream.bin"


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
    """

    spool: Path
    places: tuple[tuple[int, int], ...]
    first: int
    target: Path


@dataclasses.dataclass(frozen=True, slots=True)
class Share:
    """The runs of one process.

    Attributes:
        jobs: the runs.
        known_bytes: what the words that it knows may take.
        dictionary: what records are compressed with.
    """

    jobs: tuple[Job, ...]
    known_bytes: int
    dictionary: bytes


class RunFolder(ArrayFolder):
    """A run on disk, and the records of its documents."""

    @property
    def texts(self) -> Path:
        """The file of the records."""
        return self.path / TEXTS

    @property
    def is_cut(self) -> bool:
        """Whether all its documents are cut: their lengths are written last."""
        return (self.path / "lengths.npy").exists()

    @property
    def stream(self) -> Path:
        """The file of the stretches; see `cutting.packed`."""
        return self.path / _STREAM


@dataclasses.dataclass(frozen=True, slots=True)
class Cut:
    """Documents that are cut: the run they will be, and the glossary of its stretches."""

    run: RunFolder
    first: int
    glossary: Glossary


@dataclasses.dataclass(frozen=True, slots=True)
class Sorting:
    """A run to sort.

    Attributes:
        cut: its documents.
        stem_starts: the file of the first form of each stem, and the number of forms (u4).
        forgets: whether the process lets go of the dictionary before.
    """

    cut: Cut
    stem_starts: Path
    forgets: bool


def processes_within(budget: Budget) -> int:
    """Return how many processes the memory allows to analyse side by side."""
    free = budget.memory - PROCESS_BYTES
    return max(1, min(budget.processes, free // WORKER_BYTES))


def plan_shares(
    spool: Path,
    places: Sequence[tuple[int, int]],
    folder: Path,
    budget: Budget,
    dictionary: bytes,
) -> list[Share]:
    """Cut documents into runs that fit the memory, and share them among processes."""
    total = sum(length for _, length in places)
    workers = processes_within(budget) if total > WORTH_PROCESSES else 1
    free = budget.memory - PROCESS_BYTES - len(places) * BYTES_PER_DOCUMENT
    each = max(free // workers, WORKER_BYTES) - PROCESS_BYTES
    limit = min(each // BYTES_PER_TEXT_BYTE, RUN_BYTES)
    # As many runs for one process as for another, all of a size.
    rounds = -(-total // (limit * workers))
    limit = -(-total // (max(1, rounds) * workers)) + SPARE
    jobs = [
        Job(spool, tuple(places[first:last]), first, folder / f"{first}.run")
        for first, last in _ranges(places, limit)
    ]
    return [Share(tuple(share), each, dictionary) for share in parted(jobs, workers)]


def _ranges(places: Sequence[tuple[int, int]], limit: int) -> list[tuple[int, int]]:
    """Return the first document of each run, and the one after its last."""
    ranges: list[tuple[int, int]] = []
    first, size, longest = 0, 0, 0
    for number, (_, length) in enumerate(places):
        longest = max(longest, length)
        full = size + length > limit or (number - first + 1) * longest > MAX_KEYS
        if number > first and full:
            ranges.append((first, number))
            first, size, longest = number, 0, length
        size += length
    return [*ranges, (first, len(places))]


def cut_share(share: Share) -> list[Cut]:
    """Cut the documents of a share; write their stretches, columns and texts, and the glossaries.

    Words that take too much memory are forgotten, and another glossary begun.
    """
    cuts: list[Cut] = []
    known, glossary = Known(), _glossary(share.jobs[0])
    for job in share.jobs:
        if known.held > share.known_bytes:
            glossary.write(known)
            known, glossary = Known(), _glossary(job)
        cuts.append(Cut(_cut_documents(job, known, share.dictionary), job.first, glossary))
    glossary.write(known)
    return cuts


def _glossary(job: Job) -> Glossary:
    return Glossary(job.target.with_suffix(".glossary"))


def _cut_documents(job: Job, known: Known, dictionary: bytes) -> RunFolder:
    run, values = RunFolder(job.target), ValuesBuilder()
    run.path.mkdir()
    with job.spool.open("rb") as spool, run.texts.open("xb") as texts, run.stream.open("xb") as out:
        records, cutter = RecordWriter(texts, dictionary), Cutter(known, out)
        for offset, length in job.places:
            spool.seek(offset)
            record = spool.read(length)
            title, text, rest = split_record(record)
            cutter.add(title, text)
            values.add(rest)
            records.add(record)
        run.put(values.arrays() | records.arrays() | cutter.arrays())
    return run


def sort_run(sorting: Sorting) -> None:
    """Sort the occurrences of documents that are cut; write their postings."""
    if sorting.forgets:
        forget()
    cut = sorting.cut
    run, words, ranks = cut.run, cut.glossary.words(), np.asarray(cut.glossary.ranks)
    numbers, marked = unpacked(np.fromfile(run.stream, "<u4"))
    run.put(count(words, ranks.size, numbers, marked))
    del marked
    stem_starts: Array = np.load(sorting.stem_starts)
    postings = sorted_run(words, ranks, stem_starts, numbers, run["lengths"], cut.first)
    run.put(postings.arrays())
    run.stream.unlink()
