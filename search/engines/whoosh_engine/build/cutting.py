"""Cuts documents into numbered stretches, as one process does for its share of them.

Python looks at each distinct stretch of letters once; everything else is array operations over
batches of texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.analysis.places import CHECKPOINT
from search.analysis.stretches import stretches
from search.engines.whoosh_engine.build.sums import sums_before
from search.engines.whoosh_engine.format.columns import steps_between
from search.engines.whoosh_engine.format.files import FIELDS

if TYPE_CHECKING:
    from typing import BinaryIO

    from search.analysis.stretches import Stretches
    from search.engines.whoosh_engine.build.known import Known
    from search.engines.whoosh_engine.format.arrays import Array

BATCH_BYTES = 1 << 20
"""Texts are cut so many bytes at a time: what a processor's cache holds."""


def packed(numbers: Array, marked: Array) -> Array:
    """Return what a file holds of stretches: their numbers, and whether each is after a mark."""
    return (numbers << 1 | marked).astype("<u4")


def unpacked(stream: Array) -> tuple[Array, Array]:
    """Return numbers and marks of what `packed` packed."""
    return stream >> 1, (stream & 1).astype(bool)


class Cutter:
    """Takes documents one by one, and writes their stretches."""

    def __init__(self, known: Known, stream: BinaryIO) -> None:
        """Write to a file what `packed` makes of the stretches, titles and texts in turns."""
        self._known = known
        self._stream = stream
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._lengths: list[Array] = [np.zeros(0, np.uint32)]
        self._step_counts: list[Array] = [np.zeros(0, np.uint32)]
        self._steps: list[Array] = [np.zeros(0, np.uint8)]

    def add(self, title: bytes, text: bytes) -> None:
        """Add the next document, in UTF-8."""
        self._waiting += (title, text)
        self._waiting_bytes += len(title) + len(text)
        if self._waiting_bytes >= BATCH_BYTES:
            self._take()

    def arrays(self) -> dict[str, Array]:
        """End, and return what is known of the documents, by name.

        Returns:
            lengths: tokens of each document's title and text (u4, documents by 2).
            step.counts: bytes of the steps from checkpoint to checkpoint of each text (u4).
            step.values: these steps, in characters (u1; see `steps_between`).
        """
        self._take()
        return {
            "lengths": np.concatenate(self._lengths).reshape(-1, len(FIELDS)),
            "step.counts": np.concatenate(self._step_counts),
            "step.values": np.concatenate(self._steps),
        }

    def _take(self) -> None:
        """Cut the texts that wait."""
        if not self._waiting:
            return
        found = stretches(self._waiting)
        self._waiting.clear()
        self._waiting_bytes = 0
        numbers = self._known.numbers(found)
        sizes = self._known.sizes[numbers]
        tokens = sums_before(sizes)
        marked = _after_marks(self._known, numbers, sizes, found.marked)
        self._stream.write(packed(numbers, marked).data)
        self._lengths.append(np.diff(tokens[found.firsts]).astype(np.uint32))
        counts, steps = steps_between(*_checkpoints(self._known, found, numbers, tokens))
        self._step_counts.append(counts)
        self._steps.append(steps)


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
