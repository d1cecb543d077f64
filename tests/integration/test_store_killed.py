"""A writer killed at each call to the disk: a generation answers, the next writer cleans up."""

from __future__ import annotations

import itertools
import os
import signal
from typing import TYPE_CHECKING, Any

from search.engines.whoosh_engine.store import NewSegment, Store, disk, verify
from tests.torture.child import in_child

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CALLS = ("make_dir", "write_file", "fsync_file", "fsync_dir", "rename", "replace", "remove")
MEMORY = 1 << 30


def publish(store: Store, text: str) -> str:
    """Replace all segments but the last one, some of whose documents are deleted."""
    with store.writer() as writing:
        folder = writing.new_segment_folder()
        (folder / "words.bin").write_text(text)
        kept = writing.base.segments[-1:] if writing.base else ()
        bits = {segment.id: bytes([len(text) % 255 + 1, 0]) for segment in kept}
        return writing.publish([*kept, NewSegment(folder, 16, {})], deletions=bits)


def publish_until(store: Store, call: int) -> str:
    """Publish, in a process that is killed before its n-th call to the disk."""
    calls = itertools.count(1)

    def dying(real: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: Any) -> object:
            if next(calls) == call:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments)

        return step

    for name in CALLS:
        setattr(disk, name, dying(getattr(disk, name)))
    return publish(store, f"killed at {call}" + "." * call)


def answering(store: Store) -> str:
    """Return the generation that answers, whole."""
    with store.current() as held:
        assert held.fallback_reason == ""
        sound = {finding.file for finding in verify(store) if finding.sound}
        assert {file.path for file in held.manifest.files()} <= sound
        return held.generation


def test_kill_minus_nine_at_every_call_to_the_disk(tmp_path: Path) -> None:
    store = Store(tmp_path / "index")
    before = publish(store, "first")
    seen = set()
    for call in itertools.count(1):
        outcome = in_child(lambda call=call: publish_until(store, call), MEMORY)  # type: ignore[misc]
        now = answering(store)
        if outcome.returned:
            assert now == outcome.returned
            break
        assert outcome.killed_by == signal.SIGKILL, outcome.raised
        assert int(now) - int(before) in {0, 1}
        seen.add(int(now) - int(before))
        before = now
        with store.writer():
            assert answering(store) == now
        needed = {finding.file for finding in verify(store)} | {"writer.lock"}
        files = {path.relative_to(store.path).as_posix() for path in store.path.rglob("*.*")}
        assert {name for name in files if not (store.path / name).is_dir()} <= needed
        assert not [*store.path.rglob(".new-*")]
    assert seen == {0, 1}
    assert call > len(CALLS)
