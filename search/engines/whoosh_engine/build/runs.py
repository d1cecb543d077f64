"""Makes the runs of a segment: consecutive documents, as a process writes them.

When all documents are cut and the forms of all are in order, a run is their occurrences, sorted,
and their columns and stored texts.
"""

from __future__ import annotations

import dataclasses
import functools
import os
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.lemmas import forget
from search.engines.whoosh_engine.build import budget as limits
from search.engines.whoosh_engine.build.arrivals import end_cutting
from search.engines.whoosh_engine.build.cutting import unpacked
from search.engines.whoosh_engine.build.folders import ArrayFolder
from search.engines.whoosh_engine.build.run import Places, ranked, sorted_run
from search.engines.whoosh_engine.format.columns import ValuesBuilder
from search.engines.whoosh_engine.format.files import FIELDS, TEXTS
from search.engines.whoosh_engine.format.texts import RecordWriter, split_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from search.engines.whoosh_engine.build.budget import Budget
    from search.engines.whoosh_engine.build.glossary import Glossary
    from search.engines.whoosh_engine.build.spool import Ordered
    from search.engines.whoosh_engine.format.arrays import Array

SPARE = 1 << 16
"""Bytes of text by which a run may be larger than its share: it ends with a whole document."""

MAX_KEYS = 1 << 30
"""Documents of a run times bytes of its longest: an occurrence is one integer of 64 bits."""


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """The documents of a run that one glossary holds.

    Attributes:
        glossary: it.
        documents: their numbers there (u4).
        owners: their numbers in the run (u4).
    """

    glossary: Glossary
    documents: Array
    owners: Array


@dataclasses.dataclass(frozen=True, slots=True)
class Job:
    """One run to make.

    Attributes:
        spool: where the records are.
        offsets, sizes: of each.
        first: the number of the first document.
        pieces: where they are cut.
        target: the folder to make.
    """

    spool: Path
    offsets: Array
    sizes: Array
    first: int
    pieces: tuple[Piece, ...]
    target: Path


class RunFolder(ArrayFolder):
    """A run on disk, and the records of its documents."""

    @property
    def texts(self) -> Path:
        """The file of the records."""
        return self.path / TEXTS

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there: lengths are written last."""
        return (self.path / "lengths.npy").exists()


def plan_runs(sizes: Array, budget: Budget, workers: int) -> list[tuple[int, int]]:
    """Return the first document of each run, and the one after its last.

    Args:
        sizes: bytes of each document's record, in order.
        budget: what a run must fit.
        workers: how many processes make runs.
    """
    total = int(sizes.sum())
    each = budget.each(workers, sizes.size)
    limit = min(each // limits.BYTES_PER_TEXT_BYTE, limits.RUN_BYTES)
    # As many runs for one process as for another, all of a size.
    rounds = -(-total // (limit * workers))
    return _ranges(sizes.tolist(), -(-total // (max(1, rounds) * workers)) + SPARE)


def _ranges(sizes: Sequence[int], limit: int) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    first, size, longest = 0, 0, 0
    for number, length in enumerate(sizes):
        longest = max(longest, length)
        full = size + length > limit or (number - first + 1) * longest > MAX_KEYS
        if number > first and full:
            ranges.append((first, number))
            first, size, longest = number, 0, length
        size += length
    return [*ranges, (first, len(sizes))]


def jobs(
    spool: Path,
    ordered: Ordered,
    runs: Sequence[tuple[RunFolder, range]],
    glossaries: Sequence[Glossary],
) -> Iterator[Job]:
    """Yield the jobs of runs, given as folders to make and the documents of each."""
    holders, places = np.zeros((2, int(ordered.records.max()) + 1), np.uint32)
    for number, glossary in enumerate(glossaries):
        records = glossary.records
        known = records[records < holders.size]  # the last ones may have been replaced
        holders[known] = number
        places[known] = np.arange(known.size)
    for folder, documents in runs:
        here = slice(documents.start, documents.stop)
        records = ordered.records[here]
        pieces = tuple(
            Piece(glossaries[number], places[records[owners]], owners.astype(np.uint32))
            for number in np.unique(holders[records]).tolist()
            if (owners := np.flatnonzero(holders[records] == number)).size
        )
        offsets, sizes = ordered.offsets[here], ordered.sizes[here]
        yield Job(spool, offsets, sizes, documents.start, pieces, folder.path)


def write_records(job: Job, dictionary: bytes, *, forgets: bool) -> None:
    """Write the stored texts of a run, and its values.

    Args:
        job: the run.
        dictionary: what records are compressed with.
        forgets: whether the process lets go of French, which it needs no more.
    """
    if forgets:
        end_cutting()
        forget()
    run, values = RunFolder(job.target), ValuesBuilder()
    run.path.mkdir(exist_ok=True)
    with job.spool.open("rb") as spool, run.texts.open("xb") as texts:
        records = RecordWriter(texts, dictionary)
        for offset, size in zip(job.offsets.tolist(), job.sizes.tolist(), strict=True):
            record = os.pread(spool.fileno(), size, offset)
            values.add(split_record(record)[2])
            records.add(record)
    run.put(values.arrays() | records.arrays())


def write_postings(job: Job, forms: Path) -> None:
    """Write the postings of a run, its documents' lengths, and the steps of their texts.

    Args:
        job: the run.
        forms: the folder of the forms in order; see `lexicon.Forms`.
    """
    run = RunFolder(job.target)
    owners = np.concatenate([piece.owners for piece in job.pieces])
    lengths = np.concatenate([piece.glossary.lengths[piece.documents] for piece in job.pieces])
    tokens = np.concatenate([_tokens(piece) for piece in job.pieces])
    run.put(sorted_run(tokens, _places(forms), lengths, owners, job.first).arrays())
    del tokens
    in_order = np.argsort(owners)
    steps = [one for piece in job.pieces for one in piece.glossary.steps(piece.documents)]
    steps = [steps[number] for number in in_order.tolist()]
    run.put(
        {
            "step.counts": np.fromiter(map(len, steps), np.uint32, len(steps)),
            "step.values": np.concatenate(steps),
            "lengths": lengths[in_order].reshape(-1, len(FIELDS)),
        }
    )


@functools.lru_cache(maxsize=1)
def _places(forms: Path) -> Places:
    """Return where forms stand: this process makes several runs of one segment."""
    return Places.of(np.array(ArrayFolder(forms)["stem.starts"]))


def _tokens(piece: Piece) -> Array:
    glossary = piece.glossary
    numbers, _ = unpacked(glossary.streams(piece.documents))
    return ranked(glossary.words(), np.asarray(glossary.ranks), numbers)
