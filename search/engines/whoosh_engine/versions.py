"""What builds a segment, for its manifest: a change of one is a reason to rebuild."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.analysis import french, lemmas, sounds, stems
from search.engines.whoosh_engine.format import arrays
from search.engines.whoosh_engine.store.failures import other_format

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.engines.whoosh_engine.store.manifest import SegmentRecord

FORMAT = str(arrays.VERSION)
"""The format that this program writes and reads."""


def versions() -> dict[str, str]:
    """Return the versions of what builds a segment, by name."""
    return {
        "format": FORMAT,
        "analysis": french.VERSION,
        "dictionary": lemmas.VERSION,
        "stemmer": stems.VERSION,
        "sounds": sounds.VERSION,
    }


def format_of(built: Mapping[str, str]) -> str:
    """Return the format that a segment's versions name, « ? » where they name none."""
    return built.get("format", "?")


def check_format(record: SegmentRecord) -> None:
    """Check that a segment is in the format that this program reads.

    Its manifest says so, whose checksum was right; in the file itself another number is damage.

    Raises:
        OtherFormat: it is in another one.
    """
    found = format_of(record.versions)
    if found != FORMAT:
        raise other_format(record.id, found, FORMAT)
