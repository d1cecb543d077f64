"""Articles about the same matter: which words say so, and what finding them costs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from search.analysis.french import Analyzer
from search.document import Document
from search.engines.matching import Deadline, Want
from search.engines.open import open_engine
from search.errors import DeadlineExceeded
from search.likeness import Sequences
from search.plan.nodes import Or, Plan
from search.related import COMMONEST, MOST, WORDS, affordable, related, telling_words
from search.searcher import Searcher
from search.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.interface import Engine
    from search.lexicon.interface import Lexicon

THEATRE = (
    "La troupe répète au théâtre des Grands Moulins. Le décor du théâtre brûle, la troupe rejoue "
    "le lendemain, et les moulins tournent encore autour de la scène."
)
FILLERS = tuple(
    Document(key=f"f{n}", title=f"Brève numéro {n}", text=f"Le conseil parle du budget {n}.")
    for n in range(60)
)


def article(key: str, title: str, text: str, day: int = 1) -> Document:
    return Document(key=key, title=title, text=text, date=dt.date(2024, 6, day))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    built = open_engine(Settings(index=tmp_path_factory.mktemp("r") / "index", build_processes=1))
    with built.draft("empty") as draft:
        draft.put(FILLERS)
        draft.put(
            [
                article("own", "Le théâtre des Moulins en feu", THEATRE),
                article("copy", "Théâtre des Moulins : l’incendie", f"AFP. {THEATRE} Fin."),
                article(
                    "old", "Au théâtre, une troupe", "La scène des moulins : la troupe joue.", 2
                ),
                article(
                    "new", "La troupe au théâtre", "Une troupe joue sur la scène des moulins.", 9
                ),
                article("twin", "La troupe rejoue", "Une troupe joue sur la scène des moulins.", 3),
                article("other", "Le port de pêche", "Les bateaux rentrent au port."),
            ]
        )
        draft.publish()
    return built


def found(engine: Engine, key: str, deadline: Deadline | None = None) -> list[str]:
    with engine.snapshot() as snapshot:
        document = next(one for one in snapshot.documents() if one.key == key)
        keys = {one.id: one.key for one in snapshot.entries()}
        others = related(document, snapshot, Analyzer(), deadline or Deadline(60))
        return [keys[one.id] for one in others]


def test_others_of_the_matter_are_found_each_once(engine: Engine) -> None:
    keys = found(engine, "own")
    assert set(keys) == {"old", "new"} or set(keys) == {"old", "twin"}
    assert "copy" not in keys


def test_what_nothing_else_is_about_has_none(engine: Engine) -> None:
    assert found(engine, "other") == []


def test_the_deadline_holds(engine: Engine) -> None:
    with pytest.raises(DeadlineExceeded):
        found(engine, "own", Deadline(-1))


def test_an_article_is_shown_even_where_the_deadline_has_passed(engine: Engine) -> None:
    settings = Settings(deadline_seconds=1e-9)
    shown = Searcher(engine, settings).article("own", beside=True)
    assert (shown.related, shown.key) == ((), "own")


def test_words_that_tell_are_few_rare_and_repeated(
    lexicon_of: Callable[..., Lexicon],
) -> None:
    rare = "moulin théâtre troupe décor scène quai rame toile loge rideau cintre trappe coulisse"
    texts = [f"Le budget {n} du conseil" for n in range(40)] + [rare] * 2
    lexicon = lexicon_of(*texts)
    words = telling_words(
        ["moulin"], [*rare.split(), "budget", "conseil", "du", "2024", "l"], lexicon, len(texts)
    )
    assert words[0].word == "moulin"
    assert len(words) == WORDS
    for word in words:
        for spelling in word.spellings:
            assert spelling.documents <= COMMONEST * len(texts)


def test_only_the_article_itself_is_analysed(engine: Engine) -> None:
    analyzer = Analyzer()
    with engine.snapshot() as snapshot:
        document = next(one for one in snapshot.documents() if one.key == "own")
        assert len(related(document, snapshot, analyzer, Deadline(60))) <= MOST
    assert analyzer.characters == len(document.title) + len(document.text)


def test_words_that_would_cost_too_much_are_left_out(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.snapshot() as snapshot:
        words = telling_words(["troupe", "théâtre"], ["scène", "moulins"], snapshot.lexicon, 66)
        assert [word.word for word in words] == ["théâtre", "troupe", "scène", "moulins"]
        assert affordable(words) == words
        documents = [sum(one.documents for one in word.spellings) for word in words]
        monkeypatch.setattr("search.related.POSTINGS", sum(documents) - 1)
        kept = tuple(affordable(words))
        assert kept == tuple(words[:-1])
        plan = Plan(Or(kept), kept, near=None)
        matches = snapshot.search(plan, Want(facets=False), Deadline(60))
        assert matches.postings_read <= sum(documents)
        monkeypatch.setattr("search.related.POSTINGS", 0)
        assert affordable(words) == []


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (f"Paris (AFP). {THEATRE}", True),
        (THEATRE[:90], True),
        (THEATRE.upper(), True),
        ("La troupe répète ailleurs ce soir, loin du théâtre et de ses moulins.", False),
        ("", False),
    ],
)
def test_one_article_printed_twice_is_one(other: str, same: bool) -> None:
    assert Sequences(THEATRE).same_article(Sequences(other)) is same
