"""One word occurrence."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Token:
    """One occurrence of a word in a text.

    Attributes:
        surface: the word as printed, without the article elided before it.
        start, end: where it stands in the original text, in characters; `text[start:end]` is the
            surface.
        position: its rank in the text, from 0.
        form: its spelling: lower case, NFC, plain apostrophe, accents and œ/æ kept.
        elided: the letters elided before it (`l` in `l’été`), empty if there are none.
    """

    surface: str
    start: int
    end: int
    position: int
    form: str
    elided: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a chunk on its way to becoming a token.

    Attributes:
        surface: the stretch as printed.
        start: where it begins in the chunk, in characters.
        elided: the letters elided before it.
        joined: its letters once what joins them (full stops, thousands' spaces) is dropped; the
            surface where nothing is.
    """

    surface: str
    start: int
    elided: str
    joined: str

    @property
    def end(self) -> int:
        """Where it ends in the chunk, in characters."""
        return self.start + len(self.surface)
