"""What inputs hold beside what the index stores, article by article."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING

from index.ingest import with_settled_sources
from index.readers.sources import SourceNames
from index.run import Observer, Run, find_inputs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from search.document import Document, DocumentId
    from search.engines.interface import Engine
    from search.engines.keeping import GenerationId
    from search.settings import Settings


@dataclasses.dataclass(frozen=True, slots=True)
class Comparison:
    """How an index and its inputs differ, by the keys of articles, sorted.

    Attributes:
        generation: that was compared.
        read: articles of the inputs, one an id.
        held: articles of the index.
        forgotten: in the inputs, and kept out for good.
        missing: in the inputs alone.
        extra: in the index alone.
        different: in both, with another title, text, date, source, address, byline or section.
        skipped: a line for each reason why inputs or records were left out.
    """

    generation: GenerationId
    read: int
    held: int
    forgotten: Sequence[str]
    missing: Sequence[str]
    extra: Sequence[str]
    different: Sequence[str]
    skipped: Sequence[str]

    @property
    def same(self) -> bool:
        """Whether the index holds exactly what the inputs do."""
        return not (self.missing or self.extra or self.different)


def compare(
    engine: Engine,
    paths: Sequence[Path],
    settings: Settings,
    observer: Observer,
    field_names: tuple[tuple[str, str], ...] = (),
) -> Comparison:
    """Read the inputs again, as a rebuild would, and compare.

    Of each article 16 bytes and its key are remembered.

    Raises:
        InvalidInput: a path does not exist.
        NoIndex, IndexDamaged: there is no whole index to compare.
    """
    run = Run(find_inputs(paths), field_names, settings, observer)
    with engine.snapshot() as snapshot:
        names = SourceNames(name for name, _ in snapshot.inventory().sources)
        read: dict[DocumentId, tuple[str, bytes]] = {}
        forgotten: set[str] = set()
        for document in with_settled_sources(run.documents(), names):
            if snapshot.forgot(document):
                forgotten.add(document.key)
            else:
                read[document.id] = document.key, content_hash(document)
        missing = {identifier: key for identifier, (key, _) in read.items()}
        extra, different, held = [], [], 0
        for document in snapshot.documents():
            held += 1
            if missing.pop(document.id, None) is None:
                extra.append(document.key)
            elif read[document.id][1] != content_hash(document):
                different.append(document.key)
    return Comparison(
        generation=snapshot.generation,
        read=len(read) + len(forgotten),
        held=held,
        forgotten=sorted(forgotten),
        missing=sorted(missing.values()),
        extra=sorted(extra),
        different=sorted(different),
        skipped=run.report.reasons(),
    )


def content_hash(document: Document) -> bytes:
    """Return a hash of what readers see of an article: all but the input that held it."""
    seen = (
        document.title,
        document.text,
        document.date and document.date.isoformat(),
        document.source,
        document.url,
        document.authors,
        document.section,
    )
    data = repr(seen).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).digest()
