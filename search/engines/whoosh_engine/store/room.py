"""Whether a build has the room it needs, known before it starts."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from search.errors import NotEnoughDisk

if TYPE_CHECKING:
    from pathlib import Path

_MEGA = 1_000_000
_GIGA = 1_000_000_000


def check_room(path: Path, needed_bytes: int) -> None:
    """Check that the disk of a folder has so many bytes free.

    Args:
        path: the folder of the index; it need not exist.
        needed_bytes: what the build will write.

    Raises:
        NotEnoughDisk: it has not, with both figures.
    """
    place = next(folder for folder in (path, *path.absolute().parents) if folder.exists())
    free = shutil.disk_usage(place).free
    if free < needed_bytes:
        message = (
            f"Pas assez de place sur le disque de {path} : il faut {french_size(needed_bytes)}, "
            f"il reste {french_size(free)}. Libérez de la place ou choisissez un autre dossier "
            "(--index DOSSIER)."
        )
        raise NotEnoughDisk(message)


def french_size(size: int) -> str:
    """Return a size for a reader: `950 Mo`, `12,3 Go`; a started megabyte counts."""
    if size >= _GIGA:
        return f"{size / _GIGA:.1f} Go".replace(".", ",")
    return f"{-(-size // _MEGA)} Mo"
