from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh_engine.store import manifest, reading
from search.engines.whoosh_engine.store.failures import NewerFormat
from search.engines.whoosh_engine.store.manifest import FileRecord, Manifest, SegmentRecord
from search.errors import IndexDamaged

SHA = "0123456789abcdef" * 4
OTHER = "f" * 64
FILES = (FileRecord("columns/dates.bin", 0, SHA), FileRecord("words.bin", 12, OTHER))
SEGMENT = SegmentRecord(manifest.segment_id(FILES), 20, SHA, 3, FILES, {"format": "1"})
COUNTS = {"read": {"files": 41}, "skipped": {"empty": 2, "too_large": 0}, "leftovers": {}}
SOUND = Manifest(
    "000012", "2024-06-19T12:00:00+00:00", (SEGMENT,), (FileRecord(SHA, 80, SHA),), COUNTS
)
DATA = manifest.encode(SOUND)


def sealed(change: dict[str, Any], number: int = manifest.FORMAT) -> bytes:
    """Seal a manifest again after changes: a forger knows how to compute a checksum."""
    fields = dataclasses.asdict(SOUND) | change
    body = {"format": number, "manifest": fields}
    return manifest.canonical(body | {"checksum": manifest.checksum(body)})


def with_segment(**change: Any) -> dict[str, Any]:
    return {"segments": [dataclasses.asdict(SEGMENT) | change]}


def with_file(**change: Any) -> dict[str, Any]:
    file = dataclasses.asdict(FILES[0]) | change
    changed = [FileRecord(str(file["path"]), 0, str(file["sha256"]))]
    return with_segment(id=manifest.segment_id(changed), files=[file])


def test_reads_what_it_wrote() -> None:
    assert reading.decode(DATA, "000012") == SOUND
    assert manifest.encode(reading.decode(DATA, "000012")) == DATA


def test_lists_every_file_relative_to_the_index() -> None:
    assert [(file.path, file.size) for file in SOUND.files()] == [
        (f"segments/{SEGMENT.id}/columns/dates.bin", 0),
        (f"segments/{SEGMENT.id}/words.bin", 12),
        (f"deletions/{SHA}", 32 + 3 + 16),
        (f"tombstones/{SHA}", 80),
    ]
    assert SOUND.names() == {f"segments/{SEGMENT.id}", f"deletions/{SHA}", f"tombstones/{SHA}"}


def test_a_manifest_from_before_the_counts_is_read() -> None:
    fields = dataclasses.asdict(SOUND)
    del fields["counts"]
    body = {"format": 1, "manifest": fields}
    data = manifest.canonical(body | {"checksum": manifest.checksum(body)})
    assert reading.decode(data, "000012") == dataclasses.replace(SOUND, counts={})


@pytest.mark.parametrize(
    "counts",
    [
        None,
        [],
        {"read": 3},
        {"read": {"files": -1}},
        {"read": {"files": True}},
        {"read": {"files": 1.0}},
        {"read": {"/home/somebody/articles": 1}},
        {"Read": {}},
        {"x" * 41: {}},
        {"read": {"a" * n: 1 for n in range(201)}},
        {"a" * n: {} for n in range(1, 22)},
    ],
)
def test_counts_are_counts_of_codes(counts: object) -> None:
    with pytest.raises(IndexDamaged):
        reading.decode(sealed({"counts": counts}), "000012")


def test_counts_live_documents() -> None:
    assert SOUND.documents == 17


def test_a_segment_is_named_by_its_content_in_any_order() -> None:
    assert manifest.segment_id(FILES) == manifest.segment_id(FILES[::-1])
    assert manifest.segment_id(FILES) != manifest.segment_id(FILES[:1])
    assert len(SEGMENT.id) == 32


@pytest.mark.parametrize(
    "path",
    [
        "", ".", "..", "../words.bin", "a/../b", "/etc/passwd", "a//b", "a/", ".hidden", "a/.b",
        "a\\b", "a\0b", "a b", "é", "a\n", "x" * 200, "/".join("a" * 9),
    ],
)  # fmt: skip
def test_paths_stay_in_their_folder(path: str) -> None:
    with pytest.raises(IndexDamaged, match=r"generations/000012\.json"):
        reading.decode(sealed(with_file(path=path)), "000012")


@pytest.mark.parametrize(
    "change",
    [
        {"generation": "000013"},
        {"created": "hier"},
        {"created": "2024-06-19T12:00:00"},
        {"created": 5},
        {"extra": 1},
        {"segments": {}},
        {"segments": [1]},
        {"segments": [dataclasses.asdict(SEGMENT)] * 2},
        {"tombstones": [{"path": OTHER, "size": 80, "sha256": SHA}]},
        {"tombstones": [{"path": SHA, "size": 80, "sha256": SHA}] * 2},
        with_segment(id="0" * 32),
        with_segment(id="../../../../../../../../../../etc"),
        with_segment(documents=-1),
        with_segment(documents=True),
        with_segment(documents=2.0),
        with_segment(documents=2**63),
        with_segment(deleted=21),
        with_segment(deleted=0),
        with_segment(deletions=None),
        with_segment(deletions="../x"),
        with_segment(versions={"format": 1}),
        with_segment(versions=[]),
        with_segment(files=[]),
        with_segment(files=[dataclasses.asdict(FILES[0])] * 2),
        with_file(size=-1),
        with_file(size=None),
        with_file(sha256=SHA.upper()),
        with_file(sha256="00"),
    ],
)
def test_every_field_is_checked_even_under_a_right_checksum(change: dict[str, Any]) -> None:
    with pytest.raises(IndexDamaged, match=r"generations/000012\.json") as caught:
        reading.decode(sealed(change), "000012")
    assert caught.value.file == "generations/000012.json"


def test_a_later_format_is_said_to_be_one() -> None:
    with pytest.raises(NewerFormat, match="d’un index d’une version plus récente"):
        reading.decode(sealed({}, number=manifest.FORMAT + 1), "000012")


@pytest.mark.parametrize(
    "data",
    [b"", b"null", b"[]", b"{}", b"[" * 100_000, b"\xff\xfe", b"1" * 5000, DATA + b"\n", DATA[:-1]],
)
def test_what_is_no_manifest_is_refused(data: bytes) -> None:
    with pytest.raises(IndexDamaged):
        reading.decode(data, "000012")


def test_another_way_to_write_the_same_is_refused() -> None:
    with pytest.raises(IndexDamaged):
        reading.decode(json.dumps(json.loads(DATA), indent=1).encode(), "000012")


def test_one_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_MANIFEST", len(DATA) - 1)
    with pytest.raises(IndexDamaged, match="trop grand"):
        reading.decode(DATA, "000012")


@given(st.binary(max_size=300))
def test_random_bytes_are_damage(data: bytes) -> None:
    with pytest.raises(IndexDamaged):
        reading.decode(data, "000012")


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_any_changed_byte_is_damage(place: int, change: int) -> None:
    data = bytearray(DATA)
    data[place] ^= change
    with pytest.raises(IndexDamaged):
        reading.decode(bytes(data), "000012")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from([field.name for field in dataclasses.fields(SegmentRecord)]), JSON)
def test_any_value_in_a_segment_is_read_or_is_damage(name: str, value: Any) -> None:
    try:
        data = sealed(with_segment(**{name: value}))
    except UnicodeEncodeError:  # a lone surrogate cannot be sealed at all
        return
    try:
        reading.decode(data, "000012")
    except IndexDamaged as error:
        assert error.file == "generations/000012.json"  # noqa: PT017 - both ends are allowed
