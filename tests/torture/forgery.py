"""Files of an index whose checksums are right and whose content is a trap."""

from __future__ import annotations

import dataclasses
import json
import shutil
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
import zstandard

from search.engines.whoosh_engine.format.arrays import read_arrays, write_arrays
from search.engines.whoosh_engine.format.files import COLUMNS, TEXTS
from search.engines.whoosh_engine.store import Store, deletions, manifest, sealing

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.store import Manifest, SegmentRecord

_LIAR: dict[str, object] = {
    "key": "",
    "date": None,
    "source": {},
    "url": 1,
    "authors": [2],
    "section": 4,
    "origin": 3,
}
_ENTRY = struct.Struct("<32s8sQQ8x")
_HEAD = struct.Struct("<8sIIQ")


def forge(index: Path, chance: random.Random) -> str:
    """Forge something of the live generation, and seal all of it again; return what."""
    store = Store(index)
    with store.current() as held:
        whole = held.manifest
    number = chance.randrange(len(whole.segments))
    segment = whole.segments[number]
    folder = index / "segments" / segment.id
    kinds = ("values", "values", "values", "values", "directory", "record", "count", "bitmap")
    kind = chance.choice(kinds)
    if kind == "values":
        kind = _values(folder / chance.choice(segment.files[:3]).path, chance)
    elif kind == "directory":
        kind = _directory(folder / chance.choice(segment.files[:3]).path, chance)
    elif kind == "record":
        _record(folder, chance)
    fresh = _sealed(store, segment)
    if kind == "count":
        fresh = dataclasses.replace(fresh, documents=chance.choice((0, 1, 9, 10**6, 2**62)))
        if fresh.deletions:
            fresh = dataclasses.replace(fresh, deletions=None, deleted=0)
    if kind == "bitmap":
        fresh = _bitmap(store, fresh, chance)
    segments = (*whole.segments[:number], fresh, *whole.segments[number + 1 :])
    _write(store, dataclasses.replace(whole, segments=segments))
    return kind


def _values(path: Path, chance: random.Random) -> str:
    """Put other values into an array, or give it more or fewer of them."""
    arrays = {name: np.array(array) for name, array in read_arrays(path).items()}
    name = chance.choice(sorted(arrays))
    array = arrays[name]
    if chance.random() < 0.2:
        arrays[name] = (
            array[: chance.randrange(array.size + 1)]
            if chance.random() < 0.5
            else (np.concatenate([array, array]))
        )
    else:
        _spoil(array, chance)
    path.unlink()
    write_arrays(path, arrays)
    return f"values of {path.name} {name}"


def _spoil(array: Array, chance: random.Random) -> None:
    limits = np.iinfo(array.dtype) if array.dtype.kind in "iu" else None
    for _ in range(chance.choice((1, 1, 3, 50)) if array.size else 0):
        at = chance.randrange(array.size)
        most = int(limits.max) if limits else 10**30
        least = int(limits.min) if limits else -(10**30)
        before = int(array[at])
        value = chance.choice((0, most, least, before + 1, before - 1, most // 2, array.size))
        array[at] = min(max(value, least), most)


def _directory(path: Path, chance: random.Random) -> str:
    """Change the directory of a file of arrays, and its own checksum."""
    data = bytearray(path.read_bytes())
    _, _, count, _ = _HEAD.unpack_from(data)
    entries = [_ENTRY.unpack_from(data, _HEAD.size + n * _ENTRY.size) for n in range(count)]
    blocks = sum(-(-items * np.dtype(code.rstrip(b"\0").decode()).itemsize // (1 << 16))
                 for _, code, _, items in entries)  # fmt: skip
    number = chance.randrange(count)
    name, code, offset, items = entries[number]
    other = chance.choice(
        (
            (name, b"<u8", offset, items),
            (name, b"|u1", offset, items),
            (name, code, offset + 64, items),
            (name, code, 2**63, items),
            (name, code, offset, 2**61),
            (name, code, offset, items + 1),
            (entries[0][0], code, offset, items),
        )
    )
    _ENTRY.pack_into(data, _HEAD.size + number * _ENTRY.size, *other)
    end = _HEAD.size + count * _ENTRY.size + 4 * blocks
    struct.pack_into("<I", data, end, zlib.crc32(data[:end]))
    path.write_bytes(data)
    return f"directory of {path.name}"


def _record(folder: Path, chance: random.Random) -> None:
    """Put in the place of a stored document what is none, or a frame that tells lies."""
    columns = {name: np.array(array) for name, array in read_arrays(folder / COLUMNS).items()}
    data = (folder / TEXTS).read_bytes()
    starts = columns["texts.starts"]
    number = chance.randrange(starts.size - 1)
    begin, end = int(starts[number]), int(starts[number + 1])
    lies: tuple[object, ...] = (
        {"key": 5}, {"key": ["x"]}, {"authors": 7}, {"date": "9999-99-99"}, {"more": 1}, [1, 2], 7,
        _LIAR,
    )  # fmt: skip
    heads = (struct.pack("<II", 2**32 - 1, 2**32 - 1), struct.pack("<II", 0, 0))
    record = chance.choice(heads) + json.dumps(chance.choice(lies)).encode()
    if chance.random() < 0.3:  # a bomb: as much as there is room for, in a few bytes
        record = bytes(1 << 27)
    frame = zstandard.ZstdCompressor(3, write_checksum=True).compress(record)
    longer = len(frame) - (end - begin)
    columns["texts.starts"] = np.append(
        starts[: number + 1], starts[number + 1 :].astype(np.int64) + longer
    ).astype(starts.dtype)
    (folder / TEXTS).write_bytes(data[:begin] + frame + data[end:])
    (folder / COLUMNS).unlink()
    write_arrays(folder / COLUMNS, columns)


def _sealed(store: Store, segment: SegmentRecord) -> SegmentRecord:
    """Name a segment's folder by what it holds now."""
    folder = store.layout.segments / segment.id
    files = sealing.file_records(folder)
    name = manifest.segment_id(files)
    if name != segment.id:
        shutil.move(folder, store.layout.segments / name)
    return dataclasses.replace(segment, id=name, files=files)


def _bitmap(store: Store, segment: SegmentRecord, chance: random.Random) -> SegmentRecord:
    documents = segment.documents
    bits = bytearray(chance.randbytes(deletions.width(documents)))
    if documents % 8:
        bits[-1] &= (1 << documents % 8) - 1
    return sealing.mark_deleted(store.layout, segment, bytes(bits))


def _write(store: Store, whole: Manifest) -> None:
    store.layout.manifest(whole.generation).write_bytes(manifest.encode(whole))
