"""Lexicons of parts of the press corpus."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from search.analysis.french import Analyzer
from search.engines.whoosh_engine.build.lexicon import lexicon_arrays
from search.engines.whoosh_engine.build.vocabulary import Vocabulary
from search.engines.whoosh_engine.format.arrays import write_arrays
from search.engines.whoosh_engine.format.lexicon import LexiconFile, merged_lexicon

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from search.lexicon.interface import Lexicon


@pytest.fixture(scope="session")
def press(shared_data: Path) -> list[dict[str, str]]:
    with gzip.open(shared_data / "press.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture
def lexicon_of(
    press: list[dict[str, str]], tmp_path: Path
) -> Callable[[int], tuple[Lexicon, frozenset[str]]]:
    """Make the lexicon of so many articles, spread evenly over time, and the forms they hold."""

    def build(size: int) -> tuple[Lexicon, frozenset[str]]:
        vocabulary = Vocabulary(Analyzer())
        for article in press[:: len(press) // size][:size]:
            vocabulary.add((article["title"], article["text"]))
        counts = vocabulary.counts()
        path = tmp_path / f"lexicon-{size}.bin"
        write_arrays(path, lexicon_arrays(counts))
        return merged_lexicon([LexiconFile(path)]), frozenset(counts)

    return build
