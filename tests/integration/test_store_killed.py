"""A writer killed at any moment: readers do not notice, the next writer cleans up."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from search.engines.whoosh_engine.store import NewSegment, Store, Writing, verify
from search.errors import NoIndex

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 30
WRITER = """
import os, signal, sys
from search.engines.whoosh_engine.store import NewSegment, Store, disk

store, left = Store(sys.argv[1]), int(sys.argv[3])

def dying(real):
    def call(*arguments):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        real(*arguments)
    return call

for name in ("make_dir", "write_file", "fsync_file", "fsync_dir", "rename", "replace", "remove"):
    setattr(disk, name, dying(getattr(disk, name)))
for number in range(1_000_000):
    with store.writer() as writing:
        folder = writing.new_segment_folder()
        for name in ("words.bin", "dates.bin", "texts.bin"):
            (folder / name).write_text(f"{sys.argv[2]} {number} " * 500)
        kept = writing.base.segments[-1:] if writing.base else ()
        bits = {segment.id: bytes([number % 255 + 1, 0]) for segment in kept}
        print(writing.publish([*kept, NewSegment(folder, 16, {})], deletions=bits), flush=True)
"""


def killed_at_call(path: Path, name: str, call: int) -> None:
    """Run a writer that is killed at its n-th call to the disk."""
    command = [sys.executable, "-c", WRITER, str(path), name, str(call)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


def killed_after(path: Path, name: str, publishes: int, seconds: float) -> None:
    """Kill a writer from outside, some time after it has published so many generations."""
    command = [sys.executable, "-c", WRITER, str(path), name, "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(publishes):
            process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.stdout.read()
        process.wait()
    assert process.returncode == -signal.SIGKILL


def built(writing: Writing, text: str) -> NewSegment:
    folder = writing.new_segment_folder()
    (folder / "words.bin").write_text(text)
    return NewSegment(folder, 16, {})


def whole(store: Store) -> int:
    """Return the number of the generation that answers, 0 if none, after reading all of it."""
    try:
        with store.current() as held:
            assert held.fallback_reason == ""
            texts = [folder / "words.bin" for folder in held.folders.values()]
            assert all(text.read_text() for text in texts)
            return int(held.generation)
    except NoIndex:
        return 0


@pytest.mark.parametrize("inside", [True, False])
def test_kill_minus_nine_at_random_moments(tmp_path: Path, inside: bool) -> None:
    store = Store(tmp_path / "index")
    moments = random.Random(1944)
    last, waited_for = 0, 0
    for number in range(KILLS):
        if inside:
            killed_at_call(store.path, f"writer {number}", moments.randint(1, 90))
        else:
            publishes = moments.randrange(1, 4)
            waited_for += publishes
            killed_after(store.path, f"writer {number}", publishes, moments.uniform(0, 0.03))
        assert whole(store) >= max(last, waited_for)
        last = whole(store)
        if last:
            assert all(finding.sound for finding in verify(store))
    with store.writer() as writing:
        assert not [*store.path.rglob(".new-*")]
        assert whole(store) == last
        assert writing.publish([built(writing, "after")]) >= f"{last + 1:06d}"
    assert last >= KILLS  # most did publish before they died
    named = {finding.file for finding in verify(store)} | {"writer.lock"}
    found = {path.relative_to(store.path).as_posix() for path in store.path.rglob("*.*")}
    assert {name for name in found if name.endswith((".bin", ".json", ".lock"))} <= named
    assert len(store.layout.listed()) == 2
