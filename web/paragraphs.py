"""The paragraphs of an article: subheads told apart from text, marks numbered."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

from web.typography import unbroken, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.results import Marked

LONGEST_SUBHEAD = 90
SHORTEST_TEXT = 80
_ENDS_OF_SENTENCES = '.!…:;,»"”)'


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph.

    Attributes:
        text: plain.
        mark: its number among the marks of the article's text, from 1; 0 where it is not marked.
    """

    text: str
    mark: int


@dataclasses.dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        pieces: in order.
        subhead: whether it stands over the text that follows.
    """

    pieces: tuple[Piece, ...]
    subhead: bool


def paragraphs(texts: Sequence[Marked]) -> tuple[Paragraph, ...]:
    """Return the paragraphs, short ones that end no sentence and stand over a long one as subheads.

    The index keeps subheads among the paragraphs, as most inputs do not tell them apart.
    """
    plain = [unmarked(text).strip() for text in texts]
    following = [*plain[1:], ""]
    numbers = itertools.count(1)
    return tuple(
        Paragraph(
            tuple(_pieces(text, numbers)), bool(rank) and _is_subhead(plain[rank], following[rank])
        )
        for rank, text in enumerate(texts)
    )


def marks_in(shown: Iterable[Paragraph]) -> int:
    """Return how many marks the paragraphs hold."""
    return max((piece.mark for one in shown for piece in one.pieces), default=0)


def _pieces(text: Marked, numbers: Iterator[int]) -> Iterator[Piece]:
    for span in unbroken(text):
        yield Piece(span.text, next(numbers) if span.marked else 0)


def _is_subhead(text: str, following: str) -> bool:
    return (
        0 < len(text) <= LONGEST_SUBHEAD
        and text[-1] not in _ENDS_OF_SENTENCES
        and len(following) >= SHORTEST_TEXT
    )
