from __future__ import annotations

import errno
import itertools
import os
from typing import TYPE_CHECKING

import pytest

from search.engines.whoosh_engine.store import Store, deletions, lock, opening, pointer, tombstones
from search.engines.whoosh_engine.store.lock import alone
from search.engines.whoosh_engine.store.pointer import Pointer
from search.errors import IndexBusy, IndexDamaged, IndexProblem, NoIndex

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Publish = Callable[..., str]

STONE = tombstones.encode(tombstones.Forgotten(keys=frozenset({"a"})))


def words(store: Store, generation: str) -> Path:
    """Return a file that only this generation names."""
    found = {path.read_text(): path for path in store.path.rglob("words.bin")}
    return found[generation]


@pytest.fixture
def two(store: Store, publish: Publish) -> Store:
    """Two generations; each has its own segment, and both share one."""
    publish("shared", "first")
    with store.current() as held:
        shared = held.manifest.segments[0]
    publish("second", kept=[shared])
    return store


def test_no_index_says_what_to_do(store: Store) -> None:
    with pytest.raises(NoIndex, match="manchette rebuild DOSSIER"):
        store.current()
    with pytest.raises(NoIndex):
        store.live_generation()


def test_a_file_in_place_of_the_folder_is_no_index(store: Store) -> None:
    store.path.write_text("not a folder")
    with pytest.raises(NoIndex):
        store.current()


def test_the_live_generation_is_whole(two: Store) -> None:
    with two.current() as held:
        assert held.generation == held.sought == two.live_generation() == "000002"
        assert held.fallback_reason == ""
        assert held.root == two.path
        folders = [held.folders[segment.id] for segment in held.manifest.segments]
        assert [(folder / "words.bin").read_text() for folder in folders] == ["shared", "second"]
        assert held.deletions == {}
        assert not held.tombstones().refuses("a", "", "")


@pytest.mark.parametrize("harm", ["missing", "truncated", "longer", "folder", "link"])
def test_the_previous_one_answers_for_a_damaged_file(two: Store, harm: str) -> None:
    path = words(two, "second")
    if harm == "truncated":
        os.truncate(path, 1)
    elif harm == "longer":
        path.write_text("second and more")
    else:
        path.unlink()
    if harm == "folder":
        path.mkdir()
    if harm == "link":
        path.symlink_to(words(two, "first"))
    with two.current() as held:
        assert held.generation == "000001"
        assert held.sought == "000002"
        assert "words.bin" in held.fallback_reason
        assert "000001" in held.fallback_reason


def test_it_does_not_if_it_shares_the_file(two: Store) -> None:
    words(two, "shared").unlink()
    with pytest.raises(IndexDamaged, match=r"words\.bin manque") as caught:
        two.current()
    assert caught.value.file.endswith("words.bin")
    assert caught.value.file.startswith("segments/")


def test_it_does_not_if_it_is_damaged_itself(two: Store) -> None:
    words(two, "first").unlink()
    lost = words(two, "second")
    lost.unlink()
    with pytest.raises(IndexDamaged) as caught:
        two.current()
    assert caught.value.file == lost.relative_to(two.path).as_posix()


@pytest.mark.parametrize("harm", [b"", b"{}", None])
def test_the_previous_one_answers_for_a_damaged_manifest(two: Store, harm: bytes | None) -> None:
    path = two.layout.manifest("000002")
    path.unlink() if harm is None else path.write_bytes(harm)
    with two.current() as held:
        assert held.generation == "000001"
        assert "generations/000002.json" in held.fallback_reason


def test_it_does_not_for_a_later_format(two: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.whoosh_engine.store.manifest.FORMAT", 3)
    with two.writer() as writing:
        monkeypatch.setattr("search.engines.whoosh_engine.store.reading.FORMAT", 3)
        writing.publish([])
    monkeypatch.undo()
    with pytest.raises(IndexDamaged, match="version plus récente"):
        two.current()
    with pytest.raises(IndexDamaged, match="version plus récente"):
        two.writer().__enter__()


def test_it_does_not_if_something_was_forgotten_since(two: Store, publish: Publish) -> None:
    with two.current() as held:
        publish("third", forget=STONE)
        assert two.layout.listed() == ["000002", "000003"]
        words(two, "third").unlink()
        with pytest.raises(IndexDamaged):
            two.current()
        held.release()


def test_damage_met_while_reading_opens_the_previous_one(two: Store) -> None:
    own = words(two, "second").relative_to(two.path).as_posix()
    shared = words(two, "shared").relative_to(two.path).as_posix()
    damage = IndexDamaged(own, "somme fausse")
    with two.current() as live, two.previous(damage, live) as held:
        assert held.generation == "000001"
        assert held.sought == "000002"
        assert "somme fausse" in held.fallback_reason
        with pytest.raises(IndexDamaged, match="somme fausse"):
            two.previous(IndexDamaged(shared, "somme fausse"))
        with pytest.raises(IndexDamaged, match="somme fausse"):
            two.previous(damage, held)  # there is no third


def test_damage_met_while_reading_opens_what_was_published_since(
    two: Store, publish: Publish
) -> None:
    own = words(two, "second").relative_to(two.path).as_posix()
    with two.current() as live:
        publish("third")
        with two.previous(IndexDamaged(own, "somme fausse"), live) as held:
            assert held.generation == "000003"
            assert held.fallback_reason == ""


@pytest.mark.parametrize("harm", ["missing", "altered", "miscounted"])
def test_a_damaged_bitmap_is_refused_by_name(store: Store, publish: Publish, harm: str) -> None:
    publish("first")
    with store.writer() as writing:
        assert writing.base is not None
        first = writing.base.segments[0]
        writing.publish([first], deletions={first.id: b"\x05\x00"})
    with store.current() as held:
        assert held.deletions == {first.id: b"\x05\x00"}
        assert held.manifest.documents == 8
    (path,) = store.layout.deletions.iterdir()
    data = path.read_bytes()
    path.unlink()
    if harm == "altered":
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    if harm == "miscounted":
        path.write_bytes(deletions.encode(b"\x01\x00", 10))
    with store.current() as held:
        assert held.generation == "000001"
        assert f"deletions/{path.name}" in held.fallback_reason


def test_damaged_tombstones_are_refused_by_name(store: Store, publish: Publish) -> None:
    publish("first", forget=STONE)
    (path,) = store.layout.tombstones.iterdir()
    path.write_bytes(STONE[:-1] + bytes([STONE[-1] ^ 1]))  # its salt is random
    with store.current() as held, pytest.raises(IndexDamaged, match=f"tombstones/{path.name}"):
        held.tombstones()
    path.unlink()
    with pytest.raises(IndexDamaged, match=f"tombstones/{path.name} manque"):
        store.current()


def test_a_damaged_current_is_refused_by_name(two: Store) -> None:
    two.layout.current.write_bytes(b"\0" * 14)
    with pytest.raises(IndexDamaged, match="le fichier CURRENT ne nomme pas"):
        two.current()


def test_a_disk_error_counts_as_damage(two: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = lock.SharedHold.read
    answers = [OSError(errno.EIO, "Input/output error")]

    def worn(hold: lock.SharedHold, most: int) -> bytes:
        if answers:
            raise answers.pop()
        return real(hold, most)

    monkeypatch.setattr(lock.SharedHold, "read", worn)
    with two.current() as held:
        assert held.generation == "000001"
        assert "illisible" in held.fallback_reason


def test_other_refusals_of_the_system_are_said(two: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", refuse)
    with pytest.raises(IndexProblem, match="ne sait pas verrouiller"):
        two.current()


def test_a_pool_that_moved_while_opening_is_read_again(
    two: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [Pointer("000009", "000001")]
    real = pointer.read
    monkeypatch.setattr(pointer, "read", lambda layout: answers.pop(0) if answers else real(layout))
    with two.current() as held:
        assert held.generation == "000002"
        assert held.fallback_reason == ""


def test_a_pool_that_never_rests_is_given_up(two: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = itertools.count(100)

    def moving(_: object) -> Pointer:
        number = next(numbers)
        return Pointer(f"{number:06d}", f"{number:06d}")

    monkeypatch.setattr(pointer, "read", moving)
    monkeypatch.setattr(opening, "_PAUSE", 0)
    with pytest.raises(IndexBusy, match="change trop vite"):
        two.current()


def test_a_refused_generation_is_not_held(two: Store) -> None:
    words(two, "shared").unlink()
    with pytest.raises(IndexDamaged):
        two.current()
    for generation in two.layout.listed():
        locked = alone(two.layout.manifest(generation))
        assert locked is not None
        locked.close()
