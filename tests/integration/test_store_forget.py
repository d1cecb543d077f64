"""Forgetting for good while another process reads."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from search.engines.whoosh_engine.store import (
    Forgotten,
    NewSegment,
    Store,
    remove_older,
    tombstones,
)
from search.errors import StillHeld

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A web worker: it lets go of a generation once it sees that another one is live.
RELOADER = """
import sys, time
from search.engines.whoosh_engine.store import Store

store = Store(sys.argv[1])
held = store.current()
print("ready", flush=True)
while held.sought == store.live_generation():
    time.sleep(0.01)
time.sleep(0.3)
held.release()
with store.current() as held:
    print(held.generation, flush=True)
    sys.stdin.read()
"""
HOLDER = """
import sys
from search.engines.whoosh_engine.store import Store

with Store(sys.argv[1]).current():
    print("ready", flush=True)
    sys.stdin.read()
"""


def forget(store: Store, text: str) -> str:
    with store.writer() as writing:
        folder = writing.new_segment_folder()
        (folder / "words.bin").write_text(text)
        stone = tombstones.encode(Forgotten(keys=frozenset({text})))
        return writing.publish([NewSegment(folder, 8, {})], tombstones=[stone])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "index")
    forget(store, "secret")
    return store


@pytest.fixture
def process(store: Store, request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", request.param, str(store.path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def on_disk(store: Store) -> list[str]:
    return sorted(path.read_text() for path in store.path.rglob("words.bin"))


@pytest.mark.parametrize("process", [RELOADER], indirect=True)
def test_it_waits_for_a_reader_to_let_go(store: Store, process: subprocess.Popen[str]) -> None:
    generation = forget(store, "public")
    assert on_disk(store) == ["public", "secret"]
    remove_older(store, than=generation, poll=0.02)
    assert on_disk(store) == ["public"]
    assert process.stdout is not None
    assert process.stdout.readline() == f"{generation}\n"


@pytest.mark.parametrize("process", [HOLDER], indirect=True)
def test_it_names_a_reader_that_does_not(store: Store, process: subprocess.Popen[str]) -> None:
    forget(store, "public")
    with pytest.raises(StillHeld, match=rf"processus {process.pid} \(« .*python.* »\)") as caught:
        remove_older(store, timeout=0.2, poll=0.05)
    assert "pas encore effacé du disque" in str(caught.value)
    assert on_disk(store) == ["public", "secret"]
    process.kill()  # the kernel lets go for it
    process.wait()
    remove_older(store, timeout=0.0)
    assert on_disk(store) == ["public"]


@pytest.mark.parametrize("process", [HOLDER], indirect=True)
def test_the_next_writer_erases_what_was_held(store: Store, process: subprocess.Popen[str]) -> None:
    forget(store, "public")
    process.communicate("")
    with store.writer():
        assert on_disk(store) == ["public"]
