r"""CURRENT: which generation is live, and which is the oldest that may answer in its place.

Three lines, `000014\n000013\n5d8fa1c0\n`. Readers fall back from a damaged generation to the one
before it, but never below the second line: it is raised by each `forget`, so that what was
forgotten cannot come back that way, even while a process keeps the older files on disk. The third
line is the CRC-32 of the other two: one bit is all that parts a generation's name from another's.
"""

from __future__ import annotations

import contextlib
import dataclasses
import zlib
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store import disk
from search.engines.whoosh_engine.store.failures import damaged
from search.engines.whoosh_engine.store.layout import is_generation, temporary_name
from search.errors import NoIndex

if TYPE_CHECKING:
    from search.engines.whoosh_engine.store.layout import Layout

_LARGEST = 64


@dataclasses.dataclass(frozen=True, slots=True)
class Pointer:
    """What CURRENT says.

    Attributes:
        live: the live generation.
        floor: the oldest generation that may answer; at most `live`.
    """

    live: str
    floor: str


def read(layout: Layout) -> Pointer:
    """Return what CURRENT says.

    Raises:
        NoIndex: there is none.
        IndexDamaged: it is not one.
    """
    try:
        with layout.current.open("rb") as file:
            data = file.read(_LARGEST)
    except (FileNotFoundError, NotADirectoryError) as error:
        message = (
            f"Il n’y a pas encore d’index dans {layout.root}. "
            "Construisez-le avec « manchette rebuild DOSSIER »."
        )
        raise NoIndex(message) from error
    names = data.decode("latin-1").split("\n")[:2]
    if len(names) < 2 or not all(map(is_generation, names)):
        raise damaged("CURRENT", "ne nomme pas de génération")
    pointer = Pointer(*names)
    if data != encode(pointer):
        raise damaged("CURRENT", "ne correspond pas à sa somme de contrôle")
    if int(pointer.floor) > int(pointer.live):
        raise damaged("CURRENT", "se contredit")
    return pointer


def encode(pointer: Pointer) -> bytes:
    """Return the bytes of the file."""
    names = f"{pointer.live}\n{pointer.floor}\n".encode("ascii")
    return names + f"{zlib.crc32(names):08x}\n".encode("ascii")


def write(layout: Layout, pointer: Pointer) -> None:
    """Make a generation the live one, durably; an OSError leaves the one before it live."""
    before = layout.current.read_bytes() if layout.current.exists() else None
    _put(layout, encode(pointer))
    try:
        disk.fsync_dir(layout.root)
    except OSError:
        # Readers see the new name already, but a power loss may take it back: undo it, so that
        # "failed" means "unchanged". If the disk refuses this too, nothing is left to try.
        with contextlib.suppress(OSError):
            _undo(layout, before)
        raise


def _undo(layout: Layout, before: bytes | None) -> None:
    if before is None:
        disk.remove(layout.current)
    else:
        _put(layout, before)


def _put(layout: Layout, data: bytes) -> None:
    fresh = layout.root / temporary_name()
    disk.write_file(fresh, data)
    disk.fsync_file(fresh)
    disk.replace(fresh, layout.current)
