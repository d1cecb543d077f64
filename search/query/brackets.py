"""Parentheses and operators that hold: the others are dropped or read as words, and said."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.notices import Code, Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.query.lexer import Token

DEEPEST = 8
"""Most parentheses inside one another."""

_BEGINS = frozenset({"word", "phrase", "sign", "field", "value", "dates", "open"})
_ENDS = frozenset({"word", "phrase", "close"})


def balanced(tokens: Sequence[Token]) -> tuple[list[Token], list[Notice]]:
    """Return the tokens whose parentheses pair, hold something and are not too deep."""
    dropped: set[int] = set()
    open_at: list[int] = []
    filled: list[bool] = []
    codes: dict[Code, None] = {}
    for place, token in enumerate(tokens):
        if token.kind == "open":
            open_at.append(place)
            filled.append(False)
            if len(open_at) > DEEPEST:
                dropped.add(place)
                codes[Code.TOO_DEEP] = None
        elif token.kind == "close":
            if not open_at:
                dropped.add(place)
                codes[Code.UNBALANCED] = None
                continue
            opening, held = open_at.pop(), filled.pop()
            if not held or opening in dropped:
                dropped |= {opening, place}
            if filled:
                filled[-1] = filled[-1] or held
        elif filled and token.kind in {"word", "phrase"}:
            filled[-1] = True
    if open_at:
        dropped |= set(open_at)
        codes[Code.UNBALANCED] = None
    kept = [token for place, token in enumerate(tokens) if place not in dropped]
    return kept, [Notice(code, {}) for code in codes]


def in_capitals(tokens: Sequence[Token]) -> bool:
    """Tell whether operators are written like the words around them, all in capitals.

    Headlines are pasted so. Who writes parentheses means the operators.
    """
    typed = "".join(token.text for token in tokens if token.kind in {"word", "phrase"})
    letters = [letter for letter in typed if letter.isalpha()]
    kinds = {token.kind for token in tokens}
    capitals = bool(letters) and not any(letter.islower() for letter in letters)
    return capitals and "operator" in kinds and "open" not in kinds


def with_operands(tokens: Sequence[Token]) -> tuple[list[Token], list[Notice]]:
    """Return the tokens, operators that have nothing beside them read as words."""
    kept: list[Token] = []
    notices = []
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.kind != "operator" or _holds(token, kept[-1] if kept else None, following):
            kept.append(token)
        else:
            kept.append(as_word(token))
            notices.append(Notice(Code.OPERATOR_AS_WORD, {"word": token.typed}))
    return kept, notices


def as_word(operator: Token) -> Token:
    """Return an operator as the word it is spelt like."""
    return dataclasses.replace(operator, kind="word", text=operator.typed.lower())


def _holds(operator: Token, before: Token | None, after: Token | None) -> bool:
    """Tell whether an operator stands between two things it can join; `SAUF` may begin."""
    negates = after is not None and after.kind == "operator" and after.text == "not"
    if after is None or not (after.kind in _BEGINS or (operator.text == "and" and negates)):
        return False
    if operator.text == "not":
        return before is None or before.kind in _ENDS | {"open"} or before.text == "and"
    return before is not None and before.kind in _ENDS
