"""A generation's manifest: what readers of it see, file by file."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import TYPE_CHECKING, TypeAlias

from search.engines.whoosh_engine.store import deletions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FORMAT = 2
"""2 has `counts`; 1 is still read."""

Counts: TypeAlias = "Mapping[str, Mapping[str, int]]"
"""How often what happened: kind, name, count. A name is a code, none of an input or article."""


@dataclasses.dataclass(frozen=True, slots=True)
class FileRecord:
    """One immutable file.

    Attributes:
        path: relative, with `/`; to its segment, its folder or the index, as the holder says.
        size: bytes.
        sha256: 64 hexadecimal digits.
    """

    path: str
    size: int
    sha256: str


@dataclasses.dataclass(frozen=True, slots=True)
class SegmentRecord:
    """One segment of a generation.

    Attributes:
        id: `segment_id(files)`, the name of its folder.
        documents: documents it holds, deleted ones included.
        deletions: id of its bitmap of deleted documents, None where none is.
        deleted: documents deleted.
        files: what its folder holds, sorted by path; paths are relative to it.
        versions: what built it (format, analysis, dictionary…), name to version.
    """

    id: str
    documents: int
    deletions: str | None
    deleted: int
    files: tuple[FileRecord, ...]
    versions: Mapping[str, str] = dataclasses.field(hash=False)

    @property
    def live(self) -> int:
        """Documents that are not deleted."""
        return self.documents - self.deleted


@dataclasses.dataclass(frozen=True, slots=True)
class Manifest:
    """One generation.

    Attributes:
        generation: its name, `000012`.
        created: when, ISO 8601 with its offset.
        segments: in the order that its publisher gave.
        tombstones: the files of what was forgotten; a path here is the file's name.
        counts: what its publisher wants to be kept of its making, by kind and name.
    """

    generation: str
    created: str
    segments: tuple[SegmentRecord, ...]
    tombstones: tuple[FileRecord, ...]
    counts: Counts = dataclasses.field(default_factory=dict, hash=False)

    @property
    def documents(self) -> int:
        """Live documents."""
        return sum(segment.live for segment in self.segments)

    def files(self) -> Iterator[FileRecord]:
        """Yield every file, its path relative to the index."""
        for segment in self.segments:
            for file in segment.files:
                yield dataclasses.replace(file, path=f"segments/{segment.id}/{file.path}")
            if segment.deletions is not None:
                size = deletions.file_size(segment.documents)
                yield FileRecord(f"deletions/{segment.deletions}", size, segment.deletions)
        for file in self.tombstones:
            yield dataclasses.replace(file, path=f"tombstones/{file.path}")

    def names(self) -> frozenset[str]:
        """Return the entries of the pool that it needs, as `segments/<id>`."""
        return frozenset("/".join(file.path.split("/")[:2]) for file in self.files())


def segment_id(files: Iterable[FileRecord]) -> str:
    """Return the name that this content gives a segment: 32 hexadecimal digits of SHA-256."""
    listing = sorted((file.path, file.sha256) for file in files)
    return hashlib.sha256(canonical(listing)).hexdigest()[:32]


def encode(manifest: Manifest) -> bytes:
    """Return the bytes of the file: canonical JSON, sealed with its own checksum.

    The envelope (`checksum`, `format`, `manifest`) is the same in every later format, so that a
    newer index is told from a damaged one.
    """
    body = {"format": FORMAT, "manifest": dataclasses.asdict(manifest)}
    return canonical(body | {"checksum": checksum(body)})


def checksum(body: object) -> str:
    """Return the SHA-256 of a value's canonical JSON."""
    return hashlib.sha256(canonical(body)).hexdigest()


def canonical(value: object) -> bytes:
    """Return the one way to write this value as JSON."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"
