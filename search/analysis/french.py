"""The French analyser: from a text to its tokens.

One regular-expression pass cuts chunks, then the filters, in this order, make pieces of each
distinct chunk. A newspaper repeats its words, so that what a chunk becomes is remembered: a text
costs one regular expression and one dictionary look-up a word. (Indexing, which looks at many texts
at once, comes to the same tokens through `stretches`.)
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from search.analysis.acronyms import join_acronyms
from search.analysis.chunks import CHUNK, CHUNK_OR_MARK, LETTER_APOSTROPHE, READ_SIGNS
from search.analysis.elision import take_off_elision
from search.analysis.numbers import join_numbers
from search.analysis.spelling import form_of
from search.analysis.token import Piece, Token

if TYPE_CHECKING:
    from collections.abc import Callable

Place = tuple[str, int, int]
"""A token's form, and where it starts and ends in the text, in characters."""

VERSION = "french-2"

FILTERS: tuple[Callable[[list[Piece]], list[Piece]], ...] = (
    take_off_elision,
    join_acronyms,
    join_numbers,
)

MAX_REMEMBERED_CHUNKS = 500_000
MAX_REMEMBERED_LENGTH = 64


class Part(NamedTuple):
    """One token of a chunk, its offsets counted from the chunk's start, in characters."""

    form: str
    start: int
    end: int
    elided: str


class _Parts(dict[str, tuple[Part, ...]]):
    """What each chunk became; bounded, because a hostile text never repeats one."""

    def __missing__(self, chunk: str) -> tuple[Part, ...]:
        parts = parts_of(chunk)
        if len(chunk) <= MAX_REMEMBERED_LENGTH:
            if len(self) >= MAX_REMEMBERED_CHUNKS:
                self.clear()
            self[chunk] = parts
        return parts


class _Forms(dict[str, tuple[str, ...]]):
    """The forms of each chunk: looking them up is all there is to do for a word seen before."""

    def __init__(self, parts: _Parts) -> None:
        self._parts = parts

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        forms = tuple(part.form for part in self._parts[chunk])
        if len(chunk) <= MAX_REMEMBERED_LENGTH:
            if len(self) >= MAX_REMEMBERED_CHUNKS:
                self.clear()
            self[chunk] = forms
        return forms


def is_one_word(chunk: str) -> bool:
    """Tell whether a chunk is one token as it stands: letters alone, or figures alone."""
    return (chunk.isalpha() and LETTER_APOSTROPHE not in chunk) or (
        chunk.isascii() and chunk.isdigit()
    )


def parts_of(chunk: str) -> tuple[Part, ...]:
    """Return the tokens of one chunk; none for a sentence mark."""
    if is_one_word(chunk):  # nothing for the filters to look at
        return (Part(form_of(chunk), 0, len(chunk), ""),)
    if not chunk[0].isalnum():
        return (Part(READ_SIGNS[chunk], 0, 1, ""),) if chunk in READ_SIGNS else ()
    pieces = [Piece(chunk, 0, "", chunk)]
    for apply in FILTERS:
        pieces = apply(pieces)
    return tuple(Part(form_of(p.joined), p.start, p.end, p.elided) for p in pieces)


class Analyzer:
    """Cuts texts into tokens; keep one, for it remembers what it has seen.

    Threads may share one: what it remembers is the same whoever looked first.

    Attributes:
        characters: characters analysed so far (work counter; approximate where threads share it).
    """

    def __init__(self) -> None:
        self._parts = _Parts()
        self._forms = _Forms(self._parts)
        self.characters = 0

    def tokens(self, text: str) -> list[Token]:
        """Return the tokens of a text, in order."""
        self.characters += len(text)
        position = itertools.count()
        return [
            Token(
                text[begin + part.start : begin + part.end],
                begin + part.start,
                begin + part.end,
                next(position),
                part.form,
                part.elided,
            )
            for match in CHUNK.finditer(text)
            for begin in (match.start(),)
            for part in self._parts[match[0]]
        ]

    def places(self, text: str, begin: int = 0, end: int | None = None) -> list[Place]:
        """Return form, start and end of each token: half the cost of tokens, to look for marks.

        Args:
            text: the text.
            begin: where to begin, outside of a chunk.
            end: where to end, outside of a chunk; None for the end of the text.
        """
        end = len(text) if end is None else end
        self.characters += end - begin
        return [
            (part.form, at + part.start, at + part.end)
            for match in CHUNK.finditer(text, begin, end)
            for at in (match.start(),)
            for part in self._parts[match[0]]
        ]

    def forms(self, text: str) -> list[str]:
        """Return the forms of a text, in order: `forms(t)[p]` is that of the token at p."""
        self.characters += len(text)
        chunks = CHUNK_OR_MARK.findall(text)
        return list(itertools.chain.from_iterable(map(self._forms.__getitem__, chunks)))
