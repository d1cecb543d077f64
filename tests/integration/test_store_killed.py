"""A writer killed at any moment: readers do not notice, the next writer cleans up."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store import NewSegment, Store, Writing, verify
from search.errors import NoIndex

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 30
WRITER = """
import sys
from search.engines.whoosh_engine.store import NewSegment, Store

store = Store(sys.argv[1])
print("ready", flush=True)
for number in range(1_000_000):
    with store.writer() as writing:
        folder = writing.new_segment_folder()
        for name in ("words.bin", "dates.bin", "texts.bin"):
            (folder / name).write_text(f"{sys.argv[2]} {number} " * 500)
        kept = writing.base.segments[-1:] if writing.base else ()
        bits = {segment.id: bytes([number % 255 + 1, 0]) for segment in kept}
        writing.publish([*kept, NewSegment(folder, 16, {})], deletions=bits)
"""


def kill_a_writer(path: Path, name: str, seconds: float) -> None:
    command = [sys.executable, "-c", WRITER, str(path), name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
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


def test_kill_minus_nine_at_random_moments(tmp_path: Path) -> None:
    store = Store(tmp_path / "index")
    moments = random.Random(1944)  # noqa: S311 - the same moments in every run
    last = 0
    for number in range(KILLS):
        kill_a_writer(store.path, f"writer {number}", moments.uniform(0, 0.08))
        assert whole(store) >= last
        last = whole(store)
        if last:
            assert all(finding.sound for finding in verify(store))
    with store.writer() as writing:
        assert not [*store.path.rglob(".new-*")]
        assert whole(store) == last
        assert writing.publish([built(writing, "after")]) >= f"{last + 1:06d}"
    assert last > KILLS  # some did publish before they died
    named = {finding.file for finding in verify(store)} | {"writer.lock"}
    found = {path.relative_to(store.path).as_posix() for path in store.path.rglob("*.*")}
    assert {name for name in found if name.endswith((".bin", ".json", ".lock"))} <= named
    assert len(store.layout.listed()) == 2
