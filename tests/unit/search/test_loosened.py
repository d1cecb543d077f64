"""What is near a phrase that no article holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.answers import Request
from search.document import Document
from search.engines.open import open_engine
from search.notices import Code
from search.searcher import Searcher
from search.settings import Settings

if TYPE_CHECKING:
    from search.answers import Answer

TEXTS = {
    "traité": "L’Association mondiale pour l’étude de la douleur publie un traité.",
    "étude": "Une étude sur la douleur, sans association.",
    "pêche": "La pêche au thon reprend.",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    settings = Settings(index=tmp_path_factory.mktemp("index"), build_processes=1)
    engine = open_engine(settings)
    with engine.draft("empty") as draft:
        draft.put(Document(key=key, title="", text=text) for key, text in TEXTS.items())
        draft.publish()
    return Searcher(engine, settings)


def parted(answer: Answer) -> list[str]:
    return [str(one.params["word"]) for one in answer.notices if one.code is Code.PHRASE_PARTED]


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ('"association pour l’étude des douleurs"', {"traité", "étude"}),
        ('traduire "association pour l’étude des douleurs"', {"traité", "étude"}),
        ('"association pour l’étude des douleurs" -traité', {"étude"}),
    ],
)
def test_where_a_phrase_leaves_nothing_its_words_are_near(
    searcher: Searcher, question: str, near: set[str]
) -> None:
    answer = searcher.answer(Request(text=question))
    assert (answer.total, answer.hits) == (0, ())
    assert {hit.key for hit in answer.near} == near
    assert parted(answer) == ["association pour l’étude des douleurs"]


@pytest.mark.parametrize(
    "question",
    [
        '"étude de la douleur"',
        'zébu "étude sur la douleur"',
        'titre:"association pour l’étude des douleurs"',
        '="association pour l’étude des douleurs"',
        "zébu",
    ],
)
def test_a_phrase_that_leaves_something_or_is_bound_holds(
    searcher: Searcher, question: str
) -> None:
    assert parted(searcher.answer(Request(text=question))) == []
