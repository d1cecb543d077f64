"""A few of the questions that `python -m tests.fuzz.questions` asks by the hundred thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.engines.open import open_engine
from search.searcher import Searcher
from search.settings import Settings
from tests.fuzz.questions import ask, questions

if TYPE_CHECKING:
    from pathlib import Path

FAULTS = ("lON ONU Macorn", "lon")
"""Questions that had no answer once: `l’on`, of which the sample holds no form."""


def test_any_question_is_answered(sample_index: Path) -> None:
    settings = Settings(index=sample_index)
    searcher = Searcher(open_engine(settings), settings)
    for text in (*FAULTS, *questions(1_000)):
        ask(searcher, text)
