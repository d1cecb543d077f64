"""Lexicons of parts of the press corpus."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from search.analysis.french import Analyzer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from search.lexicon.interface import Lexicon


@pytest.fixture(scope="session")
def press(shared_data: Path) -> list[dict[str, str]]:
    with gzip.open(shared_data / "press.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def press_lexicon(
    press: list[dict[str, str]], lexicon_of: Callable[..., Lexicon]
) -> Callable[[int], tuple[Lexicon, frozenset[str]]]:
    """Make the lexicon of so many articles, spread evenly over time, and the forms they hold."""

    def build(size: int) -> tuple[Lexicon, frozenset[str]]:
        articles = press[:: len(press) // size][:size]
        analyzer = Analyzer()
        texts = [(article["title"], article["text"]) for article in articles]
        held = {form for pair in texts for text in pair for form in analyzer.forms(text)}
        return lexicon_of(*texts), frozenset(held)

    return build
