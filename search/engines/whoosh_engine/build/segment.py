"""Writes one segment: `columns.bin`, `lexicon.bin`, `texts.bin`, `postings.bin`."""

from __future__ import annotations

import functools
import shutil
from typing import TYPE_CHECKING

import numpy as np

from search.engines.keeping import say_nothing
from search.engines.whoosh_engine.build.counted import count
from search.engines.whoosh_engine.build.describing import describe
from search.engines.whoosh_engine.build.lexicon import order_forms, write_lexicon
from search.engines.whoosh_engine.build.merge import merge_runs
from search.engines.whoosh_engine.build.runs import (
    RunFolder,
    jobs,
    plan_runs,
    write_postings,
    write_records,
)
from search.engines.whoosh_engine.build.watching import watching
from search.engines.whoosh_engine.build.workers import without_collector
from search.engines.whoosh_engine.format.arrays import compact, write_arrays
from search.engines.whoosh_engine.format.columns import date_and_id_arrays, join_values
from search.engines.whoosh_engine.format.files import COLUMNS, FIELDS, LEXICON, POSTINGS, TEXTS
from search.engines.whoosh_engine.format.texts import SAMPLE_TIMES, dictionary_bytes, trained

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from search.engines.keeping import Told
    from search.engines.whoosh_engine.build.arrivals import Arrivals
    from search.engines.whoosh_engine.build.glossary import Glossary
    from search.engines.whoosh_engine.build.lexicon import Forms
    from search.engines.whoosh_engine.build.spool import Ordered
    from search.engines.whoosh_engine.format.arrays import Array

_RUNS = "runs"
_FORMS = "forms"
_COPIED = 1 << 20


def write_segment(folder: Path, arrivals: Arrivals, told: Told = say_nothing) -> None:
    """Write the segment of the documents that arrived, in the order of their dates.

    The same documents give the same bytes, whatever the memory and the number of processes.

    Args:
        folder: an existing, empty folder.
        arrivals: the documents; what was cut of them is removed.
        told: how far it is.
    """
    spool, workers, budget = arrivals.spool, arrivals.workers, arrivals.budget
    ordered = spool.in_date_order()
    working = folder / _RUNS
    working.mkdir()
    ranges = plan_runs(ordered.sizes, budget, budget.workers if arrivals.large else 1)
    made = [(RunFolder(working / f"{first}.run"), range(first, last)) for first, last in ranges]
    runs = [run for run, _ in made]
    with without_collector(), watching(arrivals.glossaries, made, told):
        glossaries = arrivals.cut()
        dictionary = _dictionary(spool.path, ordered)
        ordering = _described(glossaries, arrivals, ordered, working)
        todo = list(jobs(spool.path, ordered, made, glossaries))
        # While one process puts the forms in order. Half a second, to load French again, is long
        # for a small build that others follow.
        recording = functools.partial(write_records, dictionary=dictionary, forgets=arrivals.large)
        recorded = workers.begin(recording, todo)
        forms = ordering()
        written = workers.begin(functools.partial(write_postings, forms=forms.path), todo)
        lexicon = workers.aside(functools.partial(write_lexicon, forms, glossaries))
        recorded()
        written()
        merge = functools.partial(merge_runs, runs, path=folder / POSTINGS, memory=budget.merging)
        merged = workers.aside(functools.partial(merge, stem_starts=forms["stem.starts"]))
        _write_documents(folder, ordered, runs, dictionary)
        arrays = {name: forms[name] for name in lexicon()}
        write_arrays(folder / LEXICON, {**arrays, "documents": merged()})
    shutil.rmtree(working)
    shutil.rmtree(arrivals.folder)


def _described(
    glossaries: Sequence[Glossary], arrivals: Arrivals, ordered: Ordered, working: Path
) -> Callable[[], Forms]:
    """Count the words of the documents, describe them, and begin to put them in order."""
    dropped = [np.flatnonzero(~np.isin(one.records, ordered.records)) for one in glossaries]
    workers, scarce = arrivals.workers, arrivals.budget.scarce
    workers.map(count, glossaries, dropped)
    buckets = describe(glossaries, workers, working)
    if scarce:  # the dictionary goes with the process that read it
        workers.renew()
    ordering = workers.aside(functools.partial(order_forms, glossaries, buckets, working / _FORMS))
    if not scarce:
        return ordering
    forms = ordering()
    workers.renew()
    return lambda: forms


def _write_documents(
    folder: Path, ordered: Ordered, runs: Sequence[RunFolder], dictionary: bytes
) -> None:
    with (folder / TEXTS).open("xb") as texts:
        for run in runs:
            with run.texts.open("rb") as part:
                shutil.copyfileobj(part, texts, _COPIED)
    lengths: Array = np.concatenate([run["lengths"] for run in runs])
    write_arrays(
        folder / COLUMNS,
        {
            **date_and_id_arrays(ordered.days, ordered.ids),
            **join_values(runs),
            **{f"length.{name}": lengths[:, number] for number, name in enumerate(FIELDS)},
            "texts.starts": _starts(runs, "texts.size"),
            "texts.dictionary": np.frombuffer(dictionary, np.uint8),
            "step.starts": _starts(runs, "step.counts"),
            "step.values": _joined(runs, "step.values"),
        },
    )


def _dictionary(spool: Path, ordered: Ordered) -> bytes:
    """Return the dictionary of the records of a spool, trained on some, evenly spread."""
    total = int(ordered.sizes.sum())
    size = dictionary_bytes(total)
    if not size:
        return b""
    step = max(1, total // (size * SAMPLE_TIMES))
    sampled = zip(ordered.offsets[::step].tolist(), ordered.sizes[::step].tolist(), strict=True)
    with spool.open("rb") as records:
        sample = []
        for offset, length in sampled:
            records.seek(offset)
            sample.append(records.read(min(length, size)))
    return trained(sample, size)


def _joined(runs: Sequence[RunFolder], name: str) -> Array:
    return np.concatenate([run[name] for run in runs])


def _starts(runs: Sequence[RunFolder], name: str) -> Array:
    """Return where items of these sizes begin, end to end, and the end."""
    starts = np.append(0, np.cumsum(_joined(runs, name))).astype(np.uint64)
    return compact(starts, "<u4", "<u8")
