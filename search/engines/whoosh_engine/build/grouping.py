"""Under which stem the postings of a form stand, and in which order."""

from __future__ import annotations

from search.analysis.lemmas import find_lemmas
from search.analysis.stems import stem_of
from search.engines.whoosh_engine.format.strings import utf8

_PARTING = b"\0"


def group_key(form: str) -> bytes:
    """Return the bytes that sort a form as the files do: by stem, then by spelling."""
    return _PARTING.join((utf8(stem_key(form)), utf8(form)))


def stem_key(form: str) -> str:
    """Return the stem that a form's postings are grouped under."""
    return stem_of(find_lemmas(form)[0].lstrip("~"))


def parted(key: bytes) -> tuple[bytes, bytes]:
    """Return the stem and the form of a key."""
    stem, _, form = key.partition(_PARTING)
    return stem, form
