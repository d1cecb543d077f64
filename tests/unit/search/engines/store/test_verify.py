from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.engines.whoosh_engine.store import Store, tombstones, verify
from search.engines.whoosh_engine.store.lock import alone
from search.errors import NoIndex

if TYPE_CHECKING:
    from collections.abc import Callable

    Publish = Callable[..., str]

STONE = tombstones.encode(tombstones.Forgotten(keys=frozenset({"a"})))


@pytest.fixture
def filled(store: Store, publish: Publish) -> Store:
    """Two generations that share a segment and tombstones; the later has a bitmap."""
    publish("shared", forget=STONE)
    with store.writer() as writing:
        assert writing.base is not None
        (kept,) = writing.base.segments
        writing.publish([kept], deletions={kept.id: b"\x01\x00"})
    return store


def problems(store: Store) -> dict[str, str]:
    return {finding.file: finding.problem for finding in verify(store) if not finding.sound}


def test_every_file_is_checked_once(filled: Store) -> None:
    found = [finding.file for finding in verify(filled)]
    assert found[:2] == ["CURRENT", "generations/000002.json"]
    on_disk = {path.relative_to(filled.path).as_posix() for path in filled.path.rglob("*.*")}
    assert len(found) == len(set(found)) == 1 + 2 + 2 + 1 + 1
    assert {name for name in on_disk if name.endswith((".json", ".bin"))} <= set(found)
    assert problems(filled) == {}


def test_what_is_read_is_told_to_the_last_byte(filled: Store) -> None:
    told: list[tuple[int, int]] = []
    files = [finding.file for finding in verify(filled, lambda *far: told.append(far))]
    read = [name for name in files if not name.startswith(("CURRENT", "generations/"))]
    size = sum((filled.path / name).stat().st_size for name in read)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (size, size)


@pytest.mark.parametrize("pattern", ["segments/*/words.bin", "deletions/*", "tombstones/*"])
@pytest.mark.parametrize("harm", ["altered", "truncated", "missing"])
def test_every_harm_is_found_by_name(filled: Store, pattern: str, harm: str) -> None:
    (path,) = filled.path.glob(pattern)
    data = path.read_bytes()
    path.unlink()
    if harm != "missing":
        path.write_bytes(data[:-1] + (b"\0" if harm == "altered" else b""))
    assert [*problems(filled)] == [path.relative_to(filled.path).as_posix()]


def test_a_file_too_many_is_found(filled: Store) -> None:
    (folder,) = filled.layout.segments.iterdir()
    (folder / "columns" / "more.bin").touch()
    name = f"segments/{folder.name}/columns/more.bin"
    assert problems(filled) == {name: "Aucun manifeste ne nomme ce fichier."}


def test_a_damaged_manifest_is_found_and_the_others_still_checked(filled: Store) -> None:
    filled.layout.manifest("000002").write_bytes(b"lost")
    assert [*problems(filled)] == ["generations/000002.json"]
    assert any(finding.file.endswith("words.bin") for finding in verify(filled))


@pytest.mark.parametrize("content", [None, b"lost", b"000009\n"])
def test_a_damaged_current_is_found(filled: Store, content: bytes | None) -> None:
    path = filled.layout.current
    path.unlink() if content is None else path.write_bytes(content)
    assert [*problems(filled)] == ["CURRENT"]


def test_no_index_is_said(store: Store) -> None:
    with pytest.raises(NoIndex):
        list(verify(store))


def test_a_generation_is_held_while_it_is_read_and_let_go(filled: Store) -> None:
    findings = verify(filled)
    assert next(findings).file == "CURRENT"
    assert next(findings).file == "generations/000002.json"
    assert alone(filled.layout.manifest("000002")) is None
    findings.close()  # type: ignore[attr-defined]
    locked = alone(filled.layout.manifest("000002"))
    assert locked is not None
    locked.close()


def test_a_generation_collected_meanwhile_is_passed_over(filled: Store) -> None:
    locked = alone(filled.layout.manifest("000001"))
    assert locked is not None
    with locked:
        assert "generations/000001.json" not in {finding.file for finding in verify(filled)}
