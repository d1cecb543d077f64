"""A few of the questions that `python -m tests.fuzz.questions` asks by the hundred thousand, and
what hypothesis makes of the language's pieces, asked of every page that takes a question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.open import open_engine
from search.searcher import Searcher
from search.settings import Settings
from tests.fuzz.questions import SIGNS, WORDS, ask, questions
from web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

PATHS = ("/search", "/api/search", "/api/suggest", "/search.csv", "/search/dates", "/facets/source")

pieces = st.sampled_from((*SIGNS, *WORDS)) | st.text(max_size=8)
any_question = st.builds(
    lambda parts, between: between.join(parts),
    st.lists(pieces, max_size=12),
    st.sampled_from((" ", "", "\u00a0")),
).map(lambda text: text.encode("utf-8", "ignore").decode())

FAULTS = ("lON ONU Macorn", "lon")
"""Questions that had no answer once: `l’on`, of which the sample holds no form."""


def test_any_question_is_answered(sample_index: Path) -> None:
    settings = Settings(index=sample_index)
    searcher = Searcher(open_engine(settings), settings)
    for text in (*FAULTS, *questions(1_000)):
        ask(searcher, text)


@pytest.fixture(scope="module")
def client(sample_index: Path) -> FlaskClient:
    return create_app(Settings(index=sample_index, deadline_seconds=60)).test_client()


@pytest.mark.parametrize("path", PATHS)
def test_any_question_is_answered_or_refused_by_name(client: FlaskClient, path: str) -> None:
    @settings(max_examples=30, deadline=None)
    @given(any_question)
    def asked(text: str) -> None:
        response = client.get(path, query_string={"q": text})
        assert response.status_code in {200, 400, 422}, (text, response.status)

    asked()
