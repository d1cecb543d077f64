"""Every change that the store makes to the file system goes through these functions.

So the order of the protocol can be recorded, and a power loss replayed after each call. Callers
write `disk.rename(…)`, never `from disk import rename`, so that a test can stand in between.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def make_dir(path: Path) -> None:
    """Make one folder; its parent exists."""
    path.mkdir()


def write_file(path: Path, data: bytes) -> None:
    """Write a new file; it is not durable before `fsync_file` and `fsync_dir` of its folder."""
    with path.open("xb") as file:
        file.write(data)


def fsync_file(path: Path) -> None:
    """Return once the bytes of the file would survive a power loss."""
    _fsync(path, os.O_RDONLY)


def fsync_dir(path: Path) -> None:
    """Return once the names in the folder would survive a power loss."""
    _fsync(path, os.O_RDONLY | os.O_DIRECTORY)


def rename(source: Path, target: Path) -> None:
    """Give a file or a folder its final name, which is free."""
    source.rename(target)


def replace(source: Path, target: Path) -> None:
    """Put a file in the place of another, atomically."""
    source.replace(target)


def remove(path: Path) -> None:
    """Remove a file, or a folder with all it holds; one that is gone already is no error."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _fsync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
