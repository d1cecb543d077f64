"""A phrase reads the positions of few of the articles that hold its words apart."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from search.document import Document
from search.engines.matching import Deadline, Want
from search.engines.open import open_engine
from search.plan.nodes import Phrase, Plan, Spelling
from search.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLES = 900
HOLDING = 300
"""Articles with the words of the phrase, apart or together."""

TOGETHER = 6
OTHERS = [f"{first}{second}" for first in "bdfglm" for second in ("ator", "ine", "oule", "ucre")]


def articles() -> Iterator[Document]:
    chance = random.Random(11)
    for number in range(ARTICLES):
        words = chance.choices(OTHERS, k=12)
        if number < TOGETHER:
            words[5:5] = ["conseil", "municipal"]
        elif number < HOLDING:
            words[4:4], words[9:9] = ["conseil"], [chance.choice(("municipal", "municipaux"))]
        yield Document(key=str(number), title="Titre", text=" ".join(words))


@pytest.mark.parametrize("spellings", [("municipal",), ("municipal", "municipaux")])
def test_words_that_stand_apart_are_told_without_positions(
    tmp_path: Path, spellings: tuple[str, ...]
) -> None:
    slots = [("conseil",), spellings]
    phrase = Phrase("x", tuple(tuple(Spelling(f, 1, HOLDING) for f in slot) for slot in slots))
    engine = open_engine(Settings(index=tmp_path))
    with engine.draft("empty") as draft:
        draft.put(articles())
        draft.publish()
    with engine.snapshot() as snapshot:
        found = snapshot.search(Plan(phrase, (phrase,)), Want(limit=50), Deadline(60))
    assert found.total == TOGETHER
    # An article that holds both has a position of each.
    assert 2 * TOGETHER <= found.positions_read <= 2 * HOLDING // 6


def test_a_word_repeated_where_nothing_else_stands(tmp_path: Path) -> None:
    slot = (Spelling("bora", 1, 1),)
    phrase = Phrase("bora bora bora", (slot, slot, slot))
    engine = open_engine(Settings(index=tmp_path))
    with engine.draft("empty") as draft:
        draft.put([Document(key="a", title="", text="Bora bora bora")])
        draft.publish()
    with engine.snapshot() as snapshot:
        assert snapshot.search(Plan(phrase, (phrase,)), Want(), Deadline(60)).total == 1
