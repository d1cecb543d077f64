"""`O.N.U.` becomes `ONU`: single letters joined by full stops are one word.

Leaves alone anything with two letters between two full stops (`www.exemple.fr` is three words).
The surface keeps its full stops, so that offsets still give back what was printed.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.analysis.token import Piece

_ACRONYM = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?")


def join_acronyms(pieces: list[Piece]) -> list[Piece]:
    """Drop the full stops of acronyms from the joined letters."""
    return [
        dataclasses.replace(piece, joined=piece.joined.replace(".", ""))
        if _ACRONYM.fullmatch(piece.surface)
        else piece
        for piece in pieces
    ]
