"""Processes that work side by side while a segment is built."""

from __future__ import annotations

import concurrent.futures.process
import contextlib
import gc
import multiprocessing
from typing import TYPE_CHECKING, TypeVar

from search.errors import IndexProblem
from search.processes import (
    children_deaf_to_interrupts,
    children_end_with_the_block,
    children_without_main,
    end_with_parent,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType
    from typing import Self

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


class Workers:
    """Processes that work side by side; a context manager.

    They start when they are asked to; what comes before is done here. Spawned, not forked: a fork
    after threads were started may hang. They end with the context, and their memory with them.

    Attributes:
        running: how many were started.
    """

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self.running = 0
        self._pool: concurrent.futures.ProcessPoolExecutor | None = None
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)
        if isinstance(error, concurrent.futures.process.BrokenProcessPool):
            message = (
                "Un processus d’analyse s’est arrêté, sans doute faute de mémoire : rien n’a "
                "changé. Baissez MANCHETTE_BUILD_PROCESSES ou MANCHETTE_BUILD_MEMORY_BYTES, et "
                "recommencez."
            )
            raise IndexProblem(message) from error

    def start(self, begin: Callable[[], None]) -> None:
        """Start the processes, each with something to begin with, beside what is done here."""
        if not self.running:
            self.running = self._processes
            for _ in range(self._processes):
                self.hand(begin)

    def renew(self) -> None:
        """End the processes, and their memory with them; what comes next has others started."""
        if self._pool is not None:
            self._stack.close()
            self._pool = None

    def hand(
        self, function: Callable[..., _Made], *arguments: object
    ) -> concurrent.futures.Future[_Made]:
        """Have a process do something; return what it will make."""
        pool = self._started()
        with children_deaf_to_interrupts(), children_without_main():
            return pool.submit(function, *arguments)

    def map(self, function: Callable[..., _Made], *columns: Sequence[object]) -> list[_Made]:
        """Return what a function makes of the first item of each column, of the next, in order."""
        return self.begin(function, *columns)()

    def begin(
        self, function: Callable[..., _Made], *columns: Sequence[object]
    ) -> Callable[[], list[_Made]]:
        """Begin what `map` does, and return what waits for it.

        Where no process was started it is done here, when it is asked for.
        """
        if not self.running:
            return lambda: list(map(function, *columns))
        begun = [self.hand(function, *pieces) for pieces in zip(*columns, strict=True)]
        return lambda: [one.result() for one in begun]

    def aside(self, function: Callable[..., _Made]) -> Callable[[], _Made]:
        """Begin something beside what is done here, and return what waits for it.

        Where no process was started it is done here, when it is asked for.
        """
        return self.hand(function).result if self.running else function

    def _started(self) -> concurrent.futures.ProcessPoolExecutor:
        if self._pool is None:
            pool = concurrent.futures.ProcessPoolExecutor(
                self._processes, multiprocessing.get_context("spawn"), _begin
            )
            self._pool = self._stack.enter_context(pool)
            self._stack.enter_context(children_end_with_the_block())
        return self._pool


@contextlib.contextmanager
def without_collector() -> Iterator[None]:
    """Leave cycles alone in this block.

    Building holds millions of strings and no cycle: looking for some takes a tenth of its time.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _begin() -> None:
    gc.disable()  # see `without_collector`
    end_with_parent()
