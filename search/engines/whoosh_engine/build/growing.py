"""Arrays that grow at their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from search.engines.whoosh_engine.format.arrays import Array

_FIRST_ROOM = 1 << 10


class Growing:
    """An array to which items are added; its room doubles when it is full."""

    def __init__(self, kind: npt.DTypeLike) -> None:
        """Begin with nothing."""
        self._room = np.zeros(_FIRST_ROOM, kind)
        self.size = 0

    @property
    def array(self) -> Array:
        """The items so far; what is added later may stand elsewhere."""
        return self._room[: self.size]

    @property
    def nbytes(self) -> int:
        """Bytes that are held, the room for more among them."""
        return self._room.nbytes

    def extend(self, items: Array) -> None:
        """Add items at the end."""
        end = self.size + items.size
        if end > self._room.size:
            room = np.zeros(max(end, 2 * self._room.size), self._room.dtype)
            room[: self.size] = self.array
            self._room = room
        self._room[self.size : end] = items
        self.size = end
