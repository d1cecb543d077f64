"""From what the reader wrote to a tree. A parse never fails, and is linear in the query's length.

    query   = any ((ET | SAUF | nothing) any)*      all of them; after SAUF, none of it
    any     = near (OU near)*
    near    = signed (PROCHE signed)*
    signed  = ("-" | "+" | "=" | field ":")* (word | prefix* | "phrase" | "(" query ")")

Written by hand: the rules above are four functions, and what no grammar says (a quote that is not
closed, an operator with nothing beside it, a query in capitals) is most of the work. What is
malformed is read as words, with a notice.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from search.notices import Code, Notice
from search.query.brackets import as_word, balanced, in_capitals, with_operands
from search.query.dates import period_of
from search.query.lexer import PUNCTUATION, tokens_of
from search.query.printer import print_query
from search.query.signs import CONTENT, DATES, FIELDS, NEAR, VALUES, operator_of
from search.query.tree import (
    DISTANCE,
    All,
    Dates,
    Field,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Required,
    Value,
    Word,
    children,
    joined,
    rebuilt,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.query.dates import DateOperator
    from search.query.lexer import Token
    from search.query.tree import Node

MIN_PREFIX = 3
"""Letters that the beginning of a word needs: fewer begin too many words."""

DATE_WORDS = 6
"""Most words of a date that is not between quotes (`depuis:il y a trois mois`)."""

_BEFORE = frozenset({"sign", "field", "value", "dates"})
"""What stands right before a word, a phrase or a group."""

_ANY_DAY = dt.date(2000, 1, 1)
"""Whether a text is a date does not depend on today."""


def parse(text: str) -> tuple[All, tuple[Notice, ...]]:
    """Return the tree of a query and what has to be said of it."""
    tokens, notices = tokens_of(text)
    tokens, said = balanced(tokens)
    notices += said
    if in_capitals(tokens):
        asked = _Parser(with_operands(tokens)[0]).query()
        said = [Notice(Code.CAPITAL_OPERATORS, {}, undo=print_query(asked))]
        tokens = [as_word(token) if token.kind == "operator" else token for token in tokens]
    else:
        tokens, said = with_operands(tokens)
    parser = _Parser(tokens)
    tree = parser.query()
    every = (*notices, *said, *parser.notices)
    return tree, tuple({(one.code, *one.params.items()): one for one in every}.values())


class _Parser:
    """Recursive descent over tokens whose parentheses and operators hold."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self.notices: list[Notice] = []

    def query(self) -> All:
        """Read nodes up to the closing parenthesis or the end."""
        nodes: list[Node] = []
        while (token := self._token()) is not None and token.kind != "close":
            negated = self._take_operator("and", "not") == "not"
            negated = self._take_operator("not") == "not" or negated
            node = self._any()
            if node is not None:
                nodes.append(_negation(node) if negated else node)
        return All(joined(All(tuple(nodes))).nodes)

    def _any(self) -> Node | None:
        nodes, _ = self._chain("or", self._near)
        return joined(Or(nodes)) if len(nodes) > 1 else next(iter(nodes), None)

    def _near(self) -> Node | None:
        nodes, operators = self._chain("near", self._signed)
        if len(nodes) < 2:
            return next(iter(nodes), None)
        if all(map(_has_place, nodes)):
            return Near(nodes, max(map(_distance, operators)))
        self._say(Code.NEAR_OPERAND)
        return joined(All(nodes))

    def _chain(
        self, kind: str, operand: Callable[[], Node | None]
    ) -> tuple[tuple[Node, ...], list[Token]]:
        """Read operands with an operator between them; return both."""
        nodes, operators = [operand()], []
        while (token := self._token()) is not None and _operates(token) and token.text == kind:
            operators.append(token)
            self._place += 1
            nodes.append(operand())
        return tuple(node for node in nodes if node is not None), operators

    def _signed(self) -> Node | None:
        """Read signs and fields, then what they stand against."""
        signs: list[Token] = []
        while (token := self._token()) is not None and token.kind in _BEFORE:
            if not token.glued:
                signs.clear()
            signs.append(token)
            self._place += 1
        dates = next((sign for sign in reversed(signs) if sign.kind == "dates"), None)
        if token is None or token.kind in {"close", "operator"}:
            return None
        if signs and not token.glued:
            signs, dates = [], None
        node = self._primary() if dates is None else self._dates(dates)
        return None if node is None else _signed(node, signs)

    def _primary(self) -> Node | None:
        token = self._tokens[self._place]
        self._place += 1
        if token.kind == "open":
            inside = self.query().nodes
            self._place += 1
            return inside[0] if len(inside) == 1 else All(inside) if inside else None
        return Phrase(token.text) if token.kind == "phrase" else self._word(token.text)

    def _word(self, text: str) -> Node | None:
        bare = text.rstrip("*")
        if bare == text:
            return Word(text)
        if len(CONTENT.findall(bare)) >= MIN_PREFIX:
            return Prefix(bare)
        self._say(Code.SHORT_PREFIX, word=text)
        word = bare.rstrip(f"*{PUNCTUATION}")  # as the lexer leaves a word
        word = word.lower() if operator_of(word) else word
        return Word(word) if CONTENT.search(word) else None

    def _dates(self, field: Token) -> Node | None:
        """Read a date: a phrase, the words that make one, or a group of dates."""
        operator = DATES[field.typed.lower()]
        first = self._tokens[self._place]
        if first.kind == "word":
            figures = first.text[0].isdecimal() and _is_date(operator, first.text)
            words = [first.text] if figures else self._words_from(self._place)
            for count in range(len(words), 0, -1):
                typed = " ".join(words[:count])
                if _is_date(operator, typed) and not (count > 1 and _is_short(words[count - 1])):
                    self._place += count
                    return Dates(operator, typed)
        node = self._primary()
        return None if node is None else rebuilt(node, lambda one: self._date(one, operator))

    def _date(self, node: Node, operator: DateOperator) -> Node:
        if isinstance(node, Word | Phrase | Prefix):
            if _is_date(operator, node.text):
                return Dates(operator, node.text)
            self._say(Code.BAD_DATE, word=node.text)
        return node

    def _words_from(self, place: int) -> list[str]:
        words = []
        for token in self._tokens[place : place + DATE_WORDS]:
            if token.kind != "word":
                break
            words.append(token.text)
        return words

    def _token(self) -> Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _take_operator(self, *kinds: str) -> str:
        token = self._token()
        if token is None or not _operates(token) or token.text not in kinds:
            return ""
        self._place += 1
        return token.text

    def _say(self, code: Code, **params: str) -> None:
        self.notices.append(Notice(code, params))


def _operates(token: Token) -> bool:
    return token.kind == "operator"


def _distance(token: Token) -> int:
    found = NEAR.fullmatch(token.typed)
    return max(1, int(found[1])) if found and found[1] else DISTANCE


def _negation(node: Node) -> Node:
    """Return what excludes a node: excluding an exclusion is asking for it."""
    if isinstance(node, Not):
        return node.node
    return Not(node.node) if isinstance(node, Required) else Not(node)


def _signed(node: Node, signs: Sequence[Token]) -> Node:
    """Return a node with its signs; fields stand inside, exclusion outside."""
    kinds = {sign.text for sign in signs if sign.kind == "sign"}
    if "=" in kinds:
        node = rebuilt(node, _exact) or node
    for sign in reversed(signs):
        if sign.kind in {"field", "value"}:
            node = _limited(node, sign)
    if "-" in kinds:
        return _negation(node)
    return Required(node) if "+" in kinds and not isinstance(node, Not | Required) else node


def _limited(node: Node, sign: Token) -> Node:
    """Return a node in a field; one that has a field or is a date stays what it is."""
    if isinstance(node, Not | Required):
        return type(node)(_limited(node.node, sign))
    if isinstance(node, Field | Value | Dates):
        return node
    name = sign.typed.lower()
    return Field(FIELDS[name], node) if name in FIELDS else Value(VALUES[name], node)


def _exact(node: Node) -> Node:
    if isinstance(node, Word):
        return Word(node.text, exact=True)
    return Phrase(node.text, exact=True) if isinstance(node, Phrase) else node


def _has_place(node: Node) -> bool:
    """Tell whether a node stands somewhere in a text."""
    if isinstance(node, Or):
        return all(map(_has_place, children(node)))
    return isinstance(node, Word | Prefix | Phrase)


def _is_date(operator: DateOperator, text: str) -> bool:
    return period_of(operator, text, _ANY_DAY) is not None


def _is_short(word: str) -> bool:
    """Tell whether a word may be a number of its own, not a year: `date:juin 24 morts`."""
    return word.isdecimal() and len(word) < len("2024")
