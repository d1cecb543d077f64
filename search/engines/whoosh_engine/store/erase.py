"""Erasing older generations for good, once no process reads them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store.failures import explaining
from search.engines.whoosh_engine.store.holders import holders
from search.engines.whoosh_engine.store.lock import WriterLock
from search.engines.whoosh_engine.store.reclaim import reclaim
from search.errors import IndexBusy, StillHeld

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.whoosh_engine.store.generations import Store
    from search.engines.whoosh_engine.store.layout import Layout


def remove_older(
    store: Store,
    *,
    than: str | None = None,
    timeout: float = 60.0,
    poll: float = 0.25,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], object] = time.sleep,
) -> None:
    """Remove every generation older than one, and return when no process holds any.

    To call after a publish that forgets, once its writer is left: each try takes the writer
    lock for itself.

    Args:
        store: the index.
        than: the oldest generation to keep; the live one when not given.
        timeout: seconds to wait for those who read.
        poll: seconds between two tries.
        clock: seconds, as `time.monotonic`.
        sleep: waits so many seconds.

    Raises:
        StillHeld: a process still holds one after `timeout`, named; its files stay, answer
            nothing any more, and go at the next writer's run.
        NoIndex: nothing was published.
        IndexDamaged: a generation that stays cannot be read.
        IndexProblem: the system refuses.
    """
    oldest = than or store.live_generation()
    end = clock() + timeout
    while obstacle := _obstacle(store.layout, oldest):
        if clock() >= end:
            raise StillHeld(
                f"Oublié des résultats, mais pas encore effacé du disque : {obstacle} "
                f"(index {store.path}). Arrêtez ou relancez ce qui la retient ; "
                "l’effacement se fera à la prochaine écriture (« manchette update », "
                "« manchette forget »)."
            )
        sleep(poll)


def _obstacle(layout: Layout, oldest: str) -> str:
    """Remove what can be removed; return what stands in the way of the rest, or nothing."""
    keep = [name for name in layout.listed() if int(name) >= int(oldest)]
    try:
        with explaining(layout.root, "effacer d’anciens fichiers"), WriterLock(layout.lock):
            return "; ".join(_held(layout, name) for name in reclaim(layout, keep))
    except IndexBusy as busy:
        return str(busy).removesuffix(".")


def _held(layout: Layout, generation: str) -> str:
    who = " et ".join(map(str, holders(layout.manifest(generation)))) or "un processus inconnu"
    return f"{who} tient encore la génération {generation}"
