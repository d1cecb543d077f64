"""The folded form: what a word is without its accents."""

from __future__ import annotations

import functools
import re
import unicodedata

from unidecode import unidecode

_DECIMAL = re.compile(r"\d+[.,]\d+")

_LATIN_END = "\u0180"
"""Comes after the letters of European languages written in Latin ones (Latin Extended-A)."""

FIRST_LETTER_MIN = 3
"""Words shorter than this keep the accent of their first letter (`où` is not `ou`)."""


@functools.lru_cache(maxsize=1 << 14)
def fold(form: str) -> str:
    """Return the form through Unidecode, letters and digits only; the form if nothing is left.

    Unidecode's own output may hold spaces and signs (北京 gives "Bei Jing "): they are dropped.
    What makes a number another one is kept: `1.5` folds into `1,5`, and ½ is not 12.
    """
    if form.isascii() and form.isalnum():
        return form
    if form.isalpha() and max(form) < _LATIN_END:
        return form.translate(_latin())
    if _DECIMAL.fullmatch(form):
        return form.replace(".", ",")
    plain = unidecode(form).lower()
    return form if "/" in plain else "".join(filter(str.isalnum, plain)) or form


@functools.lru_cache(maxsize=1)
def _latin() -> dict[int, str]:
    """Return what Unidecode, which looks at each character alone, makes of Latin letters."""
    letters = filter(str.isalpha, map(chr, range(ord(_LATIN_END))))
    return {ord(one): "".join(filter(str.isalnum, unidecode(one).lower())) for one in letters}


def open_initial(form: str) -> str:
    """Return the form without the accent of its first letter, if it has three letters or more.

    French capitals often lose their accent (Etat, État), so a first letter's accent never
    distinguishes two words. A ligature stays.
    """
    if len(form) < FIRST_LETTER_MIN or form[0].isascii():
        return form
    return unicodedata.normalize("NFD", form[0])[0] + form[1:]
