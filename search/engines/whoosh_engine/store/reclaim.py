"""Removing what no kept generation names, and never what a reader holds."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store import disk, lock, pointer, reading
from search.engines.whoosh_engine.store.failures import damaged
from search.engines.whoosh_engine.store.layout import CONTENT_ID, SEGMENT_ID, TEMPORARY
from search.errors import NoIndex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from search.engines.whoosh_engine.store.layout import Layout


def reclaim(layout: Layout, keep: Collection[str]) -> tuple[str, ...]:
    """Remove all other generations and what only they name; hold the writer lock.

    The live generation is kept whatever `keep` says. Generations that a reader holds stay, with
    their files, until another call. Files that the store did not name are left alone.

    Args:
        layout: the index.
        keep: generations to keep.

    Returns:
        The generations that stay because a reader holds them, oldest first.

    Raises:
        IndexDamaged: CURRENT or a generation that stays cannot be read, so that nobody can say
            what it needs; nothing is removed but temporary files.
    """
    sweep_temporary(layout)
    try:
        kept = {*keep, pointer.read(layout).live}
    except NoIndex:
        return ()
    with contextlib.ExitStack() as stack:
        listed = layout.listed()
        # A kept one is never locked, not for an instant: a reader could be opening it.
        doomed = [name for name in listed if name not in kept and _locked(layout, name, stack)]
        # Also the live one whose manifest is lost: what it needs cannot be known.
        stay = sorted(kept.union(listed).difference(doomed), key=int)
        needed = _needed(layout, stay)
        # The manifests go first, durably: one that outlived its files would look damaged.
        _remove_all([layout.manifest(name) for name in doomed])
    _remove_all([path for path in _pool(layout) if layout.name(path) not in needed])
    return tuple(name for name in stay if name not in kept)


def _locked(layout: Layout, name: str, stack: contextlib.ExitStack) -> bool:
    """Lock a generation against readers until the stack unwinds; False if one holds it."""
    file = lock.alone(layout.manifest(name))
    if file is None:
        return False
    stack.enter_context(file)
    return True


def _needed(layout: Layout, generations: Iterable[str]) -> frozenset[str]:
    """Return the entries of the pool that these generations name."""
    names: set[str] = set()
    for generation in generations:
        path = layout.manifest(generation)
        try:
            names |= reading.decode(path.read_bytes(), generation).names()
        except FileNotFoundError:
            raise damaged(layout.name(path), "manque") from None
    return frozenset(names)


def _pool(layout: Layout) -> Iterator[Path]:
    """Yield the segments, bitmaps and files of tombstones that exist."""
    for folder, pattern in (
        (layout.segments, SEGMENT_ID),
        (layout.deletions, CONTENT_ID),
        (layout.tombstones, CONTENT_ID),
    ):
        yield from (path for path in entries(folder) if pattern.fullmatch(path.name))


def entries(folder: Path) -> list[Path]:
    """Return what a folder holds, nothing if there is no folder."""
    return sorted(folder.iterdir()) if folder.is_dir() else []


def sweep_temporary(layout: Layout) -> None:
    """Remove what was never whole."""
    for folder in (layout.root, *layout.folders):
        _remove_all([path for path in entries(folder) if path.name.startswith(TEMPORARY)])


def _remove_all(paths: Collection[Path]) -> None:
    for path in paths:
        disk.remove(path)
    for folder in sorted({path.parent for path in paths}):
        disk.fsync_dir(folder)
