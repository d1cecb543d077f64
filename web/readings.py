"""The spellings each word stood for, each a link that keeps that spelling alone."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.query.printer import replace_word
from search.query.tree import Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.answers import Answer
    from search.results import Reading
    from web.links import Address

MOST_SPELLINGS = 8


@dataclasses.dataclass(frozen=True, slots=True)
class SpellingLink:
    """One spelling, the articles of the whole collection that hold it, and its own search."""

    form: str
    documents: int
    url: str


@dataclasses.dataclass(frozen=True, slots=True)
class ReadingLine:
    """What one word of the question stood for."""

    word: str
    spellings: tuple[SpellingLink, ...]
    left_off: int


def reading_lines(answer: Answer, address: Address) -> tuple[ReadingLine, ...]:
    """Return a line for each word that stood for something else than itself alone."""
    return tuple(_line(reading, answer, address) for reading in widened(answer))


def widened(answer: Answer) -> Iterator[Reading]:
    """Yield the readings of the words that stood for something else than themselves alone."""
    for reading in answer.readings:
        if {form.lower() for form, _ in reading.spellings} - {reading.word.lower()}:
            yield reading


def _line(reading: Reading, answer: Answer, address: Address) -> ReadingLine:
    spellings = tuple(
        SpellingLink(form, documents, _url(reading.word, form, answer, address))
        for form, documents in reading.spellings[:MOST_SPELLINGS]
    )
    return ReadingLine(reading.word, spellings, max(len(reading.spellings) - MOST_SPELLINGS, 0))


def _url(word: str, form: str, answer: Answer, address: Address) -> str:
    """Return the address of the question with this spelling only, empty if no node is the word."""
    typed = Word(word)
    if typed not in answer.query.nodes:
        return ""
    return address.asking(replace_word(answer.query, typed, Word(form, exact=True)))
