"""What Whoosh indexes: two fields of forms with their positions, analysed before they get there."""

from __future__ import annotations

from whoosh import versionstring
from whoosh.fields import TEXT, Schema

from search.analysis import french, lemmas, stems
from search.engines.whoosh_engine.format import arrays

TITLE, TEXT_FIELD = FIELDS = ("title", "text")


def schema() -> Schema:
    """Return the schema of a segment; Whoosh takes a list of forms as it is, unanalysed."""
    return Schema(**{field: TEXT(phrase=True) for field in FIELDS})


def versions() -> dict[str, str]:
    """Return what builds a segment, by name, for its manifest."""
    return {
        "format": str(arrays.VERSION),
        "analysis": french.VERSION,
        "dictionary": lemmas.VERSION,
        "stemmer": stems.VERSION,
        "whoosh": versionstring(build=False),
    }
