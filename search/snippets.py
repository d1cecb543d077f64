"""Excerpts of a text around its marks: up to three, cut at the ends of sentences."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from search.marks import cut
from search.results import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.marks import Mark
    from search.results import Marked

MAX_SNIPPETS = 3
MAX_CHARACTERS = 240
"""Longest snippet: two lines and a half of a results page."""

_SENTENCE_END = re.compile(r"[.!?…]+[»”\")\]]*\s+(?=[«“\"(\[—–-]*\s*[A-ZÀ-ÖØ-Þ0-9])|\n{2,}")
_ABBREVIATION = re.compile(
    r"(?:\b[A-ZÀ-Þ]|\b(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Me|St|Ste|av|env|etc|art))$"
)
_SPACE = re.compile(r"\s")


@dataclasses.dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text, with the marks in it."""

    start: int
    end: int
    marks: tuple[Mark, ...]

    @property
    def words(self) -> frozenset[int]:
        """The words that occur in it."""
        return frozenset(mark.word for mark in self.marks)


def snippets(text: str, marks: Sequence[Mark]) -> tuple[Marked, ...]:
    """Return the excerpts that show most of the words, in reading order.

    A text without a mark gives its beginning.
    """
    stretches = list(_stretches(text, marks))
    chosen = _choose(stretches) or _beginning(text, stretches)
    return tuple(_excerpt(text, stretch) for stretch in sorted(chosen, key=lambda one: one.start))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence starts and ends, in characters, white space left out.

    A paragraph's end ends a sentence; the full stop of an initial or of a title (« M. », « Mme. »)
    does not.
    """
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match[0][0] == "." and _ABBREVIATION.search(
            text, max(start, match.start() - 6), match.start()
        ):
            continue
        yield from _stripped(text, start, match.end())
        start = match.end()
    yield from _stripped(text, start, len(text))


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _stretches(text: str, marks: Sequence[Mark]) -> Iterator[Stretch]:
    waiting = list(reversed(marks))
    for start, end in sentences(text):
        inside = []
        while waiting and waiting[-1].start < end:
            inside.append(waiting.pop())
        yield _window(text, Stretch(start, end, tuple(inside)))


def _window(text: str, sentence: Stretch) -> Stretch:
    """Shorten a long sentence to a window around the marks that show most words."""
    if sentence.end - sentence.start <= MAX_CHARACTERS:
        return sentence
    best = Stretch(sentence.start, sentence.start + MAX_CHARACTERS, ())
    for mark in sentence.marks:
        start = max(sentence.start, min(mark.start - 60, sentence.end - MAX_CHARACTERS))
        end = start + MAX_CHARACTERS
        inside = tuple(one for one in sentence.marks if start <= one.start and one.end <= end)
        window = Stretch(start, end, inside)
        best = max(best, window, key=lambda one: (len(one.words), len(one.marks)))
    return Stretch(*_at_words(text, best, sentence), best.marks)


def _at_words(text: str, window: Stretch, sentence: Stretch) -> tuple[int, int]:
    """Move a window's ends inward to the nearest spaces, but not into a mark."""
    start, end = window.start, window.end
    first = window.marks[0].start if window.marks else end
    last = window.marks[-1].end if window.marks else start
    if start > sentence.start and (space := _SPACE.search(text, start, first)):
        start = space.end()
    spaces = list(_SPACE.finditer(text, last, end)) if end < sentence.end else []
    return start, spaces[-1].start() if spaces else end


def _choose(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Take the stretches one by one, each the one that shows most words not shown yet."""
    waiting = [stretch for stretch in stretches if stretch.marks]
    chosen: list[Stretch] = []
    shown: frozenset[int] = frozenset()
    while waiting and len(chosen) < MAX_SNIPPETS:
        best = max(waiting, key=lambda one: (len(one.words - shown), len(one.words), -one.start))
        waiting.remove(best)
        chosen.append(best)
        shown |= best.words
    return chosen


def _beginning(text: str, stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the first sentences, as many as fit a snippet, as one stretch of one paragraph."""
    if not stretches:
        return []
    first, end = stretches[0], stretches[0].end
    for following in stretches[1:]:
        between = text[end : following.start]
        if following.end - first.start > MAX_CHARACTERS or "\n\n" in between:
            break
        end = following.end
    return [Stretch(first.start, end, ())]


def _excerpt(text: str, stretch: Stretch) -> Marked:
    spans = [
        Span(span.text.replace("\n", " "), span.marked)
        for span in cut(text, stretch.start, stretch.end, stretch.marks)
    ]
    before = text[: stretch.start].rstrip()
    if before and before[-1] not in '.!?…»”"\n' and "\n\n" not in text[len(before) : stretch.start]:
        spans.insert(0, Span("… "))
    if (
        stretch.end < len(text)
        and text[stretch.end - 1] not in '.!?…»”"'
        and text[stretch.end : stretch.end + 2] != "\n\n"
    ):
        spans.append(Span(" …"))
    return tuple(spans)
