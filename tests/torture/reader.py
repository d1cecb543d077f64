"""A reader in a process of its own, which opens an index again and again while others write."""

from __future__ import annotations

import select
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from search.answers import Request
from search.searcher import Searcher
from search.settings import Settings
from tests.torture.corpus import engine_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def read(index: Path) -> None:
    """Open the index until standard input ends; print how often."""
    opened, last = 0, 0
    print("ready", flush=True)  # noqa: T201 - the parent waits for it
    while not _ended():
        engine = engine_over(index)
        with engine.snapshot() as snapshot:
            answer = Searcher(engine, Settings()).answer(Request(text=""))
            assert int(snapshot.generation) >= last, (snapshot.generation, last)
            last = int(snapshot.generation)
            stored = sum(1 for _ in snapshot.documents())
            assert stored == snapshot.inventory().documents
            assert answer.total == stored or answer.generation != snapshot.generation
        engine.close()
        opened += 1
    print(opened)  # noqa: T201 - the parent reads it


def _ended() -> bool:
    return bool(select.select([sys.stdin], [], [], 0.2)[0])


@contextmanager
def reading(index: Path) -> Iterator[Callable[[], int]]:
    """Let a process read while the block lasts; hand out what ends it and says how often it did."""
    command = [sys.executable, "-m", __name__, str(index)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"

        def ended() -> int:
            said, errors = process.communicate()
            assert process.returncode == 0, errors
            return int(said)

        try:
            yield ended
        finally:
            process.kill()


if __name__ == "__main__":
    read(Path(sys.argv[1]))
