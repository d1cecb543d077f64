"""What builds a segment, for its manifest: a change of one is a reason to rebuild."""

from __future__ import annotations

from search.analysis import french, lemmas, sounds, stems
from search.engines.whoosh_engine.format import arrays


def versions() -> dict[str, str]:
    """Return the versions of what builds a segment, by name."""
    return {
        "format": str(arrays.VERSION),
        "analysis": french.VERSION,
        "dictionary": lemmas.VERSION,
        "stemmer": stems.VERSION,
        "sounds": sounds.VERSION,
    }
