"""The sandbox, against readers that misbehave in every way an input could make them."""

from __future__ import annotations

import datetime as dt
import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.readers.interface import ReaderOptions, Reading, Reason, Skipped
from index.readers.sandbox import Sandbox
from index.readers.worker import Task
from search.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 1_000_000_000


@pytest.fixture(autouse=True)
def _readers_of_this_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let spawned processes import this file: they are handed the parent's path."""
    monkeypatch.syspath_prepend(Path(__file__).parents[4])


def article(name: str) -> Document:
    return Document(key=name, title=name, text="Un texte.")


def misbehaving_reader(path: Path, options: ReaderOptions) -> Iterator[Reading]:
    """Yield one article, then do what the file's name says."""
    yield article(options.name)
    match path.name.split("-")[0]:
        case "hang":
            # Enough articles for a batch to be sent before the silence.
            yield from (article(f"{options.name}-{n}") for n in range(100))
            time.sleep(600)
        case "exit":
            yield from (article(f"{options.name}-{n}") for n in range(100))
            os._exit(7)
        case "signal":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "memory":
            yield article(str(len(bytearray(4 * MEMORY))))
        case "raise":
            message = "quelque chose"
            raise RuntimeError(message)
        case "oserror":
            raise PermissionError(13, "Permission denied")
        case "many":
            yield from (article(f"{options.name}-{n}") for n in range(3000))
        case "large":
            text = "mot " * 100_000
            yield from (Document(key=str(n), title="t", text=text) for n in range(60))
        case "slow":
            for n in range(6):
                time.sleep(0.9)
                yield article(f"{options.name}-{n}")


def read(names: list[str], *, processes: int = 2, seconds: float = 30) -> dict[str, list[Reading]]:
    tasks = [Task(Path(n), ReaderOptions(name=n, today=dt.date(2024, 6, 19))) for n in names]
    found: dict[str, list[Reading]] = {}
    with Sandbox(misbehaving_reader, processes, seconds, MEMORY) as sandbox:
        for task, batch in sandbox.read(tasks):
            found.setdefault(task.path.name, []).extend(batch.readings)
    return found


def test_results_come_in_the_order_of_the_inputs() -> None:
    names = ["many-a", *(f"fine-{n}" for n in range(40)), "many-b"]
    found = read(names)
    assert list(found) == names
    assert [d.key for d in found["many-b"] if isinstance(d, Document)][:3] == [
        "many-b",
        "many-b-0",
        "many-b-1",
    ]
    assert len(found["many-a"]) == 3001


@pytest.mark.parametrize(
    ("name", "reason", "kept"),
    [
        ("exit-a", Reason.CRASHED, 64),
        ("signal-a", Reason.CRASHED, 0),
        ("memory-a", Reason.OUT_OF_MEMORY, 1),
        ("raise-a", Reason.CRASHED, 1),
        ("oserror-a", Reason.UNREADABLE, 1),
    ],
)
def test_a_failing_reader_is_named_and_the_others_go_on(
    name: str, reason: Reason, kept: int
) -> None:
    found = read(["fine-1", name, "fine-2", "fine-3"])
    *articles, skipped = found[name]
    assert isinstance(skipped, Skipped)
    assert (skipped.reason, skipped.path) == (reason, Path(name))
    assert len(articles) >= kept
    assert all(len(found[fine]) == 1 for fine in ("fine-1", "fine-2", "fine-3"))


def test_a_silent_reader_is_ended_and_what_it_yielded_before_is_kept() -> None:
    found = read(["hang-a", "fine-1", "hang-b", "fine-2"], seconds=5)
    for name in ("hang-a", "hang-b"):
        last = found[name][-1]
        assert isinstance(last, Skipped)
        assert last.reason is Reason.TOO_SLOW
        assert len(found[name]) > 64
    assert len(found["fine-2"]) == 1


def test_a_slow_reader_that_goes_on_yielding_is_not_ended() -> None:
    found = read(["slow-a"], processes=1, seconds=5)
    assert len(found["slow-a"]) == 7


def test_what_is_read_ahead_is_bounded() -> None:
    tasks = [
        Task(Path(n), ReaderOptions(name=n, today=dt.date(2024, 6, 19)))
        for n in ("large-a", "large-b")
    ]
    with Sandbox(misbehaving_reader, 2, 30, MEMORY) as sandbox:
        batches = sandbox.read(tasks)
        next(batches)
        time.sleep(2)
        next(batches)
        second = sandbox._workers[1].run
        assert second is not None
        assert second.held < 2_000_000
        assert not second.ended


def test_leaving_ends_the_processes() -> None:
    task = Task(Path("hang-a"), ReaderOptions(name="hang-a", today=dt.date(2024, 6, 19)))
    with Sandbox(misbehaving_reader, 2, 30, MEMORY) as sandbox:
        next(sandbox.read([task]))
        process = sandbox._workers[0].process
        assert process.is_alive()
    assert not process.is_alive()


def test_nothing_to_read_starts_nothing() -> None:
    with Sandbox(misbehaving_reader, 2, 30, MEMORY) as sandbox:
        assert list(sandbox.read([])) == []
        assert sandbox._workers == []
