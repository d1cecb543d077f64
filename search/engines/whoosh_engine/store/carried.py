"""Which tombstones the next generation inherits: what was forgotten outlives any damage."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store.failures import NewerFormat
from search.engines.whoosh_engine.store.held import read_tombstones
from search.engines.whoosh_engine.store.layout import CONTENT_ID
from search.engines.whoosh_engine.store.manifest import FileRecord
from search.engines.whoosh_engine.store.reclaim import entries
from search.engines.whoosh_engine.store.sealing import sha256
from search.errors import IndexDamaged

if TYPE_CHECKING:
    from search.engines.whoosh_engine.store.layout import Layout
    from search.engines.whoosh_engine.store.manifest import Manifest

logger = logging.getLogger(__name__)


def carried_tombstones(
    layout: Layout, base: Manifest | None, *, everything: bool
) -> list[FileRecord]:
    """Return the files of tombstones that stay in force, sorted by name.

    A file that is damaged is left out, with a warning: better a rebuild that says so than an
    index that can never be written again.

    Args:
        layout: the index.
        base: the generation that answers.
        everything: it is not the live one, so that it may lack the latest tombstones: take all
            the files that are there, whose names prove their content.

    Raises:
        IndexDamaged: a file is of a later format.
    """
    named = {file.path for file in base.tombstones} if base else set()
    if everything:
        found = entries(layout.tombstones)
        named |= {path.name for path in found if CONTENT_ID.fullmatch(path.name)}
    return [record for name in sorted(named) if (record := _record(layout, name))]


def _record(layout: Layout, name: str) -> FileRecord | None:
    path = layout.tombstones / name
    try:
        size = path.stat().st_size
        record = FileRecord(name, size, sha256(path))
        read_tombstones(layout, record)
    except NewerFormat:
        raise  # whole: not for this program to leave out
    except (FileNotFoundError, IndexDamaged):
        record = None
    if record is None or record.sha256 != name:
        logger.warning(
            "Le fichier d’oublis tombstones/%s de l’index %s est endommagé et laissé de côté : "
            "des articles oubliés peuvent revenir. Restaurez-le d’une sauvegarde.",
            name,
            layout.root,
        )
        return None
    return record
