"""The store: generations of opaque segments, published whole, read whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store import pointer
from search.engines.whoosh_engine.store.failures import explaining
from search.engines.whoosh_engine.store.layout import Layout
from search.engines.whoosh_engine.store.opening import open_current, open_previous
from search.engines.whoosh_engine.store.writing import Writing

if TYPE_CHECKING:
    from search.engines.whoosh_engine.store.held import Held
    from search.errors import IndexDamaged


class Store:
    """One index on disk; cheap to make, holds nothing, may be shared by threads."""

    def __init__(self, path: Path | str) -> None:
        """Name the folder of the index; it need not exist yet."""
        self.layout = Layout(Path(path))

    @property
    def path(self) -> Path:
        """The folder of the index."""
        return self.layout.root

    def current(self) -> Held:
        """Open the live generation, or the one before it if it is damaged.

        Raises:
            NoIndex: nothing was published yet.
            IndexDamaged: neither is whole; names the file.
            IndexProblem: the system refuses.
        """
        return open_current(self.layout)

    def previous(self, damage: IndexDamaged) -> Held:
        """Open the generation before the live one, for who finds damage while reading.

        Args:
            damage: what is wrong with the live one.

        Raises:
            IndexDamaged: `damage` itself, if that generation shares the file or cannot answer.
            NoIndex: nothing was published yet.
        """
        with explaining(self.path, "lire l’index"):
            return open_previous(self.layout, pointer.read(self.layout), damage)

    def live_generation(self) -> str:
        """Return the name of the live generation: one small read, to ask often.

        Raises:
            NoIndex: nothing was published yet.
            IndexDamaged: CURRENT is not readable.
        """
        with explaining(self.path, "lire l’index"):
            return pointer.read(self.layout).live

    def writer(self) -> Writing:
        """Return a generation in the making; entering its context takes the writer lock."""
        return Writing(self.layout)
