"""From what is printed to the form: NFC, lower case, plain apostrophe, nothing invisible.

Accents, œ and æ stay. Typographic ligatures (ﬁ, ﬂ) are letters set together, not a spelling, and
come apart. Forms are cut at 128 characters: longer ones are no words, and an engine's keys are
bounded.
"""

from __future__ import annotations

import re
import unicodedata

from search.analysis.chunks import APOSTROPHES, INVISIBLE

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
