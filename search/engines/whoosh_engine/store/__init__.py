"""Generations of immutable segments on disk: published whole, read whole, erased for good.

To the store a segment is an opaque folder of flat files. Reading:

    store = Store(path)
    with store.current() as held:            # NoIndex, IndexDamaged
        held.generation, held.manifest       # Manifest: segments, tombstones, documents
        held.folders[segment.id]             # Path of the segment's folder
        held.deletions.get(segment.id)       # bytes: document i is bit i % 8 of byte i // 8
        held.tombstones().refuses(key, url, text)
        held.fallback_reason                 # why an older generation answers, else ""
    if store.live_generation() != held.sought:   # ask often: time to open the new one
        ...
    store.previous(damage, held)             # for damage met later, while reading: another Held

Writing:

    with store.writer() as writing:          # IndexBusy; cleans up after interrupted runs
        writing.base                         # Manifest that answers, or None
        writing.tombstones.refuses(key, url, text)
        folder = writing.new_segment_folder()
        ...                                  # write files into it
        generation = writing.publish(        # NotEnoughDisk, IndexProblem: nothing changed
            [*kept_records, NewSegment(folder, documents=120, versions={"format": "1"})],
            deletions={kept.id: bits},       # others keep the bitmap they have
            tombstones=[tombstones.encode(Forgotten(keys, urls, texts))],
            check=reopen,                    # called with each new folder, raises to stop
        )
    remove_older(store, than=generation)     # after a publish with tombstones; StillHeld

Leaving the writer without `publish` changes nothing. One publish a writer.

Around: `check_room(path, bytes)` before a build, `verify(store)` yields a Finding for each file,
`network_filesystem(path)`. Who builds only needs these names; the modules hold one idea each.
"""

from __future__ import annotations

from search.engines.whoosh_engine.store.erase import remove_older
from search.engines.whoosh_engine.store.filesystem import network_filesystem
from search.engines.whoosh_engine.store.generations import Store
from search.engines.whoosh_engine.store.held import Held
from search.engines.whoosh_engine.store.manifest import FileRecord, Manifest, SegmentRecord
from search.engines.whoosh_engine.store.room import check_room
from search.engines.whoosh_engine.store.sealing import NewSegment
from search.engines.whoosh_engine.store.tombstones import Forgotten, Tombstones
from search.engines.whoosh_engine.store.verify import verify
from search.engines.whoosh_engine.store.writing import Writing

__all__ = [
    "FileRecord",
    "Forgotten",
    "Held",
    "Manifest",
    "NewSegment",
    "SegmentRecord",
    "Store",
    "Tombstones",
    "Writing",
    "check_room",
    "network_filesystem",
    "remove_older",
    "verify",
]
