"""Erases documents: rewrites the segments that hold them, and publishes their tombstones."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from search.engines.keeping import GenerationId, Receipt, say_nothing
from search.engines.whoosh_engine.build.arrivals import Arrivals
from search.engines.whoosh_engine.build.segment import write_segment
from search.engines.whoosh_engine.build.spool import SPOOL, Spool
from search.engines.whoosh_engine.build.workers import Workers
from search.engines.whoosh_engine.segment import Segment, kept_segment
from search.engines.whoosh_engine.store import Forgotten, NewSegment, tombstones
from search.engines.whoosh_engine.versions import versions
from search.errors import UnknownDocument

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from search.document import Document, DocumentId
    from search.engines.keeping import Told
    from search.engines.whoosh_engine.build.budget import Budget
    from search.engines.whoosh_engine.store import SegmentRecord, Store, Writing


def rewrite_without(
    store: Store,
    writing: Writing,
    ids: Collection[DocumentId],
    budget: Budget,
    told: Told = say_nothing,
) -> Receipt:
    """Publish a generation in which these documents are nowhere, not even as deleted ones.

    Raises:
        UnknownDocument: one is not in the live generation; nothing changed.
        NoIndex: nothing was published yet.
    """
    wanted, forgotten = set(ids), []
    segments: list[SegmentRecord | NewSegment] = []
    live = 0
    with store.current() as held:
        for record in held.manifest.segments:
            segment = kept_segment(held, record)
            numbers = [segment.columns.number(identifier) for identifier in wanted]
            touched = [number for number in numbers if number is not None]
            forgotten += [segment.texts[number] for number in touched if segment.live[number]]
            if touched:
                segments += rewritten(segment, set(touched), writing, budget, told)
            else:
                segments.append(record)
            live += int(np.count_nonzero(segment.live))
        unknown = wanted.difference(document.id for document in forgotten)
        if unknown:
            names = ", ".join(sorted(unknown))
            raise UnknownDocument(
                f"Aucun article ne porte l’identifiant {names} : rien n’a changé."
            )
        stone = tombstones.encode(_names(forgotten))
        generation = writing.publish(segments, tombstones=[stone])
    return Receipt(
        GenerationId(generation),
        live - len(forgotten),
        removed=len(forgotten),
        proof=hashlib.sha256(stone).hexdigest(),
    )


def rewritten(
    segment: Segment,
    touched: set[int],
    writing: Writing,
    budget: Budget,
    told: Told = say_nothing,
) -> Iterator[NewSegment]:
    """Yield the segment of the live documents of another that are not touched, if any is left."""
    stay = [number for number in np.flatnonzero(segment.live).tolist() if number not in touched]
    if stay:
        spool = Spool(writing.new_segment_folder() / SPOOL)
        folder = writing.new_segment_folder()
        with Workers(budget.workers) as workers:
            arrivals = Arrivals(spool, budget, workers)
            for number in stay:
                arrivals.add(segment.texts[number])
            write_segment(folder, arrivals, told)
        spool.close()
        yield NewSegment(folder, documents=len(stay), versions=versions())


def _names(documents: list[Document]) -> Forgotten:
    return Forgotten(
        keys=frozenset(document.key for document in documents),
        urls=frozenset(document.url for document in documents),
        texts=frozenset(document.text for document in documents),
    )
