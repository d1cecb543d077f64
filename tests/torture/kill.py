"""`kill -9` at random moments of rebuilds, updates, merges and forgets, beside a reader.

After each: the index opens without falling back and holds what it held before or what it was to
hold, to the last article; `verify` finds nothing; a publish that returned is there; and the next
writer leaves no file that nobody needs. One in so many is a real command with its processes, of
which all are killed or the first one alone.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from search.engines.whoosh_engine.store import Store, Writing
from tests.torture.child import in_child
from tests.torture.command import command, time_left
from tests.torture.corpus import engine_over, scratch
from tests.torture.ledger import Measured
from tests.torture.reader import reading
from tests.torture.writing import KINDS, Job, Jobs

if TYPE_CHECKING:
    from pathlib import Path

MEMORY = 1 << 33
COMMANDS = 25
"""One kill of so many is of a real command, which takes a hundred times as long to start; of
fewer, the last one."""

ORPHANS_END = 1200
"""Times a twentieth of a second: by then the processes of a killed command have ended."""


class Index:
    """An index that is written to and killed, and what it must hold."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.generation, self.keys = 0, frozenset[str]()

    def look(self, after: frozenset[str], *, returned: bool) -> bool:
        """Check what the index is now; return whether it is the new one."""
        generation, keys, unsound = self._seen()
        assert not unsound, unsound
        assert generation in {self.generation, self.generation + 1}, generation
        new = generation == self.generation + 1
        assert new or not returned, "a publish that returned is lost"
        wanted = after if new else self.keys
        assert keys == wanted, f"{len(keys ^ wanted)} articles too many or too few"
        self.generation, self.keys = generation, keys
        return new

    def _seen(self) -> tuple[int, frozenset[str], list[str]]:
        """Return the generation, the keys, and what `verify` finds."""

        def see() -> tuple[int, frozenset[str], list[str]]:
            engine = engine_over(self.path)
            with Store(self.path).current() as held:
                unsound = [held.fallback_reason] if held.fallback_reason else []
            unsound += [found.problem for found in engine.verify() if not found.sound]
            with engine.snapshot() as snapshot:
                keys = frozenset(entry.key for entry in snapshot.entries())
                assert {document.key for document in snapshot.documents()} == keys
                return int(snapshot.generation), keys, unsound

        outcome = in_child(see, MEMORY)
        assert outcome.returned, outcome
        return outcome.returned

    def clean(self) -> int:
        """Let the next writer come, check that nothing useless stays; return what it removed."""
        left = self._files()
        for _ in range(50):  # what the reader holds at that instant stays for the next writer
            with Store(self.path).writer():
                pass
            needed = {found.file for found in engine_over(self.path).verify()} | {"writer.lock"}
            if self._files() <= needed:
                return len(left - needed)
            time.sleep(0.02)
        raise AssertionError(f"left behind: {self._files() - needed}")

    def _files(self) -> set[str]:
        paths = [path for path in self.path.rglob("*") if not path.is_dir()]
        return {path.relative_to(self.path).as_posix() for path in paths}


def kill_call(job: Job, after: float, *, publishing: bool) -> bool:
    """Do a job in a forked process and kill it; say whether it had ended.

    Args:
        job: what to do.
        after: seconds to wait.
        publishing: whether to count them from the moment when all is built and is published.
    """
    reached, here = os.pipe()
    child = os.fork()
    if child == 0:
        _tell_of_publishing(here)
        job.call()
        os._exit(0)
    os.close(here)
    if publishing:
        os.read(reached, 1)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(reached)
    assert os.WIFSIGNALED(status) or status == 0, f"{job.kind} failed by itself"
    return not os.WIFSIGNALED(status)


def _tell_of_publishing(pipe: int) -> None:
    """Let this process write to a pipe before it publishes."""
    publish = Writing.publish

    def telling(self: Writing, *args: Any, **options: Any) -> str:
        os.write(pipe, b"!")
        return publish(self, *args, **options)

    Writing.publish = telling  # type: ignore[method-assign]  # in a child that will be killed


def kill_command(job: Job, after: float, *, alone: bool) -> bool:
    """Run a job as a command and kill it, alone or with its processes; say whether it had ended."""
    with job.started() as process:
        time.sleep(after)
        if alone:
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        status = process.wait()
        assert status in {0, -signal.SIGKILL}, f"{job.kind} failed by itself: {status}"
        _await_end_of(process.pid)
    return status == 0


def _await_end_of(group: int) -> None:
    for _ in range(ORPHANS_END):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError(f"processes of group {group} outlive their parent")


def torture(seed: int, runs: int) -> Measured:
    """Kill so many writers, at a random moment each."""
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    with scratch() as place:
        index = Index(place / "index")
        jobs = Jobs(index.path, seed, chance)
        seconds = {(kind, late): 0.2 for kind in KINDS for late in (False, True)}
        first = jobs.next("rebuild", index.keys)
        first.call()
        index.look(first.after, returned=True)
        with reading(index.path) as reader:
            while counts["kills"] < runs and time_left():
                kind = chance.choice(KINDS)
                job = jobs.next(kind, index.keys)
                as_command = (counts["kills"] + 1) % min(COMMANDS, runs) == 0
                if as_command:
                    moment = chance.uniform(0.5, 3)
                    ended = kill_command(job, moment, alone=chance.random() < 0.5)
                else:
                    late = chance.random() < 0.5
                    moment = chance.uniform(0, seconds[kind, late])
                    ended = kill_call(job, moment, publishing=late)
                    # A moment is drawn from as long as the job takes, however busy the machine is.
                    seconds[kind, late] *= 0.9 if ended else 1.03
                    counts["late"] += late and not ended
                new = index.look(job.after, returned=ended)
                jobs.done(job, new=new)
                counts["left"] += index.clean()
                if not ended:
                    counts["kills"] += 1
                    counts[kind] += 1
                    counts["commands"] += as_command
                    counts["new" if new else "old"] += 1
            opened = reader()
    figures = {**counts, "opened": opened, "generations": index.generation}
    return Measured(
        "{kills:,} kills ({rebuild} of a rebuild, {update} of an update, {merge} of a merge, "
        "{forget} of a forget; {late} while it published, {commands} of a whole command): "
        "{old:,} times the old generation answered whole, {new:,} times the new one; a reader "
        "opened one {opened:,} times, always whole; the next writers removed {left:,} files, "
        "nothing stayed behind",
        figures,
    )


run = command("kill", torture, small=40, full=1_000)

if __name__ == "__main__":
    run()
