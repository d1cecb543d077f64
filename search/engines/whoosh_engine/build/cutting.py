"""Cuts documents into numbered stretches, a batch at a time, as one process does.

Python looks at each distinct stretch of letters once; everything else is array operations over
batches of texts.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.places import CHECKPOINT
from search.analysis.stretches import stretches
from search.engines.whoosh_engine.build.glossary import GlossaryWriter
from search.engines.whoosh_engine.build.known import Known
from search.engines.whoosh_engine.build.sums import sums_before
from search.engines.whoosh_engine.format.columns import steps_between
from search.engines.whoosh_engine.format.files import FIELDS
from search.engines.whoosh_engine.format.texts import split_texts

if TYPE_CHECKING:
    from pathlib import Path

    from search.analysis.stretches import Stretches
    from search.engines.whoosh_engine.format.arrays import Array


def packed(numbers: Array, marked: Array) -> Array:
    """Return what a file holds of stretches: their numbers, and whether each is after a mark."""
    return (numbers << 1 | marked).astype("<u4")


def unpacked(stream: Array) -> tuple[Array, Array]:
    """Return numbers and marks of what `packed` packed."""
    return stream >> 1, (stream & 1).astype(bool)


@dataclasses.dataclass(frozen=True, slots=True)
class Batch:
    """Consecutive records of a spool.

    Attributes:
        spool: the file.
        first: number of the first record.
        offset: where it stands.
        sizes: bytes of each (u4).
    """

    spool: Path
    first: int
    offset: int
    sizes: Array

    def texts(self) -> list[bytes]:
        """Return the titles and texts of the records in turns, in UTF-8."""
        ends = np.cumsum(self.sizes, dtype=np.int64)
        with self.spool.open("rb") as file:
            file.seek(self.offset)
            data = file.read(int(ends[-1]))
        begins = (ends - self.sizes).tolist()
        return [text for begin in begins for text in split_texts(data, begin)]


class Cutter:
    """Cuts batches, and writes them with the words that they are made of."""

    def __init__(self, folder: Path, known_bytes: int) -> None:
        """Write glossaries to a folder; begin another one when words take so many bytes."""
        self._folder = folder
        self._known_bytes = known_bytes
        self._known = Known()
        self._glossary: GlossaryWriter | None = None

    def cut(self, batch: Batch) -> None:
        """Cut a batch.

        Written of its documents, by name:
            records: of the spool (u4).
            stretches: how many each has (u4).
            stream: these, as `packed` packs them (u4).
            step.counts: bytes of the steps from checkpoint to checkpoint of each text (u4).
            step.values: these steps, in characters (u1; see `steps_between`).
            lengths: tokens of each one's title and text (u4).
        """
        if self._glossary is None or self._known.held > self._known_bytes:
            self._known = Known()
            # Each batch is cut once: its number names a glossary that is nobody else's.
            self._glossary = GlossaryWriter(self._folder / f"{batch.first}.glossary")
        known, found = self._known, stretches(batch.texts())
        numbers = known.numbers(found)
        sizes = known.sizes[numbers]
        tokens = sums_before(sizes)
        marked = _after_marks(known, numbers, sizes, found.marked)
        counts, steps = steps_between(*_checkpoints(known, found, numbers, tokens))
        documents = {
            "records": np.arange(batch.first, batch.first + batch.sizes.size, dtype=np.uint32),
            "stretches": np.diff(found.firsts[:: len(FIELDS)]).astype(np.uint32),
            "stream": packed(numbers, marked),
            "step.counts": counts,
            "step.values": steps,
            "lengths": np.diff(tokens[found.firsts]).astype(np.uint32),
        }
        self._glossary.add(known, documents)


def _after_marks(known: Known, numbers: Array, sizes: Array, marked: Array) -> Array:
    """Return whether each stretch stands after a sentence mark, those inside stretches included."""
    after = marked.copy()
    after[1:] |= known.ends_marked[numbers[:-1]]
    # A stretch of nothing but invisible characters is nothing: what was before it, is after it.
    for nothing in np.flatnonzero(sizes == 0).tolist():
        if nothing + 1 < after.size:
            after[nothing + 1] |= after[nothing]
    return after


def _checkpoints(
    known: Known, found: Stretches, numbers: Array, tokens_before: Array
) -> tuple[Array, Array]:
    """Return how many checkpoints the text of each document has, and where they are.

    Args:
        known: the stretches.
        found: those of a batch of titles and texts in turns.
        numbers: the number of each.
        tokens_before: the tokens before each of them, and all (one more item).
    """
    firsts = found.firsts[1::2]
    begins, ends = tokens_before[firsts], tokens_before[found.firsts[2::2]]
    counts = np.maximum(ends - begins - 1, 0) // CHECKPOINT
    ranks = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    tokens = np.repeat(begins, counts) + (ranks + 1) * CHECKPOINT
    holding = np.searchsorted(tokens_before, tokens, "right") - 1
    parts = known.firsts[numbers[holding]] + tokens - tokens_before[holding]
    texts = found.characters(found.text_begins[1::2])
    offsets = found.characters(found.begins[holding]) - np.repeat(texts, counts)
    offsets += known.starts[parts]
    return counts, offsets
