"""One generation, held open by a reader."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import stat
from typing import IO, TYPE_CHECKING

from search.engines.whoosh_engine.store import deletions, reading, tombstones
from search.engines.whoosh_engine.store.failures import damaged
from search.engines.whoosh_engine.store.lock import SharedHold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from search.engines.whoosh_engine.store.layout import Layout
    from search.engines.whoosh_engine.store.manifest import FileRecord, Manifest


class Held:
    """A whole generation that nobody removes until `release`; a context manager.

    Attributes:
        manifest: what it holds.
        folders: the folder of each segment, by its id.
        deletions: the bitmap of each segment that has deleted documents, by its id; document i
            is bit i % 8 of byte i // 8.
        sought: the generation that CURRENT named; another than `generation` after a fallback.
        fallback_reason: why another one answers, empty when the live one does.
    """

    def __init__(self, layout: Layout, generation: str) -> None:
        """Hold the generation and check that it is all there.

        Every file must be a file of the right size; contents are checked for the manifest and
        the bitmaps only, the rest by `verify` and by who reads it.

        Raises:
            IndexDamaged: a file is not what it should be, or this generation is gone.
        """
        self._layout = layout
        self._hold = _hold(layout, generation)
        try:
            with _readable(layout.name(layout.manifest(generation))):
                data = self.manifest_bytes()
            self.manifest: Manifest = reading.decode(data, generation)
            check_present(layout, self.manifest)
            self.deletions: Mapping[str, bytes] = _bitmaps(layout, self.manifest)
        except BaseException:
            self._hold.release()
            raise
        self.folders: Mapping[str, Path] = {
            segment.id: layout.segments / segment.id for segment in self.manifest.segments
        }
        self.sought = generation
        self.fallback_reason = ""

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        return self.manifest.generation

    @property
    def root(self) -> Path:
        """The folder of the index, to which `manifest.files()` is relative."""
        return self._layout.root

    def manifest_bytes(self) -> bytes:
        """Return the bytes of the manifest; of one too large to be one, enough to tell."""
        return self._hold.read(reading.LARGEST_MANIFEST + 1)

    @contextlib.contextmanager
    def opened(self, file: FileRecord) -> Iterator[IO[bytes]]:
        """Open a file of the generation.

        Raises:
            IndexDamaged: it is lost, unreadable, or turns out not to be what the manifest says.
        """
        with _readable(file.path), (self.root / file.path).open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != file.sha256:
                raise damaged(file.path, "n’est pas celui que dit le manifeste")
            content.seek(0)
            yield content

    def tombstones(self) -> tombstones.Tombstones:
        """Read what was forgotten.

        Raises:
            IndexDamaged: a file of it is not what it should be.
        """
        records = self.manifest.tombstones
        return tombstones.Tombstones(tuple(read_tombstones(self._layout, r) for r in records))

    def release(self) -> None:
        """Let go of the generation; a second call does nothing."""
        self._hold.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def check_present(layout: Layout, manifest: Manifest) -> None:
    """Check that each file of a generation is a regular file of the right size.

    Raises:
        IndexDamaged: one is not, by name.
    """
    for file in manifest.files():
        check_file(layout.root, file)


def check_file(root: Path, file: FileRecord) -> None:
    """Check that one file is a regular file of the right size.

    Args:
        root: what the file's path is relative to.
        file: what it should be.

    Raises:
        IndexDamaged: it is not.
    """
    try:
        status = (root / file.path).lstat()
    except (FileNotFoundError, NotADirectoryError):
        raise damaged(file.path, "manque") from None
    if not stat.S_ISREG(status.st_mode):
        raise damaged(file.path, "n’est pas un fichier ordinaire")
    if status.st_size != file.size:
        raise damaged(file.path, f"fait {status.st_size} octets au lieu de {file.size}")


def read_tombstones(layout: Layout, file: FileRecord) -> tombstones.TombstoneFile:
    """Read one file of what was forgotten.

    Raises:
        IndexDamaged: it is missing or is not one.
    """
    name = f"tombstones/{file.path}"
    return tombstones.decode(_content(layout.root, name), name)


def _hold(layout: Layout, generation: str) -> SharedHold:
    path = layout.manifest(generation)
    try:
        return SharedHold(path)
    except (FileNotFoundError, NotADirectoryError):
        raise damaged(layout.name(path), "manque") from None


def _bitmaps(layout: Layout, manifest: Manifest) -> dict[str, bytes]:
    bitmaps = {}
    for segment in manifest.segments:
        if segment.deletions is not None:
            name = f"deletions/{segment.deletions}"
            bits = deletions.decode(_content(layout.root, name), segment.documents, name)
            if deletions.deleted_in(bits) != segment.deleted:
                raise damaged(name, "ne compte pas les documents que dit le manifeste")
            bitmaps[segment.id] = bits
    return bitmaps


def _content(root: Path, name: str) -> bytes:
    with _readable(name):
        return (root / name).read_bytes()


@contextlib.contextmanager
def _readable(name: str) -> Iterator[None]:
    """Turn what a lost or worn-out file answers into damage, for the older one to stand in."""
    try:
        yield
    except FileNotFoundError:
        raise damaged(name, "manque") from None
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        raise damaged(name, "est illisible (erreur du disque)") from error
