"""Checking every byte of the kept generations against their manifests."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from search.engines.keeping import Finding, say_nothing
from search.engines.whoosh_engine.store import pointer, reading
from search.engines.whoosh_engine.store.failures import explaining
from search.engines.whoosh_engine.store.held import check_file
from search.engines.whoosh_engine.store.lock import SharedHold
from search.engines.whoosh_engine.store.manifest import FileRecord
from search.engines.whoosh_engine.store.sealing import sha256
from search.errors import IndexDamaged, NoIndex
from search.system_errors import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.keeping import Told
    from search.engines.whoosh_engine.store.generations import Store
    from search.engines.whoosh_engine.store.layout import Layout
    from search.engines.whoosh_engine.store.manifest import Manifest


class _Reading:
    """How far all the files are read."""

    def __init__(self, layout: Layout, told: Told) -> None:
        self._told = told
        self._done = 0
        self._all = sum(file.size for file in _named(layout))

    def read(self, count: int) -> None:
        """Tell that so many bytes more are read."""
        self._done += count
        self._told(min(self._done, self._all), self._all)


def _named(layout: Layout) -> set[FileRecord]:
    """Return the files of every generation whose manifest can be read, each once."""
    named: set[FileRecord] = set()
    for generation in layout.listed():
        with (
            contextlib.suppress(IndexDamaged, OSError),
            layout.manifest(generation).open("rb") as one,
        ):
            named.update(reading.decode(one.read(reading.LARGEST_MANIFEST + 1), generation).files())
    return named


def verify(store: Store, told: Told = say_nothing) -> Iterator[Finding]:
    """Yield what is found of CURRENT, of each manifest and of each file it names, newest first.

    A file that several generations share is read once. A file in a segment's folder that no
    manifest names is a finding too: nobody reads it, but the store did not put it there.

    Args:
        store: of the generations.
        told: called as files are read with the bytes done, and all of them.

    Raises:
        NoIndex: nothing was published.
        IndexProblem: the system refuses.
    """
    layout = store.layout
    with explaining(store.path, "vérifier l’index"):
        yield _current(layout)
        seen: set[FileRecord] = set()
        progress = _Reading(layout, told)
        for generation in reversed(layout.listed()):
            yield from _generation(layout, generation, seen, progress)


def _current(layout: Layout) -> Finding:
    try:
        live = pointer.read(layout).live
    except NoIndex:
        if not layout.listed():
            raise
        return Finding("CURRENT", False, "Le fichier CURRENT manque.")
    except IndexDamaged as error:
        return Finding("CURRENT", False, str(error))
    if live not in layout.listed():
        problem = f"CURRENT nomme la génération {live}, qui manque."
        return Finding("CURRENT", False, problem)
    return Finding("CURRENT", True)


def _generation(
    layout: Layout, generation: str, seen: set[FileRecord], progress: _Reading
) -> Iterator[Finding]:
    path = layout.manifest(generation)
    try:
        hold = SharedHold(path)
    except FileNotFoundError:
        return  # collected since it was listed
    try:
        manifest = reading.decode(hold.read(reading.LARGEST_MANIFEST + 1), generation)
        yield Finding(layout.name(path), True)
        yield from _files(layout, manifest, seen, progress)
    except IndexDamaged as error:
        yield Finding(error.file, False, str(error))
    finally:
        hold.release()


def _files(
    layout: Layout, manifest: Manifest, seen: set[FileRecord], progress: _Reading
) -> Iterator[Finding]:
    for file in manifest.files():
        if file not in seen:
            seen.add(file)
            yield _file(layout, file, progress)
    for segment in manifest.segments:
        folder = layout.segments / segment.id
        named = {folder / file.path for file in segment.files}
        for path in sorted(folder.rglob("*")):
            extra = FileRecord(layout.name(path), 0, "")
            if path not in named and not path.is_dir() and extra not in seen:
                seen.add(extra)
                yield Finding(extra.path, False, "Aucun manifeste ne nomme ce fichier.")


def _file(layout: Layout, file: FileRecord, progress: _Reading) -> Finding:
    try:
        check_file(layout.root, file)
        if sha256(layout.root / file.path, progress.read) == file.sha256:
            return Finding(file.path, True)
    except IndexDamaged as error:
        return Finding(file.path, False, str(error))
    except OSError as error:
        return Finding(file.path, False, f"Le disque ne peut pas le lire : {said(error)}.")
    return Finding(file.path, False, "Son contenu n’est pas celui que dit le manifeste.")
