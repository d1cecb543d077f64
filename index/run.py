"""One run over the inputs of a command: their documents, and what happened on the way."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from typing import TYPE_CHECKING, Protocol

from index.readers.choose import read_input
from index.readers.interface import LostDate, Progress, ReaderOptions, Reading, Removed, Skipped
from index.readers.sandbox import Sandbox
from index.readers.worker import Task
from index.report import Report
from index.walk import Input, printable, walk
from search.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from search.settings import Settings


class Observer(Protocol):
    """Who is told how a run goes."""

    def begin(self, total_bytes: int) -> None:
        """Learn how much there is to read, in bytes on disk; 0 if that is not known."""
        ...

    def advance(self, position: int, documents: int) -> None:
        """Learn how much was read so far: bytes on disk, and articles."""
        ...

    def leave_out(self, said: str) -> None:
        """Learn of an input or a record that is left out, or of a date that cannot be read."""
        ...

    def publish(self) -> None:
        """Learn that all is read and the generation is being published."""
        ...

    def build(self, done: int, total: int) -> None:
        """Learn how much of the work of building is done."""
        ...


@dataclasses.dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a run, and what was left out already while looking for them."""

    files: tuple[Input, ...]
    skipped: tuple[Skipped, ...]


def find_inputs(paths: Sequence[Path]) -> Inputs:
    """Return the files at and under these paths.

    Raises:
        InvalidInput: a path does not exist.
    """
    found = list(walk(paths))
    files = tuple(entry for entry in found if isinstance(entry, Input))
    return Inputs(files, tuple(entry for entry in found if isinstance(entry, Skipped)))


class Run:
    """One run over inputs: its documents, its counts, and what it must not delete.

    Attributes:
        report: counts, complete when the documents are exhausted.
        origins: of the inputs.
    """

    def __init__(
        self,
        inputs: Inputs,
        field_names: tuple[tuple[str, str], ...],
        settings: Settings,
        observer: Observer,
    ) -> None:
        self.report = Report()
        self.report.inputs = len(inputs.files)
        self.origins = frozenset(file.origin for file in inputs.files)
        self._failed: set[str] = set()
        self._failed_folders: list[str] = []
        self._inputs = inputs
        self._field_names = field_names
        self._settings = settings
        self._observer = observer
        self._by_path = {file.path: file for file in inputs.files}
        for skipped in inputs.skipped:
            self._skip(skipped)

    def documents(self) -> Iterator[Document]:
        """Yield the documents of every input, each with its origin."""
        self._observer.begin(sum(file.size for file in self._inputs.files))
        done = 0
        for file, readings, last in self._batches():
            for reading in readings:
                if isinstance(reading, Document):
                    self.report.read += 1
                    yield dataclasses.replace(reading, origin=file.origin)
                elif isinstance(reading, Progress):
                    self._observer.advance(done + reading.position, self.report.read)
                else:
                    self._count(reading)
            if last:
                done += file.size
                self._observer.advance(done, self.report.read)
        self._observer.publish()

    def _batches(self) -> Iterator[tuple[Input, tuple[Reading, ...], bool]]:
        """Yield what the sandboxed readers yield, in the order of the inputs."""
        settings = self._settings
        today = dt.datetime.now().astimezone().date()
        tasks = (Task(file.path, self._options(file, today)) for file in self._inputs.files)
        with Sandbox(
            read_input,
            settings.reader_processes,
            settings.reader_seconds,
            settings.reader_memory_bytes,
        ) as sandbox:
            for task, batch in sandbox.read(tasks):
                yield self._by_path[task.path], batch.readings, batch.last

    def _options(self, file: Input, today: dt.date) -> ReaderOptions:
        """Return what a reader must know for this file."""
        return ReaderOptions(
            name=file.name,
            today=today,
            max_document_bytes=self._settings.max_document_bytes,
            max_input_bytes=self._settings.max_input_bytes,
            field_names=self._field_names,
        )

    def _count(self, reading: Skipped | Removed | LostDate) -> None:
        """Count what was left out."""
        if isinstance(reading, Removed):
            self.report.leftovers.update(reading.counts)
        elif isinstance(reading, LostDate):
            name = self._by_path[reading.path].name
            self._observer.leave_out(self.report.lose_date(reading, name))
        else:
            self._skip(reading)

    def _skip(self, skipped: Skipped) -> None:
        """Count an input or a record left out; an input's documents are then not deleted."""
        file = self._by_path.get(skipped.path)
        self._observer.leave_out(
            self.report.skip(skipped, file.name if file else printable(skipped.path))
        )
        if skipped.record:
            return
        if file is None:
            self._failed_folders.append(printable(os.path.realpath(skipped.path)) + "/")
        else:
            self._failed.add(file.origin)

    def spares(self, origin: str) -> bool:
        """Tell whether the documents of an origin stay: it, or its folder, could not be read."""
        return origin in self._failed or origin.startswith(tuple(self._failed_folders))
