"""One generation in one file: a tar, compressed with Zstandard, written and read as it goes by.

The first member is the manifest, which names every other with its size and its SHA-256; the others
follow in its order, under the names they have in the index. A backup holds nothing else: what it
names is not a path to write to but the name of something that is looked for.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import io
import tarfile
from typing import IO, TYPE_CHECKING

import zstandard

from search.engines.whoosh_engine.store import deletions, disk, reading
from search.engines.whoosh_engine.store.layout import is_generation
from search.engines.whoosh_engine.store.sealing import NewSegment
from search.errors import BackupDamaged, IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from search.engines.whoosh_engine.store.held import Held
    from search.engines.whoosh_engine.store.manifest import FileRecord, Manifest
    from search.engines.whoosh_engine.store.writing import Writing

    Progress = Callable[[int, int], object]
    """Called with the bytes done and all of them."""

_LEVEL = 3
_PIECE = 1 << 20
_COMPRESSED = 1 << 12
"""Bytes decompressed at once: however well they were compressed, what they give fits the memory."""

_MARGIN = 1 << 20
_LARGEST_LIST = 1 << 32
"""Bytes of a bitmap or of tombstones: more than any holds, whatever a forged backup says."""


def pack(held: Held, file: BinaryIO, progress: Progress) -> None:
    """Write a generation to a file, from its start.

    Raises:
        IndexDamaged: a file of the generation is not what the manifest says.
    """
    records = list(held.manifest.files())
    total, done = sum(record.size for record in records), 0
    compressor = zstandard.ZstdCompressor(_LEVEL, write_checksum=True)
    with (
        compressor.stream_writer(file, closefd=False) as compressed,
        tarfile.open(mode="w|", fileobj=compressed, format=tarfile.PAX_FORMAT) as tar,
    ):
        manifest = held.manifest_bytes()
        name = f"generations/{held.generation}.json"
        tar.addfile(_member(name, len(manifest)), io.BytesIO(manifest))
        for record in records:
            with held.opened(record) as content:
                tar.addfile(_member(record.path, record.size), content)
            done += record.size
            progress(done, total)


def _member(name: str, size: int) -> tarfile.TarInfo:
    """Return the head of a member; the same generation gives the same bytes."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o644
    return member


@dataclasses.dataclass(frozen=True)
class Unpacked:
    """What a backup held, in the folder of an index but not yet part of it.

    Attributes:
        manifest: of the generation.
        segments: in its order.
        tombstones: the files of what was forgotten then.
    """

    manifest: Manifest
    segments: tuple[NewSegment, ...]
    tombstones: tuple[bytes, ...]


def unpack(file: BinaryIO, writing: Writing, progress: Progress) -> Unpacked:
    """Read a backup into new folders of segments.

    Raises:
        BackupDamaged: it is not one, whole: cut, altered, or with a member that is none of its own.
    """
    with _said_in_french():
        plain = _Plain(file)
        with tarfile.open(mode="r|", fileobj=plain) as tar:
            unpacked = _Unpacking(tar, plain, writing, progress).unpacked()
            plain.expect(0)
            if tar.next() is not None:
                raise BackupDamaged("elle contient un fichier de trop")
        plain.end()
        return unpacked


class _Plain(io.RawIOBase):
    """What a compressed file holds, read on; never much more than is expected.

    A forged head of a member may announce any size, and `tarfile` would read it all.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._ready = b""
        self._left = _MARGIN

    def expect(self, size: int) -> None:
        """Let so many bytes be read from here on, and a margin for what surrounds them."""
        self._left = size + _MARGIN

    def read(self, size: int = -1) -> bytes:
        """Return so many bytes, fewer at the end only."""
        while len(self._ready) < size and not self._frame.eof:
            compressed = self._file.read(_COMPRESSED)
            if not compressed:
                raise EOFError
            self._ready += self._frame.decompress(compressed)
        piece, self._ready = self._ready[:size], self._ready[size:]
        self._left -= len(piece)
        if self._left < 0:
            raise BackupDamaged("un de ses fichiers n’a pas la taille annoncée")
        return piece

    def end(self) -> None:
        """Check that nothing follows but the zeros that fill up a tar, and its checksum."""
        while piece := self.read(_COMPRESSED):
            if any(piece):
                raise BackupDamaged("elle a une suite qui n’est pas d’elle")
        if self._frame.unused_data or self._file.read(1):
            raise BackupDamaged("elle a une suite qui n’est pas d’elle")


@contextlib.contextmanager
def _said_in_french() -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, zstandard.ZstdError, EOFError, ValueError, OverflowError) as error:
        raise BackupDamaged("elle est tronquée, altérée, ou n’en est pas une") from error
    except IndexDamaged as error:
        raise BackupDamaged(str(error)) from error


class _Unpacking:
    """The members of a backup, taken one after the other."""

    def __init__(
        self, tar: tarfile.TarFile, plain: _Plain, writing: Writing, progress: Progress
    ) -> None:
        self._tar, self._plain = tar, plain
        self._writing, self._progress = writing, progress
        self._total = self._done = 0

    def unpacked(self) -> Unpacked:
        manifest = self._manifest()
        self._total = sum(record.size for record in manifest.files())
        lists: dict[str, bytes] = {}
        folders: dict[str, Path] = {}
        for record in manifest.files():
            kind, name, *rest = record.path.split("/")
            if kind == "segments":
                if name not in folders:
                    folders[name] = self._writing.new_segment_folder()
                self._to_file(record, folders[name], rest)
            else:
                lists[record.path] = self._to_memory(record)
        return Unpacked(
            manifest,
            tuple(
                NewSegment(
                    folders[segment.id],
                    segment.documents,
                    segment.versions,
                    _bits(segment.deletions, segment.documents, lists),
                )
                for segment in manifest.segments
            ),
            tuple(lists[f"tombstones/{record.path}"] for record in manifest.tombstones),
        )

    def _manifest(self) -> Manifest:
        member = self._tar.next()
        name = member.name if member else ""
        generation = name.removeprefix("generations/").removesuffix(".json")
        if (
            member is None
            or not is_generation(generation)
            or member.size > reading.LARGEST_MANIFEST
        ):
            raise BackupDamaged("elle ne commence pas par un manifeste")
        self._plain.expect(member.size)
        return reading.decode(self._content(member).read(member.size), generation)

    def _to_file(self, record: FileRecord, folder: Path, rest: list[str]) -> None:
        target = folder.joinpath(*rest)
        for above in reversed(target.relative_to(folder).parents[:-1]):
            with contextlib.suppress(FileExistsError):
                disk.make_dir(folder / above)
        with target.open("xb") as file:
            for piece in self._pieces(record):
                file.write(piece)

    def _to_memory(self, record: FileRecord) -> bytes:
        if record.size > _LARGEST_LIST:
            raise BackupDamaged(f"{record.path} y est trop grand")
        return b"".join(self._pieces(record))

    def _pieces(self, record: FileRecord) -> Iterator[bytes]:
        """Yield the content of the next member, which must be this file to the last bit."""
        self._plain.expect(0)
        member = self._tar.next()
        if member is None or (member.name, member.size) != (record.path, record.size):
            raise BackupDamaged(f"{record.path} y manque")
        self._plain.expect(record.size)
        content, digest = self._content(member), hashlib.sha256()
        while piece := content.read(_PIECE):
            digest.update(piece)
            yield piece
        if digest.hexdigest() != record.sha256:
            raise BackupDamaged(f"{record.path} y est altéré")
        self._done += record.size
        self._progress(self._done, self._total)

    def _content(self, member: tarfile.TarInfo) -> IO[bytes]:
        content = self._tar.extractfile(member) if member.isreg() else None
        if content is None:
            raise BackupDamaged(f"{member.name} n’y est pas un fichier ordinaire")
        return content


def _bits(name: str | None, documents: int, lists: dict[str, bytes]) -> bytes | None:
    if name is None:
        return None
    path = f"deletions/{name}"
    return deletions.decode(lists[path], documents, path)
