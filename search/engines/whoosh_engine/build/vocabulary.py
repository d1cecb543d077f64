"""What was counted of the words of a segment."""

from __future__ import annotations

import collections
import dataclasses
from typing import TYPE_CHECKING

from search.analysis.french import parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclasses.dataclass(slots=True)
class FormCounts:
    """What was counted of one form; the fields are those of FormEntry."""

    documents: int = 0
    occurrences: int = 0
    inside: int = 0
    capitalised: int = 0
    printed: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    elided: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)

    @property
    def display(self) -> str:
        """The most frequent printing, the first of the alphabet among equals."""
        return min(self.printed.items(), key=lambda item: (-item[1], item[0]))[0]


class Vocabulary:
    """Counts chunks, run by run, and makes forms of them once, at the end."""

    def __init__(self) -> None:
        self._chunks: collections.Counter[str] = collections.Counter()
        self._initial: collections.Counter[str] = collections.Counter()

    def add(self, chunks: Mapping[str, tuple[int, int]]) -> None:
        """Add a run's chunks: how often each occurs, and how often after a sentence mark."""
        self._chunks.update({chunk: total for chunk, (total, _) in chunks.items()})
        self._initial.update({chunk: initial for chunk, (_, initial) in chunks.items() if initial})

    def counts(self) -> dict[str, FormCounts]:
        """Return what was counted, by form; documents are left to whoever counts postings."""
        counts: dict[str, FormCounts] = collections.defaultdict(FormCounts)
        for chunk, times in self._chunks.items():
            self._count_chunk(counts, chunk, times)
        return dict(counts)

    def _count_chunk(self, counts: dict[str, FormCounts], chunk: str, times: int) -> None:
        for part in parts_of(chunk):
            printed = chunk[part.start : part.end]
            inside = times if part.start else times - self._initial[chunk]
            one = counts[part.form]
            one.occurrences += times
            one.inside += inside
            one.capitalised += inside * printed[:1].isupper()
            # A capital after a full stop is no usual printing: it only counts where nothing else
            # is known of the form.
            word = printed if printed[0].isalnum() else part.form  # € is no spelling of euros
            one.printed[word] += inside * 1000 + (times - inside)
            if part.elided:
                one.elided[part.elided] += times
