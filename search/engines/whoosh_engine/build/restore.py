"""Makes the generation of a backup the live one, without what was forgotten since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.engines.keeping import GenerationId, Receipt
from search.engines.whoosh_engine.build.rewrite import rewritten
from search.engines.whoosh_engine.segment import Segment
from search.engines.whoosh_engine.store import archive
from search.engines.whoosh_engine.versions import FORMAT, format_of
from search.errors import BackupDamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from search.engines.whoosh_engine.build.budget import Budget
    from search.engines.whoosh_engine.store import NewSegment, Writing


def restore(
    writing: Writing, file: BinaryIO, budget: Budget, progress: Callable[[int, int], object]
) -> Receipt:
    """Publish what a backup holds, all of it checked before.

    Articles that were forgotten since are not in what is published, not even as deleted ones, and
    what the backup had forgotten stays so.

    Raises:
        BackupDamaged: it is not a whole backup; nothing changed.
    """
    unpacked = archive.unpack(file, writing, progress)
    refused: list[str] = []
    live = 0
    segments: list[NewSegment] = []
    for new in unpacked.segments:
        _check_format(new)
        segment = Segment(new.folder, new.deletions)
        gone = dict(_forgotten(segment, writing))
        refused += gone.values()
        live += segment.live_count - len(gone)
        if gone:
            segments += rewritten(segment, set(gone), writing, budget)
        else:
            segments.append(new)
    generation = writing.publish(
        segments,
        tombstones=unpacked.tombstones,
        check=lambda folder: Segment(folder, None),
        counts=unpacked.manifest.counts,
    )
    return Receipt(GenerationId(generation), live, refused=tuple(refused))


def _check_format(segment: NewSegment) -> None:
    found = format_of(segment.versions)
    if found != FORMAT:
        raise BackupDamaged(
            f"elle vient d’une autre version de Manchette (format {found}, celle-ci lit le format "
            f"{FORMAT})"
        )


def _forgotten(segment: Segment, writing: Writing) -> Iterator[tuple[int, str]]:
    """Yield the number and the key of each document that was forgotten, deleted ones too."""
    if writing.tombstones.files:
        for number in range(len(segment)):
            document = segment.texts[number]
            if writing.tombstones.refuses(document.key, document.url, document.text):
                yield number, document.key
