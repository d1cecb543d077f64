"""The engine against a plain scan: the same documents for the same plan, whatever the plan."""

from __future__ import annotations

import dataclasses
import random
from typing import TYPE_CHECKING, Literal

import pytest

from search.analysis.french import Analyzer
from search.engines.interface import Deadline, Want
from search.engines.open import open_engine
from search.plan.nodes import And, Everything, Filters, Group, Not, Or, Phrase
from search.plan.resolve import resolve
from search.query.parser import parse
from search.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.document import Document
    from search.plan.nodes import Node

pytestmark = pytest.mark.golden

QUERIES = 400
SEED = 20240619


@dataclasses.dataclass(frozen=True)
class Scanned:
    """A document as the scan sees it: its title's and its text's forms."""

    id: str
    fields: tuple[list[str], list[str]]

    def holds(self, node: Node) -> bool:
        match node:
            case Group(spellings=spellings):
                wanted = {spelling.form for spelling in spellings}
                return any(form in wanted for forms in self.fields for form in forms)
            case Phrase(slots=slots):
                sets = [{spelling.form for spelling in slot} for slot in slots]
                return any(self._in_order(forms, sets) for forms in self.fields)
            case And(nodes):
                return all(map(self.holds, nodes))
            case Or(nodes):
                return any(map(self.holds, nodes))
            case Not(inner):
                return not self.holds(inner)
            case Everything():
                return True

    @staticmethod
    def _in_order(forms: list[str], sets: list[set[str]]) -> bool:
        places = range(len(forms) - len(sets) + 1)
        return any(all(forms[at + i] in one for i, one in enumerate(sets)) for at in places)


def queries(documents: list[Document]) -> Iterator[tuple[str, Literal["all", "any"]]]:
    """Yield queries made of what the documents say, and how many words must match."""
    chance = random.Random(SEED)
    analyzer = Analyzer()
    for _ in range(QUERIES):
        document = chance.choice(documents)
        words = [token.surface for token in analyzer.tokens(document.text)]
        at = chance.randrange(len(words))
        phrase = " ".join(words[at : at + chance.randint(1, 5)])
        word, other = chance.choice(words), chance.choice(words)
        kinds: list[tuple[str, Literal["all", "any"]]] = [
            (word, "all"),
            (f"{word} {other}", "all"),
            (f"{word} {other}", "any"),
            (f'"{phrase}"', "all"),
            (f'"{phrase}" {other}', "all"),
            (f"{word} -{other}", "all"),
            (f'-"{phrase}"', "all"),
            (f"={word} {other}", "all"),
            ("-".join(words[at : at + 2]), "all"),
        ]
        yield chance.choice(kinds)


def test_same_documents_as_a_plain_scan(sample_index: Path) -> None:
    engine = open_engine(Settings(index=sample_index))
    analyzer = Analyzer()
    wrong = []
    with engine.snapshot() as snapshot:
        documents = list(snapshot.documents())
        scanned = [
            Scanned(d.id, (analyzer.forms(d.title), analyzer.forms(d.text))) for d in documents
        ]
        asked = list(queries(documents))
        for text, match in asked:
            plan = resolve(parse(text)[0], snapshot.lexicon, match, Filters()).plan
            found = snapshot.search(plan, Want(limit=1000, facets=False), Deadline(60))
            expected = {one.id for one in scanned if one.holds(plan.root)}
            if {hit.id for hit in found.top} != expected or found.total != len(expected):
                wrong.append((text, found.total, len(expected)))
    assert len(asked) == QUERIES
    assert not wrong
