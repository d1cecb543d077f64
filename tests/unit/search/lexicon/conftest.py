"""A lexicon made of a few sentences, through the file that the engine reads."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from search.analysis.french import Analyzer
from search.engines.whoosh_engine.build.lexicon import lexicon_arrays
from search.engines.whoosh_engine.build.vocabulary import Vocabulary
from search.engines.whoosh_engine.format.arrays import write_arrays
from search.engines.whoosh_engine.format.lexicon import LexiconFile, merged_lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon


@pytest.fixture(scope="session")
def lexicon_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Lexicon]:
    """Make a lexicon of texts, each a document."""
    folder = tmp_path_factory.mktemp("lexicons")
    numbers = itertools.count()

    def build(*texts: str) -> Lexicon:
        vocabulary = Vocabulary(Analyzer())
        for text in texts:
            vocabulary.add((text,))
        path = folder / f"{next(numbers)}.bin"
        write_arrays(path, lexicon_arrays(vocabulary.counts()))
        return merged_lexicon([LexiconFile(path)])

    return build
