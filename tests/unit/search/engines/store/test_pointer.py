from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.whoosh_engine.store import disk, pointer
from search.engines.whoosh_engine.store.layout import Layout
from search.engines.whoosh_engine.store.pointer import Pointer
from search.errors import IndexDamaged, NoIndex

if TYPE_CHECKING:
    from pathlib import Path


def test_reads_what_it_wrote(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    pointer.write(layout, Pointer("000012", "000003"))
    assert layout.current.read_text() == "000012\n000003\n9aa73bb8\n"
    assert pointer.read(layout) == Pointer("000012", "000003")
    assert [path.name for path in tmp_path.iterdir()] == ["CURRENT"]


@pytest.mark.parametrize("bit", range(8 * 23))
def test_each_bit_of_it_counts(tmp_path: Path, bit: int) -> None:
    data = bytearray(pointer.encode(Pointer("000012", "000003")))
    assert len(data) == 23
    data[bit // 8] ^= 1 << bit % 8
    (tmp_path / "CURRENT").write_bytes(data)
    with pytest.raises(IndexDamaged, match="CURRENT"):
        pointer.read(Layout(tmp_path))


def test_no_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="manchette rebuild DOSSIER"):
        pointer.read(Layout(tmp_path / "absent"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80) | st.text("0123456789\n", max_size=16).map(str.encode))
def test_anything_is_read_or_is_damage(tmp_path: Path, data: bytes) -> None:
    layout = Layout(tmp_path)
    layout.current.write_bytes(data)
    try:
        named = pointer.read(layout)
    except IndexDamaged as error:
        assert error.file == "CURRENT"  # noqa: PT017 - both ends are allowed
    else:
        assert 1 <= int(named.floor) <= int(named.live)


@pytest.mark.parametrize("before", [None, "000011\n000001\n"])
def test_a_folder_that_cannot_be_synced_gets_its_old_name_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    layout = Layout(tmp_path)
    if before:
        layout.current.write_text(before)

    def refuse(path: Path) -> None:
        raise OSError(errno.EIO, "Input/output error", str(path))

    monkeypatch.setattr(disk, "fsync_dir", refuse)
    with pytest.raises(OSError, match="Input/output"):
        pointer.write(layout, Pointer("000012", "000012"))
    assert (layout.current.read_text() if layout.current.exists() else None) == before
