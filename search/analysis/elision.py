"""`l’été` becomes `été`, and keeps in mind that `l` was elided.

Takes off l d j m t s n c qu jusqu lorsqu puisqu quoiqu, as often as they follow one another
(`d’O’Brien` is `O’Brien`). Leaves alone every other apostrophe, which is part of a word
(`aujourd’hui`, `presqu’île`, `prud’homme`, `entr’acte`, `O’Brien`, `rock’n’roll`).
"""

from __future__ import annotations

import re

from search.analysis.chunks import APOSTROPHES
from search.analysis.token import Piece

_ELIDED = re.compile(
    rf"(l|d|j|m|t|s|n|c|qu|jusqu|lorsqu|puisqu|quoiqu)[{APOSTROPHES}](?=.)", re.IGNORECASE
)


def take_off_elision(pieces: list[Piece]) -> list[Piece]:
    """Take elided words off the front of each piece."""
    return [_without_elision(piece) for piece in pieces]


def _without_elision(piece: Piece) -> Piece:
    begin, elided = 0, ""
    while match := _ELIDED.match(piece.surface, begin):
        begin, elided = match.end(), match[1].lower()
    if not begin:
        return piece
    rest = piece.surface[begin:]
    return Piece(rest, piece.start + begin, elided, rest)
