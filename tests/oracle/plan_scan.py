"""A plan read the slow way: each document from end to end, each node by its definition."""

from __future__ import annotations

import collections
import dataclasses
import functools
import itertools
import math
import unicodedata
from typing import TYPE_CHECKING

from search.analysis.french import Analyzer
from search.plan import weights
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
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from search.document import Document
    from search.plan.nodes import Node, Slot, Word

Stretch = tuple[str, int, int]
"""A field, a first and a last position in it."""

LEAD_WORDS = 40
PROMINENT = 3


@dataclasses.dataclass(frozen=True)
class PlanScanned:
    """One document as the scan reads it.

    Attributes:
        fields: the forms of the title and of the text, in order.
        facets: the words of each value, bare, by facet.
    """

    id: str
    date: dt.date | None
    fields: dict[str, list[str]]
    facets: dict[str, list[list[str]]]

    def holds(self, node: Node, fields: Sequence[str] = ("title", "text")) -> bool:
        """Tell whether the document is in the result set of a node."""
        match node:
            case Group() | Prefix() | Phrase() | Near():
                return any(True for _ in self.places(node, fields))
            case In(field, inner):
                return self.holds(inner, [field])
            case DateRange(start, end):
                return self.date is not None and not (
                    (start and self.date < start) or (end and self.date > end)
                )
            case FacetWords(facet, words):
                return any(_in_a_row(value, list(words)) for value in self.facets[facet])
            case And(nodes):
                return all(self.holds(one, fields) for one in nodes)
            case Or(nodes):
                return any(self.holds(one, fields) for one in nodes)
            case Not(inner):
                return not self.holds(inner, fields)
            case Everything():
                return True

    def weight(self, word: Word | In) -> float:
        """Return the weighted occurrences of a word."""
        fields = [word.field] if isinstance(word, In) else ["title", "text"]
        word = word.word if isinstance(word, In) else word
        prominent: collections.Counter[tuple[str, str]] = collections.Counter()
        return sum(self._worth(word, place, prominent) for place in self.places(word, fields))

    def places(self, node: Node, fields: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield where a word occurs: where it begins, a Near where its last operand does."""
        if isinstance(node, Near):
            for field in fields:
                found = [self._stretches(operand, field) for operand in node.operands]
                yield from {
                    (field, max(first for _, first, _ in chosen))
                    for chosen in itertools.product(*found)
                    if _together(chosen, node.distance)
                }
        else:
            for field in fields:
                yield from {(field, first) for _, first, _ in self._stretches(node, field)}

    def _stretches(self, operand: Node, field: str) -> list[Stretch]:
        match operand:
            case Group(spellings=spellings):
                return self._runs([spellings], field)
            case Prefix():
                return self._runs([operand], field)
            case Phrase(slots=slots):
                return self._runs(slots, field)
            case Or(nodes):
                return [place for one in nodes for place in self._stretches(one, field)]
            case _:
                raise NotImplementedError(type(operand).__name__)

    def _runs(self, slots: Sequence[Slot], field: str) -> list[Stretch]:
        forms, size = self.fields[field], len(slots)
        wanted = [_forms_of(slot, forms) for slot in slots]
        return [
            (field, at, at + size - 1)
            for at in range(len(forms) - size + 1)
            if size and all(forms[at + i] in one for i, one in enumerate(wanted))
        ]

    def _worth(
        self, word: Word, place: tuple[str, int], prominent: collections.Counter[tuple[str, str]]
    ) -> float:
        """Return what an occurrence counts; of a form's in title or lead, PROMINENT count more."""
        field, at = place
        form = self.fields[field][at]
        more = 0.0
        if field == "title":
            more = weights.TITLE - 1
        elif isinstance(word, Group | Prefix) and at < LEAD_WORDS:
            more = weights.LEAD
        if more and isinstance(word, Group | Prefix):
            prominent[form, field] += 1
            more = more if prominent[form, field] <= PROMINENT else 0.0
        worth = 1 + more
        if isinstance(word, Group):
            worth *= next(one.weight for one in word.spellings if one.form == form)
        return worth


def scan_plan(documents: Iterable[Document]) -> list[PlanScanned]:
    """Read documents."""
    analyzer = Analyzer()
    return [
        PlanScanned(
            one.id,
            one.date,
            {"title": analyzer.forms(one.title), "text": analyzer.forms(one.text)},
            {
                "source": [bare_words(analyzer, one.source)],
                "author": [bare_words(analyzer, name) for name in one.authors],
                "section": [bare_words(analyzer, one.section)],
            },
        )
        for one in documents
    ]


def scores(scanned: Sequence[PlanScanned], word: Word | In) -> dict[str, float]:
    """Return the score of each document for one word: BM25F, as DESIGN has it."""
    found = {one.id: weight for one in scanned if (weight := one.weight(word))}
    lengths = {one.id: sum(map(len, one.fields.values())) for one in scanned}
    mean = max(1.0, sum(lengths.values()) / len(scanned))
    rarity = math.log(1 + (len(scanned) - len(found) + 0.5) / (len(found) + 0.5))
    return {
        name: rarity * w / (w + weights.K1 * (1 - weights.B + weights.B * lengths[name] / mean))
        for name, w in found.items()
    }


def bare_words(analyzer: Analyzer, text: str) -> list[str]:
    """Return the words of a value without accents, ligatures parted."""
    return [bare(form) for form in analyzer.forms(text)]


@functools.lru_cache(1 << 16)
def bare(form: str) -> str:
    """Return a form without accents, ligatures parted."""
    parted = form.replace("œ", "oe").replace("æ", "ae")
    letters = unicodedata.normalize("NFD", parted)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _forms_of(slot: Slot, among: Sequence[str]) -> set[str]:
    if isinstance(slot, Prefix):
        return {form for form in set(among) if _begins(form, slot.beginning)}
    return {spelling.form for spelling in slot}


def _begins(form: str, typed: str) -> bool:
    if typed.isascii():
        return bare(form).startswith(typed)
    return len(form) >= len(typed) and all(
        wanted in (letter, bare(letter)) for wanted, letter in zip(typed, form, strict=False)
    )


def _together(chosen: Sequence[Stretch], distance: int) -> bool:
    ordered = sorted((first, last) for _, first, last in chosen)
    apart = all(one[1] < other[0] for one, other in itertools.pairwise(ordered))
    return apart and ordered[-1][0] - min(last for _, last in ordered) <= distance


def _in_a_row(value: list[str], words: list[str]) -> bool:
    return any(value[at : at + len(words)] == words for at in range(len(value)))
