"""What is looked at on the best candidates: the order it gives articles that are alike by words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.answers import Request
from search.document import Document
from search.engines.open import open_engine
from search.searcher import Searcher
from search.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PADDING = " ".join(["bleu vert jaune rouge noir blanc gris rose"] * 15)
"""As many words before as after, so that lengths are the same."""


def best(folder: Path, question: str, texts: Mapping[str, str]) -> str:
    settings = Settings(index=folder / "index", build_processes=1)
    engine = open_engine(settings)
    others = {str(number): PADDING for number in range(20)}
    with engine.draft("empty") as draft:
        documents = {**texts, **others}
        draft.put(Document(key=key, title="", text=text) for key, text in documents.items())
        draft.publish()
    answer = Searcher(engine, settings).answer(Request(text=question))
    return (*answer.hits, *answer.near)[0].key


@pytest.mark.parametrize(
    ("question", "first", "other"),
    [
        ("pont procès", f"{PADDING} pont procès {PADDING}", f"{PADDING} {PADDING} pont procès"),
        ("pont procès", f"{PADDING} pont procès {PADDING}", f"{PADDING} procès pont {PADDING}"),
        ("ponts procès", f"{PADDING} ponts, procès {PADDING}", f"{PADDING} pont, procès {PADDING}"),
    ],
    ids=["earlier", "in order", "as typed"],
)  # fmt: skip
def test_of_articles_with_the_same_words(
    tmp_path: Path, question: str, first: str, other: str
) -> None:
    # Ties go by the hash of the key: each text must win under either.
    assert best(tmp_path / "one", question, {"a": first, "b": other}) == "a"
    assert best(tmp_path / "two", question, {"a": other, "b": first}) == "b"
