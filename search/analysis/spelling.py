"""From what is printed to the form: NFC, lower case, plain apostrophe, nothing invisible.

Accents, œ and æ stay. Typographic ligatures (ﬁ, ﬂ) are letters set together, not a spelling, and
come apart. Forms are cut at 128 characters: longer ones are no words, and an engine's keys are
bounded.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from search.analysis.chunks import APOSTROPHES, INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_FORM_CHARACTERS = 128

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_TYPOGRAPHIC = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | dict.fromkeys(APOSTROPHES, "'")
)


def form_of(text: str) -> str:
    """Return the form of a word as printed; never empty for a word that is not."""
    if text.isascii():
        return text.translate(_TYPOGRAPHIC).lower()[:MAX_FORM_CHARACTERS]
    visible = _INVISIBLE.sub("", text).translate(_TYPOGRAPHIC)
    form = unicodedata.normalize("NFC", visible.lower())
    return form[:MAX_FORM_CHARACTERS] or text[:MAX_FORM_CHARACTERS]


def capitalised(form: str) -> str:
    """Return a form with its first letter in capitals."""
    return form[:1].upper() + form[1:]


def forms_of(words: Sequence[str]) -> list[str]:
    """Return the form of each word of letters or figures alone, all of them at once."""
    if not words:
        return []
    lines = "\n".join(words).translate(_TYPOGRAPHIC).lower()
    forms = unicodedata.normalize("NFC", lines).split("\n")
    if max(map(len, forms)) > MAX_FORM_CHARACTERS:
        return [form[:MAX_FORM_CHARACTERS] for form in forms]
    return forms
