"""What runs in a sandboxed process: one input after the other, sent back in batches.

The pipe is the back-pressure: when nobody listens, `send` waits, and the reader with it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import resource
import time
from typing import TYPE_CHECKING

from index.readers.interface import Reader, ReaderOptions, Reading, Reason, Skipped
from search.document import Document
from search.system_errors import said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from pathlib import Path

_BATCH_READINGS = 64
_BATCH_CHARACTERS = 256_000
# However slow a reader is, each article it yields is a sign of life within this many seconds.
_BATCH_SECONDS = 0.5


@dataclasses.dataclass(frozen=True, slots=True)
class Task:
    """One input to read."""

    path: Path
    options: ReaderOptions


@dataclasses.dataclass(frozen=True, slots=True)
class Batch:
    """Some of what an input holds, in order.

    Attributes:
        readings: what the reader yielded.
        characters: of text in them, about.
        last: whether the input ends with it.
        spent: whether the process ends too: memory ran out, and what leaked cannot be known.
    """

    readings: tuple[Reading, ...]
    characters: int = 0
    last: bool = False
    spent: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Ready:
    """The process is up and waits for its first input."""


def _confine(memory_bytes: int) -> None:
    """Bound the process's memory, and leave no core file."""
    # Not every system bounds address space; there the time limit alone protects.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _readings(reader: Reader, task: Task) -> Iterator[Reading]:
    """Yield what the reader yields; what it raises becomes the reason the rest is left out."""
    try:
        yield from reader(task.path, task.options)
    except MemoryError:
        yield Skipped(task.path, Reason.OUT_OF_MEMORY)
    except OSError as error:
        yield Skipped(task.path, Reason.UNREADABLE, params={"error": said(error)})
    except Exception as error:  # noqa: BLE001  # whatever a parser raises, the file is named
        params = {"error": f"{type(error).__name__}: {error}"[:200]}
        yield Skipped(task.path, Reason.CRASHED, params=params)


def batches(reader: Reader, task: Task) -> Iterator[Batch]:
    """Yield what an input holds in batches, the last one marked."""
    held: list[Reading] = []
    spent, characters, begun = False, 0, time.monotonic()
    for reading in _readings(reader, task):
        held.append(reading)
        spent = isinstance(reading, Skipped) and reading.reason is Reason.OUT_OF_MEMORY
        characters += len(reading.text) if isinstance(reading, Document) else 100
        full = len(held) >= _BATCH_READINGS or characters >= _BATCH_CHARACTERS
        if full or time.monotonic() - begun > _BATCH_SECONDS:
            yield Batch(tuple(held), characters)
            held = []
            characters, begun = 0, time.monotonic()
    yield Batch(tuple(held), characters, last=True, spent=spent)


def work(connection: Connection, reader: Reader, memory_bytes: int) -> None:
    """Read the inputs that the parent sends until it closes the pipe, or memory runs out."""
    _confine(memory_bytes)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection.send(Ready())
        while True:
            for batch in batches(reader, connection.recv()):
                connection.send(batch)
                if batch.spent:
                    return
