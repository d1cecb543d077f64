"""Giving files their final names, durably: segments, lists, manifests.

Nothing that a manifest names is ever changed. In what order they are written, CURRENT last, is the
matter of `writing.Writing.publish`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import stat
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store import checked, deletions, disk, manifest
from search.engines.whoosh_engine.store.layout import temporary_name
from search.engines.whoosh_engine.store.manifest import FileRecord, SegmentRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from search.engines.whoosh_engine.store.layout import Layout


_PIECE = 1 << 22
"""Bytes of a file that are read at a time."""


@dataclasses.dataclass(frozen=True, slots=True)
class NewSegment:
    """A segment that was just built.

    Attributes:
        folder: where, from `Writing.new_segment_folder`; the publish takes it over.
        documents: documents it holds.
        versions: what built it, name to version.
        deletions: bitmap of those of them that are deleted, None if none is.
    """

    folder: Path
    documents: int
    versions: Mapping[str, str]
    deletions: bytes | None = None


def file_records(folder: Path) -> tuple[FileRecord, ...]:
    """Return the files of a segment's folder, sorted by path, with their sizes and SHA-256.

    Raises:
        ValueError: it holds nothing, or what a segment may not hold (a link, a strange name).
    """
    paths = sorted(path for path in _walk(folder) if not path.is_dir() or path.is_symlink())
    if not paths:
        message = f"a segment has files, {folder} has none"
        raise ValueError(message)
    return tuple(sorted((_file_record(folder, path) for path in paths), key=lambda f: f.path))


def seal_segment(
    layout: Layout, new: NewSegment, check: Callable[[Path], object] | None
) -> SegmentRecord:
    """Give a built segment its final name, durably; one with the same content is reused.

    Args:
        layout: the index.
        new: what was built.
        check: reopens the folder and raises if it is not what it should be.
    """
    files = file_records(new.folder)
    if check is not None:
        check(new.folder)
    name = manifest.segment_id(files)
    target = layout.segments / name
    if _holds(target, files):
        disk.remove(new.folder)
        _make_durable(target)  # who put it there may have been killed before it did
    else:
        _make_durable(new.folder)
        _rename(new.folder, target)
    disk.fsync_dir(layout.segments)
    record = SegmentRecord(name, new.documents, None, 0, files, dict(new.versions))
    return record if new.deletions is None else mark_deleted(layout, record, new.deletions)


def mark_deleted(layout: Layout, record: SegmentRecord, bits: bytes) -> SegmentRecord:
    """Write a segment's bitmap of deleted documents and return the record that names it.

    Raises:
        ValueError: the bits are not of this segment's documents.
    """
    data = deletions.encode(bits, record.documents)
    deleted = deletions.deleted_in(bits)
    if not deleted:
        return dataclasses.replace(record, deletions=None, deleted=0)
    file = put_content(layout.deletions, data)
    return dataclasses.replace(record, deletions=file.path, deleted=deleted)


def put_content(folder: Path, data: bytes) -> FileRecord:
    """Write a file named by its content, durably; one that is there and whole is reused."""
    name = hashlib.sha256(data).hexdigest()
    target = folder / name
    if not target.is_file() or target.read_bytes() != data:
        put_file(target, data)
    else:
        disk.fsync_file(target)
        disk.fsync_dir(folder)
    return FileRecord(name, len(data), name)


def put_file(target: Path, data: bytes) -> None:
    """Write a file, durably: whole under its name, or not there at all."""
    fresh = target.parent / temporary_name()
    disk.write_file(fresh, data)
    disk.fsync_file(fresh)
    disk.replace(fresh, target)
    disk.fsync_dir(target.parent)


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)


def _file_record(folder: Path, path: Path) -> FileRecord:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        message = f"a segment holds regular files only, not {path}"
        raise ValueError(message)
    name = checked.safe_path(path.relative_to(folder).as_posix(), str(path))
    return FileRecord(name, status.st_size, sha256(path))


def sha256(path: Path, told: Callable[[int], object] | None = None) -> str:
    """Return the SHA-256 of a file's bytes, 64 hexadecimal digits; say how many are read."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            if told is not None:
                told(len(piece))
    return digest.hexdigest()


def _holds(folder: Path, files: tuple[FileRecord, ...]) -> bool:
    """Say whether a folder holds exactly these files: its name alone is no proof of it."""
    if not folder.is_dir():
        return False
    try:
        return file_records(folder) == files
    except (ValueError, OSError):
        return False


def _make_durable(folder: Path) -> None:
    for path in _walk(folder):
        (disk.fsync_dir if path.is_dir() else disk.fsync_file)(path)
    disk.fsync_dir(folder)


def _rename(folder: Path, target: Path) -> None:
    if target.exists():  # damaged since: the sound one takes its name
        disk.rename(target, target.parent / temporary_name())
    disk.rename(folder, target)
