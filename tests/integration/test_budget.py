"""A question over the budget is refused before it reads anything, and the word is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.answers import Request
from search.engines.open import open_engine
from search.errors import PlanTooCostly
from search.searcher import Searcher
from search.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def searcher(index: Path, budget: int) -> Searcher:
    settings = Settings(index=index, max_plan_postings=budget)
    return Searcher(open_engine(settings), settings)


@pytest.mark.parametrize(
    ("text", "dearest"),
    [("football club", "club"), ("football -club", "club"), ('"du club" football', "du club")],
)
def test_the_dearest_word_is_named(sample_index: Path, text: str, dearest: str) -> None:
    said = f"«\u00a0{dearest}\u00a0» est trop fréquent"
    with pytest.raises(PlanTooCostly, match=said) as refused:
        searcher(sample_index, 5).answer(Request(text=text))
    assert refused.value.word == dearest
    searcher(sample_index, 5000).answer(Request(text=text))


def test_what_reads_no_word_costs_nothing(sample_index: Path) -> None:
    assert searcher(sample_index, 1).answer(Request()).total
