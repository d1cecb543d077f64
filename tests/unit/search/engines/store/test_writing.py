from __future__ import annotations

import contextlib
import errno
import logging
from typing import TYPE_CHECKING, Any

import pytest

from search.engines.whoosh_engine.store import (
    Forgotten,
    NewSegment,
    Store,
    Writing,
    tombstones,
)
from search.errors import IndexBusy, IndexDamaged, NotEnoughDisk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Publish = Callable[..., str]
    Build = Callable[..., NewSegment]
    Listing = Callable[[], set[str]]


def stone(key: str) -> bytes:
    return tombstones.encode(Forgotten(keys=frozenset({key})))


def live(store: Store) -> list[str]:
    with store.current() as held:
        return [(held.folders[s.id] / "words.bin").read_text() for s in held.manifest.segments]


def test_generations_follow_each_other(store: Store, publish: Publish) -> None:
    assert publish("a") == "000001"
    assert live(store) == ["a"]
    assert publish("b", "c") == "000002"
    assert live(store) == ["b", "c"]
    assert publish() == "000003"
    assert live(store) == []


def test_the_base_is_what_answers(store: Store, publish: Publish) -> None:
    with store.writer() as writing:
        assert writing.base is None
    publish("a")
    with store.writer() as writing, store.current() as held:
        assert writing.base == held.manifest


def test_segments_keep_their_order_counts_versions_and_bitmaps(store: Store, build: Build) -> None:
    with store.writer() as writing:
        writing.publish([build(writing, "a", 12), build(writing, "b", 9)])
    with store.writer() as writing:
        assert writing.base is not None
        one, two = writing.base.segments
        fresh = build(writing, "c", 3)
        marked = NewSegment(fresh.folder, 3, {"analysis": "7"}, b"\x04")
        bits = {one.id: b"\xff\x0f"}
        writing.publish([marked, two, one], deletions=bits)
    with store.current() as held:
        assert [(s.documents, s.deleted) for s in held.manifest.segments] == [
            (3, 1), (9, 0), (12, 12),
        ]  # fmt: skip
        assert held.manifest.documents == 11
        assert held.manifest.segments[0].versions == {"analysis": "7"}
        assert held.deletions[one.id] == b"\xff\x0f"
        marked_one = held.manifest.segments[2]
    with store.writer() as writing:  # a kept segment that is not named keeps its bitmap
        writing.publish([marked_one])
    with store.current() as held:
        assert held.deletions == {one.id: b"\xff\x0f"}
    with store.writer() as writing:  # no bit is no bitmap
        writing.publish([marked_one], deletions={one.id: b"\0\0"})
    with store.current() as held:
        assert held.manifest.segments == (one,)


def test_leaving_without_publish_changes_nothing(
    store: Store, publish: Publish, build: Build, listing: Listing
) -> None:
    publish("a")
    before = listing()
    with store.writer() as writing:
        build(writing, "b")
    assert listing() == before
    with contextlib.suppress(KeyError), store.writer() as writing:
        build(writing, "b")
        raise KeyError
    assert listing() == before
    assert publish("c") == "000002"


def test_the_same_content_is_one_segment(store: Store, publish: Publish) -> None:
    publish("a")
    (folder,) = store.layout.segments.iterdir()
    inode = (folder / "words.bin").stat().st_ino
    publish("a")
    assert [*store.layout.segments.iterdir()] == [folder]
    assert (folder / "words.bin").stat().st_ino == inode


@pytest.mark.parametrize("harm", ["altered", "extra", "missing"])
def test_a_damaged_segment_is_replaced_by_the_same_one_built_anew(
    store: Store, publish: Publish, harm: str
) -> None:
    publish("aaa")
    (folder,) = store.layout.segments.iterdir()
    if harm == "altered":
        (folder / "words.bin").write_text("aab")
    elif harm == "extra":
        (folder / "more.bin").touch()
    else:
        (folder / "words.bin").unlink()
    publish("aaa")
    assert live(store) == ["aaa"]
    assert [*store.layout.segments.iterdir()] == [folder]
    assert not (folder / "more.bin").exists()


def test_the_check_sees_each_new_segment_and_can_stop(
    store: Store, publish: Publish, build: Build, listing: Listing
) -> None:
    seen: list[Path] = []
    publish("a")
    before = listing()
    with store.writer() as writing:
        assert writing.base is not None
        fresh = build(writing, "b")
        writing.publish([*writing.base.segments, fresh], check=seen.append)
    assert seen == [fresh.folder]
    assert live(store) == ["a", "b"]
    before = listing()

    def refuse(folder: Path) -> None:
        raise IndexDamaged(folder.name, "relu autrement qu’écrit")

    with pytest.raises(IndexDamaged, match="relu"), store.writer() as writing:
        writing.publish([build(writing, "c"), build(writing, "d")], check=refuse)
    assert listing() == before
    assert store.live_generation() == "000002"


def test_a_kept_segment_must_be_there(store: Store, publish: Publish) -> None:
    publish("a")
    publish("b")
    with store.writer() as writing:
        assert writing.base is not None
        kept = writing.base.segments
        (store.layout.segments / kept[0].id / "words.bin").unlink()
        with pytest.raises(IndexDamaged, match=r"words\.bin manque"):
            writing.publish(kept)
    with store.current() as held:
        assert held.generation == "000001"


@pytest.mark.parametrize(
    "wrong", ["empty", "link", "name", "pipe", "twice", "bitmap", "bits", "versions", "count"]
)
def test_what_is_no_segment_is_a_fault_of_the_caller(
    store: Store, build: Build, listing: Listing, wrong: str
) -> None:
    with store.writer() as writing:
        writing.publish([build(writing, "a")])
    before = listing()
    with store.writer() as writing:
        assert writing.base is not None
        with pytest.raises(ValueError, match=r"."):
            writing.publish(**wrongly(writing, build, wrong))
    assert listing() == before


def wrongly(writing: Writing, build: Build, wrong: str) -> dict[str, Any]:
    assert writing.base is not None
    (kept,) = writing.base.segments
    new = build(writing, "b")
    if wrong == "empty":
        return {"segments": [NewSegment(writing.new_segment_folder(), 1, {})]}
    if wrong == "link":
        (new.folder / "link").symlink_to(new.folder / "words.bin")
    if wrong == "name":
        (new.folder / "mots français").touch()
    if wrong == "pipe":
        import os

        os.mkfifo(new.folder / "pipe")
    if wrong == "twice":
        return {"segments": [kept, kept]}
    if wrong == "bitmap":
        return {"segments": [new], "deletions": {kept.id: b"\x01\x00"}}
    if wrong == "bits":
        return {"segments": [kept], "deletions": {kept.id: b"\x01"}}
    wrong_versions: Any = {"format": 1}
    if wrong == "versions":
        return {"segments": [NewSegment(new.folder, 1, wrong_versions)]}
    if wrong == "count":
        return {"segments": [NewSegment(new.folder, -1, {})]}
    return {"segments": [new]}


def test_one_publish_a_writer(store: Store) -> None:
    with store.writer() as writing:
        writing.publish([])
        with pytest.raises(ValueError, match="one publish"):
            writing.publish([])
    assert store.live_generation() == "000001"


def test_one_writer_at_a_time_in_a_process_too(store: Store) -> None:
    with store.writer(), pytest.raises(IndexBusy, match="Attendez"):
        store.writer().__enter__()
    store.writer().__enter__().__exit__(None, None, None)


def test_tombstones_add_up_and_outlive_rebuilds(store: Store, publish: Publish) -> None:
    publish("a", forget=stone("one"))
    publish("b")
    publish("c", forget=stone("two"))
    with store.writer() as writing:
        assert writing.tombstones.refuses("one", "", "")
        assert writing.tombstones.refuses("two", "", "")
        assert not writing.tombstones.refuses("three", "", "")
    with store.current() as held:
        assert held.tombstones().refuses("one", "", "")
        assert len(held.manifest.tombstones) == 2


def test_tombstones_given_again_are_no_news(store: Store, publish: Publish) -> None:
    data = stone("one")
    publish("a", forget=data)
    publish("b")
    publish("c", forget=data)  # as a restore does: nothing new, so the one before stays
    assert store.layout.listed() == ["000002", "000003"]


def test_damaged_tombstones_are_not_taken(store: Store) -> None:
    with store.writer() as writing, pytest.raises(IndexDamaged):
        writing.publish([], tombstones=[b"x"])


def test_a_publish_that_forgets_leaves_nothing_older(store: Store, publish: Publish) -> None:
    publish("a")
    publish("b")
    publish("c", forget=stone("one"))
    assert store.layout.listed() == ["000003"]
    assert len([*store.layout.segments.iterdir()]) == 1
    publish("d")
    assert store.layout.listed() == ["000003", "000004"]


@pytest.mark.parametrize("lost", ["generations/000001.json", "CURRENT"])
def test_forgotten_ones_stay_so_when_the_live_generation_is_lost(
    store: Store, publish: Publish, lost: str
) -> None:
    publish("a", forget=stone("one"))
    (store.path / lost).unlink()
    with store.writer() as writing:
        assert writing.base is None
        assert writing.tombstones.refuses("one", "", "")
    with store.writer() as writing:
        writing.publish([])
    with store.current() as held:
        assert held.tombstones().refuses("one", "", "")


def test_damaged_tombstones_do_not_forbid_a_rebuild_but_are_said(
    store: Store, publish: Publish, caplog: pytest.LogCaptureFixture
) -> None:
    publish("a", forget=stone("one"))
    (path,) = store.layout.tombstones.iterdir()
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    publish("b", forget=stone("two"))
    assert "des articles oubliés peuvent revenir" in caplog.text
    with store.writer() as writing:
        assert writing.tombstones.refuses("two", "", "")


def test_a_damaged_index_can_be_rebuilt(store: Store, publish: Publish) -> None:
    publish("a")
    publish("b")
    store.layout.current.write_bytes(b"lost")
    assert publish("c") == "000003"
    assert live(store) == ["c"]
    assert store.layout.listed() == ["000003"]


def test_what_answers_is_kept_rather_than_a_damaged_live_one(
    store: Store, publish: Publish
) -> None:
    publish("a")
    publish("b")
    store.layout.manifest("000002").write_bytes(b"lost")
    with store.writer() as writing:
        assert writing.base is not None
        assert writing.base.generation == "000001"
        assert writing.publish(writing.base.segments) == "000003"
    assert live(store) == ["a"]
    assert store.layout.listed() == ["000001", "000003"]


def test_a_network_file_system_is_said(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    name = "search.engines.whoosh_engine.store.beginning.network_filesystem"
    monkeypatch.setattr(name, lambda _: "nfs4")
    with caplog.at_level(logging.WARNING), store.writer():
        pass
    assert "système de fichiers réseau (nfs4)" in caplog.text


def test_a_full_disk_while_building_is_said(store: Store, build: Build) -> None:
    def fill() -> None:
        with store.writer() as writing:
            build(writing, "a")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(NotEnoughDisk, match="plus de place"):
        fill()
    assert [*store.layout.segments.iterdir()] == []
    with pytest.raises(FileNotFoundError), store.writer():
        raise FileNotFoundError


def test_tombstones_of_a_later_format_are_never_left_out(
    store: Store, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(tombstones, "VERSION", 2)
        publish("a", forget=stone("one"))
    with pytest.raises(IndexDamaged, match="version plus récente"):
        store.writer().__enter__()
    with store.current() as held:
        assert held.generation == "000001"
