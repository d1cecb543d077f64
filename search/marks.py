"""Where the words of a plan occur in a text, and the text cut into marked spans.

The index says which tokens are occurrences; their characters are found one by one, as they are
needed (`Occurrences`). A text that is shown whole is analysed whole (`Marker`).
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from search.errors import IndexDamaged
from search.lexicon.accents import begins_so
from search.plan.nodes import Prefix
from search.plan.walk import patterns_of
from search.results import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from search.analysis.french import Analyzer, Place
    from search.analysis.places import Places
    from search.plan.nodes import Field, In, Slot, Word
    from search.results import Marked


class Mark(NamedTuple):
    """One occurrence: `text[start:end]`, of the word with this index in the plan."""

    start: int
    end: int
    word: int


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """Successive forms to mark.

    Attributes:
        word: index of their word in the plan.
        field: where alone they are marked; None for anywhere.
        slots: the forms of each position.
    """

    word: int
    field: Field | None
    slots: list[Container[str]]


class Occurrence(NamedTuple):
    """Successive tokens of a title or a text that are marked.

    Attributes:
        token: number of the first one in its field.
        tokens: how many.
        pattern: index of what they are an occurrence of among the plan's patterns (`patterns_of`).
    """

    token: int
    tokens: int
    pattern: int


class Occurrences:
    """The occurrences of a plan's words in one text, in reading order, none over another."""

    def __init__(
        self, found: Iterable[Occurrence], forms: Sequence[Wanted], places: Places
    ) -> None:
        """Take what the index found.

        Args:
            found: occurrences in any order; where two overlap, the longer one counts.
            forms: those of the plan's patterns.
            places: where the tokens of the text stand.
        """
        self._found = _apart(found)
        self._forms = forms
        self._places = places
        self._marks: dict[int, Mark] = {}

    def __len__(self) -> int:
        return len(self._found)

    def token(self, number: int) -> int:
        """Return the first token of an occurrence."""
        return self._found[number].token

    def word(self, number: int) -> int:
        """Return which word of the plan an occurrence is of."""
        return self._forms[self._found[number].pattern].word

    def about(self, number: int) -> tuple[int, int]:
        """Return between which characters an occurrence begins, without looking for it."""
        return self._places.about(self._found[number].token)

    def mark(self, number: int) -> Mark:
        """Return the characters of an occurrence.

        Raises:
            IndexDamaged: the text has no such word there.
        """
        mark = self._marks.get(number)
        if mark is None:
            mark = self._marks[number] = self._read(self._found[number])
        return mark

    def marks(self) -> list[Mark]:
        """Return all of them."""
        return [self.mark(number) for number in range(len(self))]

    def _read(self, one: Occurrence) -> Mark:
        forms = self._forms[one.pattern]
        try:
            places = [self._places[one.token + rank] for rank in range(one.tokens)]
        except IndexError:
            places = []
        if not _fit(places, forms.slots):
            message = (
                "L’index est endommagé : un mot n’est pas où il devrait être dans son article. "
                "Relancez « rebuild »."
            )
            raise IndexDamaged("columns.bin", message)
        return _mark(places, forms.word)


class Marker:
    """Finds the occurrences of a plan's words by analysing a text."""

    def __init__(self, words: Sequence[Word | In], analyzer: Analyzer) -> None:
        """Take the words to mark; the analyser's work counter tells how much was analysed."""
        self._analyzer = analyzer
        self._wanted = wanted(words)
        self._begun: dict[str, list[int]] = {}

    def marks(self, text: str, field: Field) -> list[Mark]:
        """Return the occurrences in reading order; where two overlap, the longer one."""
        if not self._wanted:
            return []
        places = self._analyzer.places(text)
        return [
            _mark(places[one.token : one.token + one.tokens], self._wanted[one.pattern].word)
            for one in _apart(self._occurrences(places, field))
        ]

    def _occurrences(self, places: Sequence[Place], field: Field) -> Iterator[Occurrence]:
        for at, (form, _, _) in enumerate(places):
            for number in self._begun_by(form):
                one = self._wanted[number]
                following = places[at : at + len(one.slots)]
                if one.field in (None, field) and _fit(following, one.slots):
                    yield Occurrence(at, len(one.slots), number)

    def _begun_by(self, form: str) -> list[int]:
        if (found := self._begun.get(form)) is None:
            found = [n for n, one in enumerate(self._wanted) if form in one.slots[0]]
            self._begun[form] = found
        return found


def wanted(words: Sequence[Word | In], *, widely: bool = False) -> list[Wanted]:
    """Return the forms of the patterns of a plan's words, in their order."""
    return [
        Wanted(one.word, one.field, [_forms(slot) for slot in one.slots])
        for one in patterns_of(words, widely=widely)
    ]


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


def _forms(slot: Slot) -> Container[str]:
    if isinstance(slot, Prefix):
        return _Beginning(slot)
    return frozenset(spelling.form for spelling in slot)


def _apart(found: Iterable[Occurrence]) -> list[Occurrence]:
    """Return the occurrences in reading order; where two overlap, the first, the longer one."""
    kept: list[Occurrence] = []
    end = 0
    for one in sorted(found, key=_longest_first):
        if one.token >= end:
            kept.append(one)
            end = one.token + one.tokens
    return kept


def _longest_first(one: Occurrence) -> tuple[int, int]:
    return one.token, -one.tokens


def _fit(places: Sequence[Place], slots: Sequence[Container[str]]) -> bool:
    return len(places) == len(slots) and all(
        form in slot for (form, _, _), slot in zip(places, slots, strict=True)
    )


def _mark(places: Sequence[Place], word: int) -> Mark:
    (_, start, _), (_, _, end) = places[0], places[-1]
    return Mark(start, end, word)
