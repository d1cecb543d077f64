"""Cuts a query into tokens; linear in its length."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Literal

from search.notices import Code, Notice
from search.query.signs import CONTENT, DATES, FIELDS, QUOTES, VALUES, operator_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["word", "phrase", "sign", "field", "value", "dates", "operator", "open", "close"]

_NAMES = "|".join((*FIELDS, *VALUES, *DATES))
_FIELD = re.compile(rf"({_NAMES}):(?=[^\s)])", re.IGNORECASE)
_SIGN = re.compile(r"[-+=](?=[^\s)])")
# A parenthesis of a few letters against a word is of the word: député(e)s.
_WORD = re.compile(r"[^\s\"«»“”„()]+(?:\(\w{1,3}\)[^\s\"«»“”„()]*)*")
_PLAIN_CLOSERS = "»”"
PUNCTUATION = ",;:!?…"
"""What ends a word and is no part of it."""
_SPACE = re.compile(r"\s")


@dataclasses.dataclass(frozen=True, slots=True)
class Token:
    """One piece of a query.

    Attributes:
        kind: what it is.
        text: a word or a phrase as typed, a sign, the meaning of a field or operator.
        typed: an operator or a field as typed.
        glued: whether it stands right against the token before it.
    """

    kind: Kind
    text: str
    typed: str = ""
    glued: bool = False


def tokens_of(text: str) -> tuple[list[Token], list[Notice]]:
    """Return the tokens of a query, and what has to be said of its quotes."""
    lexer = _Lexer(text)
    return list(lexer.tokens()), lexer.notices


class _Lexer:
    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._never_closed: set[str] = set()
        self.notices: list[Notice] = []

    def tokens(self) -> Iterator[Token]:
        """Yield the tokens in order."""
        end = 0
        while self._place < len(self._text):
            begin = self._place
            if (token := self._next()) is not None:
                glued = not _SPACE.search(self._text, end, begin)
                yield dataclasses.replace(token, glued=glued)
                end = self._place

    def _next(self) -> Token | None:
        letter = self._text[self._place]
        if letter in "()":
            self._place += 1
            return Token("open" if letter == "(" else "close", letter)
        if letter in QUOTES or letter in _PLAIN_CLOSERS:
            return self._phrase(letter)
        for pattern, read in ((_SIGN, _sign), (_FIELD, _field), (_WORD, _word)):
            if (found := pattern.match(self._text, self._place)) is not None:
                self._place = found.end()
                return read(found)
        self._place += 1
        return None

    def _phrase(self, opening: str) -> Token | None:
        """Read what stands between quotes; a quote that is not closed is dropped and said."""
        self._place += 1
        end = self._closing(opening)
        if end is None:
            self.notices.append(Notice(Code.UNCLOSED_QUOTE, {"quote": opening}))
            return None
        inside = self._text[self._place : end].strip()
        self._place = end + 1
        return Token("phrase", inside) if CONTENT.search(inside) else None

    def _closing(self, opening: str) -> int | None:
        """Return where a quote closes; what closes nowhere is looked for once."""
        if opening in self._never_closed or opening not in QUOTES:
            return None
        found = re.compile(f"[{QUOTES[opening]}]").search(self._text, self._place)
        if found is None:
            self._never_closed.add(opening)
            return None
        return found.start()


def _sign(found: re.Match[str]) -> Token:
    return Token("sign", found[0])


def _field(found: re.Match[str]) -> Token:
    name = found[1].lower()
    if name in FIELDS:
        return Token("field", FIELDS[name], found[1])
    if name in VALUES:
        return Token("value", VALUES[name], found[1])
    return Token("dates", DATES[name], found[1])


def _word(found: re.Match[str]) -> Token | None:
    word = found[0].rstrip(PUNCTUATION)
    operator = operator_of(word)
    if operator is not None:
        return Token("operator", operator, word)
    return Token("word", word) if CONTENT.search(word) or set(word) == {"*"} else None
