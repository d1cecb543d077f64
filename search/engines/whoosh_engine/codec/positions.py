"""How Whoosh sees a posting's value: fulfils `whoosh.formats.Format`.

Whoosh's own Positions pickles; ours are plain numbers. Nothing of this is on disk: the matcher
encodes a value when Whoosh asks for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from whoosh.formats import Positions

if TYPE_CHECKING:
    from collections.abc import Sequence

_POSITION = np.dtype("<u4")


class PlainPositions(Positions):
    """Positions as 32-bit numbers, end to end; weights and frequencies are their number."""

    def encode(self, poslist: Sequence[int]) -> bytes:
        """Return positions as bytes."""
        return np.array(poslist, _POSITION).tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """Return what `encode` was given."""
        positions: list[int] = np.frombuffer(valuestring, _POSITION).tolist()
        return positions

    def decode_frequency(self, valuestring: bytes) -> int:
        """Return the number of positions."""
        return len(valuestring) // _POSITION.itemsize
