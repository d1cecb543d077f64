"""Writes one segment: `columns.bin`, `lexicon.bin`, `texts.bin`, `postings.bin`."""

from __future__ import annotations

import functools
import itertools
import shutil
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.lemmas import forget
from search.engines.keeping import say_nothing
from search.engines.whoosh_engine.build.lexicon import counted_arrays, form_arrays, order_forms
from search.engines.whoosh_engine.build.merge import merge_runs
from search.engines.whoosh_engine.build.runs import (
    WORTH_PROCESSES,
    RunFolder,
    Sorting,
    cut_share,
    plan_shares,
    sort_run,
)
from search.engines.whoosh_engine.build.vocabulary import count_forms
from search.engines.whoosh_engine.build.watching import watching
from search.engines.whoosh_engine.build.workers import without_collector
from search.engines.whoosh_engine.format.arrays import compact, write_arrays
from search.engines.whoosh_engine.format.columns import date_and_id_arrays, join_values
from search.engines.whoosh_engine.format.files import COLUMNS, FIELDS, LEXICON, POSTINGS, TEXTS
from search.engines.whoosh_engine.format.strings import packed_string
from search.engines.whoosh_engine.format.texts import SAMPLE_TIMES, dictionary_bytes, trained

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from search.engines.keeping import Told
    from search.engines.whoosh_engine.build.glossary import Glossary
    from search.engines.whoosh_engine.build.runs import Budget, Cut
    from search.engines.whoosh_engine.build.spool import Ordered, Spool
    from search.engines.whoosh_engine.build.workers import Workers
    from search.engines.whoosh_engine.format.arrays import Array

_RUNS = "runs"
_STEM_STARTS = "stems.npy"
_COPIED = 1 << 20
MERGING_SHARE = 8
"""Merging gets this part of the memory (one in so many): the words hold the rest."""


def write_segment(
    folder: Path, spool: Spool, budget: Budget, workers: Workers, told: Told = say_nothing
) -> None:
    """Write the segment of a spool's documents, in the order of their dates.

    The same documents give the same bytes, whatever the memory and the number of processes.

    Args:
        folder: an existing, empty folder.
        spool: the documents.
        budget: what building may use; runs beyond its memory wait on disk.
        workers: the processes.
        told: how far it is.
    """
    ordered = spool.in_date_order()
    working = folder / _RUNS
    working.mkdir()
    dictionary = _dictionary(spool.path, ordered.places)
    shares = plan_shares(spool.path, ordered.places, working, budget, dictionary)
    jobs = [job for share in shares for job in share.jobs]
    made = [(RunFolder(job.target), len(job.places)) for job in jobs]
    with without_collector(), watching(made, told):
        cuts = list(itertools.chain.from_iterable(workers.map(cut_share, shares)))
        forms = order_forms(_glossaries(cuts), workers)
        starts = working / _STEM_STARTS
        # Half a second, to load it again, is long for a small build that others follow.
        if large := spool.size > WORTH_PROCESSES:
            forget()
        np.save(starts, forms.stem_starts)
        sorted_ = workers.begin(sort_run, [Sorting(cut, starts, large) for cut in cuts])
        arrays = form_arrays(forms)
        del forms
        sorted_()
        runs = [cut.run for cut in cuts]
        memory = budget.memory // MERGING_SHARE
        merged = workers.aside(
            functools.partial(merge_runs, runs, arrays["stem.starts"], folder / POSTINGS, memory)
        )
        _write_documents(folder, ordered, runs, dictionary)
        names = functools.partial(packed_string, arrays, "form")
        vocabulary = count_forms(_counted(cuts), arrays["skeleton"].size, names)
        arrays |= counted_arrays(arrays, vocabulary)
        write_arrays(folder / LEXICON, {**arrays, "documents": merged()})
    shutil.rmtree(working)


def _counted(cuts: Sequence[Cut]) -> list[tuple[Glossary, list[RunFolder]]]:
    """Return each glossary with its runs."""
    return [
        (glossary, [cut.run for cut in cuts if cut.glossary == glossary])
        for glossary in _glossaries(cuts)
    ]


def _glossaries(cuts: Sequence[Cut]) -> list[Glossary]:
    """Return the glossaries, each once."""
    return list(dict.fromkeys(cut.glossary for cut in cuts))


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
            **date_and_id_arrays(ordered.dates, ordered.ids),
            **join_values(runs),
            **{f"length.{name}": lengths[:, number] for number, name in enumerate(FIELDS)},
            "texts.starts": _starts(runs, "texts.size"),
            "texts.dictionary": np.frombuffer(dictionary, np.uint8),
            "step.starts": _starts(runs, "step.counts"),
            "step.values": _joined(runs, "step.values"),
        },
    )


def _dictionary(spool: Path, places: Sequence[tuple[int, int]]) -> bytes:
    """Return the dictionary of the records of a spool, trained on some, evenly spread."""
    total = sum(length for _, length in places)
    size = dictionary_bytes(total)
    if not size:
        return b""
    sampled = places[:: max(1, total // (size * SAMPLE_TIMES))]
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
