"""What is said of a collection: its newspapers, its calendar, and the words of its last month."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

import pytest

from search.answers import Request
from search.document import Document
from search.engines.keeping import Provenance
from search.engines.open import open_engine
from search.holdings.telling import CRITICAL, log_likelihood
from search.plan.nodes import Filters
from search.searcher import Searcher
from search.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from search.engines.interface import Engine

TODAY = dt.date(2024, 7, 1)


def daily(
    source: str, first: dt.date, count: int, text: str = "Le conseil se réunit."
) -> Iterator[Document]:
    for n in range(count):
        day = first + dt.timedelta(days=n)
        yield Document(
            key=f"{source}-{day}", title="Brève", text=f"{text} Mot{n}.", date=day, source=source
        )


def silent(document: Document) -> bool:
    return document.date is not None and dt.date(2024, 3, 1) <= document.date < dt.date(2024, 3, 11)


DOCUMENTS = (
    *(one for one in daily("Le Quotidien", dt.date(2024, 1, 1), 121) if not silent(one)),
    *daily("Le Quotidien", dt.date(2024, 5, 1), 30, "Les inondations ont touché la préfecture."),
    *daily("L’Hebdo", dt.date(2023, 12, 25), 5),
    Document(key="u", title="Sans date", text="Rien.", source="L’Hebdo"),
    Document(key="v", title="Sans journal", text="Une inondation.", date=dt.date(2023, 5, 2)),
)


@pytest.fixture
def make(tmp_path: Path) -> Callable[[Sequence[Document]], tuple[Engine, Searcher]]:
    def making(documents: Sequence[Document]) -> tuple[Engine, Searcher]:
        settings = Settings(index=tmp_path / "index", build_processes=1)
        engine = open_engine(settings)
        with engine.draft("empty") as draft:
            draft.put(documents)
            draft.publish(Provenance(files=2, skipped={"empty": 1}))
        return engine, Searcher(engine, settings, lambda: TODAY)

    return making


def test_newspapers_each_apart(
    make: Callable[[Sequence[Document]], tuple[Engine, Searcher]],
) -> None:
    held = make(DOCUMENTS)[1].holdings()
    assert (held.whole.articles, held.whole.undated) == (148, 1)
    assert (held.whole.first, held.whole.last) == (dt.date(2023, 5, 2), dt.date(2024, 5, 30))
    assert held.inventory.provenance.skipped == {"empty": 1}
    daily, weekly = held.sources
    assert (daily.source, daily.years) == ("Le Quotidien", ((2024, 141),))
    assert [(one.first, one.days) for one in daily.gaps] == [(dt.date(2024, 3, 1), 10)]
    assert (weekly.source, weekly.articles, weekly.undated) == ("L’Hebdo", 6, 1)
    assert weekly.gaps == ()


def test_the_words_of_the_latest_month_are_counted_as_a_search_counts_them(
    make: Callable[[Sequence[Document]], tuple[Engine, Searcher]],
) -> None:
    _, searcher = make(DOCUMENTS)
    told = searcher.holdings().telling
    assert told is not None
    assert (told.filters, told.articles) == (Filters(months=((2024, 5),)), 30)
    words = {one.word: one for one in told.words}
    assert set(words) == {"inondations", "touché", "préfecture"}
    flood = words["inondations"]
    assert (flood.articles, flood.elsewhere) == (30, 1)
    assert flood.score > CRITICAL
    for word, counted in words.items():
        assert searcher.answer(Request(text=word, filters=told.filters)).total == counted.articles
        found = searcher.answer(Request(text=word)).total
        assert found == counted.articles + counted.elsewhere


@pytest.mark.parametrize(("count", "filters"), [(9, None), (10, Filters(years=(2024,)))])
def test_few_articles_have_no_words_of_their_own(
    count: int,
    filters: Filters | None,
    make: Callable[[Sequence[Document]], tuple[Engine, Searcher]],
) -> None:
    spread = [
        Document(key=str(n), title="A", text="B", date=dt.date(2024, 1 + n, 2))
        for n in range(count)
    ]
    told = make(spread)[1].holdings().telling
    assert (told.filters if told else None) == filters
    assert told is None or told.words == ()


def test_holdings_are_gathered_once_a_generation(
    make: Callable[[Sequence[Document]], tuple[Engine, Searcher]],
) -> None:
    engine, searcher = make(DOCUMENTS)
    first = searcher.holdings()
    assert searcher.holdings() is first
    with engine.draft("empty") as draft:
        draft.put(DOCUMENTS[:3])
        generation = draft.publish().generation
    while searcher.generation() != generation:
        pass
    assert searcher.holdings().whole.articles == 3


def test_an_empty_collection_holds_nothing(
    make: Callable[[Sequence[Document]], tuple[Engine, Searcher]],
) -> None:
    held = make(())[1].holdings()
    assert (held.whole.articles, held.whole.first, held.sources, held.telling) == (
        0,
        None,
        (),
        None,
    )


def test_log_likelihood() -> None:
    assert log_likelihood(10, 0, 100, 900) == pytest.approx(20 * math.log(10))
    assert log_likelihood(10, 90, 100, 900) == 0
    assert log_likelihood(9, 91, 100, 900) == 0
    assert log_likelihood(0, 5, 100, 900) == 0
    # Written out with the expected counts: E1 = 7, E2 = 63.
    expected = 2 * (30 * math.log(30 / 7) + 40 * math.log(40 / 63))
    assert log_likelihood(30, 40, 100, 900) == pytest.approx(expected)
