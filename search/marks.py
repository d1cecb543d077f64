"""Where the words of a plan occur in a text, and the text cut into marked spans."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.plan.nodes import Group
from search.results import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.analysis.french import Analyzer
    from search.plan.nodes import Phrase
    from search.results import Marked


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One occurrence: `text[start:end]`, of the word with this index in the plan."""

    start: int
    end: int
    word: int


class Marker:
    """Finds the occurrences of a plan's words."""

    def __init__(
        self, words: Sequence[Group | Phrase], analyzer: Analyzer, *, widely: bool = False
    ) -> None:
        """Take the words to mark.

        Args:
            words: groups and phrases; a phrase is marked whole.
            analyzer: whose work counter tells how much was analysed.
            widely: mark the other forms of a word's stem too, as near results need.
        """
        self._analyzer = analyzer
        self._words: list[list[frozenset[str]]] = [_slots(word, widely=widely) for word in words]
        self._starts: dict[str, list[int]] = {}
        for number, slots in enumerate(self._words):
            for form in slots[0] if slots else ():
                self._starts.setdefault(form, []).append(number)

    def marks(self, text: str) -> list[Mark]:
        """Return the occurrences in reading order; where two overlap, the longer one."""
        if not self._starts:
            return []
        found = sorted(self._occurrences(self._analyzer.places(text)), key=_longest_first)
        kept: list[Mark] = []
        for mark in found:
            if not kept or mark.start >= kept[-1].end:
                kept.append(mark)
        return kept

    def _occurrences(self, places: list[tuple[str, int, int]]) -> Iterator[Mark]:
        for at, (form, start, _) in enumerate(places):
            for number in self._starts.get(form, ()):
                slots = self._words[number]
                following = places[at : at + len(slots)]
                if len(following) == len(slots) and all(
                    one in slot for (one, _, _), slot in zip(following, slots, strict=True)
                ):
                    yield Mark(start, following[-1][2], number)


def cut(text: str, start: int, end: int, marks: Sequence[Mark]) -> Marked:
    """Return `text[start:end]` as spans, marked where the marks are."""
    spans: list[Span] = []
    at = start
    for mark in marks:
        begin, stop = max(at, mark.start), min(end, mark.end)
        if begin < stop:
            spans += [Span(text[at:begin]), Span(text[begin:stop], marked=True)]
            at = stop
    spans.append(Span(text[at:end]))
    return tuple(span for span in spans if span.text)


def _slots(word: Group | Phrase, *, widely: bool) -> list[frozenset[str]]:
    if isinstance(word, Group):
        spellings = (*word.spellings, *word.wider) if widely else word.spellings
        return [frozenset(spelling.form for spelling in spellings)]
    return [frozenset(spelling.form for spelling in slot) for slot in word.slots]


def _longest_first(mark: Mark) -> tuple[int, int]:
    return (mark.start, -mark.end)
