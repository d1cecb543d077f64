"""Opening the generation that answers: the live one, or the one before it if it is damaged."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store import pointer
from search.engines.whoosh_engine.store.failures import NewerFormat, explaining
from search.engines.whoosh_engine.store.held import Held
from search.errors import IndexBusy, IndexDamaged

if TYPE_CHECKING:
    from search.engines.whoosh_engine.store.layout import Layout
    from search.engines.whoosh_engine.store.pointer import Pointer

# A try fails only if two publishes ended between reading a name and opening a file.
TRIES = 20
_PAUSE = 0.01


def open_current(layout: Layout) -> Held:
    """Open the generation that answers.

    Raises:
        NoIndex: nothing was published yet.
        IndexDamaged: neither the live generation nor the one before it is whole.
        IndexBusy: generations follow each other faster than they can be opened.
        IndexProblem: the system refuses.
    """
    with explaining(layout.root, "lire l’index"):
        for _ in range(TRIES):
            named = pointer.read(layout)
            try:
                return _open_named(layout, named)
            except IndexDamaged:
                # Numbers only grow: the same name before and after was live all the while.
                if pointer.read(layout) == named:
                    raise
            time.sleep(_PAUSE)  # the pool moved: what was missing had been replaced
    message = f"L’index {layout.root} change trop vite pour être lu. Réessayez dans un instant."
    raise IndexBusy(message)


def open_previous(layout: Layout, named: Pointer, damage: IndexDamaged) -> Held:
    """Open the generation before the live one, in its place.

    Args:
        layout: the index.
        named: what CURRENT says.
        damage: what is wrong with the live one.

    Raises:
        IndexDamaged: `damage` itself, if there is none, if it shares the damaged file, if it is
            damaged too or if it holds what was forgotten since.
    """
    generation = previous(layout, named)
    if generation is None or isinstance(damage, NewerFormat):
        raise damage
    try:
        held = Held(layout, generation)
    except IndexDamaged:
        raise damage from None
    if damage.file in {file.path for file in held.manifest.files()}:
        held.release()
        raise damage
    held.sought = named.live
    held.fallback_reason = f"{damage} En attendant, la génération {generation} répond."
    return held


def previous(layout: Layout, named: Pointer) -> str | None:
    """Return the generation that may answer in place of the live one, None if there is none."""
    lowest, live = int(named.floor), int(named.live)
    before = [name for name in layout.listed() if lowest <= int(name) < live]
    return before[-1] if before else None


def sound_previous(layout: Layout, named: Pointer) -> tuple[str, ...]:
    """Return the generation before the live one if it is whole: worth keeping."""
    generation = previous(layout, named)
    if generation is None:
        return ()
    try:
        Held(layout, generation).release()
    except IndexDamaged:
        return ()
    return (generation,)


def _open_named(layout: Layout, named: Pointer) -> Held:
    try:
        return Held(layout, named.live)
    except IndexDamaged as damage:
        if pointer.read(layout) != named:
            raise  # not damaged: collected, since another one is live
        return open_previous(layout, named, damage)
