"""Other questions than the one asked: what each leaves out, and that its count is exact."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from search.answers import Request
from search.document import Document
from search.engines.open import open_engine
from search.notices import Code
from search.plan.nodes import Filters
from search.query.printer import print_query
from search.searcher import Searcher
from search.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = (
    ("Le président russe parle.", "2024-01-02", "Le Matin"),
    ("Les présidents russes et le président russe.", "2024-02-03", "Le Soir"),
    ("Les présidents russes parlent de pêche.", "2023-05-06", "Le Soir"),
    ("La pêche au thon.", "2022-07-08", "Le Matin"),
)


@pytest.fixture
def searcher(tmp_path: Path) -> Searcher:
    settings = Settings(index=tmp_path / "index")
    engine = open_engine(settings)
    with engine.draft("empty") as draft:
        draft.put(
            Document(key=day, title="", text=text, date=dt.date.fromisoformat(day), source=source)
            for text, day, source in TEXTS
        )
        draft.publish()
    return Searcher(engine, settings)


def found(searcher: Searcher, request: Request) -> dict[tuple[str, str], int]:
    answer = searcher.answer(request)
    for one in answer.wider:
        question = one.question
        asked = Request(
            text=print_query(question.query), match=question.match, filters=question.filters
        )
        assert searcher.answer(asked).total == one.total > 0
    return {(one.left, one.part): one.total for one in answer.wider}


def test_each_word_and_filter_is_tried_without(searcher: Searcher) -> None:
    filters = Filters(years=(2024,), values={"source": ("Le Matin",)})
    assert found(searcher, Request(text="pêche thon", filters=filters)) == {
        ("period", ""): 1,
        ("filters", ""): 1,
    }
    assert found(searcher, Request(text="thon zébu")) == {
        ("part", "zébu"): 1,
        ("all_words", ""): 1,
    }
    assert found(searcher, Request(text="pêche date:2021 -thon")) == {("part", "date:2021"): 1}


def test_what_finds_something_has_no_alternatives(searcher: Searcher) -> None:
    assert searcher.answer(Request(text="pêche")).wider == ()
    assert searcher.answer(Request(text="zébu")).wider == ()


def test_a_phrase_offers_the_other_forms_of_its_words(searcher: Searcher) -> None:
    answer = searcher.answer(Request(text='"président russe"'))
    (notice,) = [one for one in answer.notices if one.code is Code.PHRASE_FORMS]
    assert answer.total == 2
    assert notice.params == {"word": "président russe", "more": 1}
    ((label, text),) = notice.offers
    assert label == text == "président-russe"
    assert searcher.answer(Request(text=text)).total == 3


@pytest.mark.parametrize("text", ['="président russe"', '"au thon"', "président-russe", "russe"])
def test_other_forms_are_offered_only_where_they_find_more(searcher: Searcher, text: str) -> None:
    assert not [one for one in searcher.answer(Request(text=text)).notices
                if one.code is Code.PHRASE_FORMS]  # fmt: skip
