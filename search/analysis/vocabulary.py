"""Whether a word is French: asked of words that a collection does not hold.

Serving does without the dictionary, which takes 45 MB: what the corpus holds has its lemmas in the
lexicon. Of the other words only this is asked, so that none is taken for a slip of another. Kept
are four bytes a word, a megabyte or two, made at the first such word of a process in half a second;
one strange word of 10,000 passes for French.
"""

from __future__ import annotations

import functools
import unicodedata
import zlib
from typing import TYPE_CHECKING

import numpy as np
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray


def is_french(form: str) -> bool:
    """Tell whether the dictionary knows a form as it is, or a bare one with accents."""
    known = _known()
    wanted = np.uint32(zlib.crc32(form.encode()))
    at = int(known.searchsorted(wanted))
    return at < known.size and bool(known[at] == wanted)


@functools.lru_cache(maxsize=1)
def _known() -> NDArray[np.uint32]:
    """Return a checksum of every form and of every form without its accents, sorted."""
    forms: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary("fr")
    return np.unique(np.fromiter(_checksums(forms), np.uint32))


def _checksums(forms: Mapping[str, str]) -> Iterator[int]:
    for form in forms:
        yield zlib.crc32(form.encode())
        if not form.isascii():
            plain = unicodedata.normalize("NFD", form.replace("œ", "oe").replace("æ", "ae"))
            yield zlib.crc32(plain.encode("ascii", "ignore"))
