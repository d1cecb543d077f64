"""Where each thing of an index lies, and how it is named.

    CURRENT                     the live generation, and the oldest that may answer in its place
    generations/000012.json     manifests
    segments/<32 hex>/          immutable folders of flat files, named by their content
    deletions/<64 hex>          bitmaps of deleted documents, named by their content
    tombstones/<64 hex>         what was forgotten, named by its content
    writer.lock

Whatever is being written is called `.new-<random>` until it is whole: a name that starts so is
never read, and is removed by the next writer.
"""

from __future__ import annotations

import dataclasses
import re
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TEMPORARY = ".new-"
SEGMENT_ID = re.compile(r"[0-9a-f]{32}")
CONTENT_ID = re.compile(r"[0-9a-f]{64}")
_GENERATION = re.compile(r"[0-9]{6,12}")


def generation_name(number: int) -> str:
    """Return the name of the generation with this number, 1 and up."""
    return f"{number:06d}"


def is_generation(name: str) -> bool:
    """Say whether this is how a generation is called: no sign, no needless zeros, not zero."""
    return (
        _GENERATION.fullmatch(name) is not None
        and int(name) > 0
        and generation_name(int(name)) == name
    )


def temporary_name() -> str:
    """Return a fresh name for something that is not whole yet."""
    return TEMPORARY + secrets.token_hex(8)


@dataclasses.dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one index.

    Attributes:
        root: the folder of the index.
    """

    root: Path

    @property
    def current(self) -> Path:
        """The file that names the live generation."""
        return self.root / "CURRENT"

    @property
    def lock(self) -> Path:
        """The file that a writer locks."""
        return self.root / "writer.lock"

    @property
    def generations(self) -> Path:
        """The folder of the manifests."""
        return self.root / "generations"

    @property
    def segments(self) -> Path:
        """The folder of the segments."""
        return self.root / "segments"

    @property
    def deletions(self) -> Path:
        """The folder of the bitmaps of deleted documents."""
        return self.root / "deletions"

    @property
    def tombstones(self) -> Path:
        """The folder of what was forgotten."""
        return self.root / "tombstones"

    @property
    def folders(self) -> tuple[Path, ...]:
        """The four folders of the pool."""
        return (self.generations, self.segments, self.deletions, self.tombstones)

    def manifest(self, generation: str) -> Path:
        """Return the manifest's path."""
        return self.generations / f"{generation}.json"

    def name(self, path: Path) -> str:
        """Return how messages call a file: its path relative to the index."""
        return path.relative_to(self.root).as_posix()

    def listed(self) -> list[str]:
        """Return the generations that have a manifest, oldest first."""
        if not self.generations.is_dir():
            return []
        names = (path.stem for path in self.generations.iterdir() if path.suffix == ".json")
        return sorted(filter(is_generation, names), key=int)
