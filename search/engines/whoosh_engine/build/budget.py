"""What building may use, and how it is shared out."""

from __future__ import annotations

import dataclasses

PROCESS_BYTES = 80_000_000
"""What a process holds before its first document: Python, NumPy, the dictionary."""

WORKER_BYTES = 140_000_000
"""The least that a process can analyse with."""

BYTES_PER_DOCUMENT = 80
"""What the process that waits holds for each document: its id, its place, its number."""

BYTES_PER_TEXT_BYTE = 10
"""What a run holds at its peak for each byte of text (measured: 9 on press)."""

RUN_BYTES = 12_000_000
"""Bytes of text of a run, at most: sorting is quickest where arrays stand in a processor's cache,
merging where there are few of them."""

WORTH_PROCESSES = 8_000_000
"""Bytes of text that are worth the half second that starting processes takes."""

MERGING_SHARE = 8
"""Merging gets this part of the memory (one in so many): the words hold the rest."""


@dataclasses.dataclass(frozen=True, slots=True)
class Budget:
    """What building may use.

    Attributes:
        memory: bytes, all processes together.
        processes: most processes that analyse at a time.
    """

    memory: int
    processes: int

    @property
    def workers(self) -> int:
        """How many processes the memory allows to analyse side by side."""
        free = self.memory - PROCESS_BYTES
        return max(1, min(self.processes, free // WORKER_BYTES))

    @property
    def scarce(self) -> bool:
        """Whether one thing at a time is held: the dictionary, a run, the lexicon."""
        return self.memory < PROCESS_BYTES + 2 * WORKER_BYTES

    def each(self, workers: int, documents: int = 0) -> int:
        """Return what one of so many processes may hold beside PROCESS_BYTES.

        Args:
            workers: how many work.
            documents: of which the process that waits keeps the ids and places.
        """
        free = self.memory - PROCESS_BYTES - documents * BYTES_PER_DOCUMENT
        return max(free // workers, WORKER_BYTES) - PROCESS_BYTES

    @property
    def merging(self) -> int:
        """What merging may hold."""
        return self.memory // MERGING_SHARE
