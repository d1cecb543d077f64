"""Readers in processes of their own: no input can hang, crash or exhaust the run.

Processes are spawned, never forked: a fork would inherit the writer's locks and threads. Results
come in the order of the inputs while later inputs are read ahead, each up to a bounded amount.
"""

from __future__ import annotations

import dataclasses
import multiprocessing
import time
from collections import deque
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Self

from index.readers.interface import Reader, Reason, Skipped
from index.readers.worker import Batch, Ready, Task, work
from search.processes import children_deaf_to_interrupts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.process import BaseProcess
    from types import TracebackType

# Inputs that may be open or read but not yet taken, for each process.
_AHEAD = 8
# Characters read ahead of an input whose turn has not come: then its reader waits.
_HELD_CHARACTERS = 1_000_000
# A process imports the readers' libraries when it starts, which is not the input's fault.
_START_SECONDS = 60.0


@dataclasses.dataclass(slots=True)
class _Run:
    """One input on its way: what was read of it and not taken yet."""

    task: Task
    batches: deque[Batch] = dataclasses.field(default_factory=deque)
    held: int = 0
    ended: bool = False

    def add(self, batch: Batch) -> None:
        """Hold a batch."""
        self.batches.append(batch)
        self.held += batch.characters
        self.ended = batch.last

    def fail(self, reason: Reason, **params: str | int) -> None:
        """End with a reason; what was read before stays."""
        if not self.ended:
            self.add(Batch((Skipped(self.task.path, reason, params=params),), last=True))


class _Worker:
    """A sandboxed process and the input it reads."""

    def __init__(self, reader: Reader, memory_bytes: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, remote = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=work, args=(remote, reader, memory_bytes), daemon=True
        )
        with children_deaf_to_interrupts():
            self.process.start()
        # The child holds its own end: closing ours lets its death be seen as the end of the pipe.
        remote.close()
        self.run: _Run | None = None
        self.ready = False
        self.heard = time.monotonic()

    def begin(self, run: _Run) -> None:
        """Send an input."""
        self.run = run
        self.heard = time.monotonic()
        try:
            self.connection.send(run.task)
        except (BrokenPipeError, ConnectionResetError):
            # It died between two inputs; the pipe's end will say so.
            return

    def hear(self) -> bool:
        """Take one message; return whether the process can go on."""
        try:
            message = self.connection.recv()
        except (EOFError, ConnectionResetError):
            return False
        self.heard = time.monotonic()
        if isinstance(message, Ready):
            self.ready = True
        elif self.run is not None:
            self.run.add(message)
            if message.last:
                self.run = None
            return not message.spent
        return True

    def patience(self, seconds: float) -> float:
        """Return how many seconds more it may be silent, negative if too long already."""
        allowed = seconds if self.ready else seconds + _START_SECONDS
        return self.heard + allowed - time.monotonic()

    def end(self) -> int:
        """End the process; return its exit code, negative for a signal."""
        self.connection.close()
        self.process.kill()
        self.process.join()
        return self.process.exitcode or 0


class Sandbox:
    """A pool of reader processes; a context manager that ends them."""

    def __init__(self, reader: Reader, processes: int, seconds: float, memory_bytes: int) -> None:
        """Prepare the pool; processes start when there is something to read.

        Args:
            reader: a module-level function.
            processes: at most this many.
            seconds: how long a reader may go without yielding before it is ended.
            memory_bytes: address space of each process.
        """
        self._reader = reader
        self._processes = processes
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def read(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Batch]]:
        """Yield the batches of each input, in the order of the inputs.

        An input whose reader crashes, hangs or asks for too much memory ends with a `Skipped`; the
        batches before it are good.
        """
        waiting = iter(tasks)
        runs: deque[_Run] = deque()
        while True:
            self._assign(waiting, runs)
            if not runs:
                return
            head = runs[0]
            while head.batches:
                batch = head.batches.popleft()
                head.held -= batch.characters
                yield head.task, batch
            if head.ended:
                runs.popleft()
            else:
                self._listen(head)

    def _assign(self, waiting: Iterator[Task], runs: deque[_Run]) -> None:
        """Give inputs to idle processes, starting some if there are more inputs than processes."""
        while len(runs) < _AHEAD * self._processes:
            idle = self._idle()
            if idle is None and len(self._workers) >= self._processes:
                return
            task = next(waiting, None)
            if task is None:
                return
            if idle is None:
                idle = _Worker(self._reader, self._memory_bytes)
                self._workers.append(idle)
            runs.append(_Run(task))
            idle.begin(runs[-1])

    def _idle(self) -> _Worker | None:
        """Return a process that waits for an input; lets go of those that died waiting."""
        for worker in [worker for worker in self._workers if worker.run is None]:
            if worker.process.is_alive():
                return worker
            self._bury(worker)
        return None

    def _listen(self, head: _Run) -> None:
        """Wait until some process has something to say or was silent for too long.

        Processes are listened to if their input is next or little of it is held; the others wait.
        """
        heard = {
            worker.connection: worker
            for worker in self._workers
            if worker.run is not None and (worker.run is head or worker.run.held < _HELD_CHARACTERS)
        }
        patience = min(worker.patience(self._seconds) for worker in heard.values())
        speaking = wait(list(heard), timeout=max(patience, 0.0))
        for connection in speaking:
            if isinstance(connection, Connection) and not heard[connection].hear():
                self._bury(heard[connection])
        for connection, worker in heard.items():
            if connection not in speaking and worker.patience(self._seconds) < 0:
                self._dismiss(worker)

    def _bury(self, worker: _Worker) -> None:
        """Let go of a process that died, and say of what."""
        run = worker.run
        self._workers.remove(worker)
        # It is dying or dead: its own exit code is wanted, not that of our signal.
        worker.process.join(timeout=5)
        code = worker.end()
        if run is not None:
            run.fail(Reason.CRASHED, error=f"signal {-code}" if code < 0 else f"code {code}")

    def _dismiss(self, worker: _Worker) -> None:
        """End a process that was silent for too long."""
        run = worker.run
        self._workers.remove(worker)
        worker.end()
        if run is not None:
            run.fail(Reason.TOO_SLOW, seconds=round(self._seconds))
