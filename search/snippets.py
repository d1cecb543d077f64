"""Excerpts of a text around its marks: up to three, cut at the ends of sentences.

Which occurrences are worth showing is decided by their token numbers; only the sentences around
those are read.
"""

from __future__ import annotations

import heapq
import re
from typing import TYPE_CHECKING, NamedTuple

from search.marks import cut
from search.results import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.marks import Mark, Occurrences
    from search.results import Marked

MAX_SNIPPETS = 3
MAX_CHARACTERS = 240
"""Longest snippet: two lines and a half of a results page."""

SNIPPET_TOKENS = 40
"""Words of a long snippet: French words take six characters each, the space included."""

LOOKS = 3
"""Sentences read before one is chosen, where the first ones show fewer words than hoped."""

REACH = MAX_CHARACTERS
"""Characters on either side of a mark in which its sentence is looked for: of a longer one, only a
window around its marks is shown."""

_SENTENCE_END = re.compile(
    # The first class alone lets the regular expression skip to it.
    r"[.!?…\n](?:(?<=\n)\n+|(?<!\n)[.!?…]*[»”\")\]]*\s+(?=[«“\"(\[—–-]*\s*[A-ZÀ-ÖØ-Þ0-9]))"
)
_ABBREVIATION = re.compile(
    r"(?:\b[A-ZÀ-Þ]|\b(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Me|St|Ste|av|env|etc|art))$"
)
_SPACE = re.compile(r"\s")
_PRINTED = re.compile(r"\S")
_ENDS = '.!?…»”"'


class Stretch(NamedTuple):
    """A piece of a text, with the marks in it."""

    start: int
    end: int
    marks: tuple[Mark, ...]

    @property
    def words(self) -> int:
        """The words that occur in it, a bit each."""
        words = 0
        for mark in self.marks:
            words |= 1 << mark.word
        return words


def snippets(text: str, occurrences: Occurrences) -> tuple[Marked, ...]:
    """Return the excerpts that show most of the words, in reading order.

    A text without an occurrence gives its beginning.
    """
    chosen = _choose(text, occurrences) or _beginning(text)
    return tuple(_excerpt(text, stretch) for stretch in sorted(chosen, key=lambda one: one.start))


def sentences(text: str, begin: int, end: int, after: int = 0) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a piece of text starts and ends, white space left out.

    A paragraph's end ends a sentence; the full stop of an initial or of a title (« M. », « Mme. »)
    does not. Those that end before the character `after` may be left out.
    """
    start = begin
    for match in _SENTENCE_END.finditer(text, begin, end):
        mark, stop = match.span()
        if text[mark] == "." and _ABBREVIATION.search(text, max(start, mark - 6), mark):
            continue
        if stop > after:
            yield from _stripped(text, start, stop)
        start = stop
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _choose(text: str, occurrences: Occurrences) -> list[Stretch]:
    """Take sentences one by one, each the one that shows most words not shown yet."""
    sentences_of = _Sentences(text, occurrences)
    promised = _words_following(occurrences)
    waiting = list(range(len(occurrences)))
    chosen: list[Stretch] = []
    shown = 0
    while waiting and len(chosen) < MAX_SNIPPETS:
        worths = [_worth(promised[number], shown) for number in waiting]
        best, inside = _best(waiting, worths, shown, sentences_of)
        waiting = [number for number in waiting if number not in inside]
        if all(best.end <= one.start or one.end <= best.start for one in chosen):
            chosen.append(best)
            shown |= best.words
    return chosen


def _worth(words: int, shown: int) -> tuple[int, int]:
    """Return how many words are not shown yet, and how many there are."""
    return (words & ~shown).bit_count(), words.bit_count()


def _best(
    waiting: Sequence[int],
    worths: Sequence[tuple[int, int]],
    shown: int,
    sentences_of: _Sentences,
) -> tuple[Stretch, range]:
    """Return the sentence that shows most words, and which occurrences are in it.

    The words that follow an occurrence are what its sentence may show at most: the sentences that
    promise most are read, until one keeps its promise.

    Args:
        waiting: the occurrences that no sentence taken so far holds.
        worths: what the words that follow each are worth.
        shown: the words that are shown already.
        sentences_of: reads the sentence of an occurrence.
    """

    def kept(number: int) -> tuple[int, int]:
        return _worth(sentences_of[number][0].words, shown)

    best, most = waiting[0], (-1, -1)
    for rank in _most_promising(worths):
        there = kept(waiting[rank])
        if there > most:
            best, most = waiting[rank], there
        if most >= worths[rank]:
            break
    # An earlier one that shows as much is nearer to the beginning, where the news stands.
    first = next((n for n, worth in zip(waiting, worths, strict=True) if worth >= most), best)
    if first != best and kept(first) >= most:
        best = first
    return sentences_of[best]


def _most_promising(worths: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield the ranks of the first occurrences that promise most, LOOKS of them; most keep it."""
    first = worths.index(max(worths))
    yield first
    following = heapq.nlargest(LOOKS, range(len(worths)), key=lambda rank: (worths[rank], -rank))
    yield from following[1:]


def _words_following(occurrences: Occurrences) -> list[int]:
    """Return for each occurrence the words that an excerpt which begins with it may show, as bits.

    An excerpt has SNIPPET_TOKENS at most.
    """
    found = [(occurrences.token(n), 1 << occurrences.word(n)) for n in range(len(occurrences))]
    following = []
    for number, (token, words) in enumerate(found):
        end = token + SNIPPET_TOKENS
        for after in range(number + 1, len(found)):
            other, word = found[after]
            if other >= end:
                break
            words |= word
        following.append(words)
    return following


class _Sentences:
    """The sentences of a text around its occurrences, by their numbers; each is read once."""

    def __init__(self, text: str, occurrences: Occurrences) -> None:
        self._text = text
        self._occurrences = occurrences
        self._read: dict[int, tuple[Stretch, range]] = {}

    def __getitem__(self, number: int) -> tuple[Stretch, range]:
        """Return what an excerpt shows of a sentence, and which occurrences are in it."""
        read = self._read.get(number)
        if read is None:
            read = self._read[number] = self._sentence(number)
        return read

    def _sentence(self, number: int) -> tuple[Stretch, range]:
        start, end = _bounds(self._text, self._occurrences.mark(number))
        first = last = number
        while self._holds(start, end, first - 1):
            first -= 1
        while self._holds(start, end, last + 1):
            last += 1
        inside = range(first, last + 1)
        marks = tuple(self._occurrences.mark(one) for one in inside)
        return _window(self._text, Stretch(start, end, marks)), inside

    def _holds(self, start: int, end: int, other: int) -> bool:
        """Tell whether a sentence holds an occurrence too.

        Where its checkpoints tell, it is not looked for.
        """
        found = self._occurrences
        if not 0 <= other < len(found):
            return False
        earliest, latest = found.about(other)
        return latest > start and earliest < end and start <= found.mark(other).start < end


def _bounds(text: str, mark: Mark) -> tuple[int, int]:
    """Return where the sentence of a mark starts and ends, at most REACH characters from it."""
    low, high = max(0, mark.start - REACH), min(len(text), mark.end + REACH)
    if low and (space := _SPACE.search(text, low, mark.start)):
        low = space.end()
    if high < len(text):
        high = max(mark.end, text.rfind(" ", mark.end, high))
    for start, end in sentences(text, low, high, mark.start):
        if end > mark.start:
            return start, end
    return mark.start, mark.end


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
        best = max(best, window, key=lambda one: (one.words.bit_count(), len(one.marks)))
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


def _beginning(text: str) -> list[Stretch]:
    """Return the first sentences, as many as fit a snippet, as one stretch of one paragraph."""
    printed = _PRINTED.search(text)
    begin = printed.start() if printed else len(text)
    coming = sentences(text, begin, min(len(text), begin + 2 * REACH))
    first = next(coming, None)
    if first is None:
        return []
    stretch = _window(text, Stretch(*first, ()))
    start, end = stretch.start, stretch.end
    for following, stop in coming:
        if stop - start > MAX_CHARACTERS or "\n\n" in text[end:following]:
            break
        end = stop
    return [Stretch(start, end, ())]


def _excerpt(text: str, stretch: Stretch) -> Marked:
    spans = [
        Span(span.text.replace("\n", " "), span.marked)
        for span in cut(text, stretch.start, stretch.end, stretch.marks)
    ]
    if not _begins(text, stretch.start):
        spans.insert(0, Span("… "))
    if not _ends(text, stretch.end):
        spans.append(Span(" …"))
    return tuple(spans)


def _begins(text: str, start: int) -> bool:
    """Tell whether a sentence or a paragraph may begin there, so that nothing seems left out."""
    near = text[max(0, start - REACH) : start]
    before = near.rstrip()
    return not before or before[-1] in _ENDS or "\n\n" in near[len(before) :]


def _ends(text: str, end: int) -> bool:
    return end >= len(text) or text[end - 1] in _ENDS or text[end : end + 2] == "\n\n"
