"""A power loss after every call to the disk: what was synced is there, the rest may not be.

The calls are recorded as they happen. After each one, folders are made of what a disk may hold:
only what was synced, or that and the present names of any one folder (names and contents reach
a disk in any order). In each of them the store must answer with a whole generation, the one
before or the new one; after `publish` has returned, the new one.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

from search.engines.whoosh_engine.store import (
    Forgotten,
    NewSegment,
    Store,
    Writing,
    disk,
    remove_older,
    tombstones,
    verify,
)
from search.errors import NoIndex

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

CALLS = ("make_dir", "write_file", "fsync_file", "fsync_dir", "rename", "replace", "remove")
INDEX = "presse/index"


class Platter:
    """What of a folder would survive a power loss, followed call by call."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.contents: dict[int, bytes] = {}
        self.names: dict[int, dict[str, int]] = {}
        self.calls: list[str] = []
        self.after: Callable[[], None] = nothing
        # What is removed is held open, so that no number of a file is ever used again.
        self.kept: list[int] = []
        for name in CALLS:
            monkeypatch.setattr(disk, name, self.followed(name, getattr(disk, name)))

    def followed(self, name: str, real: Any) -> Any:
        def call(*arguments: Path) -> None:
            if name in {"remove", "replace"}:
                self.keep_inodes(arguments[-1])
            real(*arguments)
            if name == "fsync_file":
                self.contents[arguments[0].stat().st_ino] = arguments[0].read_bytes()
            if name == "fsync_dir":
                self.names[arguments[0].stat().st_ino] = present(arguments[0])
            self.calls.append(name)
            self.after()

        return call

    def keep_inodes(self, path: Path) -> None:
        if path.exists():
            self.kept += [os.open(each, os.O_RDONLY) for each in (path, *path.rglob("*"))]

    def close(self) -> None:
        for descriptor in self.kept:
            os.close(descriptor)

    def images(self, place: Path) -> list[Path]:
        """Make the folders that a disk may hold now."""
        folders = [self.root, *(path for path in self.root.rglob("*") if path.is_dir())]
        unsynced = [f for f in folders if present(f) != self.names.get(f.stat().st_ino, {})]
        made = []
        for number, flushed in enumerate([None, *unsynced]):
            names = self.names | (
                {flushed.stat().st_ino: present(flushed)} if flushed is not None else {}
            )
            image = place / str(number)
            image.mkdir(parents=True)
            self.fill(image, self.root.stat().st_ino, names)
            made.append(image)
        return made

    def fill(self, image: Path, inode: int, names: dict[int, dict[str, int]]) -> None:
        for name, child in names.get(inode, {}).items():
            if child < 0:
                (image / name).mkdir()
                self.fill(image / name, -child, names)
            else:
                (image / name).write_bytes(self.contents.get(child, b""))


def nothing() -> None:
    """Look at nothing."""


def present(folder: Path) -> dict[str, int]:
    """Return a folder's names and numbers, negative for folders."""
    return {
        path.name: -path.stat().st_ino if path.is_dir() else path.stat().st_ino
        for path in folder.iterdir()
    }


def built(writing: Writing, text: str) -> NewSegment:
    folder = writing.new_segment_folder()
    (folder / "columns").mkdir()
    (folder / "words.bin").write_text(text)
    (folder / "columns" / "dates.bin").write_text(text)
    return NewSegment(folder, 10, {})


def write(store: Store, number: int) -> str:
    stones = [tombstones.encode(Forgotten(keys=frozenset({"a"})))] if number == 3 else []
    with store.writer() as writing:
        kept = writing.base.segments[:1] if writing.base else ()
        bits = {segment.id: bytes([number, 0]) for segment in kept}
        new = built(writing, f"text {number}")
        return writing.publish([*kept, new], deletions=bits, tombstones=stones)


def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Store, Platter]:
    """Return a store that has no folder yet, two levels deep on the disk that is followed."""
    disk_root = tmp_path / "disk"
    disk_root.mkdir()
    return Store(disk_root / INDEX), Platter(disk_root, monkeypatch)


def answer(image: Path) -> str:
    """Return the generation that answers, after checking every byte of it; empty if none."""
    store = Store(image / INDEX)
    try:
        with store.current() as held:
            assert held.fallback_reason == ""
            held.tombstones()
            found = {finding.file: finding for finding in verify(store)}
            assert all(found[file.path].sound for file in held.manifest.files())
            return held.generation
    except NoIndex:
        return ""


def test_a_whole_generation_answers_after_a_power_loss_at_any_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, platter = begin(tmp_path, monkeypatch)
    before = ""
    seen: set[str] = set()

    def check() -> None:
        place = tmp_path / "images"
        for image in platter.images(place):
            after = answer(image)
            assert after in {before, f"{int(before or 0) + 1:06d}"}, platter.calls
            seen.add(after)
        shutil.rmtree(place)

    for number in range(1, 5):
        platter.after = check
        published = write(store, number)
        platter.after = nothing
        images = platter.images(tmp_path / "published")
        assert {answer(image) for image in images} == {published}
        shutil.rmtree(tmp_path / "published")
        before = published
    assert seen == {"", "000001", "000002", "000003", "000004"}
    assert len(platter.calls) > 80
    platter.close()


def test_a_writer_after_a_power_loss_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, platter = begin(tmp_path, monkeypatch)
    write(store, 1)
    images: list[Path] = []

    def photograph() -> None:
        images.extend(platter.images(tmp_path / f"images-{len(platter.calls)}"))

    platter.after = photograph
    write(store, 2)
    platter.close()
    monkeypatch.undo()
    for image in images:
        survivor = Store(image / INDEX)
        generation = write(survivor, 7)
        assert answer(image) == generation
        assert not [*image.rglob(".new-*")]


def test_what_was_erased_does_not_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, platter = begin(tmp_path, monkeypatch)
    for number in (1, 2, 3):  # the third forgets, and keeps only the first's segment
        write(store, number)
    remove_older(store)
    (image, *others) = platter.images(tmp_path / "images")
    assert others == []
    texts = {path.read_text() for path in image.rglob("words.bin")}
    assert texts == {"text 1", "text 3"}
    assert [path.name for path in image.rglob("*.json")] == ["000003.json"]
    platter.close()


def test_a_segment_left_by_a_killed_writer_is_synced_before_it_is_reused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Store(tmp_path / "other")
    write(other, 1)
    store, platter = begin(tmp_path, monkeypatch)
    with store.writer():
        pass
    (segment,) = other.layout.segments.iterdir()
    shutil.copytree(segment, store.layout.segments / segment.name)  # and synced by nobody
    published = write(store, 1)
    assert {answer(image) for image in platter.images(tmp_path / "images")} == {published}
    platter.close()
