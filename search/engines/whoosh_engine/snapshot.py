"""One generation open for reading, shared by the threads of a process."""

from __future__ import annotations

import collections
import datetime as dt
import threading
from typing import TYPE_CHECKING

import numpy as np

from search.engines.keeping import Entry, GenerationId, Inventory
from search.engines.matching import Deadline, Passage, Want
from search.engines.whoosh_engine.build.provenance import provenance_in
from search.engines.whoosh_engine.execute.blocks import BLOCK, Blocks
from search.engines.whoosh_engine.execute.costing import cost_of
from search.engines.whoosh_engine.execute.prefixes import Prefixes
from search.engines.whoosh_engine.execute.ranking import length_norms
from search.engines.whoosh_engine.execute.searching import Search
from search.engines.whoosh_engine.format.columns import UNDATED, day_of
from search.engines.whoosh_engine.format.lexicon import merged_lexicon
from search.engines.whoosh_engine.segment import kept_segment
from search.errors import IndexDamaged, UnknownDocument
from search.plan.nodes import Phrase, Plan, Spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from search.document import Document, DocumentId
    from search.engines.matching import Matches, Neighbours, Sort
    from search.engines.whoosh_engine.store import Held, Tombstones
    from search.plan.cost import Cost

MAX_SUCCESSIVE_POSTINGS = 2_000_000
"""Postings that looking for successive words may read; some function words have more."""

SUCCESSIVE_SECONDS = 1.0


class Generation:
    """The segments of one generation; closed when its last reader lets go of it."""

    def __init__(self, held: Held, block: int = BLOCK) -> None:
        """Open every segment; takes over `held`.

        Args:
            held: the generation on disk.
            block: documents that a query looks at together.

        Raises:
            IndexDamaged: a file is not what it should be.
        """
        self.held = held
        self.segments = [kept_segment(held, record) for record in held.manifest.segments]
        lexicons = [segment.lexicon for segment in self.segments]
        self.lexicon = merged_lexicon(lexicons, self._successive)
        self.prefixes = Prefixes(lexicons)
        norms = length_norms([segment.lengths for segment in self.segments])
        self.block = block
        self.blocks = Blocks(self.segments, norms, block)
        self._readers = 1
        self._lock = threading.Lock()

    def _successive(self, forms: tuple[str, ...]) -> int:
        """Return how many documents hold these forms at successive positions.

        Raises:
            DeadlineExceeded: looking took longer than SUCCESSIVE_SECONDS.
        """
        phrase = Phrase(" ".join(forms), tuple((Spelling(form, 1.0, 0),) for form in forms))
        plan = Plan(phrase)
        cost = cost_of(plan, self.segments, self.prefixes, self.block)
        if cost.postings > MAX_SUCCESSIVE_POSTINGS:
            return 0
        deadline = Deadline(SUCCESSIVE_SECONDS)
        search = Search(self.blocks, self.prefixes, plan, deadline)
        return search.matches(Want(limit=0, facets=False)).total

    def acquire(self) -> None:
        """Count one more reader."""
        with self._lock:
            self._readers += 1

    def release(self) -> None:
        """Count one reader less, and close after the last."""
        with self._lock:
            self._readers -= 1
            last = self._readers == 0
        if last:
            self.held.release()


class WhooshSnapshot:
    """A reader's hold on a generation; the port's Snapshot."""

    def __init__(
        self, generation: Generation, leave: Callable[[Generation, IndexDamaged], None]
    ) -> None:
        """Count as a reader of the generation until the context ends.

        Args:
            generation: what is read.
            leave: called where it turns out to be damaged.
        """
        generation.acquire()
        self._whole = generation
        self._leave = leave
        self._tombstones: Tombstones | None = None
        self._segments = generation.segments
        self.generation = GenerationId(generation.held.generation)
        self.published = dt.datetime.fromisoformat(generation.held.manifest.created)
        self.lexicon = generation.lexicon

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the generation."""
        if isinstance(error, IndexDamaged):
            self._leave(self._whole, error)
        self._whole.release()

    def cost(self, plan: Plan) -> Cost:
        """Return what the plan would cost at most, without reading a posting."""
        whole = self._whole
        return cost_of(plan, whole.segments, whole.prefixes, whole.block)

    def search(self, plan: Plan, want: Want, deadline: Deadline) -> Matches:
        """Run the plan."""
        return self._run(plan, deadline).matches(want)

    def neighbours(
        self, plan: Plan, sort: Sort, identifier: DocumentId, deadline: Deadline
    ) -> Neighbours:
        """Return where a document stands in the order of a result set."""
        return self._run(plan, deadline).neighbours(sort, identifier)

    def _run(self, plan: Plan, deadline: Deadline) -> Search:
        whole = self._whole
        return Search(whole.blocks, whole.prefixes, plan, deadline)

    def passages(self, ids: Sequence[DocumentId]) -> Sequence[Passage]:
        """Return the stored documents with these public ids, in this order."""
        return [self._passage(identifier) for identifier in ids]

    def entries(self) -> Iterator[Entry]:
        """Yield the names of every live document."""
        for segment in self._segments:
            columns = segment.columns
            for number in np.flatnonzero(segment.live).tolist():
                yield Entry(columns.id(number), columns.key(number), columns.origin(number))

    def documents(self) -> Iterator[Document]:
        """Yield every live document, as it was stored."""
        for segment in self._segments:
            for number in np.flatnonzero(segment.live).tolist():
                yield segment.texts[number]

    def forgot(self, document: Document) -> bool:
        """Tell whether an article was forgotten, under any of its names."""
        if self._tombstones is None:
            self._tombstones = self._whole.held.tombstones()
        return self._tombstones.refuses(document.key, document.url, document.text)

    def inventory(self) -> Inventory:
        """Return what this generation holds."""
        manifest = self._whole.held.manifest
        dates = [segment.columns.dates[segment.live] for segment in self._segments]
        dated = [day for part in dates for day in part[part != UNDATED].tolist()]
        sources: collections.Counter[str] = collections.Counter()
        for segment in self._segments:
            facet = segment.columns.facets["source"]
            counts = facet.counts(np.flatnonzero(segment.live)).tolist()
            sources.update(dict(zip(facet.names, counts, strict=True)))
        return Inventory(
            documents=sum(part.size for part in dates),
            segments=len(self._segments),
            forms=sum(len(segment.lexicon) for segment in self._segments),
            bytes=sum(file.size for file in manifest.files()),
            undated=sum(part.size for part in dates) - len(dated),
            first=_iso(min(dated, default=UNDATED)),
            last=_iso(max(dated, default=UNDATED)),
            sources=tuple((name, n) for name, n in sources.most_common() if n and name),
            versions=dict(manifest.segments[0].versions) if manifest.segments else {},
            provenance=provenance_in(manifest.counts),
        )

    def _passage(self, identifier: DocumentId) -> Passage:
        for segment in self._segments:
            number = segment.columns.number(identifier)
            if number is not None and segment.live[number]:
                return Passage(segment.texts[number], segment.columns.checkpoints(number))
        raise UnknownDocument("Aucun article n'a l'identifiant « {name} ».", name=identifier)


def _iso(number: int) -> str:
    day = day_of(number)
    return day.isoformat() if day else ""
