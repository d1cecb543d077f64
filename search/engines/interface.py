"""The port between what a search means and what stores and matches documents.

It speaks of our own types only. The adapters sit beside this file; `tests/contract` holds the one
suite that every adapter must pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from search.engines.keeping import NO_PROVENANCE, say_nothing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from types import TracebackType
    from typing import BinaryIO, Self

    from search.document import Document, DocumentId
    from search.engines.keeping import (
        Entry,
        Finding,
        GenerationId,
        Inventory,
        Provenance,
        Receipt,
        Told,
    )
    from search.engines.matching import Deadline, Matches, Neighbours, Passage, Sort, Want
    from search.lexicon.interface import Lexicon
    from search.plan.cost import Cost
    from search.plan.nodes import Plan


class Snapshot(Protocol):
    """One whole generation, unchanging; a context manager that lets go of it at the end.

    Attributes:
        generation: its name.
        published: when it was published, with its offset.
        lexicon: its forms.
    """

    generation: GenerationId
    published: dt.datetime
    lexicon: Lexicon

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def cost(self, plan: Plan) -> Cost:
        """Return what the plan would cost at most, without reading a posting."""
        ...

    def search(self, plan: Plan, want: Want, deadline: Deadline) -> Matches:
        """Run the plan.

        Raises:
            DeadlineExceeded: the deadline passed on the way.
        """
        ...

    def neighbours(
        self, plan: Plan, sort: Sort, identifier: DocumentId, deadline: Deadline
    ) -> Neighbours:
        """Return where a document stands in a result set, as the pages of it have it.

        One that is not in the set has no neighbours and no rank.

        Raises:
            DeadlineExceeded: the deadline passed on the way.
        """
        ...

    def passages(self, ids: Sequence[DocumentId]) -> Sequence[Passage]:
        """Return the stored documents with these public ids, in this order.

        Raises:
            UnknownDocument: one is not in this generation.
        """
        ...

    def entries(self) -> Iterator[Entry]:
        """Yield the names of every live document."""
        ...

    def documents(self) -> Iterator[Document]:
        """Yield every live document, as it was stored."""
        ...

    def forgot(self, document: Document) -> bool:
        """Tell whether a document was forgotten, under any of its names: no draft takes it."""
        ...

    def inventory(self) -> Inventory:
        """Return what this generation holds."""
        ...


class Draft(Protocol):
    """A generation in the making; leaving the context without `publish` changes nothing."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def put(self, documents: Iterable[Document]) -> None:
        """Add documents; the last one with an id wins, here and over the base."""
        ...

    def delete(self, ids: Collection[DocumentId]) -> None:
        """Leave out documents of the base."""
        ...

    def publish(self, provenance: Provenance = NO_PROVENANCE, told: Told = say_nothing) -> Receipt:
        """Make the draft the live generation: after a return it survives a power loss.

        Args:
            provenance: of the documents put; the base's is added to it, and the duplicates that
                were dropped.
            told: called now and then with how far it is.
        """
        ...


class Engine(Protocol):
    """What stores documents and answers plans."""

    def snapshot(self) -> Snapshot:
        """Return the live generation.

        After a snapshot whose context ended with IndexDamaged, the next one is of the generation
        before it, where that one is whole and does not share the damaged file.

        Raises:
            NoIndex: nothing was published yet.
            IndexDamaged: neither it nor the previous generation is whole.
        """
        ...

    def draft(self, base: Literal["empty", "current"]) -> Draft:
        """Begin a generation, from nothing or from the live one; holds the writer lock.

        Raises:
            IndexBusy: another writer is at work.
        """
        ...

    def forget(self, ids: Collection[DocumentId], told: Told = say_nothing) -> Receipt:
        """Erase documents for good, and remember to refuse them.

        Args:
            ids: of the documents.
            told: called now and then with how far each segment that held one is rewritten.

        Raises:
            UnknownDocument: one is not in the live generation.
            StillHeld: they are forgotten, but a process still holds older files.
        """
        ...

    def backup(self, file: BinaryIO, progress: Callable[[int, int], object]) -> GenerationId:
        """Write the live generation to a file, as it goes by; readers and writers go on.

        Args:
            file: open for writing, at its start.
            progress: called with the bytes of the index done, and all of them.

        Raises:
            NoIndex, IndexDamaged: there is no whole generation to keep.
        """
        ...

    def restore(self, file: BinaryIO, progress: Callable[[int, int], object]) -> Receipt:
        """Make the generation of a backup the live one, after all of it was checked.

        What was forgotten since the backup, or before it, stays forgotten.

        Raises:
            BackupDamaged: it is not a whole backup; nothing changed.
            IndexBusy: another writer is at work.
        """
        ...

    def verify(self, told: Told = say_nothing) -> Iterator[Finding]:
        """Check every file of every kept generation against its manifest.

        Args:
            told: called as files are read with the bytes done, and all of them.
        """
        ...
