"""What near results are said to lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.answers import Request
from search.document import Document
from search.engines.open import open_engine
from search.searcher import Searcher
from search.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

OTHERS = ("Ce week-end.", "Un weekend.", "Le vote.", "La mer.", "Le 19 juin 2024.", "19/06/2024.")


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("vote 19/06/2024 zébu", "Le vote du 19 juin 2024.", ["zébu"]),
        ("19 juin 2024 zébu", "Un arrêté du 19/06/2024.", ["zébu"]),
        ("week-end zébu", "Un weekend à la mer.", ["zébu"]),
        ("week end zébu", "Une fin de semaine, the end.", ["week", "zébu"]),
        ("weekend mer zébu", "Une semaine à la mer.", ["weekend", "zébu"]),
        ("crise OU grève mer", "Une grève des trains.", ["mer"]),
        ("titre:weekend mer", "La mer.", []),
    ],
)
def test_one_way_to_write_a_word_is_enough(
    tmp_path: Path, question: str, text: str, missing: list[str]
) -> None:
    settings = Settings(index=tmp_path / "index", build_processes=1, deadline_seconds=60)
    engine = open_engine(settings)
    with engine.draft("empty") as draft:
        draft.put(Document(key=one, title="", text=one) for one in dict.fromkeys((text, *OTHERS)))
        draft.publish()
    answer = Searcher(engine, settings).answer(Request(text=question))
    near = [hit for hit in answer.near if hit.key == text]
    assert [list(hit.missing) for hit in near] == ([missing] if missing else [])
