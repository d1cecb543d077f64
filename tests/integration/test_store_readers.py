"""Readers beside a writer, in threads and in processes: each always sees a whole generation."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from search.engines.whoosh_engine.store import NewSegment, Store
from search.errors import IndexBusy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PUBLISHES = 40
READER = """
import sys
from search.engines.whoosh_engine.store import Store

store, opened, last = Store(sys.argv[1]), 0, 0
print("ready", flush=True)
while last < int(sys.argv[2]):
    with store.current() as held:
        assert held.fallback_reason == "", held.fallback_reason
        assert int(held.generation) >= last, (held.generation, last)
        last = int(held.generation)
        texts = {
            file.read_text() for folder in held.folders.values() for file in folder.iterdir()
        }
        assert texts == {f"text {last}", f"also {last}"}, (last, texts)
        assert all(bits == bytes([last]) for bits in held.deletions.values())
        opened += 1
print(opened)
"""
WRITER = """
import sys
from search.engines.whoosh_engine.store import Store

with Store(sys.argv[1]).writer():
    print("ready", flush=True)
    sys.stdin.read()
"""


def publish(store: Store, number: int) -> None:
    with store.writer() as writing:
        new = []
        for text in (f"text {number}", f"also {number}"):
            folder = writing.new_segment_folder()
            (folder / "words.bin").write_text(text)
            (folder / "dates.bin").write_text(text)
            new.append(NewSegment(folder, 8, {}, bytes([number])))
        writing.publish(new)


def started(program: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_processes_that_read_while_another_publishes(tmp_path: Path) -> None:
    store = Store(tmp_path / "index")
    publish(store, 1)
    readers = [started(READER, store.path, PUBLISHES) for _ in range(3)]
    for number in range(2, PUBLISHES + 1):
        publish(store, number)
    for reader in readers:
        opened, errors = reader.communicate()
        assert errors == ""
        assert int(opened) > 0


def read_all(store: Store, failures: list[str]) -> Callable[[], None]:
    def read() -> None:
        last = 0
        while last < PUBLISHES and not failures:
            with store.current() as held:
                number = int(held.generation)
                texts = {(f / "words.bin").read_text() for f in held.folders.values()}
                if held.fallback_reason or texts != {f"text {number}", f"also {number}"}:
                    failures.append(f"{number}: {texts} {held.fallback_reason}")
                last = max(last, number)

    return read


def test_threads_that_read_while_another_publishes(tmp_path: Path) -> None:
    store = Store(tmp_path / "index")
    publish(store, 1)
    failures: list[str] = []
    threads = [threading.Thread(target=read_all(store, failures)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(2, PUBLISHES + 1):
        publish(store, number)
    for thread in threads:
        thread.join()
    assert failures == []
    with store.writer():
        assert len(store.layout.listed()) == 2


def test_a_second_writer_in_another_process_is_told_who_writes(tmp_path: Path) -> None:
    store = Store(tmp_path / "index")
    with started(WRITER, store.path) as process:
        with pytest.raises(IndexBusy, match=rf"processus {process.pid} \(« .*python.* »\), depuis"):
            store.writer().__enter__()
        process.communicate("")
    with store.writer():
        pass


def test_the_lock_of_a_killed_writer_is_free(tmp_path: Path) -> None:
    store = Store(tmp_path / "index")
    with started(WRITER, store.path) as process:
        process.kill()
        process.wait()
        publish(store, 1)
    assert store.live_generation() == "000001"
