"""Plans made by chance of what documents say, every kind of node among them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from typing import TYPE_CHECKING, Literal

from search.plan.nodes import (
    And,
    DateRange,
    Everything,
    FacetWords,
    Group,
    In,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Spelling,
)
from tests.oracle.plan_scan import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.plan.nodes import Node, Operand, Slot, Word
    from tests.oracle.plan_scan import PlanScanned

WEIGHTS = (1.0, 0.8)
FIELDS: tuple[Literal["title", "text"], ...] = ("title", "text", "text")
FACETS: tuple[Literal["source", "author", "section"], ...] = ("source", "author", "section")
DISTANCES = (1, 2, 3, 5, 8, 20, 64, 65, 66, 90)
"""Beyond 64 the gap between title and text alone would no longer part them."""


class Plans:
    """Makes nodes: words are drawn as often as they are printed, operands from one passage."""

    def __init__(self, scanned: Sequence[PlanScanned], seed: int) -> None:
        self._scanned = scanned
        self._chance = random.Random(seed)
        self._dates = sorted({one.date for one in scanned if one.date})

    def word(self) -> Word | In:
        """Return a word, alone or in a field."""
        forms = self._passage()
        kinds: list[Callable[[list[str]], Word]] = [self.group, self.prefix, self.phrase, self.near]
        word = self._chance.choice(kinds)(forms)
        return In(self._chance.choice(FIELDS), word) if self._chance.random() < 0.4 else word

    def with_family(self) -> Group:
        """Return a group with a family, whatever its forms."""
        family = tuple(_spelling(form, self._chance.random()) for form in set(self._passage()))
        return dataclasses.replace(self.group(self._passage()), family=family)

    def node(self, depth: int = 2) -> Node:
        """Return any node."""
        if depth == 0 or self._chance.random() < 0.3:
            makers: list[Callable[[], Node]] = [self.word] * 4
            return self._chance.choice([*makers, self.dates, self.facet, Everything])()
        parts = tuple(self.node(depth - 1) for _ in range(self._chance.randint(1, 3)))
        kinds: list[Node] = [And(parts), Or(parts), Not(parts[0])]
        return self._chance.choice([*kinds, In(self._chance.choice(FIELDS), Or(parts))])

    def group(self, forms: list[str]) -> Group:
        chosen = dict.fromkeys([self._chance.choice(forms), *self._others()])
        return Group("mot", tuple(_spelling(form, self._chance.choice(WEIGHTS)) for form in chosen))

    def prefix(self, forms: list[str]) -> Prefix:
        form = self._chance.choice(forms)
        beginning = form[: self._chance.randint(3, 5)]
        # A first letter's accent never counts: the scan compares letter by letter.
        accented = not beginning.isascii() and beginning[0].isascii() and bare(beginning).isalpha()
        plain = accented and "œ" not in beginning and "æ" not in beginning
        return Prefix(f"{beginning}*", beginning if plain else bare(beginning))

    def phrase(self, forms: list[str]) -> Phrase:
        at = self._chance.randrange(len(forms))
        run = forms[at : at + self._chance.randint(1, 4)]
        return Phrase(" ".join(run), tuple(self._slot(form) for form in run))

    def near(self, forms: list[str]) -> Near:
        count = self._chance.choice([2, 2, 3, 4])
        operands = tuple(self._operand(forms) for _ in range(count))
        return Near("près", operands, self._chance.choice(DISTANCES))

    def dates(self) -> DateRange:
        first, last = sorted(self._chance.choices(self._dates, k=2))
        last += dt.timedelta(days=self._chance.randint(-1, 1))
        ends = [(first, last), (first, None), (None, last), (None, None)]
        return DateRange(*self._chance.choice(ends))

    def facet(self) -> FacetWords:
        while True:
            facet = self._chance.choice(FACETS)
            values = [one for one in self._chance.choice(self._scanned).facets[facet] if one]
            if values:
                words = self._chance.choice(values)
                at = self._chance.randrange(len(words))
                return FacetWords(facet, tuple(words[at : at + self._chance.randint(1, 2)]))

    def _operand(self, forms: list[str]) -> Operand:
        kinds: list[Callable[[list[str]], Operand]] = [self.group] * 3
        kind = self._chance.choice([*kinds, self.prefix, self.phrase, self._alternatives])
        return kind(forms)

    def _alternatives(self, forms: list[str]) -> Or:
        return Or((self.group(forms), self.phrase(forms), self.prefix(forms)))

    def _slot(self, form: str) -> Slot:
        if len(form) > 4 and self._chance.random() < 0.2:
            return self.prefix([form])
        return tuple(_spelling(one, 1.0) for one in {form, *self._others()})

    def _others(self) -> list[str]:
        if self._chance.random() < 0.7:
            return []
        return [self._chance.choice(self._passage())]

    def _passage(self) -> list[str]:
        """Return a stretch of the title or the text of a document."""
        while True:
            forms = self._chance.choice(self._scanned).fields[self._chance.choice(FIELDS)]
            if forms:
                at = self._chance.randrange(len(forms))
                return forms[max(0, at - 10) : at + 10]


def _spelling(form: str, weight: float) -> Spelling:
    return Spelling(form, weight, 1)
