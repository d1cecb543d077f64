"""Where the words of a plan occur in a text, and the text cut into marked spans."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.lexicon.accents import begins_so
from search.plan.nodes import Group, In, Near, Phrase, Prefix
from search.plan.walk import words_of
from search.results import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from search.analysis.french import Analyzer
    from search.plan.nodes import Field, Slot, Word
    from search.results import Marked


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One occurrence: `text[start:end]`, of the word with this index in the plan."""

    start: int
    end: int
    word: int


@dataclasses.dataclass(frozen=True, slots=True)
class _Sequence:
    """Successive forms to mark.

    Attributes:
        word: its index in the plan.
        field: where alone it is marked; None for anywhere.
        slots: the forms of each position.
    """

    word: int
    field: Field | None
    slots: list[Container[str]]


class Marker:
    """Finds the occurrences of a plan's words."""

    def __init__(
        self, words: Sequence[Word | In], analyzer: Analyzer, *, widely: bool = False
    ) -> None:
        """Take the words to mark.

        Args:
            words: a phrase is marked whole, the operands of a Near each wherever it stands.
            analyzer: whose work counter tells how much was analysed.
            widely: mark the other forms of a word's stem too, as near results need.
        """
        self._analyzer = analyzer
        self._sequences = [
            _Sequence(number, word.field if isinstance(word, In) else None, slots)
            for number, word in enumerate(words)
            for slots in _sequences(word.word if isinstance(word, In) else word, widely=widely)
            if slots
        ]
        self._begun: dict[str, list[_Sequence]] = {}

    def marks(self, text: str, field: Field) -> list[Mark]:
        """Return the occurrences in reading order; where two overlap, the longer one."""
        if not self._sequences:
            return []
        found = sorted(self._occurrences(self._analyzer.places(text), field), key=_longest_first)
        kept: list[Mark] = []
        for mark in found:
            if not kept or mark.start >= kept[-1].end:
                kept.append(mark)
        return kept

    def _occurrences(self, places: list[tuple[str, int, int]], field: Field) -> Iterator[Mark]:
        for at, (form, start, _) in enumerate(places):
            for one in self._begun_by(form):
                following = places[at : at + len(one.slots)]
                if (
                    one.field in (None, field)
                    and len(following) == len(one.slots)
                    and all(f in slot for (f, _, _), slot in zip(following, one.slots, strict=True))
                ):
                    yield Mark(start, following[-1][2], one.word)

    def _begun_by(self, form: str) -> list[_Sequence]:
        if (found := self._begun.get(form)) is None:
            found = [one for one in self._sequences if form in one.slots[0]]
            self._begun[form] = found
        return found


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


class _Beginning:
    """The forms that begin so."""

    def __init__(self, prefix: Prefix) -> None:
        self._prefix = prefix

    def __contains__(self, form: object) -> bool:
        return isinstance(form, str) and begins_so(form, self._prefix.beginning)


def _sequences(word: Word, *, widely: bool) -> Iterator[list[Container[str]]]:
    match word:
        case Group(spellings=spellings, wider=wider):
            yield [_forms((*spellings, *wider) if widely else spellings)]
        case Prefix():
            yield [_forms(word)]
        case Phrase(slots=slots):
            yield [_forms(slot) for slot in slots]
        case Near(operands=operands):
            for operand in operands:
                for one, _ in words_of(operand):
                    yield from _sequences(one, widely=False)


def _forms(slot: Slot) -> Container[str]:
    if isinstance(slot, Prefix):
        return _Beginning(slot)
    return frozenset(spelling.form for spelling in slot)


def _longest_first(mark: Mark) -> tuple[int, int]:
    return (mark.start, -mark.end)
