"""A disk that fills up, played by the limit that a process has on the size of its files."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from search.engines.whoosh_engine.store import NewSegment, Store, verify

if TYPE_CHECKING:
    from pathlib import Path

# Three moments: while building a segment, at the bitmap, at the manifest (the first of the
# store's own files past the limit; the segments of the last two are small).
WRITER = """
import resource, sys
from search.engines.whoosh_engine.store import NewSegment, Store
from search.errors import NotEnoughDisk

path, moment = sys.argv[1:]
try:
    with Store(path).writer() as writing:
        folders = [writing.new_segment_folder() for _ in range(30 if moment == "manifest" else 1)]
        size = 100_000 if moment == "segment" else 10
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
        for number, folder in enumerate(folders):
            (folder / "words.bin").write_text(f"{number:04d}" * size)
        documents = 100_000 if moment == "bitmap" else 8
        bits = b"\\x01" * (documents // 8) if moment == "bitmap" else None
        writing.publish([NewSegment(folder, documents, {}, bits) for folder in folders])
except NotEnoughDisk as error:
    print(error)
"""


@pytest.mark.parametrize("moment", ["segment", "bitmap", "manifest"])
def test_a_full_disk_leaves_the_old_generation(tmp_path: Path, moment: str) -> None:
    store = Store(tmp_path / "index")
    with store.writer() as writing:
        folder = writing.new_segment_folder()
        (folder / "words.bin").write_text("before")
        writing.publish([NewSegment(folder, 8, {})])
    before = {path for path in store.path.rglob("*") if path != store.layout.lock}
    command = [sys.executable, "-c", WRITER, str(store.path), moment]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "plus de place sur le disque" in done.stdout
    assert str(store.path) in done.stdout
    assert {path for path in store.path.rglob("*") if path != store.layout.lock} == before
    assert all(finding.sound for finding in verify(store))
    with store.current() as held:
        assert held.generation == "000001"
