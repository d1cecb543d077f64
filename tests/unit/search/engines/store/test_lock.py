from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from search.engines.whoosh_engine.store.lock import SharedHold, WriterLock, alone
from search.errors import IndexBusy

if TYPE_CHECKING:
    from pathlib import Path


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    with WriterLock(path):
        with pytest.raises(IndexBusy) as caught, WriterLock(path):
            pass
        message = str(caught.value)
        assert f"processus {os.getpid()}" in message
        assert "depuis le" in message
        assert str(tmp_path) in message
    with WriterLock(path):
        pass


def test_what_an_earlier_writer_left_in_the_file_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    path.write_text("x" * 10_000)
    with WriterLock(path):
        assert json.loads(path.read_text())["pid"] == os.getpid()


@pytest.mark.parametrize("content", ["", "{}", "[]", "[" * 5000, '{"pid": 1, "since": "hier"}'])
def test_an_unreadable_signature_still_says_busy(tmp_path: Path, content: str) -> None:
    path = tmp_path / "writer.lock"
    with WriterLock(path):
        path.write_text(content)
        with pytest.raises(IndexBusy, match="un processus qui vient de commencer"):
            WriterLock(path).__enter__()


def test_a_manifest_is_locked_alone_only_when_nobody_reads(tmp_path: Path) -> None:
    path = tmp_path / "000001.json"
    path.write_bytes(b"manifest")
    one, other = SharedHold(path), SharedHold(path)
    assert one.read(4) == b"mani"
    one.release()
    assert alone(path) is None
    other.release()
    other.release()
    locked = alone(path)
    assert locked is not None
    with locked, pytest.raises(FileNotFoundError):
        SharedHold(path)
    SharedHold(path).release()


def test_a_manifest_removed_while_it_was_opened_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "000001.json"
    path.touch()

    def remove_then_lock(*_: object) -> None:
        path.unlink()

    monkeypatch.setattr("fcntl.flock", remove_then_lock)
    with pytest.raises(FileNotFoundError):
        SharedHold(path)
