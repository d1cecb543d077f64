"""The port between what a search means and what stores and matches documents.

It speaks of our own types only. The adapters sit beside this file; `tests/contract` holds the one
suite that every adapter must pass.
"""

from __future__ import annotations

import collections
import dataclasses
import time
from typing import TYPE_CHECKING, Literal, NewType, Protocol, TypeAlias

from search.errors import DeadlineExceeded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from types import TracebackType
    from typing import BinaryIO, Self

    from search.document import Document, DocumentId
    from search.lexicon.interface import Lexicon
    from search.marks import Occurrence
    from search.plan.cost import Cost
    from search.plan.nodes import Plan
    from search.results import Facets

GenerationId = NewType("GenerationId", str)

Told: TypeAlias = "Callable[[int, int], object]"
"""Is told how far some work is: what is done, and all of it."""


def say_nothing(done: int, total: int) -> None:
    """Be told, and say nothing."""


Sort = Literal["relevance", "newest", "oldest"]


@dataclasses.dataclass(frozen=True, slots=True)
class Want:
    """What of a result set is wanted.

    Attributes:
        offset: hits to pass over.
        limit: hits to return.
        sort: order; ties go by date, newest first, then by id.
        facets: whether to count facets.
        days: whether facets hold the days of every month, not of the chosen ones alone.
        near: most near documents to return; 0 for none.
        near_below: near documents are wanted only where the set holds fewer documents than this.
        occurrences: whether to tell where the plan's words stand in each document returned.
    """

    offset: int = 0
    limit: int = 10
    sort: Sort = "relevance"
    facets: bool = True
    days: bool = False
    near: int = 0
    near_below: int = 10
    occurrences: bool = False


@dataclasses.dataclass(slots=True)
class Match:
    """One document of a result set; not frozen, which would take three times as long to make.

    Attributes:
        id: public id.
        score: at least 0; 0 throughout when the plan has no words.
        missing: for a near document, the indexes in `plan.words` of the words it does not hold.
        title, text: where the plan's words stand, if that was wanted; for a near document the
            other forms of their stems too.
    """

    id: DocumentId
    score: float
    missing: tuple[int, ...] = ()
    title: tuple[Occurrence, ...] = ()
    text: tuple[Occurrence, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Passage:
    """A stored document.

    Attributes:
        document: the document.
        checkpoints: where every CHECKPOINT-th token of its text begins (`search.analysis.places`),
            so that a few of its words are found without analysing it; empty where unknown.
    """

    document: Document
    checkpoints: Sequence[int]


@dataclasses.dataclass(frozen=True, slots=True)
class Matches:
    """The answer of an engine to a plan.

    Attributes:
        total: documents of the result set, exactly.
        top: the wanted slice of it, in order.
        near: documents outside the set that hold most of the words, best first.
        facets: counts of the set by value, None if they were not wanted.
        left_out: prefixes of the plan with more forms than one may stand for: as typed, and how
            many were left out.
        postings_read: work counter: occurrences of forms in documents.
        positions_read: work counter: places in texts.
    """

    total: int
    top: tuple[Match, ...]
    near: tuple[Match, ...]
    facets: Facets | None
    left_out: tuple[tuple[str, int], ...]
    postings_read: int
    positions_read: int


@dataclasses.dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a document stands in the order of a result set.

    Attributes:
        before, after: the documents beside it; None at the ends of the set.
        rank: its own, from 1; 0 where the set does not hold it.
        total: documents of the set.
    """

    before: DocumentId | None = None
    after: DocumentId | None = None
    rank: int = 0
    total: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """One stored document's names: public id, key, and the input that held it."""

    id: DocumentId
    key: str
    origin: str


@dataclasses.dataclass(frozen=True, slots=True)
class Receipt:
    """What a publish did.

    Attributes:
        generation: the generation it made live.
        documents: documents in that generation.
        added: documents that were not there before.
        replaced: documents that took the place of one with the same id.
        removed: documents deleted.
        duplicates: documents of the draft dropped because a later one had the same id.
        refused: documents of the draft dropped because they were forgotten earlier.
        proof: of what was forgotten, the SHA-256 of its salted hashes, under which the index keeps
            them; empty where nothing was.
    """

    generation: GenerationId
    documents: int
    added: int = 0
    replaced: int = 0
    removed: int = 0
    duplicates: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    proof: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing `verify` found: a file, whether it is sound, and what is wrong with it."""

    file: str
    sound: bool
    problem: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Provenance:
    """What reading the inputs of a generation left out or took off: how often, and why.

    Counts alone: no input and no article is named, so that nothing of what is forgotten stays here.
    An input that is read again counts again.

    Attributes:
        files: input files read.
        articles: articles read in them.
        undatable: articles kept without a date because theirs could not be read.
        duplicates: articles left out because a later one had the same id.
        skipped: inputs and records left out, by reason (a code: a-z and _).
        leftovers: what was taken off texts, by rule (a code).
    """

    files: int = 0
    articles: int = 0
    undatable: int = 0
    duplicates: int = 0
    skipped: Mapping[str, int] = dataclasses.field(default_factory=dict)
    leftovers: Mapping[str, int] = dataclasses.field(default_factory=dict)

    def __add__(self, other: Provenance) -> Provenance:
        """Return the counts of both."""
        return Provenance(
            self.files + other.files,
            self.articles + other.articles,
            self.undatable + other.undatable,
            self.duplicates + other.duplicates,
            collections.Counter(self.skipped) + collections.Counter(other.skipped),
            collections.Counter(self.leftovers) + collections.Counter(other.leftovers),
        )


NO_PROVENANCE = Provenance()


@dataclasses.dataclass(frozen=True, slots=True)
class Inventory:
    """What a generation holds.

    Attributes:
        documents: live documents.
        segments: number of segments.
        forms: spellings, counted once for each segment that holds them.
        bytes: size on disk.
        undated: documents without a date.
        first, last: ISO dates of the oldest and the newest document, empty if none is dated.
        sources: (source, documents), most used first.
        versions: what built it (format, analysis, dictionary, stemmer).
        provenance: what reading its inputs left out.
    """

    documents: int
    segments: int
    forms: int
    bytes: int
    undated: int
    first: str
    last: str
    sources: tuple[tuple[str, int], ...]
    versions: Mapping[str, str]
    provenance: Provenance = NO_PROVENANCE


class Deadline:
    """A moment after which an answer is of no use."""

    def __init__(self, seconds: float) -> None:
        """Set the deadline this many seconds from now."""
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Raise DeadlineExceeded if the moment has passed."""
        if time.monotonic() > self._end:
            raise DeadlineExceeded(
                "La réponse a demandé plus de {seconds} s. Précisez la recherche.",
                seconds=f"{self.seconds:g}",
            )


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

    def verify(self) -> Iterator[Finding]:
        """Check every file of every kept generation against its manifest."""
        ...
