"""The help page: each of its examples finds something in the bundled sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.answers import Request
from search.engines.open import open_engine
from search.searcher import Searcher
from search.settings import Settings
from web.app import create_app
from web.guide import SECTIONS, Example

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = [example for section in SECTIONS for example in section.examples]


@pytest.fixture(scope="session")
def sample(sample_index: Path) -> Searcher:
    """The bundled sample, asked as the site asks it."""
    settings = Settings(index=sample_index)
    return Searcher(open_engine(settings), settings)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.question)
def test_example_finds_something(sample: Searcher, example: Example) -> None:
    assert sample.answer(Request(text=example.question)).total


def test_page_links_every_example(sample: Searcher, sample_index: Path) -> None:
    client = create_app(Settings(index=sample_index), sample).test_client()
    page = client.get("/aide")
    assert page.status_code == 200
    assert page.text.count('<a href="/search?q=') == len(EXAMPLES)
