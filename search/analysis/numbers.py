"""`1 000` and `1.000` become `1000`; `19.06.2024` becomes three numbers; `1,5` stays.

Groups are of exactly three digits after one to three, so that `2016 100 000` is two numbers. A
comma is a decimal sign and stays, as does a single full stop between digits (`1.5`).
"""

from __future__ import annotations

import dataclasses
import re

from search.analysis.chunks import GROUP_SPACES
from search.analysis.token import Piece

_GROUPED = re.compile(rf"\d{{1,3}}(?:[{GROUP_SPACES}]\d{{3}})+(?:,\d+)?")
_DOTTED = re.compile(r"\d+(?:[.,]\d+){2,}")
_SPACES = str.maketrans("", "", GROUP_SPACES)


def join_numbers(pieces: list[Piece]) -> list[Piece]:
    """Join grouped numbers, and part numbers that dots only string together (dates)."""
    return [part for piece in pieces for part in _read_number(piece)]


def _read_number(piece: Piece) -> list[Piece]:
    if not piece.surface[0].isdigit():
        return [piece]
    if _GROUPED.fullmatch(piece.surface):
        return [dataclasses.replace(piece, joined=piece.surface.translate(_SPACES))]
    if _DOTTED.fullmatch(piece.surface):
        parts = re.finditer(r"\d+", piece.surface)
        return [Piece(m[0], piece.start + m.start(), "", m[0]) for m in parts]
    return [piece]
