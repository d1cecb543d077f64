"""A store in a temporary folder, and a short way to publish in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.engines.whoosh_engine.store import NewSegment, SegmentRecord, Store, Writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


def built(writing: Writing, text: str, documents: int = 10) -> NewSegment:
    folder = writing.new_segment_folder()
    (folder / "columns").mkdir()
    (folder / "words.bin").write_text(text)
    (folder / "columns" / "dates.bin").write_text(text * 2)
    return NewSegment(folder, documents, {"format": "1"})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "index")


@pytest.fixture
def build() -> Callable[..., NewSegment]:
    return built


@pytest.fixture
def publish(store: Store) -> Callable[..., str]:
    def publish(*texts: str, kept: Sequence[SegmentRecord] = (), forget: bytes = b"") -> str:
        with store.writer() as writing:
            new = [built(writing, text) for text in texts]
            return writing.publish([*kept, *new], tombstones=[forget] if forget else [])

    return publish


@pytest.fixture
def listing(store: Store) -> Callable[[], set[str]]:
    def listing() -> set[str]:
        found = store.path.rglob("*")
        return {path.relative_to(store.path).as_posix() for path in found if path.is_file()}

    return listing
