"""Writes one segment: `columns.bin`, `lexicon.bin`, `texts.bin`, `postings.bin`."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.build.lexicon import lexicon_arrays, order_forms
from search.engines.whoosh_engine.build.merge import merge_runs
from search.engines.whoosh_engine.build.runs import RunFile, make_runs, plan_jobs
from search.engines.whoosh_engine.build.vocabulary import Vocabulary
from search.engines.whoosh_engine.format.arrays import write_arrays
from search.engines.whoosh_engine.format.columns import ColumnsBuilder, checkpoint_arrays
from search.engines.whoosh_engine.format.files import COLUMNS, FIELDS, LEXICON, POSTINGS, TEXTS
from search.engines.whoosh_engine.format.texts import decode_document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from search.engines.whoosh_engine.build.runs import Budget
    from search.engines.whoosh_engine.build.spool import Spool
    from search.engines.whoosh_engine.format.arrays import Array

_RUNS = "runs"
MERGING_SHARE = 3
"""Merging gets this part of the memory (one in so many): the words hold the rest."""


def write_segment(folder: Path, spool: Spool, budget: Budget) -> None:
    """Write the segment of a spool's documents, in the order of their dates.

    The same documents give the same bytes, whatever the memory and the number of processes.

    Args:
        folder: an existing, empty folder.
        spool: the documents.
        budget: what building may use; runs beyond its memory wait on disk.
    """
    places = spool.in_date_order()
    working = folder / _RUNS
    working.mkdir()
    jobs, workers = plan_jobs(spool.path, places, working, budget)
    vocabulary = Vocabulary()
    runs: list[RunFile] = []
    for run in make_runs(jobs, workers):
        vocabulary.add(run.chunks)
        runs.append(run)
    counts = vocabulary.counts()
    forms = order_forms(counts)
    documents = merge_runs(runs, forms, folder / POSTINGS, budget.memory // MERGING_SHARE)
    for form, held in zip(forms.names, documents.tolist(), strict=True):
        if held:
            counts[form].documents = held
    write_arrays(folder / LEXICON, lexicon_arrays(forms, counts))
    _write_documents(folder, spool, places, runs)
    shutil.rmtree(working)


def _write_documents(
    folder: Path, spool: Spool, places: Sequence[tuple[int, int]], runs: Sequence[RunFile]
) -> None:
    columns = ColumnsBuilder()
    starts = [0]
    with (folder / TEXTS).open("xb") as texts:
        for data in spool.read(places):
            columns.add(decode_document(data))
            starts.append(starts[-1] + texts.write(data))
    lengths: Array = np.concatenate([run["lengths"] for run in runs]).reshape(-1, len(FIELDS))
    checkpoints: Array = np.concatenate([run["checkpoints"] for run in runs])
    write_arrays(
        folder / COLUMNS,
        columns.arrays()
        | {f"length.{name}": lengths[:, number] for number, name in enumerate(FIELDS)}
        | {"texts.starts": np.array(starts, np.uint64)}
        | checkpoint_arrays(lengths[:, 1], checkpoints),
    )
