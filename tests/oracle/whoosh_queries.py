"""Queries made of what documents say, each with how a plain scan answers it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from typing import TYPE_CHECKING, Any

from whoosh import query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.oracle.plain_scan import Scanned


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """One query.

    Attributes:
        kind: what it tries.
        query: for Whoosh.
        holds: for the scan.
    """

    kind: str
    query: Any
    holds: Callable[[Scanned], bool]


class Questions:
    """Makes queries by chance: the words are drawn as often as they are printed."""

    def __init__(self, scanned: Sequence[Scanned], seed: int) -> None:
        self._scanned = scanned
        self._chance = random.Random(seed)
        self._dates = sorted(one.date for one in scanned if one.date)
        self._kinds: list[Callable[[], Asked]] = [
            self.term,
            self.both,
            self.either,
            self.phrase,
            self.prefix,
            self.without,
            self.dates,
        ]

    def ask(self, number: int) -> Iterator[Asked]:
        """Yield this many queries, the kinds in turn."""
        for turn in range(number):
            yield self._kinds[turn % len(self._kinds)]()

    def typed(self, number: int) -> Iterator[str]:
        """Yield this many queries as a reader types them."""
        for _ in range(number):
            one, other, third = (self._word()[1] for _ in range(3))
            kinds = [one, f"{one} {other}", f'"{one} {other}"', f"{one} OU {other} -{third}"]
            yield self._chance.choice([*kinds, f"{one}-{other}", f"={one} {other}"])

    def term(self) -> Asked:
        field, form = self._word()
        return Asked("term", query.Term(field, form), lambda one: one.holds_phrase(field, form))

    def both(self) -> Asked:
        parts = [self.term() for _ in range(self._chance.randint(2, 4))]
        return Asked(
            "and",
            query.And([part.query for part in parts]),
            lambda one: all(part.holds(one) for part in parts),
        )

    def either(self) -> Asked:
        parts = [self._chance.choice([self.term, self.both])() for _ in range(3)]
        return Asked(
            "or",
            query.Or([part.query for part in parts]),
            lambda one: any(part.holds(one) for part in parts),
        )

    def phrase(self) -> Asked:
        field, forms = self._forms()
        at = self._chance.randrange(len(forms))
        words = forms[at : at + self._chance.randint(2, 5)]
        if len(words) == 1:
            return self.term()
        asked = query.Phrase(field, words)
        return Asked("phrase", asked, lambda one: one.holds_phrase(field, *words))

    def prefix(self) -> Asked:
        field, form = self._word()
        prefix = form[: self._chance.randint(2, 5)]
        asked = query.Prefix(field, prefix)
        return Asked("prefix", asked, lambda one: one.holds_prefix(field, prefix))

    def without(self) -> Asked:
        # Whoosh's AndNot gives wrong documents; And(a, Not(b)) is right.
        wanted, unwanted = self._chance.choice([self.term, self.phrase])(), self.term()
        return Asked(
            "not",
            query.And([wanted.query, query.Not(unwanted.query)]),
            lambda one: wanted.holds(one) and not unwanted.holds(one),
        )

    def dates(self) -> Asked:
        start = self._chance.choice(self._dates)
        end = start + dt.timedelta(days=self._chance.choice([0, 1, 30, 365]))
        word = self.term()
        moments = [dt.datetime.combine(day, dt.time()) for day in (start, end)]
        return Asked(
            "date",
            query.And([word.query, query.DateRange("date", *moments)]),
            lambda one: word.holds(one) and one.date is not None and start <= one.date <= end,
        )

    def _forms(self) -> tuple[str, list[str]]:
        while True:
            field = self._chance.choice(["title", "text", "text"])
            forms = self._chance.choice(self._scanned).fields[field]
            if forms:
                return field, forms

    def _word(self) -> tuple[str, str]:
        field, forms = self._forms()
        return field, self._chance.choice(forms)
