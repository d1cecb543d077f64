"""Places to work in, given in the order in which they were asked for, to two lines by turns.

A semaphore favours whoever asks at the moment when a place comes free. Where ten times more ask
than can be answered, an export that was half sent waited among them for each of its batches, until
its client gave up.
"""

from __future__ import annotations

import collections
import contextlib
import threading
from typing import TYPE_CHECKING, Literal

from search.errors import DeadlineExceeded
from web.messages import problems

if TYPE_CHECKING:
    from collections.abc import Iterator

Line = Literal["questions", "transfers"]


class Busy(DeadlineExceeded):
    """There are more questions than can be answered in time."""


class Places:
    """So many places, and those who wait for one."""

    def __init__(self, count: int) -> None:
        self._lock = threading.Lock()
        self._free = count
        self._lines: dict[Line, collections.deque[threading.Lock]] = {
            "questions": collections.deque(),
            "transfers": collections.deque(),
        }
        self._turn: Line = "questions"

    def waiting(self, line: Line) -> int:
        """Return how many wait in a line."""
        return len(self._lines[line])

    @contextlib.contextmanager
    def one(self, line: Line, most: int, patience: float) -> Iterator[None]:
        """Hold a place.

        Args:
            line: where to wait for it.
            most: how many may wait there, this one included.
            patience: seconds.

        Raises:
            Busy: as many wait, or no turn came in time.
        """
        turn = self._asked(line, most)
        if turn is not None and not turn.acquire(timeout=patience) and self._left(line, turn):
            raise Busy(problems.busy())
        try:
            yield
        finally:
            self._pass_on()

    def _asked(self, line: Line, most: int) -> threading.Lock | None:
        """Take a place, or stand in a line; return what is released when the turn comes."""
        with self._lock:
            if self._free:
                self._free -= 1
                return None
            if len(self._lines[line]) >= most:
                raise Busy(problems.busy())
            turn = threading.Lock()
            turn.acquire()
            self._lines[line].append(turn)
        return turn

    def _left(self, line: Line, turn: threading.Lock) -> bool:
        """Leave a line; return False if the turn has come in the meantime."""
        with self._lock:
            if turn not in self._lines[line]:
                return False
            self._lines[line].remove(turn)
        return True

    def _pass_on(self) -> None:
        """Give a place to the first of the line whose turn it is, else of the other."""
        with self._lock:
            for _ in self._lines:
                line = self._turn
                self._turn = "questions" if line == "transfers" else "transfers"
                if self._lines[line]:
                    self._lines[line].popleft().release()
                    return
            self._free += 1
