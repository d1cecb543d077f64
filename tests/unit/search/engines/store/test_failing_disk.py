"""Each call to the disk fails in turn: the old generation answers, and nothing is left behind."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

import pytest

from search.engines.whoosh_engine.store import NewSegment, Store, disk, tombstones, verify
from search.errors import IndexProblem, NotEnoughDisk

if TYPE_CHECKING:
    from collections.abc import Callable

    Build = Callable[..., NewSegment]
    Listing = Callable[[], set[str]]

CALLS = ("make_dir", "write_file", "fsync_file", "fsync_dir", "rename", "replace")
STONE = tombstones.encode(tombstones.Forgotten(keys=frozenset({"a"})))


class Failing:
    """Makes the call of this number fail, and counts them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, number: int, code: int) -> None:
        self.number, self.code, self.count = number, code, 0
        for name in CALLS:
            monkeypatch.setattr(disk, name, self.instead_of(getattr(disk, name)))

    def instead_of(self, real: Callable[..., None]) -> Callable[..., None]:
        def call(*arguments: Any) -> None:
            self.count += 1
            if self.count == self.number:
                raise OSError(self.code, os.strerror(self.code))
            real(*arguments)

        return call


def write(store: Store, build: Build, *, forget: bool) -> None:
    with store.writer() as writing:
        kept = writing.base.segments if writing.base else ()
        bits = {segment.id: b"\x01\x00" for segment in kept}
        new = build(writing, f"new {len(kept)}")
        stones = [STONE] if forget else []
        writing.publish([*kept, new], deletions=bits, tombstones=stones)


@pytest.mark.parametrize(
    ("code", "kind"), [(errno.ENOSPC, NotEnoughDisk), (errno.EIO, IndexProblem)]
)
@pytest.mark.parametrize("first", [True, False])
def test_a_call_that_fails_changes_nothing(
    store: Store,
    build: Build,
    listing: Listing,
    code: int,
    kind: type[Exception],
    first: bool,
) -> None:
    if not first:
        write(store, build, forget=False)
    before = listing() - {"writer.lock"}
    calls = range(1, 100)
    for number in calls:
        with pytest.MonkeyPatch.context() as patch:
            Failing(patch, number, code)
            try:
                write(store, build, forget=True)
            except kind as error:
                assert str(store.path) in str(error)  # noqa: PT017 - until one succeeds
            else:
                break  # all that is left to fail is the collection, which is put off
        assert listing() - {"writer.lock"} == before
    assert 15 < number < max(calls)
    assert all(finding.sound for finding in verify(store))
    with store.current() as held:
        assert held.tombstones().refuses("a", "", "")


def test_collecting_that_fails_is_put_off(
    store: Store, build: Build, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(path: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))

    write(store, build, forget=False)
    write(store, build, forget=False)
    with monkeypatch.context() as patch:
        patch.setattr(disk, "remove", refuse)
        with store.writer() as writing:
            writing.publish([])
    assert store.live_generation() == "000003"
    assert "remis à plus tard" in caplog.text
    with store.writer():
        assert store.layout.listed() == ["000002", "000003"]


def test_an_interruption_after_the_switch_does_not_undo_it(
    store: Store, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, build, forget=False)
    real = disk.replace

    def interrupted(source: Any, target: Any) -> None:
        real(source, target)
        if target.name == "CURRENT":
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(disk, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write(store, build, forget=False)
    with store.current() as held:
        assert held.generation == "000002"
        assert held.fallback_reason == ""
