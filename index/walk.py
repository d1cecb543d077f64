"""The files of the PATHs of a command, in an order that is the same at each run.

Hidden files are left alone. Links that lead out of the folder are not what was asked for: they
are named and not followed. A link inside the folder is followed if nothing else leads where it
does.
"""

from __future__ import annotations

import dataclasses
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from index.readers.interface import Reason, Skipped
from search.errors import InvalidInput
from search.system_errors import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclasses.dataclass(frozen=True, slots=True)
class Input:
    """One file to read.

    Attributes:
        path: where it was found.
        origin: its absolute path, links resolved; what its documents are filed under.
        name: its path relative to the PATH argument, with slashes.
        size: in bytes, on disk.
    """

    path: Path
    origin: str
    name: str
    size: int


def printable(path: Path | str) -> str:
    """Return a path as text that can be stored: bytes that are not UTF-8 spelt out."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def walk(paths: Sequence[Path]) -> Iterator[Input | Skipped]:
    """Yield each file once, though several PATHs or links lead to it; and what cannot be read.

    Raises:
        InvalidInput: a PATH does not exist, or there is none.
    """
    if not paths:
        raise InvalidInput("Aucun chemin : indiquez un fichier ou un dossier à lire.")
    for path in paths:
        if not path.exists():
            message = f"« {printable(path)} » n’existe pas : vérifiez le chemin."
            raise InvalidInput(message)
    seen: set[Path] = set()
    for path in paths:
        yield from _Walk(path, seen).inputs()


class _Walk:
    """The walk through one PATH."""

    def __init__(self, root: Path, seen: set[Path]) -> None:
        """Walk `root`, passing over the files and folders in `seen` and adding to it."""
        self._root = root
        self._home = _real(root)
        self._seen = seen
        self._links: list[Path] = []

    def inputs(self) -> Iterator[Input | Skipped]:
        """Yield the files: those of the folder itself first, then those only links lead to."""
        yield from self._entry(self._root)
        while self._links:
            link = self._links.pop(0)
            target = _real(link)
            if not target.is_relative_to(self._home):
                yield Skipped(link, Reason.OUTSIDE)
            elif target not in self._seen:
                yield from self._entry(link)

    def _entry(self, path: Path) -> Iterator[Input | Skipped]:
        """Yield the files at or under a path."""
        try:
            status = path.stat()
        except OSError as error:
            yield _unreadable(path, error)
            return
        real = _real(path)
        if real in self._seen:
            return
        self._seen.add(real)
        if stat.S_ISDIR(status.st_mode):
            yield from self._folder(path)
        elif stat.S_ISREG(status.st_mode):
            yield Input(path, printable(real), self._name(path), status.st_size)
        else:
            yield Skipped(path, Reason.NOT_A_FILE)

    def _folder(self, folder: Path) -> Iterator[Input | Skipped]:
        """Yield the files under a folder, sorted by name; links are kept for later."""
        try:
            names = sorted(entry.name for entry in os.scandir(folder))
        except OSError as error:
            yield _unreadable(folder, error)
            return
        for name in names:
            path = folder / name
            if name.startswith("."):
                continue
            if path.is_symlink():
                self._links.append(path)
            else:
                yield from self._entry(path)

    def _name(self, path: Path) -> str:
        """Return the path relative to the PATH argument; a file's own name if it is the PATH."""
        return printable(
            path.name if path == self._root else path.relative_to(self._root).as_posix()
        )


def _real(path: Path) -> Path:
    """Return where links lead; a path itself where they lead in a circle, which `stat` says."""
    return Path(os.path.realpath(path))


def _unreadable(path: Path, error: OSError) -> Skipped:
    """Return what is said of a path that the system does not let us read."""
    return Skipped(path, Reason.UNREADABLE, params={"error": said(error)})
