"""From PATHs to a published generation: read, name the newspapers, hand to the engine."""

from __future__ import annotations

import dataclasses
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.readers.sources import SourceNames
from index.report import Report
from index.run import Observer, Run, find_inputs
from search.errors import InvalidInput, NoIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from search.document import Document, DocumentId
    from search.engines.interface import Engine, Snapshot
    from search.engines.keeping import Receipt
    from search.settings import Settings

# Documents whose newspapers are named together; see `sources.py`.
_WINDOW_DOCUMENTS = 2000
_WINDOW_CHARACTERS = 16_000_000


def with_settled_sources(documents: Iterable[Document], names: SourceNames) -> Iterator[Document]:
    """Yield the documents, each newspaper under its one spelling.

    They are held back in windows, so that the most used spelling of each can be known.
    """
    window: list[Document] = []
    characters = 0
    for document in documents:
        window.append(document)
        characters += len(document.text)
        if len(window) >= _WINDOW_DOCUMENTS or characters >= _WINDOW_CHARACTERS:
            yield from _settled(window, names)
            window.clear()
            characters = 0
    yield from _settled(window, names)


def _settled(window: Sequence[Document], names: SourceNames) -> Iterator[Document]:
    """Yield the documents of a window under the spellings settled on it."""
    names.settle(document.source for document in window)
    for document in window:
        source = names.spelling(document.source)
        if source == document.source:
            yield document
        else:
            yield dataclasses.replace(document, source=source)


def rebuild(
    engine: Engine,
    paths: Sequence[Path],
    settings: Settings,
    observer: Observer,
    field_names: tuple[tuple[str, str], ...] = (),
) -> tuple[Report, Receipt]:
    """Publish a new index of these inputs and nothing else.

    Raises:
        InvalidInput: a path does not exist, or no article could be read: nothing is changed then.
        IndexBusy: another writer is at work.
    """
    run = Run(find_inputs(paths), field_names, settings, observer)
    with engine.draft("empty") as draft:
        draft.put(with_settled_sources(run.documents(), SourceNames()))
        _refuse_nothing(run.report)
        return run.report, draft.publish(run.report.provenance(), observer.build)


def _refuse_nothing(report: Report) -> None:
    """Raise InvalidInput if nothing was read: an empty index is never what was meant."""
    if report.read:
        return
    reasons = " ; ".join(report.reasons()) or "aucun fichier trouvé"
    message = (
        f"Aucun article lu, l’index reste tel qu’il était. {reasons[:1].upper()}{reasons[1:]}."
    )
    raise InvalidInput(message)


def update(
    engine: Engine,
    paths: Sequence[Path],
    settings: Settings,
    observer: Observer,
    *,
    mirror: bool = False,
    field_names: tuple[tuple[str, str], ...] = (),
) -> tuple[Report, Receipt]:
    """Publish the live index with these inputs added, replacing by id.

    What an input held and holds no longer is removed; with `mirror`, also what inputs held that
    are not among these. The documents of an input that could not be read stay.

    Raises:
        InvalidInput: a path does not exist, a mirror would remove everything, or there is nothing
            to add and nothing to remove: nothing is changed then.
        IndexBusy: another writer is at work.
    """
    run = Run(find_inputs(paths), field_names, settings, observer)
    # The draft holds the writer lock: the snapshot taken after it is the draft's base.
    with engine.draft("current") as draft, _live(engine) as snapshot:
        known = snapshot.inventory().sources if snapshot else ()
        fresh = _Fresh(run.documents())
        draft.put(with_settled_sources(fresh, SourceNames(name for name, _ in known)))
        if mirror or snapshot is None:
            _refuse_nothing(run.report)
        if snapshot is not None:
            stale = list(_stale(snapshot, run, fresh.ids, mirror=mirror))
            if not stale:
                _refuse_nothing(run.report)
            draft.delete(stale)
        return run.report, draft.publish(run.report.provenance(), observer.build)


class _Fresh:
    """The documents of a run as they pass, whose ids are remembered."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.ids: set[DocumentId] = set()
        self._documents = documents

    def __iter__(self) -> Iterator[Document]:
        for document in self._documents:
            self.ids.add(document.id)
            yield document


def _stale(
    snapshot: Snapshot, run: Run, fresh: set[DocumentId], *, mirror: bool
) -> Iterator[DocumentId]:
    """Yield what these inputs no longer hold, and with `mirror` what others held."""
    for entry in snapshot.entries():
        ours = mirror or entry.origin in run.origins
        if ours and entry.id not in fresh and not run.spares(entry.origin):
            yield entry.id


@contextmanager
def _live(engine: Engine) -> Iterator[Snapshot | None]:
    """Hold the live generation while the context lasts, None if nothing was published yet."""
    try:
        live = engine.snapshot()
    except NoIndex:
        yield None
        return
    with live as snapshot:
        yield snapshot


def rebuild_from_index(engine: Engine, observer: Observer) -> tuple[Report, Receipt]:
    """Publish a new index of the documents that the live one stores.

    Raises:
        NoIndex: nothing was published yet.
        IndexBusy: another writer is at work.
    """
    report = Report()
    with engine.snapshot() as snapshot, engine.draft("empty") as draft:
        inventory = snapshot.inventory()
        observer.begin(0)
        names = SourceNames(name for name, _ in inventory.sources)
        draft.put(with_settled_sources(_counted(snapshot, report, observer), names))
        observer.publish()
        return report, draft.publish(inventory.provenance, observer.build)


def _counted(snapshot: Snapshot, report: Report, observer: Observer) -> Iterator[Document]:
    """Yield the stored documents, counting them."""
    for document in snapshot.documents():
        report.read += 1
        observer.advance(0, report.read)
        yield document
