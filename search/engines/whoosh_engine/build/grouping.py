"""Under which stem the postings of a form stand, and in which order."""

from __future__ import annotations

from search.analysis.stems import stem_of
from search.engines.whoosh_engine.format.strings import utf8

_PARTING = b"\0"


def group_key(form: str, lemma: str) -> bytes:
    """Return the bytes that sort a form as the files do: by its first lemma's stem, then itself."""
    return _PARTING.join((utf8(stem_of(lemma.lstrip("~"))), utf8(form)))


def parted(key: bytes) -> tuple[bytes, bytes]:
    """Return the stem and the form of a key."""
    stem, _, form = key.partition(_PARTING)
    return stem, form
