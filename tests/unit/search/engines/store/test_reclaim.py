from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.engines.whoosh_engine.store.reclaim import reclaim
from search.errors import IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.whoosh_engine.store import NewSegment, Store

    Publish = Callable[..., str]
    Build = Callable[..., NewSegment]
    Listing = Callable[[], set[str]]


def segments(store: Store) -> set[str]:
    return {path.read_text() for path in store.path.rglob("words.bin")}


def test_the_generation_before_is_kept_and_the_rest_collected(
    store: Store, publish: Publish
) -> None:
    for text in "abcd":
        publish(text)
    assert store.layout.listed() == ["000003", "000004"]
    assert segments(store) == {"c", "d"}


def test_a_held_generation_stays_whole_until_a_later_publish(
    store: Store, publish: Publish
) -> None:
    publish("a")
    held = store.current()
    for text in "bcd":
        publish(text)
    assert store.layout.listed() == ["000001", "000003", "000004"]
    assert segments(store) == {"a", "c", "d"}
    held.release()
    publish("e")
    assert store.layout.listed() == ["000004", "000005"]
    assert segments(store) == {"d", "e"}


def test_bitmaps_that_no_generation_names_go(store: Store, publish: Publish) -> None:
    publish("a")
    for bits in (b"\x01\x00", b"\x03\x00", b"\x07\x00"):
        with store.writer() as writing:
            assert writing.base is not None
            (only,) = writing.base.segments
            writing.publish([only], deletions={only.id: bits})
    assert len([*store.layout.deletions.iterdir()]) == 2
    assert len([*store.layout.segments.iterdir()]) == 1


def test_the_next_writer_removes_what_an_interrupted_one_left(
    store: Store, publish: Publish, listing: Listing
) -> None:
    publish("a")
    before = listing()
    for folder in (store.path, *store.layout.folders):
        (folder / ".new-0123").mkdir()
        (folder / ".new-0123" / "words.bin").write_text("half")
        (folder / ".new-4567").write_text("half")
    orphan = store.layout.segments / ("0" * 32)
    orphan.mkdir()
    (orphan / "words.bin").write_text("orphan")
    (store.layout.deletions / ("0" * 64)).touch()
    (store.layout.tombstones / ("0" * 64)).touch()
    (store.layout.generations / "000002.json").write_bytes(b"never live")
    with store.writer():
        assert listing() == before
    assert listing() == before


def test_what_the_store_did_not_name_is_left_alone(store: Store, publish: Publish) -> None:
    publish("a")
    mine = [store.path / "LISEZMOI", store.layout.segments / "notes", store.layout.root / "x.json"]
    for path in mine:
        path.write_text("mine")
    publish("b")
    publish("c")
    assert all(path.exists() for path in mine)


def test_nothing_is_removed_when_a_generation_that_stays_cannot_be_read(
    store: Store, publish: Publish
) -> None:
    publish("a")
    publish("b")
    manifest = store.layout.manifest("000002")
    whole = manifest.read_bytes()
    manifest.write_bytes(b"lost")
    with pytest.raises(IndexDamaged):
        reclaim(store.layout, [])
    with store.writer():
        pass
    manifest.write_bytes(whole)
    assert store.layout.listed() == ["000001", "000002"]
    assert segments(store) == {"a", "b"}


def test_an_unreadable_generation_is_not_worth_keeping(store: Store, publish: Publish) -> None:
    publish("a")
    publish("b")
    store.layout.manifest("000001").write_bytes(b"lost")
    with store.writer():
        assert store.layout.listed() == ["000002"]
        assert segments(store) == {"b"}


def test_without_current_nothing_but_temporary_files_goes(store: Store, publish: Publish) -> None:
    publish("a")
    store.layout.current.unlink()
    (store.layout.segments / ".new-1").mkdir()
    assert reclaim(store.layout, []) == ()
    assert segments(store) == {"a"}
    assert not (store.layout.segments / ".new-1").exists()


def test_the_live_one_stays_whatever_is_asked(store: Store, publish: Publish) -> None:
    publish("a")
    publish("b")
    with store.current():
        assert reclaim(store.layout, []) == ()
    assert store.layout.listed() == ["000002"]
