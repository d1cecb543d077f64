"""What a writer looks at and makes sure of before it begins."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store import disk, pointer
from search.engines.whoosh_engine.store.failures import NewerFormat
from search.engines.whoosh_engine.store.filesystem import network_filesystem
from search.engines.whoosh_engine.store.opening import open_current
from search.errors import IndexProblem, NoIndex

if TYPE_CHECKING:
    from pathlib import Path

    from search.engines.whoosh_engine.store.layout import Layout
    from search.engines.whoosh_engine.store.manifest import Manifest
    from search.engines.whoosh_engine.store.pointer import Pointer

logger = logging.getLogger(__name__)


def warn_of_network(root: Path) -> None:
    """Log a warning where neither locks nor durability are promised."""
    kind = network_filesystem(root)
    if kind is not None:
        logger.warning(
            "L’index %s est sur un système de fichiers réseau (%s) : les verrous et la "
            "durabilité n’y sont pas garantis. Préférez un disque local.",
            root,
            kind,
        )


def make_folders(layout: Layout) -> None:
    """Make the folders of an index that are missing, durably."""
    missing = [path for path in (layout.root, *layout.root.parents) if not path.exists()]
    wanted = [*reversed(missing), *(path for path in layout.folders if not path.exists())]
    for path in wanted:
        with contextlib.suppress(FileExistsError):  # another writer, just now
            disk.make_dir(path)
        disk.fsync_dir(path.parent)
    if not layout.current.exists():
        # Who made the folder may have been killed before this; a parent that may not be read
        # was not made by us.
        with contextlib.suppress(PermissionError):
            disk.fsync_dir(layout.root.absolute().parent)


def answering(layout: Layout) -> tuple[Manifest | None, bool]:
    """Return the generation that answers, and whether it is not the live one.

    A damaged index can be rebuilt, one of a later format cannot be overwritten.
    """
    try:
        with open_current(layout) as held:
            if held.fallback_reason:
                logger.warning("%s", held.fallback_reason)
            return held.manifest, bool(held.fallback_reason)
    except NoIndex:
        return None, True
    except NewerFormat:
        raise
    except IndexProblem as error:
        logger.warning("%s", error)
        return None, True


def named(layout: Layout) -> Pointer | None:
    """Return what CURRENT says, None if there is none or it is damaged."""
    try:
        return pointer.read(layout)
    except IndexProblem:
        return None
