"""One generation open for reading, shared by the threads of a process."""

from __future__ import annotations

import collections
import threading
from typing import TYPE_CHECKING

import numpy as np

from search.engines.interface import Cost, Entry, GenerationId, Inventory, Passage
from search.engines.whoosh_engine.execute.prefixes import Prefixes
from search.engines.whoosh_engine.execute.ranking import length_norms
from search.engines.whoosh_engine.execute.searching import Search
from search.engines.whoosh_engine.format.columns import UNDATED, day_of
from search.engines.whoosh_engine.format.lexicon import merged_lexicon
from search.engines.whoosh_engine.segment import Segment
from search.errors import UnknownDocument
from search.plan.nodes import Group, Prefix, typed
from search.plan.walk import slots_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from search.document import Document, DocumentId
    from search.engines.interface import Deadline, Matches, Want
    from search.engines.whoosh_engine.store import Held
    from search.plan.nodes import In, Plan, Word


class Generation:
    """The segments of one generation; closed when its last reader lets go of it."""

    def __init__(self, held: Held) -> None:
        """Open every segment; takes over `held`.

        Raises:
            IndexDamaged: a file is not what it should be.
        """
        self.held = held
        self.segments = [
            Segment(held.folders[record.id], held.deletions.get(record.id))
            for record in held.manifest.segments
        ]
        self.lexicon = merged_lexicon([segment.lexicon for segment in self.segments])
        self.prefixes = Prefixes([segment.lexicon for segment in self.segments])
        self.norms = length_norms([segment.lengths for segment in self.segments])
        self._readers = 1
        self._lock = threading.Lock()

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

    def __init__(self, generation: Generation) -> None:
        """Count as a reader of the generation until the context ends."""
        generation.acquire()
        self._whole = generation
        self._segments = generation.segments
        self.generation = GenerationId(generation.held.generation)
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
        self._whole.release()

    def cost(self, plan: Plan) -> Cost:
        """Return what the plan would cost, from the sizes of its stems alone."""
        again = collections.Counter(index for pair in plan.pairs for index in pair.words)
        costs = [
            (self._size(word) * (1 + again[index]), typed(word))
            for index, word in enumerate(plan.words)
        ]
        return Cost(sum(size for size, _ in costs), max(costs, default=(0, ""))[1])

    def _size(self, word: Word | In) -> int:
        """Return the postings of a word's stems."""
        wider = word.wider if isinstance(word, Group) else ()
        spelt = [
            (*(self._whole.prefixes.spelt(slot) if isinstance(slot, Prefix) else slot), *wider)
            for slot in slots_of(word)
        ]
        return sum(
            segment.postings.size(stem)
            for segment in self._segments
            for spellings in spelt
            for stem in segment.lexicon.stems_of(one.form for one in spellings)
        )

    def search(self, plan: Plan, want: Want, deadline: Deadline) -> Matches:
        """Run the plan."""
        whole = self._whole
        return Search(whole.segments, whole.norms, whole.prefixes, plan, deadline).matches(want)

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
        )

    def _passage(self, identifier: DocumentId) -> Passage:
        for segment in self._segments:
            number = segment.columns.number(identifier)
            if number is not None and segment.live[number]:
                return Passage(segment.texts[number], segment.columns.checkpoints(number))
        message = f"Aucun article ne porte l’identifiant « {identifier} »."
        raise UnknownDocument(message)


def _iso(number: int) -> str:
    day = day_of(number)
    return day.isoformat() if day else ""
