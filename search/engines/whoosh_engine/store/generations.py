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

    def previous(self, damage: IndexDamaged, held: Held | None = None) -> Held:
        """Open another generation than one that turned out to be damaged while it was read.

        Args:
            damage: what is wrong with it.
            held: the damaged one, released or not; the live one when not given.

        Returns:
            What is live if that is another one by now, else the generation before it.

        Raises:
            IndexDamaged: `damage` itself, if that generation shares the file or cannot answer.
            NoIndex: the index is gone.
        """
        with explaining(self.path, "lire l’index"):
            named = pointer.read(self.layout)
            if held and named.live != held.sought:
                return open_current(self.layout)
            if held and named.live != held.generation:
                raise damage  # it was the previous one already
            return open_previous(self.layout, named, damage)

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
