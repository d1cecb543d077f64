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

    They start when there is work for several: one piece is done here. Spawned, not forked: a fork
    after threads were started may hang. They end with the context, and their memory with them.
    """

    def __init__(self, processes: int) -> None:
        self._processes = processes
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

    def map(self, function: Callable[[_Given], _Made], pieces: Sequence[_Given]) -> list[_Made]:
        """Return what a function makes of each piece, in order."""
        if self._pool is None and len(pieces) == 1:
            return [function(pieces[0])]
        pool = self._started()
        with children_deaf_to_interrupts():
            made = pool.map(function, pieces)
        return list(made)

    def aside(self, function: Callable[..., _Made], *arguments: object) -> Callable[[], _Made]:
        """Begin something beside what is done here, and return what waits for it."""
        pool = self._started()
        with children_deaf_to_interrupts():
            return pool.submit(function, *arguments).result

    def parts(self, items: Sequence[_Given]) -> list[Sequence[_Given]]:
        """Part items for `map`: a part a process, or one if there are few."""
        count = 1 if self._pool is None else self._processes
        return parted(items, count)

    def _started(self) -> concurrent.futures.ProcessPoolExecutor:
        if self._pool is None:
            pool = concurrent.futures.ProcessPoolExecutor(
                self._processes, multiprocessing.get_context("spawn"), _begin
            )
            self._pool = self._stack.enter_context(pool)
            self._stack.enter_context(children_end_with_the_block())
        return self._pool


def parted(items: Sequence[_Given], count: int) -> list[Sequence[_Given]]:
    """Part items in so many parts of a size, or fewer; at least one."""
    size = max(1, -(-len(items) // count))
    return [items[begin : begin + size] for begin in range(0, len(items), size)] or [items]


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
