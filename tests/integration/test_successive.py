"""Looking for words that stand together while a plan is made: what takes too long is not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.answers import Request
from search.document import Document
from search.engines.open import open_engine
from search.engines.whoosh_engine import snapshot as snapshots
from search.searcher import Searcher
from search.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


QUESTIONS = ("garderobe", "garde robe", "J.K.")


def test_words_that_take_too_long_to_look_for_are_not_found_this_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(index=tmp_path / "index", build_processes=1)
    engine = open_engine(settings)
    with engine.draft("empty") as draft:
        texts = ("Une garde robe pleine.", "Une garderobe.", "J K signe.")
        draft.put(Document(key=text, title="", text=text) for text in texts)
        draft.publish()
    searcher = Searcher(engine, settings)

    def totals() -> list[int]:
        return [searcher.answer(Request(text=question)).total for question in QUESTIONS]

    with monkeypatch.context() as late:
        late.setattr(snapshots, "SUCCESSIVE_SECONDS", -1.0)
        assert totals() == [1, 1, 0]
    assert totals() == [2, 2, 1]
