"""`1 000` and `1.000` become `1000`; `19.06.2024` and `12h30` become three words; `1,5` stays.

Groups are of exactly three digits after one to three, so that `2016 100 000` is two numbers. A
comma is a decimal sign and stays, as does a single full stop between digits (`1.5`). A unit printed
against its number is a word of its own: `50km` is `50 km`.
"""

from __future__ import annotations

import dataclasses
import re

from search.analysis.chunks import GROUP_SPACES
from search.analysis.token import Piece

_GROUPED = re.compile(rf"\d{{1,3}}(?:[{GROUP_SPACES}]\d{{3}})+(?:,\d+)?")
_DOTTED = re.compile(r"\d+(?:[.,]\d+){2,}")
_WITH_UNIT = re.compile(
    r"(\d+)(h|min|mn|mm|cm|m|km|kg|ha|m[23²³]|km[2²])|(\d+)(h)(\d\d)", re.IGNORECASE
)
_SPACES = str.maketrans("", "", GROUP_SPACES)


def join_numbers(pieces: list[Piece]) -> list[Piece]:
    """Join grouped numbers; part those that dots string together (dates) and those with a unit."""
    return [part for piece in pieces for part in _read_number(piece)]


def _read_number(piece: Piece) -> list[Piece]:
    if not piece.surface[0].isdigit():
        return [piece]
    if _GROUPED.fullmatch(piece.surface):
        return [dataclasses.replace(piece, joined=piece.surface.translate(_SPACES))]
    if _DOTTED.fullmatch(piece.surface):
        return _cut(piece, [match.span() for match in re.finditer(r"\d+", piece.surface)])
    if match := _WITH_UNIT.fullmatch(piece.surface):
        return _cut(piece, [match.span(group) for group in range(1, 6) if match[group]])
    return [piece]


def _cut(piece: Piece, spans: list[tuple[int, int]]) -> list[Piece]:
    surfaces = ((piece.surface[start:end], piece.start + start) for start, end in spans)
    return [Piece(surface, start, "", surface) for surface, start in surfaces]
