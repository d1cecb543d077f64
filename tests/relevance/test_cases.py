"""Questions on the bundled sample, and the article that each must show first.

`tests/data/relevance_cases.tsv`, one case a line: the question; a part of the headline of the
article that must come first; parts of headlines, parted by « | », of articles that a wrong ranking
would put above it; the kind of question; why it is there.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from search.answers import Request
from search.engines.open import open_engine
from search.searcher import Searcher
from search.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.results import Marked

CASES = Path(__file__).resolve().parents[1] / "data" / "relevance_cases.tsv"


class Case(NamedTuple):
    question: str
    first: str
    not_above: tuple[str, ...]


def cases() -> Iterator[Case]:
    with CASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            rivals = filter(None, row["not_above"].split(" | "))
            yield Case(row["question"], row["first"], tuple(rivals))


@pytest.fixture(scope="session")
def sample(sample_index: Path) -> tuple[Searcher, list[str]]:
    """The bundled sample, and its headlines."""
    settings = Settings(index=sample_index)
    engine = open_engine(settings)
    with engine.snapshot() as snapshot:
        titles = [spaced(document.title) for document in snapshot.documents()]
    return Searcher(engine, settings), titles


def spaced(title: str) -> str:
    """Return a headline whose spaces are all of one kind."""
    return " ".join(title.split())


def plain(title: Marked) -> str:
    return spaced("".join(span.text for span in title))


def headline(part: str, titles: list[str]) -> str:
    """Return the only headline with this part."""
    (found,) = [title for title in titles if part in title]
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.question)
def test_best_article_comes_first(case: Case, sample: tuple[Searcher, list[str]]) -> None:
    searcher, titles = sample
    answer = searcher.answer(Request(text=case.question))
    shown = [plain(hit.title) for hit in answer.mixed or (*answer.hits, *answer.near)]
    wanted = headline(case.first, titles)
    assert wanted in shown[:1], f"{wanted!r} is not first of {shown[:5]}"
    rivals = {headline(part, titles) for part in case.not_above}
    assert rivals.isdisjoint(shown[: shown.index(wanted)])


def test_a_long_question_makes_one_list_by_score(sample: tuple[Searcher, list[str]]) -> None:
    searcher, _ = sample
    long = searcher.answer(Request(text="pont Tanneurs Valmore procès maire"))
    assert long.hits
    assert long.near
    scores = [hit.score for hit in long.mixed]
    assert scores == sorted(scores, reverse=True)
    assert {hit.id for hit in long.mixed} == {hit.id for hit in (*long.hits, *long.near)}
    assert all(bool(hit.missing) == (hit in long.near) for hit in long.mixed)
    for other in ("pont procès maire", '"ancien maire" pont Tanneurs Valmore procès'):
        assert searcher.answer(Request(text=other)).mixed == ()
