"""A provenance as the counts of a manifest, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.engines.keeping import Provenance

if TYPE_CHECKING:
    from search.engines.whoosh_engine.store.manifest import Counts

_READ, _SKIPPED, _LEFTOVERS = "read", "skipped", "leftovers"


def counted(provenance: Provenance) -> Counts:
    """Return the counts that a manifest keeps."""
    return {
        _READ: {
            "files": provenance.files,
            "articles": provenance.articles,
            "undatable": provenance.undatable,
            "duplicates": provenance.duplicates,
        },
        _SKIPPED: dict(provenance.skipped),
        _LEFTOVERS: dict(provenance.leftovers),
    }


def provenance_in(counts: Counts) -> Provenance:
    """Return what a manifest's counts say; nothing where it says nothing (an older index)."""
    read = counts.get(_READ, {})
    return Provenance(
        files=read.get("files", 0),
        articles=read.get("articles", 0),
        undatable=read.get("undatable", 0),
        duplicates=read.get("duplicates", 0),
        skipped=dict(counts.get(_SKIPPED, {})),
        leftovers=dict(counts.get(_LEFTOVERS, {})),
    )
